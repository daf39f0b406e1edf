package integration

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// timed are comparisons of a time that passed, by file, which decide nothing
// about the code under test, each with its reason.
var timed = map[string]string{
	"integration/clients/outcome_test.go": "a client of somebody else's hangs: time counts only while the machine is calm",
	"integration/daemons/faults_test.go":  "a lower bound: the trip must not end while another program holds the mailbox",
}

// TestNoTestReadsTheMachinesSpeed: law 9. A bound on the time that something
// took fails on a slow machine; a hang is caught by the run's own time-out.
func TestNoTestReadsTheMachinesSpeed(t *testing.T) {
	t.Parallel()
	found := map[string]bool{}
	for _, at := range comparisons(t, "..") {
		file, _, _ := strings.Cut(at, ":")
		if timed[file] == "" {
			t.Errorf("%s compares a time that passed: the outcome depends on the machine's speed", at)
		}
		found[file] = true
	}
	for file := range timed {
		if !found[file] {
			t.Errorf("%s is excused and need not be", file)
		}
	}
}

// The test above can fail.
func TestComparisonsAreFound(t *testing.T) {
	t.Parallel()
	if got := comparisons(t, filepath.Join("testdata", "hasty")); len(got) != 3 {
		t.Errorf("found %q, want three", got)
	}
}

// comparisons are the places in test files where the outcome of time.Since, or a
// variable made of it, is compared.
func comparisons(t *testing.T, root string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		for _, n := range compared(f) {
			out = append(out, fmt.Sprintf("%s:%d", filepath.ToSlash(rel), fset.Position(n.Pos()).Line))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func compared(f *ast.File) []ast.Node {
	var out []ast.Node
	for _, d := range f.Decls {
		passed := map[string]bool{} // variables that hold a time that passed
		since := func(n ast.Node) bool {
			found := false
			ast.Inspect(n, func(n ast.Node) bool {
				path, name := selector(f, n)
				id, ok := n.(*ast.Ident)
				found = found || path == "time" && name == "Since" || ok && passed[id.Name]
				return !found
			})
			return found
		}
		ast.Inspect(d, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, right := range n.Rhs {
					if id, ok := n.Lhs[min(i, len(n.Lhs)-1)].(*ast.Ident); ok && id.Name != "_" && since(right) {
						passed[id.Name] = true
					}
				}
			case *ast.BinaryExpr:
				order := []token.Token{token.LSS, token.GTR, token.LEQ, token.GEQ}
				if slices.Contains(order, n.Op) && (since(n.X) || since(n.Y)) {
					out = append(out, n)
				}
			}
			return true
		})
	}
	return out
}

// hastyDeadline is a deadline of seconds for a connection in a test: on a slow
// machine it ends what is under test. One that is over already is meant.
var hastyDeadline = regexp.MustCompile(`Set(?:Read|Write)?Deadline\(time\.Now\(\)\.Add\([^-)\n][^)\n]*time\.(?:Milli)?[sS]econd\)`)

// TestNoTestHurriesAConnection: law 9. What ends a hang in a test takes minutes.
func TestNoTestHurriesAConnection(t *testing.T) {
	t.Parallel()
	if !hastyDeadline.MatchString("c.SetDeadline(time.Now().Add(10 * time.Second))") {
		t.Fatal("the example is not found")
	}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "clock_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		if at := hastyDeadline.FindIndex(src); at != nil {
			t.Errorf("%s:%d: a deadline of seconds", path, 1+strings.Count(string(src[:at[0]]), "\n"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// hastyNames are options that ask a lab's DNS within a step's time-out: the lab
// gives servers that stall a short one, and an answer that only comes late would
// be none.
var hastyNames = regexp.MustCompile(`Resolver:\s+\w+\.Resolver\b[^{}]*?(\bLookup:|\bTimeout:)`)

func TestNoTestHurriesNames(t *testing.T) {
	t.Parallel()
	hasty := func(src string) bool {
		return slices.ContainsFunc(hastyNames.FindAllStringSubmatch(src, -1), func(m []string) bool { return m[1] == "Timeout:" })
	}
	if !hasty("client.Options{Resolver: lab.Resolver, Dial: lab.Dial, Timeout: s.Step}") || hasty("client.Options{Resolver: lab.Resolver, Lookup: names(lab), Timeout: s.Step}") {
		t.Fatal("the examples are not told apart")
	}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "clock_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		if hasty(string(src)) {
			t.Errorf("%s asks a lab's DNS within a step's time-out", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
