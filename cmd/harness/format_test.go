package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"harness/verify/render"
	"harness/verify/report"
)

// shout is a form of this test alone.
type shout struct{}

func (shout) Name() string { return "shout" }

func (shout) Write(w io.Writer, r report.Result, _ render.Style) error {
	_, err := fmt.Fprintln(w, strings.ToUpper(string(r.Verdict())))
	return err
}

func (shout) Exit(report.Result) int { return 7 }

// The READMEs name each form that --format takes.
func TestReadmesNameTheFormats(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"../../README.md", "../../README.ja.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, after, _ := strings.Cut(string(text), "`--format ")
		values, _, found := strings.Cut(after, "`")
		if want := strings.Join(render.Names(render.Formats()), "|"); !found || strings.ReplaceAll(values, `\|`, "|") != want {
			t.Errorf("%s: --format %q, want %q", name, values, want)
		}
	}
}

// A form that is passed in as a value is taken by --format, stands in --help
// and sets the exit code; nothing else knows of it.
func TestFormatsAreAList(t *testing.T) {
	t.Parallel()
	harness := func(formats []render.Format, args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		a := &app{
			ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: time.Now,
			getenv: func(string) string { return "" }, formats: formats,
		}
		code := a.dispatch(args)
		return out.String(), errs.String(), code
	}
	with := append(render.Formats(), shout{})
	if out, errs, code := harness(with, "roundtrip", "--lab", "healthy", "--format", "shout"); out != "WORKS\n" || code != 7 {
		t.Errorf("exit %d, %q, %s", code, out, errs)
	}
	if out, _, _ := harness(with, "roundtrip", "--help"); !strings.Contains(out, "--format=text|json|shout") {
		t.Errorf("--help does not name the form:\n%s", out)
	}
	_, errs, code := harness(render.Formats(), "roundtrip", "--lab", "healthy", "--format", "shout")
	if code != 2 || !strings.Contains(errs, "text, json") && !strings.Contains(errs, "text|json") {
		t.Errorf("without it: exit %d, %s", code, errs)
	}
}
