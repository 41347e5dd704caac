#!/bin/sh
# Makes throw-away certificates in the folder $1: ca.pem, with server.pem for this machine, wrong.pem for another name
# and expired.pem, which ended yesterday; and other-ca.pem, which has signed none of them.
set -eu
mkdir -p "$1"
cd "$1"
authority() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -keyout "$1.key" -out "$1.pem" \
        -subj "/CN=$1" -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
}
leaf() {
    openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -out "$1.csr" -subj "/CN=$1"
    printf 'basicConstraints=critical,CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "$2" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -extfile "$1.ext" -out "$1.pem" -days "$3"
}
authority ca
authority other-ca
leaf server DNS:localhost,IP:127.0.0.1 3650
leaf wrong DNS:other.test 3650
leaf expired DNS:localhost,IP:127.0.0.1 -1
chmod 644 ./*.key
