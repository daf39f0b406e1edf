package realmail

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"strings"
	"time"
)

// mainCF is main.cf: accounts of one virtual domain, no way out of the machine,
// and a log in a file. Holes: folder, domain, certificate, key, maps of SNI.
const mainCF = `compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file = %[1]s/log/postfix.log
maillog_file_prefixes = %[1]s/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.%[2]s
mydestination =
local_recipient_maps =
alias_maps =
mynetworks =
virtual_mailbox_domains = %[2]s
virtual_mailbox_maps = texthash:%[1]s/postfix/mailboxes
virtual_transport = lmtp:unix:private/dovecot-lmtp
default_transport = error:5.1.2 this server delivers only to %[2]s
smtpd_peername_lookup = no
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_sender_login_maps = texthash:%[1]s/postfix/senders
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_loglevel = 1
smtpd_tls_cert_file = %[3]s
smtpd_tls_key_file = %[4]s
%[5]s
`

// masterCF names the services that the above needs, without those that listen.
const masterCF = `postlog unix-dgram n - n - 1 postlogd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
`

// listening are Postfix's ports and the options of each.
var listening = []struct{ name, options string }{
	{"smtp", ""},
	{"submission", "  -o syslog_name=postfix/submission\n"},
	{"submissions", "  -o syslog_name=postfix/submissions\n  -o smtpd_tls_wrappermode=yes\n"},
}

func (s *Stack) masterCF() string {
	var b strings.Builder
	b.WriteString(masterCF)
	for _, l := range listening {
		switch with, other := s.options.Listeners[l.name]; {
		case !other:
			fmt.Fprintf(&b, "127.0.0.1:%d inet n - n - - smtpd\n%s", s.Ports[l.name], l.options)
		case with != "":
			fmt.Fprintf(&b, "127.0.0.1:%d inet n - n - %s\n", s.Ports[l.name], with)
		}
	}
	for _, line := range s.options.Services {
		b.WriteString(s.Expand(line) + "\n")
	}
	return b.String()
}

// writeFolders makes what both daemons expect to exist, with the owners that
// Postfix insists on.
func (s *Stack) writeFolders() error {
	// Both daemons drop root and must still be able to walk in here.
	if err := os.Chmod(s.Dir, 0o755); err != nil {
		return err
	}
	for _, name := range []string{"postfix", "queue", "log", "run", "mail", "queue/pid"} {
		if err := os.Mkdir(s.path(name), 0o755); err != nil {
			return err
		}
	}
	uid, drop, err := ids("postfix", "postdrop")
	if err != nil {
		return err
	}
	folders := map[string]os.FileMode{"data": 0o700, "queue/private": 0o700, "queue/public": 0o710, "queue/maildrop": 0o730}
	for _, name := range []string{"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "saved", "trace"} {
		folders["queue/"+name] = 0o700
	}
	for name, mode := range folders {
		if err := os.Mkdir(s.path(name), mode); err != nil {
			return err
		}
		if err := os.Chmod(s.path(name), mode); err != nil {
			return err
		}
		if err := os.Chown(s.path(name), uid, drop); err != nil {
			return err
		}
	}
	mailUID, mailGID, err := ids("mail", "mail")
	if err != nil {
		return err
	}
	return os.Chown(s.path("mail"), mailUID, mailGID)
}

func (s *Stack) writePostfix(ctx context.Context) error {
	var boxes, senders, sni strings.Builder
	for name := range s.options.Users {
		fmt.Fprintf(&boxes, "%s@%s present\n", name, s.Domain)
		fmt.Fprintf(&senders, "%[1]s@%[2]s %[1]s@%[2]s\n", name, s.Domain)
	}
	for i, names := range s.certificates()[1:] {
		for _, name := range names {
			// A leading dot is Postfix's way to say "one label before this".
			fmt.Fprintf(&sni, "%s %s %s\n", strings.TrimPrefix(name, "*"), s.keyFile(i+1), s.certFile(i+1))
		}
	}
	extra := s.Expand(strings.Join(s.options.Postfix, "\n"))
	if sni.Len() > 0 {
		extra = "tls_server_sni_maps = hash:" + s.path("postfix", "sni") + "\n" + extra
	}
	for name, text := range map[string]string{
		"main.cf":   lastOf(fmt.Sprintf(mainCF, s.Dir, s.Domain, s.certFile(0), s.keyFile(0), extra)),
		"master.cf": s.masterCF(),
		"mailboxes": boxes.String(), "senders": senders.String(), "sni": sni.String(),
	} {
		if err := os.WriteFile(s.path("postfix", name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	// Postfix waits for up to two seconds while a text file of its
	// configuration looks as if it were still being edited.
	old := time.Now().Add(-time.Minute)
	for _, name := range []string{"main.cf", "master.cf", "mailboxes", "senders"} {
		if err := os.Chtimes(s.path("postfix", name), old, old); err != nil {
			return err
		}
	}
	if sni.Len() == 0 {
		return nil
	}
	// -F copies keys and certificates into the map: to be repeated after each renewal.
	out, err := exec.CommandContext(ctx, postmapBinary, "-c", s.path("postfix"), "-F", "hash:"+s.path("postfix", "sni")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("postmap -F: %w: %s", err, out)
	}
	return nil
}

// lastOf keeps the last line for each parameter, as Postfix does. It warns of the
// others from every process, and a few such warnings at once block postlogd for
// good: it writes its own into the socket that only it empties.
func lastOf(conf string) string {
	lines := strings.Split(conf, "\n")
	name := func(line string) string {
		name, _, _ := strings.Cut(line, "=")
		return strings.TrimSpace(name)
	}
	last := map[string]int{}
	for i, line := range lines {
		last[name(line)] = i
	}
	var kept []string
	for i, line := range lines {
		if line != "" && last[name(line)] == i {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

// ids looks up a user and a group by name.
func ids(userName, groupName string) (uid, gid int, err error) {
	u, err := user.Lookup(userName)
	if err != nil {
		return 0, 0, fmt.Errorf("%w: %w", ErrAbsent, err)
	}
	g, err := user.LookupGroup(groupName)
	if err != nil {
		return 0, 0, fmt.Errorf("%w: %w", ErrAbsent, err)
	}
	if uid, err = strconv.Atoi(u.Uid); err != nil {
		return 0, 0, err
	}
	gid, err = strconv.Atoi(g.Gid)
	return uid, gid, err
}
