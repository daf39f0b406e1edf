package clients

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// column is one client doing one thing.
type column struct {
	client string // the program
	title  string // in the table
	fetch  bool   // else it sends
	imap   bool   // it fetches by IMAP where the scenario does
	// command writes the configuration files that it needs into the job's
	// folder and says what to run. Passwords stand in files only.
	command func(t *testing.T, j job) command
	// knows tells whether the client has a setting for it.
	knows func(security string) bool
	// ends tells whether it has a setting for its own patience.
	ends bool
	// never are scenarios that are nothing for it.
	never []string
}

// command is a program to run.
type command struct {
	args  []string
	stdin string
}

// job is one client at one scenario.
type job struct {
	lab
	leg
	ca   string
	dir  string // its own
	imap bool   // the leg is of IMAP
}

func (j job) at() (host, port string) {
	host, port, _ = net.SplitHostPort(j.Connect[0]) // as the lab printed it
	return host, port
}

// file writes a file that only its owner reads: it may hold a password.
func (j job) file(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(j.dir, name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (j job) letter() string {
	return fmt.Sprintf("From: %s\nTo: %s\nSubject: a letter\nMessage-ID: <one@client.test>\n\nA letter.\n", j.Address, j.Address)
}

// patience, in seconds, of clients that have such a setting; above what any
// scenario needs that is only slow.
const patience = "4"

// plain is the security of an account without any.
const plain = "none"

func anything(string) bool { return true }
func inTLS(s string) bool  { return s != plain }

func columns() []column {
	return []column{
		{
			client: "swaks", title: "swaks", command: swaks, knows: anything, ends: true,
			never: []string{"reply-endless"}, // it reads on for as long as there are words
		},
		{client: "msmtp", title: "msmtp", command: msmtp, knows: anything, ends: true},
		{
			client: "mpop", title: "mpop", fetch: true, command: mpop, knows: anything, ends: true,
			never: []string{"mailbox-100k"}, // it would fetch them all
		},
		{client: "curl", title: "curl, sending", command: curlSend, knows: anything, ends: true},
		{client: "curl", title: "curl, fetching", fetch: true, imap: true, command: curlFetch, knows: anything, ends: true},
		{client: "openssl", title: "openssl, SMTP", command: openssl("smtp"), knows: inTLS},
		{client: "openssl", title: "openssl, POP3 or IMAP", fetch: true, imap: true, command: openssl("pop3"), knows: inTLS},
	}
}

func swaks(t *testing.T, j job) command {
	host, port := j.at()
	lines := []string{
		"server " + host, "port " + port, "ehlo client.test", "timeout " + patience, "hide-all",
		"from " + j.Address, "to " + j.Address,
		"auth PLAIN,LOGIN", "auth-user " + j.User, "auth-password " + j.Password,
	}
	if j.Security != plain {
		lines = append(lines, map[string]string{"tls": "tls", "ssl": "tls-on-connect"}[j.Security],
			"tls-verify", "tls-ca-path "+j.ca, "tls-sni "+j.Host)
	}
	return command{args: []string{"swaks", "--config", j.file(t, "swaksrc", lines...)}}
}

// onOff are the settings that msmtp and mpop share.
func onOff(j job) []string {
	host, port := j.at()
	lines := []string{"account default", "host " + host, "port " + port, "timeout " + patience,
		"user " + j.User, "password " + j.Password}
	if j.Security == plain {
		return append(lines, "tls off")
	}
	start := "tls_starttls on"
	if j.Security == "ssl" {
		start = "tls_starttls off"
	}
	return append(lines, "tls on", start, "tls_trust_file "+j.ca, "tls_host_override "+j.Host)
}

func msmtp(t *testing.T, j job) command {
	lines := append(onOff(j), "auth on", "from "+j.Address, "domain client.test")
	return command{args: []string{"msmtp", "-C", j.file(t, "msmtprc", lines...), j.Address}, stdin: j.letter()}
}

func mpop(t *testing.T, j job) command {
	lines := append(onOff(j), "auth on", "keep on", "delivery mbox "+filepath.Join(j.dir, "box"),
		"uidls_file "+filepath.Join(j.dir, "uidls"))
	// When the server hangs up in the middle of a letter this mpop writes on for
	// ever: the shell's limit, 2 MiB in blocks of 512, keeps the disk free.
	return command{args: []string{"sh", "-c", `ulimit -f 4096; exec mpop "$@"`, "sh", "-q", "-C", j.file(t, "mpoprc", lines...)}}
}

func curlSend(t *testing.T, j job) command {
	return curl(t, j, "smtp", "mail-from = "+j.Address, "mail-rcpt = "+j.Address,
		"upload-file = "+j.file(t, "letter", strings.Split(j.letter(), "\n")...))
}

func curlFetch(t *testing.T, j job) command {
	if j.imap {
		return curl(t, j, "imap", fmt.Sprintf("request = %q", "EXAMINE INBOX"))
	}
	return curl(t, j, "pop3")
}

func curl(t *testing.T, j job, scheme string, more ...string) command {
	host, port := j.at()
	switch j.Security {
	case "ssl":
		scheme += "s"
	case "tls", "stls":
		more = append(more, "ssl-reqd")
	}
	lines := append([]string{
		"silent", "show-error", "max-time = " + patience, "cacert = " + j.ca,
		fmt.Sprintf("user = %q", j.User+":"+j.Password),
		fmt.Sprintf("connect-to = %s:%d:%s:%s", j.Host, j.Port, host, port),
		fmt.Sprintf("url = %s://%s:%d/", scheme, j.Host, j.Port),
	}, more...)
	return command{args: []string{"curl", "--disable", "--config", j.file(t, "curlrc", lines...)}}
}

// openssl looks and leaves: it has no login.
func openssl(proto string) func(*testing.T, job) command {
	return func(_ *testing.T, j job) command {
		proto, bye := proto, "QUIT\r\n"
		if j.imap {
			proto, bye = "imap", "a1 LOGOUT\r\n"
		}
		args := []string{"openssl", "s_client", "-brief", "-ign_eof", "-connect", j.Connect[0], "-CAfile", j.ca,
			"-servername", j.Host, "-verify_hostname", j.Host, "-verify_return_error"}
		if j.Security != "ssl" {
			args = append(args, "-starttls", proto)
		}
		return command{args: args, stdin: bye}
	}
}
