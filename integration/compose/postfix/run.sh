#!/bin/sh
set -eu
cp /stack/postfix/main.cf /etc/postfix/main.cf
cp /stack/postfix/sni /etc/postfix/sni
chmod 600 /etc/postfix/sni
postmap -F hash:/etc/postfix/sni # copies keys and certificates into the map
postconf -F '*/*/chroot = n'
postconf -M submission/inet='submission inet n - n - - smtpd -o syslog_name=postfix/submission'
postconf -M submissions/inet='submissions inet n - n - - smtpd -o syslog_name=postfix/submissions -o smtpd_tls_wrappermode=yes'
exec postfix start-fg
