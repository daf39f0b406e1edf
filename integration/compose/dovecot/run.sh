#!/bin/sh
set -eu
install -d -o mail -g mail /var/mail/virtual
exec dovecot -F -c /stack/dovecot/dovecot.conf
