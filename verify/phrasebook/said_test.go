package phrasebook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestSaid reads what customers paste: testdata/said/NAME.txt or .eml, and
// beside it NAME.want with the phrase, its first causes and some of its holes.
func TestSaid(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/said/*")
	if err != nil {
		t.Fatal(err)
	}
	covered := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		wanted, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".want")
		if err != nil {
			t.Fatalf("%s has no expectation: %v", file, err)
		}
		lines := strings.Split(strings.TrimSpace(string(wanted)), "\n")
		first := strings.Fields(lines[0])
		covered[first[0]] = true
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := Decode(raw)
			if !utf8.ValidString(text) {
				t.Fatalf("decoded to invalid UTF-8: %q", text)
			}
			matches := Causes(text)
			if first[0] == "unknown" {
				if len(matches) > 0 && !matches[0].Near {
					t.Fatalf("recognised %s in %q", matches[0].Phrase.ID, text)
				}
				return
			}
			if len(matches) != 1 || matches[0].Near || matches[0].Phrase.ID != first[0] {
				for _, m := range matches {
					t.Logf("got %s near=%v distance=%.2f", m.Phrase.ID, m.Near, m.Distance)
				}
				t.Fatalf("want %s alone, from %q", first[0], text)
			}
			m := matches[0]
			for i, code := range first[1:] {
				if i >= len(m.Causes) || string(m.Causes[i]) != code {
					t.Errorf("cause %d is not %s: %v", i+1, code, m.Causes)
				}
			}
			for _, line := range lines[1:] {
				name, value, _ := strings.Cut(line, "=")
				if m.Holes[name] != value {
					t.Errorf("hole %s is %q, want %q", name, m.Holes[name], value)
				}
			}
			if m.Quote == "" {
				t.Error("no quote")
			}
		})
	}
	// Every phrase that was seen has a sample of its words.
	for _, p := range All() {
		if p.Basis == Seen && !isLog(p.Surface) && !covered[p.ID] {
			t.Errorf("%s was seen, but testdata/said has no sample of it", p.ID)
		}
	}
}

func TestLogs(t *testing.T) {
	t.Parallel()
	wants := map[string]struct {
		id       string
		password Password
		cause    string
	}{
		"dovecot-left-after-certificate":      {"L-dovecot-left", NotSent, "tls-name-mismatch"},
		"dovecot-left-after-certificate-stls": {"L-dovecot-left", NotSent, "tls-name-mismatch"},
		"dovecot-old-tls":                     {"L-version", NotSent, "tls-version-old"},
		"dovecot-password-refused":            {"L-dovecot-refused", Refused, "pop-login-refused"},
		"dovecot-plain-on-tls-port":           {"L-http", NotSent, "plain-on-tls-port"},
		"dovecot-plaintext-forbidden":         {"L-dovecot-plain", Unknown, "pop-plaintext-refused"},
		"dovecot-unknown-ca-alert":            {"L-alert-48", NotSent, "tls-self-signed"},
		"exim-left-after-certificate":         {"L-exim-left", NotSent, "tls-name-mismatch"},
		"exim-left-after-certificate-465":     {"L-exim-left-465", NotSent, "tls-name-mismatch"},
		"exim-unknown-ca":                     {"L-exim-tls", NotSent, "tls-handshake-broken"}, // TLS 1.3: GnuTLS takes the alert for damage
		"exim-unknown-ca-tls12":               {"L-exim-unknown-ca", NotSent, "tls-self-signed"},
		"exim-plain-on-tls-port":              {"L-exim-plain", NotSent, "plain-on-tls-port"},
		"exim-password-refused-plain":         {"L-exim-refused", Refused, "smtp-auth-refused"},
		"exim-password-refused-login":         {"L-exim-refused", Refused, "smtp-auth-refused"},
		"postfix-left-after-certificate":      {"L-postfix-left", NotSent, "tls-name-mismatch"},
		"postfix-left-after-certificate-465":  {"L-postfix-left-465", NotSent, "tls-name-mismatch"},
		"postfix-old-tls":                     {"L-version", NotSent, "tls-version-old"},
		"postfix-password-refused-login":      {"L-postfix-refused", Refused, "smtp-auth-refused"},
		"postfix-password-refused-plain":      {"L-postfix-refused", Refused, "smtp-auth-refused"},
		"postfix-plain-on-tls-port":           {"L-http", NotSent, "plain-on-tls-port"},
		"postfix-unknown-ca-alert":            {"L-alert-48", NotSent, "tls-self-signed"},
	}
	files, err := filepath.Glob("testdata/logs/*.log")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".log")
		found[name] = true
		want, ok := wants[name]
		if !ok {
			t.Errorf("%s has no expectation", file)
			continue
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		matches := Causes(Decode(raw))
		if len(matches) != 1 || matches[0].Phrase.ID != want.id {
			for _, m := range matches {
				t.Logf("got %s near=%v %q", m.Phrase.ID, m.Near, m.Quote)
			}
			t.Errorf("%s: want %s alone", name, want.id)
			continue
		}
		if m := matches[0]; m.Phrase.Password != want.password || string(m.Causes[0]) != want.cause {
			t.Errorf("%s: password %q, first cause %s; want %q, %s", name, m.Phrase.Password, m.Causes[0], want.password, want.cause)
		}
	}
	for name := range wants {
		if !found[name] {
			t.Errorf("testdata/logs/%s.log is missing", name)
		}
	}
}

// A ticket with both halves, and a log with two sessions.
func TestSeveral(t *testing.T) {
	t.Parallel()
	read := func(name string) string {
		raw, err := os.ReadFile("testdata/logs/" + name + ".log")
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"both halves":  {"送信: TLS Negotiation failed, the certificate doesn't match the host.\n\n受信: SSL error: ok Hostname \"pop.a.test\" doesn't match any SANs: \"*.b.test\", \"b.test\" Valid hostnames: ,*.b.test,b.test\n", []string{"B01", "P01"}},
		"two sessions": {read("postfix-left-after-certificate") + read("postfix-password-refused-login"), []string{"L-postfix-left", "L-postfix-refused"}},
		"two daemons":  {read("postfix-unknown-ca-alert") + read("dovecot-password-refused"), []string{"L-alert-48", "L-dovecot-refused"}},
		"exim":         {read("exim-left-after-certificate") + read("exim-password-refused-login"), []string{"L-exim-left", "L-exim-refused"}},
	} {
		var got []string
		for _, m := range Causes(c.text) {
			got = append(got, m.Phrase.ID)
		}
		if strings.Join(got, " ") != strings.Join(c.want, " ") {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// A quote is whole: with the bracket that it opens, without one that it does
// not.
func TestQuoteIsWhole(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"SSL error: unknown CA (alert 48)":            "SSL error: unknown CA (alert 48)",
		"it says (SSL error: unknown CA (alert 48)).": "SSL error: unknown CA (alert 48)",
	} {
		if m := Causes(text); len(m) == 0 || m[0].Quote != want {
			t.Errorf("%q: %+v, want %q", text, m, want)
		}
	}
}
