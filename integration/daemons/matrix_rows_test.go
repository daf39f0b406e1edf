package daemons

import (
	"crypto/x509"
	"slices"
	"time"

	"harness/fixtures/dnsd"
	"harness/integration/realmail"
)

// hasty trips do not wait long for what will not come.
var hasty = []string{"--wait", "3s"}

// patient trips wait for DNS longer than it takes.
var patient = []string{"--timeout", "30s"}

// matrix is the table of docs/stacks.md.
func matrix() []setup {
	return slices.Concat(typedWays(), certificateSetups(), postfixSetups(), dovecotSetups(), proxySetups())
}

// typedWays are what is typed for servers that are as they should be, what their
// name server answers, and their second addresses.
func typedWays() []setup {
	stls, plain := []string{"--pop-security", "stls"}, []string{"--pop-security", "none"}
	lookup := func(fault dnsd.Fault) map[string]dnsd.Fault {
		return map[string]dnsd.Fault{"smtp.customer.test.": fault}
	}
	return []setup{
		{name: "Postfix and Dovecot", rows: []row{
			{name: "587 and 995"},
			{name: "465 and 110 with STLS", smtp: "smtp.customer.test:465", pop: "pop.customer.test:110", args: stls},
			{name: "25 and 110 in clear", smtp: "smtp.customer.test:25", pop: "pop.customer.test:110", args: plain},
			{name: "an alias", smtp: "alias.customer.test:587", exit: 1, send: []string{"tls-name-mismatch"}, mended: true},
			{name: "SSL on 587", args: []string{"--smtp-security", "ssl"}, exit: 1, send: []string{"tls-on-plain-port"}, mended: true},
			{name: "SSL on 110", pop: "pop.customer.test:110", args: []string{"--pop-security", "ssl"}, exit: 1, fetch: []string{"tls-on-plain-port"}, mended: true},
			{name: "other names", smtp: "own.customer.test:587", pop: "own.customer.test:995", exit: 1,
				send: []string{"tls-name-mismatch"}, fetch: []string{"tls-name-mismatch"}, mended: true},
			{name: "no SNI", args: []string{"--no-sni"}},
			{name: "wrong password", env: []string{"HARNESS_PASSWORD=" + passwords["other"]}, exit: 1,
				send: []string{"smtp-auth-refused"}, fetch: []string{"pop-login-refused"}},
			{name: "sender of somebody else", args: []string{"--smtp-login", "other@customer.test"}, env: []string{"HARNESS_SMTP_PASSWORD=" + passwords["other"]},
				exit: 1, send: []string{"smtp-sender-refused"}},
			{name: "no such recipient", args: []string{"--to", "nobody@customer.test"}, exit: 1, send: []string{"smtp-recipient-refused"}},
			{name: "the letter that shows damage", args: []string{"--letter", "torture"}},
		}},
		{name: "names and addresses", rows: []row{
			{name: "no such name", smtp: "missing.customer.test:587", exit: 1, send: []string{"dns-no-such-host"}, mended: true},
			{name: "a name without address", smtp: "empty.customer.test:587", exit: 1, send: []string{"dns-no-address"}, mended: true},
			{name: "SERVFAIL", dns: lookup(dnsd.ServFail), exit: 3, send: []string{"dns-failed"}, mended: true},
			{name: "REFUSED", dns: lookup(dnsd.Refused), exit: 3, send: []string{"dns-failed"}, mended: true},
			{name: "cut short, and no TCP", dns: lookup(dnsd.Cut), exit: 3, send: []string{"dns-failed"}, mended: true},
			{name: "a lame referral", dns: lookup(dnsd.Lame), exit: 3, send: []string{"dns-failed"}, mended: true},
			{name: "another owner's record", dns: lookup(dnsd.Stranger), exit: 3, send: []string{"dns-failed"}, mended: true},
			{name: "DNS that takes 3 s", dns: lookup(dnsd.Slow), late: 3 * time.Second, args: patient},
			{name: "DNS that takes 8 s", dns: lookup(dnsd.Slow), late: 8 * time.Second, args: patient},
			{name: "no route to the name", smtp: "away.customer.test:587", exit: 3, send: []string{"net-unreachable"}, mended: true},
			{name: "NXDOMAIN on nobody's word", dns: map[string]dnsd.Fault{"smtp.customer.test.": dnsd.Blocked, "customer.test. SOA": dnsd.ServFail},
				exit: 3, send: []string{"dns-failed"}, mended: true},
		}},
		secondAddress(),
	}
}

// secondAddress has another certificate at 127.0.0.2 and ::1.
func secondAddress() setup {
	opt := realmail.Options{
		Names:   []string{"smtp.customer.test", "pop.customer.test", "first.customer.test", "last.customer.test", "six.customer.test", "half.customer.test", "partly.customer.test"},
		Issued:  map[string][]string{"other": {"other.customer.test"}},
		Postfix: []string{"inet_protocols = all", "inet_interfaces = all"},
		Dovecot: []string{"listen = 127.0.0.1, 127.0.0.2, ::1"},
	}
	for _, addr := range []string{"127.0.0.2", "[::1]"} {
		for _, port := range []string{"smtp", "submission", "submissions"} {
			opt.Services = append(opt.Services, addr+":{"+port+"} inet n - n - - smtpd",
				"  -o smtpd_tls_cert_file={dir}/other/fullchain.pem -o smtpd_tls_key_file={dir}/other/privkey.pem")
			if port == "submissions" {
				opt.Services = append(opt.Services, "  -o smtpd_tls_wrappermode=yes")
			}
		}
	}
	for _, addr := range []string{"127.0.0.2", "::1"} {
		opt.Dovecot = append(opt.Dovecot, "local "+addr+" {", "  ssl_cert = <{dir}/other/fullchain.pem", "  ssl_key = <{dir}/other/privkey.pem", "}")
	}
	differ, wrongly := []string{"net-addresses-differ"}, []string{"net-addresses-differ", "tls-name-mismatch"}
	return setup{name: "another certificate at a second address", opt: opt, rows: []row{
		{name: "one address"},
		{name: "the good one first", smtp: "first.customer.test:587", pop: "first.customer.test:995", exit: 1, send: differ, fetch: differ, mended: true},
		{name: "the bad one first", smtp: "last.customer.test:587", pop: "last.customer.test:995", exit: 1, send: wrongly, fetch: wrongly, mended: true},
		{name: "the bad one is ::1", smtp: "six.customer.test:465", pop: "six.customer.test:995", exit: 1, send: differ, fetch: differ, mended: true},
		{name: "no route to the other", smtp: "partly.customer.test:587", notes: []string{"net-address-not-judged"}},
		{name: "nobody at the other", smtp: "half.customer.test:587", exit: 1, send: differ, mended: true},
	}}
}

func certificateSetups() []setup {
	expired := func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().AddDate(0, -3, 0), time.Now().AddDate(0, 0, -1)
	}
	soon := func(c *x509.Certificate) { c.NotBefore = time.Now().AddDate(0, 0, 1) }
	cnOnly := func(c *x509.Certificate) { c.DNSNames, c.Subject.CommonName = nil, "smtp.customer.test" }
	purpose := func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth} }
	both := func(name, code string, opt realmail.Options) setup {
		return setup{name: name, opt: opt, rows: []row{{name: "587 and 995", exit: 1, send: []string{code}, fetch: []string{code}}}}
	}
	return []setup{
		both("expired", "tls-cert-expired", realmail.Options{Leaf: expired}),
		both("not yet valid", "tls-cert-not-yet-valid", realmail.Options{Leaf: soon}),
		both("incomplete chain", "tls-chain-incomplete", realmail.Options{NoIntermediate: true}),
		both("self-signed", "tls-self-signed", realmail.Options{SelfSigned: true}),
		both("a certificate for clients", "tls-wrong-purpose", realmail.Options{Leaf: purpose}),
		{name: "CN only", opt: realmail.Options{Leaf: cnOnly}, rows: []row{
			{name: "587 and 995", exit: 1, send: []string{"tls-cn-only"}, fetch: []string{"tls-name-mismatch"}}}},
		{name: "a wildcard", opt: realmail.Options{Names: []string{"*.customer.test"}}, rows: []row{{name: "587 and 995"}}},
		{name: "several certificates by SNI", opt: realmail.Options{Names: []string{"default.customer.test"}, SNI: [][]string{{"smtp.customer.test", "pop.customer.test"}}}, rows: []row{
			{name: "587 and 995"},
			{name: "no SNI", args: []string{"--no-sni"}, exit: 1, send: []string{"tls-sni-needed"}, fetch: []string{"tls-sni-needed"}},
		}},
		{name: "smtpd_tls_chain_files without the intermediate", opt: realmail.Options{
			NoIntermediate: true, Postfix: []string{"smtpd_tls_chain_files = {dir}/key-0.pem, {dir}/cert-0.pem"}}, rows: []row{
			{name: "587 and 995", exit: 1, send: []string{"tls-chain-incomplete"}, fetch: []string{"tls-chain-incomplete"}}}},
		{name: "smtpd_tls_chain_files over a wrong certificate", opt: realmail.Options{
			Issued:  map[string][]string{"other": {"other.customer.test"}},
			Postfix: []string{"smtpd_tls_cert_file = {dir}/cert-0.pem", "smtpd_tls_chain_files = {dir}/other/privkey.pem, {dir}/other/fullchain.pem"}}, rows: []row{
			{name: "587 and 995", exit: 1, send: []string{"tls-name-mismatch"}}}},
	}
}

func postfixSetups() []setup {
	send := func(name, code string, lines ...string) setup {
		return setup{name: name, opt: realmail.Options{Postfix: lines}, rows: []row{{name: "587", args: hasty, exit: 1, send: []string{code}}}}
	}
	return []setup{
		{name: "Postfix with TLS 1.1 alone on 587", opt: realmail.Options{Postfix: []string{"smtpd_tls_protocols = <=TLSv1.1"}}, rows: []row{
			{name: "587", exit: 1, send: []string{"tls-version-old"}, mended: true}}},
		send("Postfix without AUTH", "smtp-auth-missing", "smtpd_sasl_auth_enable = no"),
		send("Postfix with a small limit", "smtp-message-too-big", "message_size_limit = 900"),
		send("Postfix that wants a client's certificate", "tls-client-cert-required", "smtpd_tls_req_ccert = yes", "smtpd_tls_security_level = encrypt"),
		send("Postfix that refuses the EHLO name", "smtp-hello-refused", "smtpd_helo_restrictions = reject", "smtpd_delay_reject = no"),
		{name: "Postfix without STARTTLS", opt: realmail.Options{Postfix: []string{"smtpd_tls_security_level = none", "smtpd_tls_auth_only = no"}}, rows: []row{
			{name: "587", exit: 1, send: []string{"smtp-starttls-missing"}, mended: true}}},
		{name: "Postfix that asks for a client's certificate", opt: realmail.Options{Postfix: []string{"smtpd_tls_ask_ccert = yes"}}, rows: []row{{name: "587"}}},
		{name: "Postfix and Dovecot with AUTH LOGIN alone", opt: realmail.Options{Dovecot: []string{"auth_mechanisms = login"}}, rows: []row{
			{name: "587", args: []string{"--only", "send"}}}},
		{name: "Postfix with AUTH CRAM-MD5 alone", opt: realmail.Options{Dovecot: []string{"auth_mechanisms = cram-md5"}}, rows: []row{
			{name: "587", args: []string{"--only", "send"}, exit: 1, send: []string{"smtp-auth-unsupported"}}}},
		{name: "Postfix that tags the subject", opt: realmail.Options{
			Postfix: []string{"header_checks = regexp:{{/^Subject: (.*)$$/ REPLACE Subject: [SPAM] $$1}}"}}, rows: []row{{name: "587", notes: []string{"letter-marked"}}}},
		{name: "postscreen on 25", opt: realmail.Options{
			Listeners: map[string]string{"smtp": "1 postscreen"},
			Services:  []string{"smtpd pass - - n - - smtpd", "dnsblog unix - - n - 0 dnsblog", "tlsproxy unix - - n - 0 tlsproxy"},
			Postfix:   []string{"postscreen_greet_wait = 1s"},
		}, rows: []row{{name: "25", smtp: "smtp.customer.test:25"}, {name: "587"}}},
		{name: "postscreen with deep tests on 25", opt: realmail.Options{
			Listeners: map[string]string{"smtp": "1 postscreen"},
			Services:  []string{"smtpd pass - - n - - smtpd", "dnsblog unix - - n - 0 dnsblog", "tlsproxy unix - - n - 0 tlsproxy"},
			Postfix:   []string{"postscreen_greet_wait = 1s", "postscreen_pipelining_enable = yes"},
		}, rows: []row{{name: "25", smtp: "smtp.customer.test:25", exit: 1, send: []string{"smtp-auth-missing"}, mended: true}}},
		{name: "postgrey", opt: realmail.Options{
			Beside:  []realmail.Daemon{postgrey},
			Postfix: []string{"smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:{policy}, permit_sasl_authenticated, reject"},
		}, rows: []row{{name: "587", args: hasty, exit: 3, send: []string{"smtp-greylisted"}}}},
	}
}

func dovecotSetups() []setup {
	return []setup{
		{name: "Dovecot without STLS", opt: realmail.Options{Dovecot: []string{"ssl = no"}, Without: []string{"pop3s"}}, rows: []row{
			{name: "110", pop: "pop.customer.test:110", args: []string{"--pop-security", "stls"}, exit: 1, fetch: []string{"pop-stls-missing"}}}},
		// From 127.0.0.1 to 127.0.0.1 counts as secure there.
		{name: "Dovecot that refuses passwords in clear", opt: realmail.Options{Dovecot: []string{"disable_plaintext_auth = yes", "ssl = required", "listen = 127.0.0.1, 127.0.0.2"},
			Names: []string{"smtp.customer.test", "pop.customer.test", "far.customer.test"}}, rows: []row{
			{name: "110 in clear", pop: "far.customer.test:110", args: []string{"--pop-security", "none"}, exit: 1, fetch: []string{"pop-plaintext-refused"}, mended: true},
			{name: "995"}}},
		{name: "Dovecot that wants a client's certificate", opt: realmail.Options{Dovecot: []string{
			"ssl_ca = <{dir}/ca.pem", "ssl_verify_client_cert = yes", "protocol pop3 {", "  auth_ssl_require_client_cert = yes", "}"}}, rows: []row{
			{name: "995", exit: 1, fetch: []string{"tls-client-cert-required"}}}},
		{name: "Dovecot that says that a mailbox is full", opt: realmail.Options{Further: []string{"quota"},
			Dovecot: []string{"mail_plugins = quota", "plugin {", "  quota = maildir:User quota", "  quota_rule = *:messages=1", "  quota_grace = 0", "  quota_status_success = DUNNO",
				"  quota_status_nouser = DUNNO", `  quota_status_overquota = "552 5.2.2 Mailbox is full"`, "}",
				"service quota-status {", "  executable = quota-status -p postfix", "  inet_listener {", "    port = {quota}", "  }", "  client_limit = 1", "}"},
			Postfix: []string{"smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:{quota}, permit_sasl_authenticated, reject"}},
			up: fill, rows: []row{{name: "587", exit: 1, send: []string{"smtp-mailbox-full"}}}},
		{name: "Dovecot with TLS 1.3 alone", opt: realmail.Options{Dovecot: []string{"ssl_min_protocol = TLSv1.3"}}, rows: []row{{name: "995"}}},
		{name: "two machines of one company", opt: realmail.Options{Names: []string{"*.customer.test"}, Beside: []realmail.Daemon{secondDovecot}}, rows: []row{
			{name: "the mailbox's own", smtp: "sv5.customer.test:587", pop: "sv5.customer.test:995"},
			{name: "the other", smtp: "sv2.customer.test:587", pop: "sv2.customer.test:995", exit: 1,
				send: []string{"smtp-auth-refused"}, fetch: []string{"pop-login-refused"}},
			{name: "the other, and an inventory", smtp: "sv2.customer.test:587", pop: "sv2.customer.test:995", args: []string{"--profile", "{dir}/second/profile.yaml"}, doubted: true,
				exit: 1, send: []string{"login-other-machine"}, fetch: []string{"login-other-machine"}},
			{name: "its own, and an inventory", pop: "pop.customer.test:995", args: []string{"--profile", "{dir}/second/profile.yaml"},
				env: []string{"HARNESS_PASSWORD=" + passwords["other"]}, exit: 1, send: []string{"smtp-auth-refused"}, fetch: []string{"pop-login-refused"}},
		}},
		{name: "Dovecot's submission", via: "front.", opt: realmail.Options{
			Further: []string{"front.submission"},
			Postfix: []string{"mynetworks = 127.0.0.0/8", "smtpd_relay_restrictions = permit_mynetworks, reject", "smtpd_recipient_restrictions = permit_mynetworks, reject", "smtpd_sender_restrictions ="},
			Dovecot: []string{"protocols = pop3 lmtp submission", "submission_relay_host = 127.0.0.1", "submission_relay_port = {smtp}", "submission_relay_trusted = no",
				"service submission-login {", "  inet_listener submission {", "    port = {front.submission}", "  }", "}"},
		}, rows: []row{{name: "587"}, {name: "other name", smtp: "own.customer.test:587", exit: 1, send: []string{"tls-name-mismatch"}, mended: true}}},
	}
}
