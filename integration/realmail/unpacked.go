package realmail

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Where Debian puts Exim and Courier, below the folders they were unpacked into.
const (
	eximBinary   = "/usr/sbin/exim4"
	courierTCPD  = "/usr/sbin/couriertcpd"
	courierTLS   = "/usr/bin/couriertls"
	courierLogin = "/usr/lib/courier/courier/courierpop3login"
	courierPOP   = "/usr/lib/courier/courier/courierpop3d"

	courierIMAPLogin = "/usr/lib/courier/courier/imaplogin"
	courierIMAP      = "/usr/bin/imapd"

	authDaemon = "/usr/lib/courier/courier-authlib/authdaemond"
	makeDat    = "/usr/lib/courier/courier-authlib/makedatprog"
)

// The users that Exim and Courier were built to run as. They exist only in the
// mount namespaces of the daemons.
const (
	eximUser    = 64111
	courierUser = 64112
)

// enter gives a daemon the stack's /etc over the system's, the unpacked folders
// over /usr and a /run of its own, in which only the stack's sockets are: all the
// paths that the programs were built with. The rest of the machine sees none of
// it, and it is gone with the daemon. Arguments: the stack's folder, the name of
// the log, the folders for /usr joined by colons, the command.
const enter = `set -e
mount -t overlay overlay -o "lowerdir=$1/etc:/etc" /etc
[ -z "$3" ] || mount -t overlay overlay -o "lowerdir=$3:/usr" /usr
mount -t tmpfs tmpfs /run
mkdir /run/courier
mount --bind "$1/run" /run/courier
exec >>"$1/log/$2.log" 2>&1
shift 3
exec "$@"
`

// roots are the folders that the packages were unpacked into: $HARNESS_COURIER,
// and the one that $HARNESS_EXIM is in. None means that they are installed.
func roots() []string {
	var list []string
	if dir := os.Getenv("HARNESS_COURIER"); dir != "" {
		list = append(list, filepath.Clean(dir))
	}
	if dir, ok := strings.CutSuffix(os.Getenv("HARNESS_EXIM"), eximBinary); ok && dir != "" && (len(list) == 0 || list[0] != dir) {
		list = append(list, dir)
	}
	return list
}

// unpacked is where a file of the packages lies outside of the namespaces.
func unpacked(file string) string {
	for _, dir := range roots() {
		if _, err := os.Stat(filepath.Join(dir, file)); err == nil {
			return filepath.Join(dir, file)
		}
	}
	return file
}

func unpackedFiles(files map[string]string) map[string]string {
	there := map[string]string{}
	for file, what := range files {
		there[unpacked(file)] = what
	}
	return there
}

// runUnpacked starts a daemon in a namespace of its own. What it says goes to
// log/NAME.log.
func (s *Stack) runUnpacked(name string, command ...string) error {
	var usr []string
	for _, dir := range roots() {
		usr = append(usr, filepath.Join(dir, "usr"))
	}
	args := []string{"--mount", "--propagation", "private", "/bin/sh", "-c", enter, "sh", s.Dir, name, strings.Join(usr, ":")}
	return s.run("unshare", append(args, command...)...)
}

// writeSystem makes the folders that both daemons expect, and an /etc in which
// their users exist.
func (s *Stack) writeSystem() error {
	if err := os.Chmod(s.Dir, 0o755); err != nil { // they drop root and must still be able to walk in
		return err
	}
	for _, name := range []string{"etc", "etc/exim4", "etc/courier", "log", "mail", "run", "run/authdaemon", "spool"} {
		if err := os.Mkdir(s.path(name), 0o755); err != nil {
			return err
		}
	}
	for _, name := range []string{"log", "spool"} {
		if err := os.Chown(s.path(name), eximUser, eximUser); err != nil {
			return err
		}
	}
	uid, gid, err := ids("mail", "mail")
	if err != nil {
		return err
	}
	if err := os.Chown(s.path("mail"), uid, gid); err != nil {
		return err
	}
	for file, line := range map[string]string{"passwd": "%s:x:%d:%[2]d::/nonexistent:/usr/sbin/nologin\n", "group": "%s:x:%d:\n"} {
		text, err := os.ReadFile("/etc/" + file)
		if err != nil {
			return err
		}
		// First, so that they win over those of an installed package.
		text = append([]byte(fmt.Sprintf(line, "Debian-exim", eximUser)+fmt.Sprintf(line, "courier", courierUser)), text...)
		if err := os.WriteFile(s.path("etc", file), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
