#!/bin/sh
# Makes the Python environment of fault_smtpd.py in the folder $1, once; later calls return at once.
set -eu
venv=$1
mkdir -p "$venv"
exec 9>"$venv/.lock"
flock 9
[ -e "$venv/.complete" ] && exit 0
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check aiosmtpd==1.4.6
touch "$venv/.complete"
