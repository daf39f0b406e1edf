package realmail

import (
	"fmt"
	"os"
	"strings"
)

// dovecotConf serves POP3 to virtual users, takes mail by LMTP and checks
// passwords for Postfix. Logins are logged with what was tried (auth_debug hides
// the password itself). Holes: folder, owner of the mail, ports, certificate, key.
const dovecotConf = `protocols = pop3 lmtp
listen = 127.0.0.1
base_dir = %[1]s/run
state_dir = %[1]s/run
instance_name = realmail
log_path = %[1]s/log/dovecot.log
auth_verbose = yes
auth_debug = yes
verbose_ssl = no
mail_home = %[1]s/mail/%%n
mail_location = maildir:~/Maildir
mail_uid = %[2]d
mail_gid = %[3]d
first_valid_uid = 1
first_valid_gid = 1
auth_mechanisms = plain login
disable_plaintext_auth = no
ssl = yes
ssl_min_protocol = TLSv1.2
ssl_cert = <%[6]s
ssl_key = <%[7]s
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%%u %[1]s/users
}
userdb {
  driver = static
  args = uid=%[2]d gid=%[3]d home=%[1]s/mail/%%n allow_all_users=yes
}
service pop3-login {
  inet_listener pop3 {
    port = %[4]d
  }
  inet_listener pop3s {
    port = %[5]d
    ssl = yes
  }
}
service auth {
  unix_listener %[1]s/queue/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service lmtp {
  unix_listener %[1]s/queue/private/dovecot-lmtp {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`

func (s *Stack) writeDovecot() error {
	uid, gid, err := ids("mail", "mail")
	if err != nil {
		return err
	}
	var conf, users strings.Builder
	fmt.Fprintf(&conf, dovecotConf, s.Dir, uid, gid, s.Ports["pop3"], s.Ports["pop3s"], s.certFile(0), s.keyFile(0))
	for i, names := range s.certificates()[1:] {
		for _, name := range names {
			fmt.Fprintf(&conf, "local_name %s {\n  ssl_cert = <%s\n  ssl_key = <%s\n}\n", name, s.certFile(i+1), s.keyFile(i+1))
		}
	}
	for _, line := range s.options.Dovecot {
		conf.WriteString(s.Expand(line) + "\n")
	}
	for name, password := range s.options.Users {
		fmt.Fprintf(&users, "%s@%s:{PLAIN}%s\n", name, s.Domain, password)
	}
	if err := os.WriteFile(s.path("users"), []byte(users.String()), 0o644); err != nil {
		return err
	}
	return os.WriteFile(s.path("dovecot.conf"), []byte(conf.String()), 0o644)
}
