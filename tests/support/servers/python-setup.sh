#!/bin/sh
# Makes a Python environment with the packages $2… in the folder $1, once; later calls return at once.
set -eu
venv=$1
shift
mkdir -p "$venv"
exec 9>"$venv/.lock"
flock 9
[ -e "$venv/.complete" ] && exit 0
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check "$@"
touch "$venv/.complete"
