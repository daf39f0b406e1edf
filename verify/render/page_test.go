package render_test

import (
	"bytes"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"harness/verify/render"
)

// In a browser no page is wider than a phone, whatever is in it, in light and
// dark and on paper; and it asks for nothing (its policy would stop it, so that
// readHTML looks for what would ask).
func TestPageFitsAPhone(t *testing.T) {
	t.Parallel()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("HARNESS_REAL") == "require" {
			t.Fatal("chromium is missing")
		}
		t.Skip("chromium is missing")
	}
	var frames strings.Builder
	n := 0
	for _, s := range []string{strings.Repeat("unbroken", 60), hostile, "short"} {
		for name, r := range filled(s) {
			for _, lang := range []string{"en", "ja"} {
				for _, width := range []string{"360", "1440"} {
					n++
					frames.WriteString(`<iframe title="` + name + " " + lang + " " + width + `" style="border:0;width:` + width + `px;height:600px" srcdoc="` + html.EscapeString(written(t, render.HTML{}, r, lang)) + `"></iframe>`)
				}
			}
		}
	}
	const script = `<script>onload = () => { document.title = "measured " + [...document.querySelectorAll("iframe")].filter(f => {
		const d = f.contentDocument; d.querySelectorAll("details").forEach(x => x.open = true); return d.documentElement.scrollWidth > f.clientWidth }).map(f => f.title).join(";") + " of " + document.querySelectorAll("iframe").length }</script>`
	name := filepath.Join(t.TempDir(), "frames.html")
	if err := os.WriteFile(name, []byte(`<!DOCTYPE html><meta charset="utf-8"><title>not measured</title>`+script+frames.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--user-data-dir="+t.TempDir(), "--dump-dom", "file://"+name)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v\n%s", err, errs.String())
	}
	m := regexp.MustCompile(`<title>measured (.*) of (\d+)</title>`).FindSubmatch(out)
	if m == nil || len(m[1]) > 0 || string(m[2]) != strconv.Itoa(n) {
		t.Errorf("of %d frames too wide: %q", n, m)
	}
}
