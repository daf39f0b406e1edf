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
	if out, _, _ := harness(with, "roundtrip", "--help"); !strings.Contains(strings.Join(strings.Fields(out), " "), strings.Join(render.Names(render.Formats()), ", ")+", shout.") {
		t.Errorf("--help does not name the form:\n%s", out)
	}
	_, errs, code := harness(render.Formats(), "roundtrip", "--lab", "healthy", "--format", "shout")
	if code != 2 || !strings.Contains(errs, "text, json") && !strings.Contains(errs, "text|json") {
		t.Errorf("without it: exit %d, %s", code, errs)
	}
}

// --output writes other forms beside the one that is shown, whose exit code
// stands. What a monitor cannot be told otherwise is UNKNOWN.
func TestOutputs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	summary := filepath.Join(dir, "summary.md")
	harness := func(args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		a := &app{
			ctx: t.Context(), stdin: strings.NewReader(""), stdout: &out, stderr: &errs, now: time.Now, formats: render.Formats(),
			getenv: func(name string) string { return map[string]string{"GITHUB_STEP_SUMMARY": summary}[name] },
		}
		code := a.dispatch(args)
		return out.String(), errs.String(), code
	}
	args := []string{"roundtrip", "--lab", "gmo-shared"}
	for _, f := range render.Formats() {
		args = append(args, "--output", f.Name()+"="+filepath.Join(dir, f.Name()))
	}
	if out, errs, code := harness(append(args, "--format", "nagios")...); code != 2 || !strings.HasPrefix(out, "HARNESS CRITICAL - ") {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
	for _, f := range render.Formats() {
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil || !bytes.Contains(text, []byte("smtp.nippon-kigyou.test")) {
			t.Errorf("%s: %v, %q", f.Name(), err, text)
		}
	}
	if _, err := os.Stat(summary); err == nil {
		t.Error("a summary that nobody asked for")
	}
	if out, errs, code := harness("roundtrip", "--lab", "gmo-shared", "--format", "github"); code != 1 || !strings.HasPrefix(out, "::error title=") {
		t.Errorf("exit %d, %s%s", code, out, errs)
	}
	if text, err := os.ReadFile(summary); err != nil || !bytes.HasPrefix(text, []byte("## roundtrip ")) {
		t.Errorf("summary: %v, %s", err, text)
	}
	for _, args := range [][]string{
		{"roundtrip", "--format", "nagios"},
		{"roundtrip", "--lab", "no-such-lab", "--format=nagios"},
		{"roundtrip", "--no-such-flag", "--format", "nagios"},
		{"cert", "--chain", filepath.Join(dir, "missing.pem"), "--format", "nagios"},
	} {
		if out, errs, code := harness(args...); code != 3 || !strings.HasPrefix(out, "HARNESS UNKNOWN - ") || strings.Count(out, "\n") != 1 {
			t.Errorf("%q: exit %d, %q, %s", args, code, out, errs)
		}
	}
	for _, wrong := range []string{"junit", "junit=", "=file", "nothing=file"} {
		if _, errs, code := harness("roundtrip", "--lab", "healthy", "--output", wrong); code != 2 || !strings.Contains(errs, "NAME=FILE") {
			t.Errorf("--output %s: exit %d, %s", wrong, code, errs)
		}
	}
	if _, _, code := harness("roundtrip", "--lab", "healthy", "--output", "csv="+filepath.Join(dir, "none", "file")); code != 2 {
		t.Errorf("a file that cannot be written: exit %d", code)
	}
}
