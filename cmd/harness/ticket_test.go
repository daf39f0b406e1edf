package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestTicketNoteIsMasked(t *testing.T) {
	t.Parallel()
	stdout, _, _ := harness(t, "", "ticket", "--lab", "two-names", filepath.Join("testdata", "ticket", "english-dialog.txt"))
	note, reply, ok := strings.Cut(stdout, "--- reply\n")
	if !ok || !strings.HasPrefix(note, "--- note\n") {
		t.Fatalf("not two parts:\n%s", stdout)
	}
	if strings.Contains(note, "sales@") || !strings.Contains(note, "s***@osaka-books.test") {
		t.Errorf("the note shows the address:\n%s", note)
	}
	if strings.Contains(stdout, "Tr0ub4dor") {
		t.Errorf("the password that stands in the ticket is shown:\n%s", stdout)
	}
	if reply == "" {
		t.Error("no reply")
	}
}

func TestTicketSpeaksTheCustomersLanguage(t *testing.T) {
	t.Parallel()
	for file, words := range map[string]string{"japanese-bounce.txt": "お問い合わせいただき", "pop-history.txt": "Thank you"} {
		reply, _, _ := harness(t, "", "ticket", "--lab", "gmo-shared", "--part", "reply", filepath.Join("testdata", "ticket", file))
		if !strings.HasPrefix(reply, words) {
			t.Errorf("%s:\n%s", file, reply)
		}
	}
}

func TestTicketWithoutAnything(t *testing.T) {
	t.Parallel()
	if _, stderr, code := harness(t, " \n", "ticket", "--lab", "healthy"); code != 2 || !strings.Contains(stderr, "the ticket is empty") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	for stdin, want := range map[string]string{
		"it does not work!!": "Please tell us",
		"うまく動きません":           "お知らせください",
	} {
		reply, stderr, code := harness(t, stdin, "ticket", "--lab", "healthy", "--part", "reply")
		if code != 3 || !strings.Contains(reply, want) {
			t.Errorf("%q: exit %d, %s%s", stdin, code, reply, stderr)
		}
	}
}

// TestTicketNamesTheOtherLeg: words of fetching, beside the name of the sending
// server alone.
func TestTicketNamesTheOtherLeg(t *testing.T) {
	t.Parallel()
	stdout, stderr, code := harness(t, "SMTP: smtp.customer.test\nError: SSL error: unknown CA (alert 48)\n", "ticket", "--lab", "self-signed")
	if code != 1 || !strings.Contains(stdout, "smtp.customer.test:587 TLS (STARTTLS): BROKEN") {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
}
