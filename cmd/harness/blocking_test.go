package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestFilesAreOpenedBlocking: whatever opens a file that somebody named does it by
// way of blocking, so that a pipe that nobody writes to ends with a signal.
func TestFilesAreOpenedBlocking(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	opens := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		var above []ast.Node
		ast.Inspect(f, func(n ast.Node) bool {
			if n == nil {
				above = above[:len(above)-1]
				return true
			}
			above = append(above, n)
			call, ok := n.(*ast.CallExpr)
			if !ok || !opensFile(call) {
				return true
			}
			opens++
			if !within(above, "blocking") {
				t.Errorf("%s: not within blocking", set.Position(n.Pos()))
			}
			return true
		})
	}
	if opens < 10 {
		t.Errorf("%d calls were seen: the test looks past them", opens)
	}
}

func opensFile(call *ast.CallExpr) bool {
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, ok := s.X.(*ast.Ident)
	if !ok {
		return false
	}
	switch from.Name + "." + s.Sel.Name {
	case "os.Open", "os.OpenFile", "os.ReadFile", "os.Create", "sweep.OpenJournal", "sweep.OpenResults":
		return true
	}
	return false
}

func within(above []ast.Node, name string) bool {
	for _, n := range above {
		if call, ok := n.(*ast.CallExpr); ok {
			if f, ok := call.Fun.(*ast.Ident); ok && f.Name == name {
				return true
			}
		}
	}
	return false
}
