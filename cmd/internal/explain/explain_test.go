package explain

import (
	"flag"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"harness/client/persona"
	"harness/internal/schema"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

var update = flag.Bool("update", false, "write the schemas of the JSON forms anew")

func TestSchemas(t *testing.T) {
	t.Parallel()
	command := func(name string) map[string]string { return map[string]string{"command": name} }
	schema.Golden(t, filepath.Join("..", "..", "..", "docs", "schema"), *update, []schema.Form{
		{Name: "explain", Title: "harness explain --format json", Value: wordsJSON{}, Number: wordsSchema, Fixed: command("explain")},
		{Name: "explain-code", Title: "harness explain CODE --format json", Value: codeJSON{}, Number: codeSchema, Fixed: command("explain")},
		{Name: "explain-list", Title: "harness explain --list --format json", Value: listJSON{}, Number: listSchema, Fixed: command("explain")},
	})
}

// Every form writes every result, but those that are for the list alone.
func TestFormats(t *testing.T) {
	t.Parallel()
	for _, r := range []report.Result{Pasted([]byte("TLS Negotiation failed, the certificate doesn't match the host.")), Numbered("B01"), Named(string(finding.TLSSelfSigned)), List{}} {
		_, list := r.(List)
		for _, f := range Formats() {
			err := f.Write(io.Discard, r, render.Style{Lang: finding.EN})
			if shown := list || !ListOnly(f); (err == nil) != shown {
				t.Errorf("%T as %s: %v", r, f.Name(), err)
			}
			if code := f.Exit(r); code != 0 {
				t.Errorf("%T as %s: exit %d", r, f.Name(), code)
			}
		}
	}
	if r := Pasted([]byte("nothing that anybody has heard of, certainly")); Formats()[0].Exit(r) != 3 {
		t.Error("what is not recognised is decided")
	}
	if Pasted([]byte(" \n")) != nil || Numbered("B00") != nil || Named("no-such-code") != nil {
		t.Error("there is something where nothing is")
	}
}

// A code shows the words of every client that has some for it, in both forms; of one
// that has none it says nothing.
func TestWordsOfAllClients(t *testing.T) {
	t.Parallel()
	for code, clients := range map[finding.Code][]string{
		finding.TLSCertExpired: {"gmail-app", "thunderbird", "outlook", "apple-mail"},
		finding.NetRefused:     {"gmail-app", "thunderbird", "outlook"},
		finding.LetterDamaged:  nil,
	} {
		c := Named(string(code))
		var list []string
		for _, one := range c.json(finding.EN).Clients {
			who, _ := persona.Find(persona.All(), one.Client)
			list = append(list, one.Client)
			for _, lang := range []string{finding.EN, finding.JA} {
				text := c.text(lang)
				if head := map[string]string{finding.EN: "Words of " + who.Title.EN + ":", finding.JA: who.Title.JA + " の表示:"}[lang]; !strings.Contains(text, "\n"+head+"\n") {
					t.Errorf("%s: %q is missing:\n%s", code, head, text)
				}
			}
		}
		if !slices.Equal(list, clients) {
			t.Errorf("%s: words of %q, want %q", code, list, clients)
		}
	}
}

// A host from a paste stands in a command to copy only if it is one.
func TestShellHost(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]string{
		"mail.example.jp": "mail.example.jp", "": "HOST", "a;rm -rf.b": "HOST", "-x.example": "HOST", "$(id).test": "HOST",
		"メール.jp": "HOST", "(popサーバーアドレス)": "HOST", "localhost": "HOST", "a`b`.c": "HOST", "/etc/x.y": "HOST",
	} {
		if got := shellHost(host); got != want {
			t.Errorf("shellHost(%q) = %q, want %q", host, got, want)
		}
	}
}
