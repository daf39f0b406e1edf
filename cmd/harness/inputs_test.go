package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"harness/cmd/internal/bounded"
	"harness/fixtures/pki"
)

// TestInputsAreBounded: whatever is read for a flag, what is too large is wrong
// usage that names the file, the limit and the way out, in both languages.
func TestInputsAreBounded(t *testing.T) {
	t.Parallel()
	sized := func(kind bounded.Kind) string {
		name := filepath.Join(t.TempDir(), "large")
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := f.Truncate(int64(kind.Most()) + 1); err != nil { // it has holes, and takes no room
			t.Fatal(err)
		}
		return name
	}
	authority, err := pki.New(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	chain := filepath.Join(t.TempDir(), "chain.pem")
	if err := os.WriteFile(chain, authority.RootsPEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind bounded.Kind
		args string
	}{
		{bounded.Settings, "roundtrip --account FILE"},
		{bounded.Settings, "profile check FILE"},
		{bounded.Settings, "diagnose --lab gmo-shared --profile FILE"},
		{bounded.Settings, "sweep --lab gmo-shared --secrets FILE /dev/null"},
		{bounded.Settings, "sweep --lab gmo-shared --known FILE /dev/null"},
		{bounded.Hosts, "diagnose --lab gmo-shared --hosts FILE"},
		{bounded.Hosts, "cert --chain CHAIN --hosts FILE"},
		{bounded.Hosts, "leaving --google-ranges FILE /dev/null"},
		{bounded.Chain, "cert --chain FILE --host mail.shop.example"},
		{bounded.Roots, "roundtrip --user a@shop.example --ca-file FILE"},
		{bounded.Handout, "autoconfig shop.example --mobileconfig FILE"},
		{bounded.Roots, "diagnose mail.shop.example --roots FILE"},
		{bounded.Mail, "diagnose --lab gmo-shared --mail FILE"},
		{bounded.Saved, "diagnose --offline-report FILE"},
		{bounded.Saved, "lab from FILE"},
		{bounded.Words, "ticket --lab gmo-shared -"},
	} {
		var stdin io.Reader = strings.NewReader("")
		name := "standard input"
		args := strings.Fields(c.args)
		for i, a := range args {
			switch a {
			case "FILE":
				name = sized(c.kind)
				args[i] = name
			case "CHAIN":
				args[i] = chain
			}
		}
		if c.kind == bounded.Words {
			stdin = io.LimitReader(endless{}, int64(c.kind.Most())+1)
		}
		size := fmt.Sprintf("%d MiB", c.kind.Most()>>20)
		if c.kind == bounded.Settings {
			size = fmt.Sprintf("%d KiB", c.kind.Most()>>10)
		}
		for lang, want := range map[string][]string{
			"en": {name + ": larger than " + size, "hint: " + smallerBy[c.kind]},
			"ja": {name + ": " + size + " を超えています", japanese()[smallerBy[c.kind]]},
		} {
			if lang == "ja" && c.kind == bounded.Words {
				continue // standard input was read
			}
			var out, said bytes.Buffer
			code := run(args, stdin, &out, &said, func(name string) string { return map[string]string{"HARNESS_LANG": lang}[name] })
			if code != int(exitUsage) || !strings.Contains(said.String(), want[0]) || !strings.Contains(said.String(), want[1]) {
				t.Errorf("%s: exit %d, want %q:\n%s", c.args, code, want, said.String())
			}
		}
	}
}

// endless is text without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
