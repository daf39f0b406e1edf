package render_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	junit "github.com/joshdk/go-junit"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

// hostile has what ends a string, a line, a cell, an element or a command in
// one of the forms, and what no terminal should get.
const hostile = "=cmd|' /C calc'!A1\n::error::x\r\n##[error]y</td></pre><script>alert(1)</script><img src=x onerror=1>" +
	"\"'`|%0A,;\t\x1b[31m\u202e\u2028::set-output name=x::y\x00\xff\xed\xa0\x80\ufffe]]>&amp;{{.}}{a=\"b\"}\\ [x](http://h.test) 日本"

// known are values of words of our own, which no server chooses.
var known = map[reflect.Type]string{
	reflect.TypeFor[report.Outcome]():     string(report.Broken),
	reflect.TypeFor[finding.Code]():       string(finding.TLSNameMismatch),
	reflect.TypeFor[finding.Severity]():   string(finding.Broken),
	reflect.TypeFor[finding.Leg]():        string(finding.Send),
	reflect.TypeFor[phrasebook.Surface](): string(phrasebook.SendDialog),
	reflect.TypeFor[phrasebook.Basis]():   string(phrasebook.Seen),
	reflect.TypeFor[phrasebook.Rank]():    string(phrasebook.First),
	reflect.TypeFor[advice.Outcome]():     string(advice.Refuses),
	reflect.TypeFor[evidence.Stage]():     string(evidence.StageTLS),
	reflect.TypeFor[evidence.Proto]():     string(evidence.SMTP),
	reflect.TypeFor[evidence.Security]():  string(evidence.SSL),
	reflect.TypeFor[evidence.Via]():       string(evidence.ViaDNS),
	reflect.TypeFor[certs.Expiry]():       string(certs.EndsSoon),
}

// fill puts a string into every field that holds one.
func fill(v reflect.Value, s string, depth int) {
	if !v.CanSet() || depth > 12 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		if word, ok := known[v.Type()]; ok {
			s = word
		}
		v.SetString(s)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), s, depth+1)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			v.SetBytes([]byte(s))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), s, depth+1)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, s, depth+1)
		fill(value, s, depth+1)
		v.SetMapIndex(key, value)
	case reflect.Struct:
		if said, ok := v.Addr().Interface().(*phrasebook.Said); ok { // its holes were filled with clean words
			*said = phrasebook.Said{ID: "T01", Surface: phrasebook.SendDialog, Basis: phrasebook.Seen, Rank: phrasebook.First, Text: "one | <two>\n& [three]"}
			return
		}
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			fill(v.Field(i), s, depth+1)
		}
	case reflect.Uint16:
		v.SetUint(465)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	}
}

func filled(s string) map[string]report.Result {
	out := map[string]report.Result{"report": new(report.Report), "diagnosis": new(report.Diagnosis), "cert": new(report.CertReport), "host": new(report.Host), "sweep": new(report.Sweep), "target": new(report.Target)}
	for _, r := range out {
		fill(reflect.ValueOf(r).Elem(), s, 0)
	}
	return out
}

// Whatever servers, certificates and customers say, each form stays what its
// readers take it for, and has as much in it as with harmless words.
func TestHostileWords(t *testing.T) {
	t.Parallel()
	evil, good := filled(hostile), filled("harmless")
	for name := range evil {
		for _, f := range render.Formats() {
			read, ok := readers[f.Name()]
			if !ok {
				read = lines
			}
			for _, lang := range []string{"en", "ja"} {
				out, plain := written(t, f, evil[name], lang), written(t, f, good[name], lang)
				if out == "" && plain == "" { // text has nothing for a line of many
					continue
				}
				if got, want := read(t, out), read(t, plain); got != want {
					t.Errorf("%s as %s: %d parts, with harmless words %d:\n%s", name, f.Name(), got, want, out)
				}
				if !utf8.ValidString(out) {
					t.Errorf("%s as %s is not UTF-8", name, f.Name())
				}
				for _, r := range out {
					if i := strings.IndexRune(out, r); r != '\n' && r != '\r' && r != '\t' && clean.Unsafe(r) {
						t.Errorf("%s as %s has %q in %q", name, f.Name(), r, out[max(0, i-200):i])
						break
					}
				}
			}
		}
	}
}

func written(t *testing.T, f render.Format, r report.Result, lang string) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, r, render.Style{Lang: lang}); err != nil {
		switch r.(type) {
		case *report.Host, *report.Target:
			if f.Name() == "text" {
				return ""
			}
		}
		t.Fatalf("%s: %v", f.Name(), err)
	}
	return b.String()
}

// lines reads a form that has no reader of its own: words are not to add lines.
func lines(_ *testing.T, s string) int { return strings.Count(s, "\n") }

// readers read a form as its programs do, and count its parts.
var readers = map[string]func(*testing.T, string) int{
	"text": func(t *testing.T, s string) int { // it is wrapped: how many lines it has says nothing
		for l := range strings.Lines(s) {
			if strings.HasPrefix(l, "::") || strings.HasPrefix(l, "##[") {
				t.Errorf("a line that a server wrote: %s", l)
			}
		}
		return 0
	},
	"json": func(t *testing.T, s string) int {
		var v any
		if err := json.Unmarshal([]byte(s), &v); err != nil {
			t.Errorf("%v:\n%s", err, s)
		}
		return 0
	},
	"jsonl": func(t *testing.T, s string) int {
		var v map[string]any
		if err := json.Unmarshal([]byte(s), &v); err != nil || strings.Count(s, "\n") != 1 {
			t.Errorf("%v, %d lines:\n%s", err, strings.Count(s, "\n"), s)
		}
		return len(v)
	},
	"junit":      readJUnit,
	"prometheus": readPrometheus,
	"nagios": func(t *testing.T, s string) int {
		if !nagiosGrammar.MatchString(s) {
			t.Errorf("not the output of a plugin:\n%s", s)
		}
		return strings.Count(s, "\n")
	},
	"github": func(t *testing.T, s string) int {
		lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
		for i, l := range lines {
			if last := i == len(lines)-1; last == githubCommand.MatchString(l) || last && (strings.HasPrefix(l, "::") || strings.Contains(l, "##[")) {
				t.Errorf("line %d: %s", i+1, l)
			}
		}
		return len(lines)
	},
	"markdown": func(t *testing.T, s string) int {
		bare := markdownEscape.ReplaceAllString(s, "")
		if strings.ContainsAny(bare, "<&[!") || strings.Contains(bare, "http://") {
			t.Errorf("markup in:\n%s", s)
		}
		return readMarkdown(t, s)*1000000 + strings.Count(bare, "|")*1000 + strings.Count(bare, "\n")
	},
	"csv": func(t *testing.T, s string) int {
		rows, err := csv.NewReader(strings.NewReader(s)).ReadAll()
		if err != nil {
			t.Errorf("%v:\n%s", err, s)
		}
		for _, row := range rows {
			for k, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && rows[0][k] != "days_left" {
					t.Errorf("a formula: %q", cell)
				}
			}
		}
		if python := installed(t, "python3"); python != "" { // the second reader has the same cells
			cmd := exec.CommandContext(t.Context(), python, "-c", readCSV)
			cmd.Stdin = strings.NewReader(s)
			out, err := cmd.Output()
			var theirs [][]string
			if err == nil {
				err = json.Unmarshal(out, &theirs)
			}
			if err != nil || !slices.EqualFunc(rows, theirs, slices.Equal) {
				t.Errorf("python: %v:\n%q\nour reader:\n%q", err, theirs, rows)
			}
		}
		return len(rows)
	},
	"html": readHTML,
}

// readCSV has Python read a table and show its cells as JSON.
const readCSV = `import csv, io, json, sys
text = sys.stdin.buffer.read().decode("utf-8")
json.dump(list(csv.reader(io.StringIO(text, newline=""), strict=True)), sys.stdout)`

var (
	nagiosGrammar = regexp.MustCompile(`\AHARNESS (OK|WARNING|CRITICAL|UNKNOWN) - [^|\n]+( \|( '[^'=|\n]+'=-?[0-9]+(\.[0-9]+)?(s|%)?)+)?\n([^|\n]+\n)*\z`)
	githubCommand = regexp.MustCompile(`\A::(error|warning) title=[^:,]+::[^\n]+\z`)
	// markdownEscape are escaped signs, our codes, and the marks that our own lines begin with.
	markdownEscape = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|`[a-z0-9-]+`")
)

func readJUnit(t *testing.T, s string) int {
	dec := xml.NewDecoder(strings.NewReader(s))
	elements := 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Errorf("%v:\n%s", err, s)
			return 0
		}
		if _, ok := tok.(xml.StartElement); ok {
			elements++
		}
	}
	suites, err := junit.Ingest([]byte(s))
	if err != nil || len(suites) != 1 || suites[0].Totals.Tests == 0 {
		t.Errorf("%v, %d suites:\n%s", err, len(suites), s)
	}
	if xmllint := installed(t, "xmllint"); xmllint != "" {
		cmd := exec.CommandContext(t.Context(), xmllint, "--noout", "-")
		cmd.Stdin = strings.NewReader(s)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("xmllint: %v: %s", err, out)
		}
	}
	return elements
}

// readMarkdown counts the nodes of the text as GitHub's dialect has them, and finds
// what leads elsewhere or is no Markdown.
func readMarkdown(t *testing.T, s string) int {
	n := 0
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader([]byte(s)))
	_ = ast.Walk(doc, func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch node.Kind() {
		case ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindRawHTML, ast.KindHTMLBlock, ast.KindCodeBlock, ast.KindFencedCodeBlock:
			t.Errorf("%v in:\n%s", node.Kind(), s)
		case ast.KindText: // one for each piece between escapes
		default:
			n++
		}
		return ast.WalkContinue, nil
	})
	return n
}

func readPrometheus(t *testing.T, s string) int {
	parser := expfmt.NewTextParser(model.LegacyValidation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(s))
	if err != nil {
		t.Errorf("%v:\n%s", err, s)
	}
	n := 0
	for _, f := range families {
		n += len(f.Metric)
	}
	if promtool := installed(t, "promtool"); promtool != "" {
		cmd := exec.CommandContext(t.Context(), promtool, "check", "metrics")
		cmd.Stdin = strings.NewReader(s)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("promtool: %v: %s\n%s", err, out, s)
		}
	}
	return n
}

// installed is a further reader, where the machine has it: CI must.
func installed(t *testing.T, name string) string {
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("HARNESS_REAL") == "require" {
		t.Fatalf("%s is missing", name)
	}
	return path
}

// readHTML counts the elements, and finds what runs or loads.
func readHTML(t *testing.T, s string) int {
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Error(err)
		return 0
	}
	n := 0
	for node := range doc.Descendants() {
		if node.Type != html.ElementNode {
			continue
		}
		n++
		switch node.Data {
		case "script", "img", "link", "iframe", "object", "embed", "form", "base", "a":
			t.Errorf("a page that needs nothing has <%s>", node.Data)
		}
		for _, a := range node.Attr {
			if a.Key == "src" || a.Key == "href" || a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s=%q>", node.Data, a.Key, a.Val)
			}
		}
	}
	if strings.Contains(s, "url(") || strings.Contains(s, "@import") {
		t.Error("the style loads something")
	}
	return n
}
