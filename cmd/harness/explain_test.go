package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// explained is what the tests read of explain's JSON.
type explained struct {
	Outcome, Written string
	Exit             int
	Matches          []struct {
		ID, Host string
		Sans     []string
		Password phrasebook.Password
		Causes   []struct{ Code finding.Code }
		Next     []struct{ Command string }
	}
}

func explains(t *testing.T, stdin string, args ...string) (string, int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(append([]string{"explain"}, args...), strings.NewReader(stdin), &stdout, &stderr, func(string) string { return "" })
	if code == 2 {
		t.Fatalf("explain %q: %s", args, stderr.String())
	}
	return stdout.String(), code
}

// Strings as customers and bloggers posted them, word for word.
func TestExplainPosted(t *testing.T) {
	t.Parallel()
	sanLine := `SSL error: ok Hostname "(popサーバーアドレス)" doesn't match any SANs: "*.gmoserver.jp", "gmoserver.jp" Valid hostnames: ,*.gmoserver.jp,gmoserver.jp`
	japanese := string(phrasebook.Bounce("TLS Negotiation failed, the certificate doesn't match the host.", "ja"))
	for _, c := range []struct {
		said string
		want []string
	}{
		{`TLS negotiation failed, certificate doesn't match the host.`, []string{"B01", "1. tls-name-mismatch", "2. tls-self-signed"}},
		{`TLS Negotiation failed, the certificate doesn’t match the host.`, []string{"B01", "1. tls-name-mismatch"}},
		{sanLine, []string{"P01", "1. tls-name-mismatch", "(popサーバーアドレス)", "*.gmoserver.jp, gmoserver.jp", "harness diagnose HOST", sanLine}},
		{`認証が失敗しました。ユーザー名とパスワードを確認してください。`, []string{"S00", "1. tls-name-mismatch", "Server returned error"}},
		{japanese, []string{"B01", "1. tls-name-mismatch"}},
		{`対象のプリンシパル名が間違っています。`, []string{"O01", "1. tls-name-mismatch"}},
		{`(info@customer.example)は4/15日より受信していません`, []string{"F01", "history"}},
	} {
		for _, viaStdin := range []bool{true, false} {
			stdin, args := c.said, []string{"-"}
			if !viaStdin {
				stdin, args = "", []string{c.said}
			}
			out, code := explains(t, stdin, args...)
			if code != 0 {
				t.Errorf("%q: exit %d", c.said, code)
			}
			for _, want := range c.want {
				if !strings.Contains(out, want) {
					t.Errorf("%q: no %q in\n%s", c.said, want, out)
				}
			}
			if strings.Contains(out, "{") {
				t.Errorf("%q: braces in\n%s", c.said, out)
			}
		}
	}
}

// What people repeat is corrected, and the password is never called right.
func TestExplainCorrects(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"TLS Negotiation failed, the certificate doesn't match the host. It must equal the CN.":  "It must match one of the SANs",
		"TLS Negotiation failed, the certificate doesn't match the host. The password is wrong?": "says nothing about the password",
		"TLS Negotiation failed, the certificate doesn't match the host. We set port 25.":        "travel in clear",
		"TLS Negotiation failed, the certificate doesn't match the host. Delete and add again?":  "Edit the entry",
		"SSL protocol error. Please try disabling SSL, or contact your other provider":           "995 for fetching",
	} {
		out, _ := explains(t, said)
		if !strings.Contains(out, want) {
			t.Errorf("%q: no %q in\n%s", said, want, out)
		}
		if strings.Contains(out, "password is correct") {
			t.Errorf("%q: claims that the password is correct", said)
		}
	}
	// Without any known phrase the corrections stand all the same.
	out, code := explains(t, "ネットで見たとおりポート25にして、保護されていない接続にすればよいですか")
	if code != 3 || !strings.Contains(out, "travel in clear") {
		t.Errorf("exit %d, %s", code, out)
	}
}

func TestExplainUnknown(t *testing.T) {
	t.Parallel()
	out, code := explains(t, "there was something like TLS negotiating, certificates not matching the host")
	if code != 3 || !strings.Contains(out, "not known") || !strings.Contains(out, "B01") {
		t.Errorf("exit %d:\n%s", code, out)
	}
	out, code = explains(t, "", "--format", "json", "what is this certainly unheard-of sentence")
	var j explained
	if err := json.Unmarshal([]byte(out), &j); err != nil || code != 3 || j.Exit != 3 || j.Outcome != "unknown" || len(j.Matches) != 0 {
		t.Errorf("exit %d, %v:\n%s", code, err, out)
	}
}

// Nothing that was pasted reaches the terminal as a control.
func TestExplainIsClean(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"text", "json"} {
		for _, said := range []string{
			"SSL error: ok Hostname \"a\x1b[31m.test\u202e\" doesn't match any SANs: \"b\x07.test\", \"c.test\"",
			"応答:\n535 5.7.8 \x1b]0;title\a refused \u202egnp.exe \u0085",
			"postfix/smtpd[1]: lost connection after STARTTLS from \x1b[2J\u2066evil[192.0.2.1]\n",
			"Missing +OK response upon connecting to the server: \x1b[31m* OK\u200b",
		} {
			out, _ := explains(t, said, "--format", format, "-")
			for _, r := range out {
				if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
					t.Errorf("%q as %s: %U in %q", said, format, r, out)
				}
			}
		}
	}
}

// The Japanese output is Japanese: no English sentence but Gmail's, the
// server's and the commands to copy.
func TestExplainJapanese(t *testing.T) {
	t.Parallel()
	for _, doc := range finding.All() {
		out, code := explains(t, "", "--lang", "ja", string(doc.Code))
		if code != 0 {
			t.Errorf("%s: exit %d", doc.Code, code)
		}
		for _, line := range strings.Split(out, "\n") {
			if strings.HasPrefix(line, "    ") { // Gmail's words
				continue
			}
			if english := finding.EnglishIn(line); english != "" {
				t.Errorf("%s: %q in %q", doc.Code, english, line)
			}
		}
	}
	files, err := filepath.Glob("../../verify/phrasebook/testdata/said/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, file := range files {
		out, _ := explains(t, "", "--lang", "ja", file)
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pasted := strings.Join(strings.Fields(phrasebook.Decode(raw)), "")
		for i, line := range strings.Split(out, "\n") {
			english := finding.EnglishIn(line)
			words := strings.Contains(strings.ReplaceAll(line, " ", ""), "%") || strings.Contains(pasted, strings.ReplaceAll(english, " ", ""))
			if english != "" && !words && i != 1 && !strings.HasPrefix(line, "  harness ") {
				t.Errorf("%s line %d: %q in %q", filepath.Base(file), i+1, english, line)
			}
		}
	}
}

func TestExplainJSON(t *testing.T) {
	t.Parallel()
	out, code := explains(t, "", "--format", "json", `SSL error: ok Hostname "pop.customer.test" doesn't match any SANs: "*.shared.test", "shared.test" Valid hostnames: ,*.shared.test,shared.test`)
	var j explained
	if err := json.Unmarshal([]byte(out), &j); err != nil || code != 0 {
		t.Fatalf("exit %d, %v", code, err)
	}
	if len(j.Matches) != 1 || j.Matches[0].ID != "P01" || j.Matches[0].Host != "pop.customer.test" || len(j.Matches[0].Sans) != 2 ||
		j.Matches[0].Causes[0].Code != finding.TLSNameMismatch || j.Matches[0].Password != phrasebook.NotSent ||
		!strings.Contains(j.Matches[0].Next[0].Command, "pop.customer.test") {
		t.Errorf("%s", out)
	}
	if strings.Contains(out, ": null") {
		t.Error("a list is null")
	}
	for _, args := range [][]string{{"--list", "--format", "json"}, {"--format", "json", "tls-self-signed"}} {
		out, code := explains(t, "", args...)
		if code != 0 || !json.Valid([]byte(out)) || strings.Contains(out, ": null") {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

// A paste in a language that the desk may not read is said to be one.
func TestExplainSaysTheLanguage(t *testing.T) {
	t.Parallel()
	const french = "Bonjour, depuis le 1er janvier Gmail ne récupère plus les e-mails de ma boîte info@boutique.example. Le serveur est-il en panne ?"
	if out, code := explains(t, french); code != 0 || !strings.Contains(out, "(fr)") || !strings.Contains(out, "feature-ended") {
		t.Errorf("exit %d:\n%s", code, out)
	}
	out, _ := explains(t, "", "--format", "json", french)
	var j explained
	if err := json.Unmarshal([]byte(out), &j); err != nil || j.Written != "fr" {
		t.Errorf("%v, %q", err, j.Written)
	}
	for _, text := range []string{"TLS Negotiation failed, the certificate doesn't match the host.", "認証が失敗しました。ユーザー名とパスワードを確認してください。"} {
		if out, _ := explains(t, text); strings.Contains(out, "another language") {
			t.Errorf("%q:\n%s", text, out)
		}
	}
}
