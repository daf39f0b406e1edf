#!/bin/sh
# Mints a root, an intermediate and the certificates of the stack into /tls, and
# hands out the root alone as /ca/ca.pem: every start has a CA of its own, whose
# keys never leave the volume.
set -eu
umask 077
rm -f /ca/ca.pem
cd /tls

# mint NAME SUBJECT ISSUER EXTENSION...
mint() {
	name=$1 subject=$2 issuer=$3
	shift 3
	printf '%s\n' "$@" >"$name.ext"
	openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$name.key" -subj "/CN=$subject" -out "$name.csr"
	if [ "$name" = "$issuer" ]; then
		openssl x509 -req -in "$name.csr" -signkey "$name.key" -days 30 -extfile "$name.ext" -out "$name.crt"
	else
		openssl x509 -req -in "$name.csr" -CA "$issuer.crt" -CAkey "$issuer.key" -CAcreateserial -days 30 -extfile "$name.ext" -out "$name.crt"
	fi
}

# leaf NAME SUBJECT SANS
leaf() {
	mint "$1" "$2" issuing "basicConstraints=critical,CA:false" "keyUsage=critical,digitalSignature" "extendedKeyUsage=serverAuth" "subjectAltName=$3"
	cat "$1.crt" issuing.crt >"$1.pem"
}

ca="basicConstraints=critical,CA:true"
mint root "Harness Compose Root" root "$ca" "keyUsage=critical,keyCertSign,cRLSign" "subjectKeyIdentifier=hash"
mint issuing "Harness Compose Issuing" root "$ca" "keyUsage=critical,keyCertSign,cRLSign" "subjectKeyIdentifier=hash" "authorityKeyIdentifier=keyid"
leaf shared "*.gmoserver.test" "DNS:*.gmoserver.test,DNS:gmoserver.test"
leaf customer "mail.customer.test" "DNS:mail.customer.test,DNS:smtp.customer.test,DNS:pop.customer.test"
leaf onyx "plesk7.hoster.test" "DNS:plesk7.hoster.test"

install -m 0644 root.crt /ca/ca.pem.new
mv /ca/ca.pem.new /ca/ca.pem
exec sleep infinity
