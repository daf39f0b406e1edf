package integration

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// public are the packages that other modules are meant to import: what they
// export is listed in docs/design.md instead.
var public = map[string]bool{"client": true, "verify": true, "fixtures": true}

// TestExportedIsUsed: what a package exports, another one uses, its tests apart.
// Methods, fields and types are left to the compiler.
func TestExportedIsUsed(t *testing.T) {
	t.Parallel()
	module := modulePath(t, "..")
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Dir,Name,GoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	exported := map[string]map[string]string{} // by package: the name, and where it stands
	used := map[string]map[string]bool{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Dir, Name                              string
			GoFiles, IgnoredGoFiles, TestGoFiles, XTestGoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		path := strings.TrimPrefix(p.ImportPath, module+"/")
		files := append(append(p.GoFiles, p.IgnoredGoFiles...), append(p.TestGoFiles, p.XTestGoFiles...)...)
		for i, name := range files {
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if i < len(p.GoFiles) && p.Name != "main" && !public[path] {
				if exported[path] == nil {
					exported[path] = map[string]string{}
				}
				declared(fset, f, path, exported[path])
			}
			ast.Inspect(f, func(n ast.Node) bool {
				from, what := selector(f, n)
				if from = strings.TrimPrefix(from, module+"/"); what != "" && (from != path || i >= len(files)-len(p.XTestGoFiles)) {
					if used[from] == nil {
						used[from] = map[string]bool{}
					}
					used[from][what] = true
				}
				return true
			})
		}
	}
	if len(exported) < 20 {
		t.Fatalf("only %d packages", len(exported))
	}
	for path, names := range exported {
		for name, where := range names {
			if !used[path][name] && path+"."+name != "verify/finding.ToReview" { // for contributors, see CONTRIBUTING.md
				t.Errorf("%s exports %s, and no other package uses it", where, name)
			}
		}
	}
}

// declared notes the exported functions and variables of a file, and where they
// stand. Errors are part of what a function promises, used or not, and the
// constants of a type are its values.
func declared(fset *token.FileSet, f *ast.File, path string, into map[string]string) {
	note := func(id *ast.Ident) {
		if id.IsExported() && !strings.HasPrefix(id.Name, "Err") {
			into[id.Name] = path + "/" + filepath.Base(fset.Position(id.Pos()).Filename)
		}
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				note(d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if v, ok := s.(*ast.ValueSpec); ok && d.Tok == token.VAR {
					for _, id := range v.Names {
						note(id)
					}
				}
			}
		}
	}
}
