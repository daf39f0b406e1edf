#!/bin/sh
# Exim for SMTP, Courier for POP3, without a syslog: Courier's words go to
# standard error, Exim's log follows there.
set -eu
install -m 0640 -o root -g Debian-exim /tls/onyx.pem /tls/onyx.key /etc/exim4/
cp /stack/exim/exim4.conf /etc/exim4/exim4.conf

while IFS=': ' read -r address password; do
	home=/var/mail/virtual/${address#*@}/${address%@*}
	install -d -o mail -g mail /var/mail/virtual "${home%/*}" "$home"
	[ -d "$home/Maildir" ] || setpriv --reuid mail --regid mail --clear-groups mkdir -p -m 0700 \
		"$home/Maildir/cur" "$home/Maildir/new" "$home/Maildir/tmp"
	userdb "$address" set uid="$(id -u mail)" gid="$(id -g mail)" home="$home" mail="$home/Maildir"
	printf '%s\n%s\n' "$password" "$password" | userdbpw -md5 | userdb "$address" set systempw
done </stack/exim/passwords
makeuserdb

install -d -o courier -g courier /run/courier /run/courier/authdaemon
cat /tls/onyx.key /tls/onyx.pem >/etc/courier/onyx.pem
chown courier /etc/courier/onyx.pem
chmod 0600 /etc/courier/onyx.pem
sed -i 's/^authmodulelist=.*/authmodulelist="authuserdb"/' /etc/courier/authdaemonrc
sed -i 's#^TLS_CERTFILE=.*#TLS_CERTFILE=/etc/courier/onyx.pem#; s#^TLS_CACHEFILE=.*#TLS_CACHEFILE=#' /etc/courier/pop3d-ssl
authdaemond start

# courier PORT VARIABLE... -- COMMAND...: as /usr/lib/courier/pop3d does, without its logger.
courier() (
	port=$1
	shift
	set -a +u # the files below use what they do not set
	. /etc/courier/pop3d
	. /etc/courier/pop3d-ssl
	while [ "$1" != -- ]; do
		eval "$1"
		shift
	done
	shift
	exec couriertcpd -address=0 -maxprocs=40 -maxperip=40 -nodnslookup -noidentlookup "$port" "$@" \
		/usr/lib/courier/courier/courierpop3login /usr/lib/courier/courier/courierpop3d Maildir
)
courier 110 -- &
courier 995 POP3_TLS=1 POP3_STARTTLS=NO -- /usr/bin/couriertls -server -tcpd -user=courier &

touch /var/log/exim4/mainlog
chown Debian-exim:adm /var/log/exim4/mainlog
tail -n 0 -F /var/log/exim4/mainlog &
exec exim4 -bdf -q1m
