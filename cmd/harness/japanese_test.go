package main

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"harness/cmd/internal/bounded"
	"harness/verify/finding"
	"harness/verify/render"
)

// Every help text, error and hint has its Japanese in japanese.go.
func TestEverythingIsSaidInJapanese(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	want := func(where, english string) {
		said[english] = true
		if ja, ok := japanese()[english]; needsWords(english) && (!ok || ja == "") {
			t.Errorf("%s: japanese.go lacks %q", where, english)
		}
	}
	parser, err := kong.New(new(cli), helpVars(render.Formats()))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		want(n.Path(), n.Help)
		ja := longJapanese(n)
		if n.Detail != "" && ja == "" {
			t.Errorf("%s: no HelpJA beside its Help", n.Path())
		}
		if en, ja := marks.FindAllString(n.Detail, -1), marks.FindAllString(ja, -1); !slices.Equal(sorted(en), sorted(ja)) {
			t.Errorf("%s: Help names %q, HelpJA %q", n.Path(), en, ja)
		}
		for _, f := range n.Flags {
			want(n.Path()+" --"+f.Name, cmp.Or(f.OrigHelp, f.Help))
			if f.Group != nil {
				want("group of flags", f.Group.Title)
			}
		}
		for _, p := range n.Positional {
			want(n.Path()+" "+p.Name, p.Help)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(parser.Model.Node)
	for where, literals := range sayings(t) {
		for _, l := range literals {
			want(where, l)
		}
	}
	for field, w := range wordings {
		want(string(field), w.format)
		want(string(field), w.hint)
	}
	for _, way := range smallerBy {
		want("way out", way)
	}
	for _, err := range slices.Concat(ownErrors, bounded.Errors()) {
		want("error", err.Error())
	}
	for english := range japanese() {
		if !said[english] {
			t.Errorf("japanese.go: nobody says %q", english)
		}
	}
}

// marks are what both languages of a long help name: flags and lines to copy.
var marks = regexp.MustCompile(`--[a-z]+(-[a-z]+)*|(?m)^  harness .*`)

// sorted are the different ones.
func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// needsWords tells whether a text is more than flags, commands and values.
func needsWords(text string) bool {
	for _, command := range []string{"harness ", "doveadm ", "openssl "} { // to be copied
		if strings.HasPrefix(text, command) && !strings.ContainsAny(text, ";") {
			return false
		}
	}
	bare := regexp.MustCompile(`--?[a-z-]+|%\[?\d*\]?[a-z]|^[a-z]+: `).ReplaceAllString(text, "")
	return regexp.MustCompile(`[a-z]{3}`).MatchString(bare)
}

// sayings are the texts of badUsage, hinted and saying, by where they stand.
// One that is not a literal or a constant of the function is a fault.
func sayings(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		constants := map[string]string{}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, v := range n.Values {
					if l, ok := v.(*ast.BasicLit); ok && l.Kind == token.STRING {
						constants[n.Names[i].Name], _ = strconv.Unquote(l.Value)
					}
				}
			case *ast.CallExpr:
				fn, ok := n.Fun.(*ast.Ident)
				if !ok || fn.Name != "badUsage" && fn.Name != "hinted" || name == "faults.go" { // there the wordings are data
					return true
				}
				texts := n.Args[:2]
				if fn.Name == "hinted" {
					texts = n.Args[1:2]
				}
				where := set.Position(n.Pos()).String()
				for _, e := range texts {
					switch e := e.(type) {
					case *ast.BasicLit:
						s, _ := strconv.Unquote(e.Value)
						out[where] = append(out[where], s)
					case *ast.Ident:
						s, ok := constants[e.Name]
						if !ok {
							t.Errorf("%s: %s is not a constant: use hinted for values", where, e.Name)
						}
						out[where] = append(out[where], s)
					case *ast.CallExpr:
						out[where] = append(out[where], returned(t, f, e)...)
					default:
						t.Errorf("%s: a text that is put together: use hinted for values", where)
					}
				}
			case *ast.CompositeLit:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "saying" && len(n.Elts) > 0 {
					first := n.Elts[0]
					if kv, ok := first.(*ast.KeyValueExpr); ok {
						first = kv.Value
					}
					if l, ok := first.(*ast.BasicLit); ok {
						s, _ := strconv.Unquote(l.Value)
						out[set.Position(n.Pos()).String()] = append(out[set.Position(n.Pos()).String()], s)
					}
				}
			}
			return true
		})
	}
	if len(out) < 40 {
		t.Fatalf("only %d sayings", len(out))
	}
	return out
}

// returned are the texts that a function of a file gives; each is a literal.
func returned(t *testing.T, f *ast.File, call *ast.CallExpr) []string {
	t.Helper()
	var out []string
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if id, called := call.Fun.(*ast.Ident); !ok || !called || fn.Name.Name != id.Name {
			continue
		}
		ast.Inspect(fn, func(n ast.Node) bool {
			r, ok := n.(*ast.ReturnStmt)
			if !ok {
				return true
			}
			if l, ok := r.Results[0].(*ast.BasicLit); ok {
				s, _ := strconv.Unquote(l.Value)
				out = append(out, s)
				return true
			}
			t.Errorf("%s returns a text that is put together", fn.Name.Name)
			return true
		})
	}
	if len(out) == 0 {
		t.Error("a text of a function of another file")
	}
	return out
}

// The values of a sentence are the same in both languages.
func TestJapaneseKeepsTheValues(t *testing.T) {
	t.Parallel()
	verb := regexp.MustCompile(`%[a-z]`)
	for en, ja := range japanese() {
		if got, want := strings.Join(verb.FindAllString(ja, -1), " "), strings.Join(verb.FindAllString(en, -1), " "); got != want {
			t.Errorf("%q: %q, want %q", en, got, want)
		}
	}
}

// Help in Japanese is at most 80 columns wide but for what is to be copied, and
// has no English sentence.
func TestHelpInJapanese(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"roundtrip", "--help"}, {"diagnose", "--help"}, {"ticket", "--help"}, {"cert", "--help"},
		{"explain", "--help"}, {"leaving", "--help"}, {"forward", "--help"}, {"autoconfig", "--help"}, {"lab", "--help"}, {"lab", "serve", "--help"}, {"profile", "check", "--help"}, {"help", "lab", "list"}, {}} {
		var out bytes.Buffer
		code := run(args, strings.NewReader(""), &out, &out, func(name string) string { return map[string]string{"HARNESS_LANG": "ja"}[name] })
		if len(args) > 0 && code != 0 || len(args) == 0 && code != 2 {
			t.Errorf("%q: exit %d", args, code)
		}
		for line := range strings.SplitSeq(out.String(), "\n") {
			copied := strings.HasPrefix(strings.TrimLeft(line, " "), "harness ") || strings.HasPrefix(line, "    journalctl") || strings.HasPrefix(line, "使い方: ")
			if copied {
				continue
			}
			if w := render.Columns(line); w > columns {
				t.Errorf("%q: %d columns: %q", args, w, line)
			}
			prose := line // the names of forms are no words
			for _, name := range render.Names(render.Formats()) {
				prose = strings.ReplaceAll(prose, name, "")
			}
			if run := finding.EnglishIn(prose); run != "" {
				t.Errorf("%q: %q in %q", args, run, line)
			}
			if strings.ContainsRune(line, heldSpace) {
				t.Errorf("%q: %q", args, line)
			}
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	held := strings.ReplaceAll
	for line, want := range map[string]string{
		"short\n": "short\n",
		"  --x    " + strings.Repeat("あ", 40) + "\n":                 "  --x    " + strings.Repeat("あ", 35) + "\n         " + strings.Repeat("あ", 5) + "\n",
		strings.Repeat("あ", 39) + "い。う\n":                            strings.Repeat("あ", 39) + "\nい。う\n",
		strings.Repeat("a", 100) + "\n":                              strings.Repeat("a", 100) + "\n",
		held(strings.Repeat("abcdefg ", 11), " ", string(heldSpace)): strings.Repeat("abcdefg ", 9) + "abcdefg\nabcdefg",
	} {
		if got := fold(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
