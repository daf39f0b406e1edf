package integration

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPublicSurface: what other modules call of client, verify and fixtures
// stands in docs/design.md, each with an example that runs or a test that calls
// it, and nothing stands there that is gone.
func TestPublicSurface(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "\n## Public surface\n")
	text, _, _ = strings.Cut(text, "\n## ")
	listed := map[string]string{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| `(\\w+)` \\|").FindAllStringSubmatch(text, -1) {
		listed[m[1]] = m[2]
	}
	for _, pkg := range []string{"client", "verify", "fixtures"} {
		exported, tests := functions(t, filepath.Join("..", pkg))
		for name := range exported {
			shown := listed[pkg+"."+name]
			switch {
			case shown == "":
				t.Errorf("docs/design.md does not list %s.%s", pkg, name)
			case !tests[shown] && !in(t, ".", shown):
				t.Errorf("%s.%s: there is no %s", pkg, name, shown)
			}
			delete(listed, pkg+"."+name)
		}
	}
	for name := range listed {
		t.Errorf("docs/design.md lists %s, which is nowhere", name)
	}
}

// functions are the exported functions of a folder and the names of its tests
// and of the examples with an output to compare.
func functions(t *testing.T, dir string) (exported, tests map[string]bool) {
	t.Helper()
	exported, tests = map[string]bool{}, map[string]bool{}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(dir, err)
	}
	for _, file := range files {
		code, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range code.Decls {
			f, ok := d.(*ast.FuncDecl)
			switch {
			case !ok || f.Recv != nil || !f.Name.IsExported():
			case strings.HasSuffix(file, "_test.go"):
				tests[f.Name.Name] = !strings.HasPrefix(f.Name.Name, "Example") || compares(code, f)
			default:
				exported[f.Name.Name] = true
			}
		}
	}
	return exported, tests
}

// compares tells whether an example has an output: without one it only compiles.
func compares(code *ast.File, f *ast.FuncDecl) bool {
	for _, c := range code.Comments {
		if f.Body.Pos() < c.Pos() && c.End() < f.Body.End() {
			if _, output, found := strings.Cut(c.Text(), "Output:"); found && strings.TrimSpace(output) != "" {
				return true
			}
		}
	}
	return false
}

// in tells whether a folder has a test of this name.
func in(t *testing.T, dir, name string) bool {
	_, tests := functions(t, dir)
	return tests[name]
}
