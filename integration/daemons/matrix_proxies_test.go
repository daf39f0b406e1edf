package daemons

import (
	"fmt"
	"net"
	"net/http"
	"net/smtp"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"harness/integration/realmail"
)

// Daemons of the matrix beside Postfix and Dovecot.
var (
	postgrey = realmail.Daemon{Package: "postgrey", Binary: "/usr/sbin/postgrey", Ports: []string{"policy"},
		Args: []string{"--inet=127.0.0.1:{policy}", "--dbdir={dir}/run", "--user=root", "--group=root", "--delay=300"}}
	// secondDovecot is another machine of the company, at 127.0.0.2, with the same
	// certificate and other mailboxes; the profile beside lists the first.
	secondDovecot = realmail.Daemon{Package: "dovecot-submissiond", Binary: "/usr/sbin/dovecot", Args: []string{"-F", "-c", "{dir}/second/dovecot.conf"}, Ports: []string{"second"},
		Files: map[string]string{"second/users": "somebody@customer.test:{PLAIN}something-else\n",
			"second/profile.yaml": "name: Hoster\ninventory:\n  file: servers.txt\n", "second/servers.txt": "customer.test sv5.customer.test:587 sv5.customer.test:995\n",
			"second/dovecot.conf": `protocols = pop3 submission
listen = 127.0.0.2
base_dir = {dir}/second/run
state_dir = {dir}/second/run
instance_name = second
log_path = {dir}/log/second.log
mail_location = maildir:{dir}/second/mail/%n
first_valid_uid = 1
auth_mechanisms = plain login
ssl = yes
ssl_cert = <{dir}/cert-0.pem
ssl_key = <{dir}/key-0.pem
submission_relay_host = 127.0.0.1
submission_relay_port = {smtp}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {dir}/second/users
}
userdb {
  driver = static
  args = uid=mail gid=mail home={dir}/second/mail/%n
}
service pop3-login {
  inet_listener pop3 {
    port = {pop3}
  }
  inet_listener pop3s {
    port = {pop3s}
    ssl = yes
  }
  inet_listener second {
    address = 127.0.0.1
    port = {second}
  }
}
service submission-login {
  inet_listener submission {
    port = {submission}
  }
}
`}}
	haproxy = realmail.Daemon{Package: "haproxy", Binary: "/usr/sbin/haproxy", Ports: []string{"front.submissions", "front.pop3s"},
		Args: []string{"-W", "-f", "{dir}/haproxy.cfg"}, Files: map[string]string{"haproxy.cfg": `defaults
  mode tcp
  timeout connect 10s
  timeout client 60s
  timeout server 60s
listen submissions
  bind 127.0.0.1:{front.submissions} ssl crt {dir}/front/combined.pem strict-sni
  server postfix 127.0.0.1:{submissions} ssl verify none
listen pop3s
  bind 127.0.0.1:{front.pop3s} ssl crt {dir}/front/combined.pem strict-sni
  server dovecot 127.0.0.1:{pop3s} ssl verify none
`}}
	nginx = realmail.Daemon{Package: "nginx-light, libnginx-mod-mail", Binary: "/usr/sbin/nginx",
		Ports: []string{"front.submission", "front.submissions", "front.pop3", "front.pop3s"},
		Args:  []string{"-c", "{dir}/nginx.conf", "-e", "{dir}/log/nginx.log"}, Files: map[string]string{"nginx.conf": `load_module /usr/lib/nginx/modules/ngx_mail_module.so;
daemon off;
user root;
pid {dir}/run/nginx.pid;
events {}
mail {
  server_name proxy.customer.test;
  auth_http 127.0.0.1:{auth}/;
  proxy_smtp_auth on;
  xclient off;
  ssl_certificate {dir}/front/fullchain.pem;
  ssl_certificate_key {dir}/front/privkey.pem;
  smtp_auth plain login;
  pop3_auth plain;
  server { listen 127.0.0.1:{front.submission}; protocol smtp; starttls only; }
  server { listen 127.0.0.1:{front.submissions} ssl; protocol smtp; }
  server { listen 127.0.0.1:{front.pop3}; protocol pop3; starttls only; }
  server { listen 127.0.0.1:{front.pop3s} ssl; protocol pop3; }
}
`}}
)

// stunnel speaks one version of TLS before Postfix and Dovecot.
func stunnel(version string) realmail.Daemon {
	return realmail.Daemon{Package: "stunnel4", Binary: "/usr/bin/stunnel4", Args: []string{"{dir}/stunnel.conf"}, Ports: []string{"front.submissions", "front.pop3s"},
		Files: map[string]string{"stunnel.conf": "foreground = yes\npid =\nsyslog = no\ncert = {dir}/cert-0.pem\nkey = {dir}/key-0.pem\nciphers = ALL:@SECLEVEL=0\nsslVersion = " + version +
			"\n[submissions]\naccept = 127.0.0.1:{front.submissions}\nconnect = 127.0.0.1:{submission}\n[pop3s]\naccept = 127.0.0.1:{front.pop3s}\nconnect = 127.0.0.1:{pop3}\n"}}
}

func proxySetups() []setup {
	stls := []string{"--pop-security", "stls"}
	front := map[string][]string{"front": {"mail.customer.test"}}
	old := func(version string, r row) setup {
		r.name, r.smtp = "465 and 995", "smtp.customer.test:465"
		return setup{name: "stunnel with " + version + " alone", via: "front.", rows: []row{r},
			opt: realmail.Options{Postfix: realmail.Unencrypted(), Beside: []realmail.Daemon{stunnel(version)}}}
	}
	return []setup{
		{name: "HAProxy with strict-sni", via: "front.", opt: realmail.Options{Issued: front, Beside: []realmail.Daemon{haproxy}}, rows: []row{
			{name: "its name", smtp: "mail.customer.test:465", pop: "mail.customer.test:995"},
			{name: "other names", smtp: "smtp.customer.test:465", pop: "pop.customer.test:995", exit: 1,
				send: []string{"tls-sni-refused"}, fetch: []string{"tls-sni-refused"}, mended: true},
			{name: "no SNI", smtp: "mail.customer.test:465", pop: "mail.customer.test:995", args: []string{"--no-sni"}, exit: 1,
				send: []string{"tls-sni-needed"}, fetch: []string{"tls-sni-needed"}},
		}},
		{name: "nginx", via: "front.", opt: realmail.Options{Issued: front, Beside: []realmail.Daemon{nginx}, Further: []string{"auth"},
			Postfix: []string{"smtpd_tls_auth_only = no"}}, up: authHTTP, rows: []row{
			{name: "587 and 995", smtp: "mail.customer.test:587", pop: "mail.customer.test:995"},
			{name: "465 and 110 with STLS", smtp: "mail.customer.test:465", pop: "mail.customer.test:110", args: stls},
			{name: "other names", exit: 1, send: []string{"tls-name-mismatch"}, fetch: []string{"tls-name-mismatch"}, mended: true},
			{name: "wrong password", smtp: "mail.customer.test:587", pop: "mail.customer.test:995", env: []string{"HARNESS_PASSWORD=" + passwords["other"]},
				exit: 1, send: []string{"smtp-auth-refused"}, fetch: []string{"pop-login-refused"}},
		}},
		old("TLSv1", row{exit: 1, send: []string{"tls-version-old"}, fetch: []string{"tls-version-old"}}),
		old("TLSv1.2", row{}),
		{name: "a filter that appends a disclaimer", opt: realmail.Options{Further: []string{"filter", "again"},
			Services: []string{"smtp unix - - n - - smtp", "127.0.0.1:{again} inet n - n - - smtpd",
				"  -o content_filter= -o mynetworks=127.0.0.0/8 -o smtpd_relay_restrictions=permit_mynetworks,reject",
				"  -o smtpd_recipient_restrictions=permit_mynetworks,reject -o smtpd_sender_restrictions= -o smtpd_tls_security_level=none"},
			Postfix: []string{"content_filter = smtp:[127.0.0.1]:{filter}"}}, up: disclaimer, rows: []row{{name: "587", notes: []string{"letter-marked"}}}},
		{name: "Exim and Courier", opt: realmail.Options{Kind: realmail.EximCourier}, rows: []row{
			{name: "587 and 995"},
			{name: "465 and 110 with STLS", smtp: "smtp.customer.test:465", pop: "pop.customer.test:110", args: stls},
			{name: "other names", smtp: "own.customer.test:587", pop: "own.customer.test:995", exit: 1,
				send: []string{"tls-name-mismatch"}, fetch: []string{"tls-name-mismatch"}, mended: true},
			{name: "wrong password", env: []string{"HARNESS_PASSWORD=" + passwords["other"]}, exit: 1,
				send: []string{"smtp-auth-refused"}, fetch: []string{"pop-login-refused"}},
		}},
	}
}

// authHTTP answers nginx's questions about logins and says where they lead
// (ngx_mail_auth_http_module).
func authHTTP(t *testing.T, s *realmail.Stack) {
	l := listen(t, s.Addr("auth"))
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, _, _ := strings.Cut(r.Header.Get("Auth-User"), "@")
		if password, known := passwords[user]; !known || r.Header.Get("Auth-Pass") != password {
			w.Header().Set("Auth-Status", "Invalid login or password")
			if r.Header.Get("Auth-Protocol") == "smtp" {
				w.Header().Set("Auth-Error-Code", "535 5.7.0")
			}
			return
		}
		port := s.Ports["submission"]
		if r.Header.Get("Auth-Protocol") == "pop3" {
			port = s.Ports["pop3"]
		}
		w.Header().Set("Auth-Status", "OK")
		w.Header().Set("Auth-Server", "127.0.0.1")
		w.Header().Set("Auth-Port", fmt.Sprint(port))
	})}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
}

func listen(t *testing.T, addr string) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp4", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// disclaimer is a content filter: it takes a letter by SMTP, appends two lines and
// hands it back to Postfix.
func disclaimer(t *testing.T, s *realmail.Stack) {
	l := listen(t, s.Addr("filter"))
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				if err := appendTo(conn, s.Addr("again")); err != nil {
					fmt.Fprintf(conn, "451 4.3.0 %v\r\n", err)
				}
			}()
		}
	}()
}

func appendTo(conn net.Conn, to string) error {
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	text := textproto.NewConn(conn)
	reply := "220 filter.customer.test"
	var from string
	var rcpt []string
	for {
		if err := text.PrintfLine("%s", reply); err != nil {
			return err
		}
		line, err := text.ReadLine()
		if err != nil {
			return nil // the client left
		}
		reply = "250 ok"
		switch verb, rest, _ := strings.Cut(line, ":"); strings.ToUpper(verb) {
		case "MAIL FROM":
			from = address(rest)
		case "RCPT TO":
			rcpt = append(rcpt, address(rest))
		case "DATA":
			if err := text.PrintfLine("354 go on"); err != nil {
				return err
			}
			letter, err := text.ReadDotBytes()
			if err != nil {
				return err
			}
			letter = append(letter, "--\nThis message is confidential.\n"...)
			if err := smtp.SendMail(to, nil, from, rcpt, letter); err != nil {
				return err
			}
			rcpt = nil
		case "QUIT":
			return text.PrintfLine("221 bye")
		}
	}
}

// fill puts more into the mailbox than the quota lets in.
func fill(t *testing.T, s *realmail.Stack) {
	t.Helper()
	if err := s.Fill("info", 2); err != nil {
		t.Fatal(err)
	}
}

// address is what stands in the first angle brackets.
func address(text string) string {
	_, text, _ = strings.Cut(text, "<")
	text, _, _ = strings.Cut(text, ">")
	return text
}
