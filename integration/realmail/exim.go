package realmail

import (
	"context"
	"fmt"
	"os"
	"strings"
)

// eximConf takes mail for the accounts of one domain from those who log in under
// TLS, and delivers it into the Maildirs that Courier serves. With smtp_no_mail it
// logs the commands of a connection that sent nothing: an AUTH would stand there.
// The certificate is looked up anew for each name that a client asks for.
// Holes: folder, domain, ports smtp, submission and submissions, added lines, all
// spellings of the domain, the last of them, which must be ASCII: it comes into the
// Received field, and Courier hides letters with other bytes in their header from
// clients that do not ask for UTF-8 (RFC 6856 section 2.1).
const eximConf = `%[6]s
primary_hostname = mx.%[8]s
domainlist local_domains = %[7]s
exim_path = /usr/sbin/exim4
spool_directory = %[1]s/spool
log_file_path = %[1]s/log/exim-%%s.log
log_selector = +smtp_connection +smtp_no_mail +smtp_incomplete_transaction +smtp_protocol_error +tls_cipher +tls_sni
write_rejectlog = no
pid_file_path = %[1]s/spool/exim.pid
disable_ipv6 = yes
local_interfaces = 127.0.0.1
daemon_smtp_ports = %[3]d : %[4]d : %[5]d
tls_on_connect_ports = %[5]d
tls_advertise_hosts = *
tls_certificate = ${lookup{${lc:$tls_in_sni}}nwildlsearch{%[1]s/etc/exim4/certificates}{$value}{%[1]s/etc/exim4/certificate-0.pem}}
auth_advertise_hosts = ${if def:tls_in_cipher {*}{}}
host_lookup =
smtp_accept_max = 0
rfc1413_query_timeout = 0s
acl_smtp_rcpt = acl_check_rcpt
keep_environment =

begin acl
acl_check_rcpt:
  accept authenticated = *
         domains = +local_domains
  deny message = this server delivers only to %[2]s

begin routers
mailboxes:
  driver = accept
  domains = +local_domains
  address_data = ${lookup{$local_part@$domain}lsearch{%[1]s/etc/exim4/mailboxes}{$value}fail}
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = %[1]s/mail/$address_data/Maildir
  maildir_format
  create_directory
  user = mail
  group = mail
  return_path_add
  delivery_date_add
  envelope_to_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if eq{$auth3}{${lookup{$auth2}lsearch{%[1]s/etc/exim4/passwords}{$value}fail}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${if eq{$auth2}{${lookup{$auth1}lsearch{%[1]s/etc/exim4/passwords}{$value}fail}}}
  server_set_id = $auth1
`

// startEximCourier starts authdaemond, a couriertcpd for each of Courier's ports,
// and Exim.
func (s *Stack) startEximCourier(ctx context.Context) error {
	if err := s.writeSystem(); err != nil {
		return err
	}
	send, fetch, err := s.pairs()
	if err != nil {
		return err
	}
	if err := s.writeExim(send); err != nil {
		return err
	}
	if err := s.writeCourier(ctx, fetch); err != nil {
		return err
	}
	if err := s.startCourier(ctx); err != nil {
		return err
	}
	return s.runUnpacked("exim", eximBinary, "-bdf")
}

// writeExim writes its configuration, as files that its user may read.
func (s *Stack) writeExim(certs []pair) error {
	var boxes, passwords, names strings.Builder
	domains := []string{s.Domain}
	if s.options.Alias != "" {
		domains = append(domains, s.options.Alias)
	}
	for name, password := range s.options.Users {
		for _, domain := range domains {
			fmt.Fprintf(&boxes, "%s@%s: %[1]s\n", name, domain)
		}
		fmt.Fprintf(&passwords, "%s@%s: %s\n", name, s.Domain, password)
	}
	files := map[string]string{}
	for i, p := range certs {
		files[fmt.Sprintf("certificate-%d.pem", i)] = string(p.key) + string(p.chain)
		for _, name := range p.names {
			if i > 0 { // the first is for everybody else
				fmt.Fprintf(&names, "%s: %s\n", name, s.path("etc", "exim4", fmt.Sprintf("certificate-%d.pem", i)))
			}
		}
	}
	files["exim4.conf"] = fmt.Sprintf(eximConf, s.Dir, s.Domain, s.Ports["smtp"], s.Ports["submission"], s.Ports["submissions"],
		strings.Join(s.options.Exim, "\n"), strings.Join(domains, " : "), domains[len(domains)-1])
	files["mailboxes"], files["passwords"], files["certificates"] = boxes.String(), passwords.String(), names.String()
	for name, text := range files {
		name = s.path("etc", "exim4", name)
		if err := os.WriteFile(name, []byte(text), 0o640); err != nil {
			return err
		}
		if err := os.Chown(name, 0, eximUser); err != nil {
			return err
		}
	}
	return nil
}
