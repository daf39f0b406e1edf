package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"harness/verify/finding"
)

var update = flag.Bool("update", false, "write the golden replies of the tickets anew")

// tickets are what customers wrote, each with the story of the lab that it
// comes from and what its reply must name.
var tickets = []struct{ file, lab, names string }{
	{"japanese-bounce.txt", "gmo-shared", "smtp.gmoserver.test"},
	{"english-dialog.txt", "two-names", "mail.osaka-books.test"},
	{"pop-history.txt", "gmo-shared", "pop-05.gmoserver.test"},
	{"password-is-right.txt", "sakura-shared", "www1234.sakura.test"},
	{"mailer-daemon-spf.eml", "spf-missing", "v=spf1 ip4:198.51.100.25 ~all"},
}

func TestTicketReplies(t *testing.T) {
	t.Parallel()
	for _, test := range tickets {
		for _, lang := range []string{"en", "ja"} {
			t.Run(test.file+"/"+lang, func(t *testing.T) {
				t.Parallel()
				file := filepath.Join("testdata", "ticket", test.file)
				reply, stderr, code := harness(t, "", "ticket", "--lab", test.lab, "--lang", lang, "--part", "reply", file)
				if code > 1 {
					t.Fatalf("exit %d: %s", code, stderr)
				}
				golden := strings.TrimSuffix(file, filepath.Ext(file)) + "." + lang + ".golden"
				if *update {
					if err := os.WriteFile(golden, []byte(reply), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if reply != string(want) {
					t.Errorf("the reply is another by now; got:\n%s\nwant:\n%s", reply, want)
				}
				if !strings.Contains(reply, test.names) {
					t.Errorf("the reply does not name %s:\n%s", test.names, reply)
				}
				if lang == "ja" {
					for line := range strings.SplitSeq(reply, "\n") {
						if run := finding.EnglishIn(line); run != "" {
							t.Errorf("English in the Japanese reply: %q", run)
						}
					}
				}
			})
		}
	}
}

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
	if !strings.Contains(reply, "sales@osaka-books.test") {
		t.Errorf("the reply lacks the user name:\n%s", reply)
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
		"TLS Negotiation failed, the certificate doesn't match the host. ってなに？": "お知らせください",
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

// TestTicketFromABounce takes Gmail's own bounce, in which the customer's
// address stands only in the letter that came back.
func TestTicketFromABounce(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../verify/phrasebook/testdata/said/b01-eml-qp.eml")
	if err != nil {
		t.Fatal(err)
	}
	bounce := strings.ReplaceAll(string(raw), "info@customer.example", "info@nippon-kigyou.test")
	reply, stderr, code := harness(t, bounce, "ticket", "--lab", "gmo-shared", "--part", "reply")
	if code > 1 || !strings.Contains(reply, "Gmail refuses smtp.nippon-kigyou.test") || !strings.Contains(reply, "SMTP Server: smtp.gmoserver.test") {
		t.Errorf("exit %d: %s\n%s", code, stderr, reply)
	}
}
