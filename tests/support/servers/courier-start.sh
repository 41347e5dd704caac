#!/bin/sh
# Starts Courier on the ports $1 (IMAP) and $2 (IMAP under TLS) of 127.0.0.1, inside the view that other-imap lays,
# whose /etc/courier is nobody else's. The mail lies beside this file. With `no-uidplus` for $3 it hides UIDPLUS; it has no
# MOVE.
set -eu
cd "$(dirname "$0")"
id vmail >/dev/null 2>&1 || useradd -r -U -s /bin/false vmail
mkdir desk
maildirmake desk/Maildir
# Both the owner and the group have to be those of the user's entry.
chown -R vmail:vmail desk
userdb desk@mail.test set uid="$(id -u vmail)" gid="$(id -g vmail)" home="$PWD/desk" mail="$PWD/desk/Maildir"
{ cat password && cat password; } | userdbpw -md5 | userdb desk@mail.test set systempw
chmod 600 /etc/courier/userdb
makeuserdb
# Without this owner a STARTTLS ends at once.
cat certs/server.key certs/server.pem >/etc/courier/imapd.pem
chown courier:courier /etc/courier/imapd.pem
chmod 600 /etc/courier/imapd.pem
sed -i 's/^authmodulelist=.*/authmodulelist="authuserdb"/' /etc/courier/authdaemonrc
# An idle connection looks for new mail each minute, if nobody asks for more.
sed -i "s/^PORT=.*/PORT=$1/;s/^ADDRESS=.*/ADDRESS=127.0.0.1/;s/^IMAP_IDLE_TIMEOUT=.*/IMAP_IDLE_TIMEOUT=1/" /etc/courier/imapd
sed -i "s/^SSLPORT=.*/SSLPORT=$2/;s/^SSLADDRESS=.*/SSLADDRESS=127.0.0.1/" /etc/courier/imapd-ssl
[ "$3" = everything ] || sed -i '/^IMAP_CAPABILITY=/s/ UIDPLUS//' /etc/courier/imapd
mkdir -p /run/courier/authdaemon
chown -R courier:courier /run/courier
for service in authdaemond imapd imapd-ssl; do "$service" start; done
