package realmail

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// authdaemonRC makes authdaemond log each request for a login, without what was
// tried as the password.
const authdaemonRC = `authmodulelist="authuserdb"
authmodulelistorig="authuserdb"
daemons=2
authdaemonvar=/run/courier/authdaemon
DEBUG_LOGIN=1
DEFAULTOPTIONS=""
LOGGEROPTS=""
`

// imapVariables are of Debian's etc/courier/imapd, but for the locks, which wait for
// the File Access Monitor's daemon, of which there is none here. The program's own
// default has no UIDPLUS.
var imapVariables = []string{
	"IMAP_CAPABILITY=IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE",
	"IMAP_TLS_REQUIRED=0", "IMAP_KEYWORDS=1", "IMAP_UMASK=022", "IMAP_USELOCKS=0", "IMAP_IDLE_TIMEOUT=60", "IMAP_MAILBOX_SANITY_CHECK=1", "IMAP_TRASHFOLDERNAME=Trash",
}

// writeCourier writes the users' database and the certificates.
func (s *Stack) writeCourier(ctx context.Context, certs []pair) error {
	if err := os.WriteFile(s.path("etc", "courier", "authdaemonrc"), []byte(authdaemonRC), 0o644); err != nil {
		return err
	}
	uid, gid, err := ids("mail", "mail")
	if err != nil {
		return err
	}
	var users, shadow strings.Builder
	for name, password := range s.options.Users {
		hash := sha256.Sum256([]byte(password))
		fmt.Fprintf(&users, "%s@%s\tuid=%d|gid=%d|home=%s|mail=%s|_=\n", name, s.Domain, uid, gid, s.path("mail", name), s.Maildir(name))
		fmt.Fprintf(&shadow, "%s@%s\tsystempw={SHA256}%s\n", name, s.Domain, base64.StdEncoding.EncodeToString(hash[:]))
		if err := s.Fill(name, 0); err != nil { // Courier refuses the login where there is no Maildir
			return err
		}
	}
	for name, text := range map[string]string{"userdb": users.String(), "userdbshadow": shadow.String()} {
		if err := s.makeDat(ctx, s.path("etc", "courier", name), text+".\n"); err != nil {
			return err
		}
	}
	// Courier chooses by the name of the file: TLS_CERTFILE, or TLS_CERTFILE.NAME.
	for i, p := range certs {
		suffixes := []string{""} // the first is for everybody else
		if i > 0 {
			suffixes = nil
			for _, name := range p.names {
				suffixes = append(suffixes, "."+name)
			}
		}
		for _, suffix := range suffixes {
			if err := s.writeCourierPair(p, suffix); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Stack) writeCourierPair(p pair, suffix string) error {
	file := s.path("etc", "courier", "pop3d.pem"+suffix)
	if err := os.WriteFile(file, append(append([]byte(nil), p.key...), p.chain...), 0o600); err != nil {
		return err
	}
	return os.Chown(file, courierUser, courierUser)
}

// makeDat does what Courier's makeuserdb does, but for the lock and the splitting.
func (s *Stack) makeDat(ctx context.Context, file, text string) error {
	cmd := exec.CommandContext(ctx, unpacked(makeDat), "-", file+".tmp", file+".dat")
	for _, dir := range roots() {
		cmd.Env = append(cmd.Env, "LD_LIBRARY_PATH="+dir+"/usr/lib/x86_64-linux-gnu:"+dir+"/usr/lib")
		break
	}
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("makedatprog: %w: %s", err, out)
	}
	return nil
}

// startCourier does what its scripts authdaemond, pop3d, pop3d-ssl, imapd and imapd-ssl do, in the
// foreground and without their logger.
func (s *Stack) startCourier(ctx context.Context) error {
	if err := s.runUnpacked("authdaemond", "/bin/sh", "-c", "set -a; . /etc/courier/authdaemonrc; exec "+authDaemon); err != nil {
		return err
	}
	if err := s.awaitSocket(ctx, s.path("run", "authdaemon", "socket")); err != nil {
		return err
	}
	shared := append([]string{"/usr/bin/env", "TLS_CERTFILE=" + s.path("etc", "courier", "pop3d.pem"), "TLS_VERIFYPEER=NONE", "MAILDIRPATH=Maildir"},
		s.options.Courier...)
	listen := []string{courierTCPD, "-address=127.0.0.1", "-maxprocs=40", "-maxperip=40", "-nodnslookup", "-noidentlookup"}
	behind := []string{courierTLS, "-server", "-tcpd", "-user=courier"}
	type port struct{ variables, front, serve []string }
	pop := []string{courierLogin, courierPOP, "Maildir"}
	ports := map[string]port{
		"pop3":  {[]string{"POP3_TLS=0", "POP3_STARTTLS=YES", "COURIERTLS=" + courierTLS}, nil, pop},
		"pop3s": {[]string{"POP3_TLS=1", "POP3_STARTTLS=NO"}, behind, pop},
	}
	if s.options.IMAP {
		imap := []string{courierIMAPLogin, courierIMAP, "Maildir"}
		ports["imap"] = port{append([]string{"IMAP_TLS=0", "IMAP_STARTTLS=YES", "COURIERTLS=" + courierTLS}, imapVariables...), nil, imap}
		ports["imaps"] = port{append([]string{"IMAP_TLS=1", "IMAP_STARTTLS=NO"}, imapVariables...), behind, imap}
	}
	for name, own := range ports {
		var command []string
		for _, part := range [][]string{shared, own.variables, listen, {strconv.Itoa(s.Ports[name])}, own.front, own.serve} {
			command = append(command, part...)
		}
		if err := s.runUnpacked(name, command...); err != nil {
			return err
		}
	}
	return nil
}
