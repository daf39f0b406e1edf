package main

import (
	"strings"
	"time"

	"harness/client/evidence"
)

// settings are the two dialogs, how to reach the servers, and how to go about
// it. Flags and the account file (--account) have the same names; a flag beats
// the file. The zero value of a field means "not given".
type settings struct {
	User          string `yaml:"user" placeholder:"ADDR" help:"The account's mail address." group:"account"`
	SMTP          string `yaml:"smtp" name:"smtp" placeholder:"HOST[:PORT]" help:"SMTP server as typed in Gmail. Default port 587. Without it: the MX, else smtp.DOMAIN." group:"account"`
	SMTPSecurity  string `yaml:"smtp_security" name:"smtp-security" placeholder:"tls|ssl|none" help:"tls is STARTTLS, ssl is TLS from the first byte. Default by port: 465 ssl, others tls." group:"account"`
	POP           string `yaml:"pop" name:"pop" placeholder:"HOST[:PORT]" help:"POP server as typed in Gmail. Default port 995. Without it: mail.DOMAIN, else pop.DOMAIN." group:"account"`
	POPSecurity   string `yaml:"pop_security" name:"pop-security" placeholder:"ssl|stls|none" help:"Default ssl on 995; must be given for 110." group:"account"`
	As            string `yaml:"as" placeholder:"CLIENT" help:"The client whose part is played: gmail (default), gmail-app (default with --imap), thunderbird, outlook or apple-mail. The last four fetch by IMAP, the last three also by POP (--pop). all: who works with these settings and who does not (roundtrip, diagnose)." group:"account"`
	IMAP          string `yaml:"imap" name:"imap" placeholder:"HOST[:PORT]" help:"IMAP server as typed in the client. Default port 993. Without it: mail.DOMAIN, else imap.DOMAIN." group:"account"`
	IMAPSecurity  string `yaml:"imap_security" name:"imap-security" placeholder:"tls|ssl|none" help:"tls is STARTTLS, ssl is TLS from the first byte. Default by port: 993 ssl, others tls." group:"account"`
	Login         string `yaml:"login" placeholder:"NAME" help:"User name, if it is not the address." group:"account"`
	SMTPLogin     string `yaml:"smtp_login" name:"smtp-login" placeholder:"NAME" help:"User name for SMTP alone." group:"account"`
	POPLogin      string `yaml:"pop_login" name:"pop-login" placeholder:"NAME" help:"User name for POP alone." group:"account"`
	IMAPLogin     string `yaml:"imap_login" name:"imap-login" placeholder:"NAME" help:"User name for IMAP alone." group:"account"`
	To            string `yaml:"to" placeholder:"ADDR" help:"Send the letter to this mailbox, which --pop or --imap reads, instead of to the account." group:"account"`
	Account       string `yaml:"-" placeholder:"FILE" help:"YAML file with these settings (smtp_security: ssl, ...)." group:"account"`
	Lab           string `yaml:"lab" placeholder:"NAME|FILE" help:"Run against a scenario of the embedded lab, or a file of harness lab from; account and password included. See: harness lab list." group:"account"`
	PasswordFile  string `yaml:"password_file" placeholder:"FILE" help:"Password: first line of this file. Also: $HARNESS_PASSWORD, --password-stdin, or a prompt." group:"password"`
	SMTPPassFile  string `yaml:"smtp_password_file" name:"smtp-password-file" placeholder:"FILE" help:"Password for SMTP alone. Also: $HARNESS_SMTP_PASSWORD." group:"password"`
	POPPassFile   string `yaml:"pop_password_file" name:"pop-password-file" placeholder:"FILE" help:"Password for POP alone. Also: $HARNESS_POP_PASSWORD." group:"password"`
	IMAPPassFile  string `yaml:"imap_password_file" name:"imap-password-file" placeholder:"FILE" help:"Password for IMAP alone. Also: $HARNESS_IMAP_PASSWORD." group:"password"`
	PasswordStdin bool   `yaml:"-" help:"Read the password from the first line of standard input." group:"password"`
	Everyone      bool   `yaml:"-" kong:"-"` // the command can be run with --as all
	PasswordEnv   string `yaml:"password_env" kong:"-"`
	SMTPPassEnv   string `yaml:"smtp_password_env" kong:"-"`
	POPPassEnv    string `yaml:"pop_password_env" kong:"-"`
	IMAPPassEnv   string `yaml:"imap_password_env" kong:"-"`

	Resolver  string         `yaml:"resolver" placeholder:"IP:PORT" help:"DNS resolver to ask instead of the system's." group:"network"`
	ConnectTo []string       `yaml:"connect_to" sep:"none" placeholder:"HOST:PORT:ADDR:PORT" help:"As curl's: dial ADDR:PORT where HOST:PORT was typed; empty fields match all. Repeatable. ::203.0.113.7: sends everything to a new server." group:"network"`
	Proxy     string         `yaml:"proxy" placeholder:"URL" help:"socks5h://HOST:PORT. With user and password: $HARNESS_PROXY." group:"network"`
	Timeout   *time.Duration `yaml:"timeout" placeholder:"30s" help:"Limit of one network step." group:"network"`
	Wait      *time.Duration `yaml:"wait" placeholder:"2m" help:"How long to wait for delivery, from the server's acceptance; 0 looks once." group:"network"`
	Helo      string         `yaml:"helo" placeholder:"NAME" help:"Name for EHLO." group:"network"`
	NoSNI     bool           `yaml:"no_sni" name:"no-sni" help:"Send no server name in TLS." group:"network"`

	Trust   trust   `yaml:",inline" embed:""`
	Margins margins `yaml:",inline" embed:""`

	Only       evidence.LegName `yaml:"only" placeholder:"send|fetch" help:"One leg alone." group:"trip"`
	Letter     string           `yaml:"letter" placeholder:"plain|torture" help:"torture has lines that show damage on the way." group:"trip"`
	Keep       bool             `yaml:"keep" help:"Leave the letter in the mailbox." group:"trip"`
	AllowRisky bool             `yaml:"allow_risky" help:"Go on where BoringSSL alone would accept a certificate that careful clients refuse." group:"trip"`
}

// oneOf checks a choice; "" is not given.
func oneOf(flag, value string, choices ...string) error {
	if value == "" {
		return nil
	}
	for _, c := range choices {
		if c == value {
			return nil
		}
	}
	return hinted(badUsage("", "%s: unknown value %q", flag, value), "%s takes one of %s", flag, strings.Join(choices, ", "))
}
