#!/bin/sh
# Starts Cyrus on the ports $1 (IMAP) and $2 (IMAP under TLS) of 127.0.0.1, inside the view that other-imap lays; the
# folder of this file holds everything. With `no-uidplus` for $3 it hides MOVE and UIDPLUS.
set -eu
cd "$(dirname "$0")"
sed -i "s|@DIR@|$PWD|g;s|@IMAP_PORT@|$1|;s|@IMAPS_PORT@|$2|" cyrus.conf cyrus-imapd.conf
tr -d '\n' <password | saslpasswd2 -p -c -f "$PWD/sasldb2" -u mail.test desk
[ "$3" = everything ] || echo 'suppress_capabilities: MOVE UIDPLUS' >>cyrus-imapd.conf
mkdir -p spool sieve run/proc run/lock run/socket
for folder in db proc lock log msg socket user quota ptclient; do mkdir -p "conf/$folder"; done
chown -R cyrus:mail .
exec runuser -u cyrus -- cyrmaster -C "$PWD/cyrus-imapd.conf" -M "$PWD/cyrus.conf" -p "$PWD/run/master.pid" -d -L "$PWD/master.log"
