package realmail

import (
	"fmt"
	"io/fs"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// Fill puts n small messages of other people into a user's mailbox, as files: by
// delivery it would take minutes.
func (s *Stack) Fill(user string, n int) error {
	uid, gid, err := ids("mail", "mail")
	if err != nil {
		return err
	}
	box := s.Maildir(user)
	for _, folder := range []string{"new", "cur", "tmp"} {
		if err := os.MkdirAll(filepath.Join(box, folder), 0o700); err != nil {
			return err
		}
	}
	began := time.Now().Add(-time.Duration(n) * time.Second).Unix()
	for i := range n {
		text := fmt.Sprintf("From: Somebody <somebody@elsewhere.test>\nTo: %s@%s\nSubject: message %d\n\nKeep this.\n", user, s.Domain, i)
		name := fmt.Sprintf("%d.M%dP1.elsewhere,S=%d:2,S", began+int64(i), i, len(text))
		if err := os.WriteFile(filepath.Join(box, "cur", name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return filepath.WalkDir(s.path("mail", user), func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Lchown(path, uid, gid)
	})
}

// Files maps the messages of a user's mailbox, without the flags in their names,
// to their sizes.
func (s *Stack) Files(tb testing.TB, user string) map[string]int64 {
	tb.Helper()
	files := map[string]int64{}
	for _, folder := range []string{"new", "cur"} {
		entries, err := os.ReadDir(filepath.Join(s.Maildir(user), folder))
		if err != nil && !os.IsNotExist(err) {
			tb.Fatal(err)
		}
		for _, entry := range entries {
			info, err := entry.Info()
			if err != nil {
				tb.Fatal(err)
			}
			name, _, _ := strings.Cut(entry.Name(), ":")
			files[name] = info.Size()
		}
	}
	return files
}

// Messages reads messages by the names that Files gives; without names, all.
func (s *Stack) Messages(tb testing.TB, user string, names ...string) []string {
	tb.Helper()
	if len(names) == 0 {
		for name := range s.Files(tb, user) {
			names = append(names, name)
		}
	}
	var texts []string
	for _, name := range names {
		found, err := filepath.Glob(filepath.Join(s.Maildir(user), "[cn]*", name+"*"))
		if err != nil || len(found) != 1 {
			tb.Fatalf("%s: %q, %v", name, found, err)
		}
		text, err := os.ReadFile(found[0])
		if err != nil {
			tb.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	return texts
}

// UIDLs asks the POP3 server, in clear, for the unique names of a user's messages,
// sorted.
func (s *Stack) UIDLs(tb testing.TB, user string) []string {
	tb.Helper()
	conn := s.login(tb, user)
	defer func() { _ = conn.Close() }()
	expectOK(tb, conn, "UIDL")
	lines, err := conn.ReadDotLines()
	if err != nil {
		tb.Fatal(err)
	}
	expectOK(tb, conn, "QUIT")
	for i, line := range lines {
		_, lines[i], _ = strings.Cut(line, " ")
	}
	slices.Sort(lines)
	return lines
}

// HoldMaildrop opens a user's mailbox and keeps it open, and locked where
// pop3_lock_session is set, until release is called.
func (s *Stack) HoldMaildrop(tb testing.TB, user string) (release func()) {
	tb.Helper()
	conn := s.login(tb, user)
	expectOK(tb, conn, "STAT")
	return func() { _ = conn.Close() }
}

func (s *Stack) login(tb testing.TB, user string) *textproto.Conn {
	tb.Helper()
	conn, err := textproto.Dial("tcp4", s.Addr("pop3"))
	if err != nil {
		tb.Fatal(err)
	}
	expectOK(tb, conn, "")
	expectOK(tb, conn, "USER "+user+"@"+s.Domain)
	expectOK(tb, conn, "PASS "+s.options.Users[user])
	return conn
}

// expectOK sends a command, if there is one, and reads one line of reply.
func expectOK(tb testing.TB, conn *textproto.Conn, command string) {
	tb.Helper()
	var err error
	if command != "" {
		err = conn.PrintfLine("%s", command)
	}
	line, readErr := conn.ReadLine()
	if err != nil || readErr != nil || !strings.HasPrefix(line, "+OK") {
		tb.Fatalf("%.4s: %q, %v, %v", command, line, err, readErr)
	}
}
