package integration

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// speakers are the packages that write for people and for other programs.
var speakers = []string{
	"verify/render", "cmd/harness", "cmd/internal/desk", "cmd/internal/exporter", "cmd/internal/explain", "cmd/internal/labserve",
	"cmd/internal/forward", "cmd/internal/autoconfig", "cmd/internal/leaving",
}

// foreign are the packages whose records hold what others chose: each field of text in
// them is raw.
var foreign = []string{
	"client", "client/account", "client/evidence", "client/evidence/parts", "verify/report", "verify/certs", "verify/advice", "fixtures/port",
	"fixtures/visit", "fixtures/replica", "cmd/internal/forward", "cmd/internal/labserve", "cmd/internal/leaving", "cmd/internal/profile",
	"cmd/internal/autoconfig", "cmd/internal/sweep", "cmd/harness", "crypto/x509", "crypto/x509/pkix", "net/url", "net/http",
}

// ours are fields there that hold words of our own, or what is shown as it is on
// purpose.
var ours = map[string]string{
	"cmd/harness.told":                  "the lab's own scenarios",
	"cmd/harness.app.lang":              "en or ja",
	"cmd/harness.completes":             "the grammar, for completion and the manual page",
	"cmd/harness.saying.format":         "our own words",
	"cmd/internal/leaving.writer.holes": "made safe where it is filled",
}

// escapers make raw text safe where it goes: their results are, and what they write is.
var escapers = map[string]string{
	"verify/clean":       "the package is for it",
	"cmd/harness.in":     "a saying makes its values safe: TestSayings",
	"verify/render.line": "cleans every value that is not painted; TestTextIsSafeByItself",
}

// speech is the law: in a package of speakers no raw text is written but through an
// escaper. Text is followed through variables, conversions, the functions of strings,
// fmt.Sprint and the package's own functions; a clean.Raw is safe by its type.
type speech struct {
	fset    *token.FileSet
	info    *types.Info
	pkg     *types.Package
	module  string
	tainted map[types.Object]bool // variables and parameters
	results map[types.Object]bool // functions that give raw text back
	funcs   map[types.Object]*ast.FuncDecl
	grew    bool
}

func (c *speech) own(path string) string { return strings.TrimPrefix(path, c.module) }

// isText tells whether a type can hold somebody's text: not one with a name of its own,
// whose values are words of ours, but evidence.Bytes and error.
func isText(t types.Type) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind() == types.String || t.Kind() == types.UntypedString
	case *types.Slice:
		if b, ok := t.Elem().(*types.Basic); ok && b.Kind() == types.Byte {
			return true
		}
		return isText(t.Elem())
	case *types.Map:
		return isText(t.Elem())
	case *types.Interface:
		return t.Empty()
	case *types.Named:
		return t.Obj().Name() == "error" && t.Obj().Pkg() == nil || t.Obj().Name() == "Bytes"
	case *types.Pointer: // what replaces holes by text holds it
		return t.String() == "*strings.Replacer"
	case *types.Alias:
		return isText(types.Unalias(t))
	}
	return false
}

// callee is the function that is called, nil for a conversion or a value.
func (c *speech) callee(e *ast.CallExpr) types.Object {
	switch f := ast.Unparen(e.Fun).(type) {
	case *ast.Ident:
		return c.info.Uses[f]
	case *ast.SelectorExpr:
		return c.info.Uses[f.Sel]
	case *ast.IndexExpr:
		if id, ok := f.X.(*ast.Ident); ok {
			return c.info.Uses[id]
		}
	}
	return nil
}

func (c *speech) escapes(o types.Object) bool {
	if o == nil || o.Pkg() == nil {
		return false
	}
	path := c.own(o.Pkg().Path())
	_, whole := escapers[path]
	_, one := escapers[path+"."+o.Name()]
	return whole || one
}

// raw tells whether an expression holds raw text.
func (c *speech) raw(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.raw(e.X)
	case *ast.StarExpr:
		return c.raw(e.X)
	case *ast.Ident:
		return c.tainted[c.info.Uses[e]]
	case *ast.IndexExpr:
		return isText(c.info.TypeOf(e)) && c.raw(e.X)
	case *ast.SliceExpr:
		return c.raw(e.X)
	case *ast.BinaryExpr:
		return e.Op == token.ADD && (c.raw(e.X) || c.raw(e.Y))
	case *ast.CompositeLit:
		if isText(c.info.TypeOf(e)) {
			return slices.ContainsFunc(e.Elts, func(x ast.Expr) bool {
				if kv, ok := x.(*ast.KeyValueExpr); ok {
					x = kv.Value
				}
				return c.raw(x)
			})
		}
	case *ast.SelectorExpr:
		return c.field(e)
	case *ast.CallExpr:
		return c.call(e)
	}
	return false
}

// field tells whether a selector is a field of text in a record of others' words.
func (c *speech) field(e *ast.SelectorExpr) bool {
	s := c.info.Selections[e]
	if s == nil || s.Kind() != types.FieldVal || !isText(s.Obj().Type()) || s.Obj().Pkg() == nil {
		return false
	}
	if types.IsInterface(s.Obj().Type()) && s.Obj().Type().String() != "error" {
		return false
	}
	path := c.own(s.Obj().Pkg().Path())
	if !slices.Contains(foreign, path) {
		return false
	}
	of := s.Recv()
	if p, ok := of.(*types.Pointer); ok {
		of = p.Elem()
	}
	name := path
	if n, ok := of.(*types.Named); ok {
		name += "." + n.Obj().Name()
	}
	_, whole := ours[name]
	_, one := ours[name+"."+s.Obj().Name()]
	return !whole && !one
}

// call tells whether a call gives raw text back.
func (c *speech) call(e *ast.CallExpr) bool {
	if tv := c.info.Types[e.Fun]; tv.IsType() {
		return isText(tv.Type) && len(e.Args) == 1 && c.raw(e.Args[0])
	}
	o := c.callee(e)
	switch {
	case o == nil || c.escapes(o):
		return false
	case c.results[o]:
		return true
	case o.Name() == "Error" && len(e.Args) == 0:
		return true // an error may say anything
	case o.Pkg() == nil: // append
		return o.Name() == "append" && slices.ContainsFunc(e.Args, c.raw)
	}
	if s, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && c.info.Selections[s] != nil && c.raw(s.X) && isText(c.info.TypeOf(e)) {
		return true // a method of raw text
	}
	switch c.own(o.Pkg().Path()) {
	case "strings", "bytes", "slices", "cmp", "fmt", "maps", "verify/finding": // finding.Fill puts text into holes
		return isText(c.info.TypeOf(e)) && slices.ContainsFunc(e.Args, c.raw)
	}
	return false
}

func (c *speech) taint(o types.Object) {
	if o != nil && !c.tainted[o] && isText(o.Type()) {
		c.tainted[o], c.grew = true, true
	}
}

func (c *speech) object(e ast.Expr) types.Object {
	id, ok := e.(*ast.Ident)
	if !ok {
		return nil
	}
	if o := c.info.Defs[id]; o != nil {
		return o
	}
	return c.info.Uses[id]
}

// follow carries taint through one function.
func (c *speech) follow(fn *ast.FuncDecl) {
	self := c.info.Defs[fn.Name]
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if len(n.Lhs) == len(n.Rhs) && c.raw(n.Rhs[i]) || len(n.Rhs) == 1 && len(n.Lhs) > 1 && c.raw(n.Rhs[0]) {
					c.taint(c.object(l))
				}
			}
			if len(n.Rhs) == 1 && len(n.Lhs) > 1 { // strings.Cut gives more than one
				if call, ok := n.Rhs[0].(*ast.CallExpr); ok && c.passesOn(call) {
					for _, l := range n.Lhs {
						c.taint(c.object(l))
					}
				}
			}
		case *ast.RangeStmt:
			if c.raw(n.X) {
				for _, v := range []ast.Expr{n.Key, n.Value} {
					if v != nil {
						c.taint(c.object(v))
					}
				}
			}
		case *ast.ReturnStmt:
			if slices.ContainsFunc(n.Results, c.raw) && !c.results[self] && !c.escapes(self) && !literal(fn.Body, n) {
				c.results[self], c.grew = true, true
			}
		case *ast.CallExpr:
			c.enter(n)
		}
		return true
	})
}

// literal tells whether a return statement is of a function literal within a body.
func literal(body *ast.BlockStmt, ret *ast.ReturnStmt) bool {
	in := false
	ast.Inspect(body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.FuncLit); ok && lit.Pos() <= ret.Pos() && ret.End() <= lit.End() {
			in = true
		}
		return !in
	})
	return in
}

func (c *speech) passesOn(call *ast.CallExpr) bool {
	o := c.callee(call)
	return o != nil && o.Pkg() != nil && (o.Pkg().Path() == "strings" || o.Pkg().Path() == "bytes") && slices.ContainsFunc(call.Args, c.raw)
}

// enter carries raw arguments into the parameters of a function of the package.
func (c *speech) enter(call *ast.CallExpr) {
	o := c.callee(call)
	fn := c.funcs[o]
	if fn == nil || c.escapes(o) {
		return
	}
	var params []types.Object
	for _, f := range fn.Type.Params.List {
		for _, name := range f.Names {
			params = append(params, c.info.Defs[name])
		}
	}
	for i, a := range call.Args {
		if c.raw(a) && len(params) > 0 {
			c.taint(params[min(i, len(params)-1)])
		}
	}
}

// sink tells whether a function writes its arguments somewhere.
func sink(o types.Object) bool {
	if o == nil || o.Pkg() == nil {
		return false
	}
	switch o.Pkg().Path() {
	case "fmt":
		return strings.HasPrefix(o.Name(), "Fprint") || strings.HasPrefix(o.Name(), "Append")
	case "io":
		return o.Name() == "WriteString" || o.Name() == "Write"
	case "strings", "bytes", "bufio", "os":
		return o.Name() == "WriteString" || o.Name() == "Write"
	case "net/http":
		return o.Name() == "Error" || o.Name() == "Write"
	}
	return false
}

// broken are the places where raw text is written.
func (c *speech) broken(files []*ast.File) []string {
	c.tainted, c.results, c.funcs = map[types.Object]bool{}, map[types.Object]bool{}, map[types.Object]*ast.FuncDecl{}
	var all []*ast.FuncDecl
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				all = append(all, fn)
				c.funcs[c.info.Defs[fn.Name]] = fn
			}
		}
	}
	for c.grew = true; c.grew; {
		c.grew = false
		for _, fn := range all {
			c.follow(fn)
		}
	}
	var out []string
	for _, fn := range all {
		if c.escapes(c.info.Defs[fn.Name]) {
			continue
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !sink(c.callee(call)) {
				return true
			}
			for _, a := range call.Args {
				if c.raw(a) {
					at := c.fset.Position(a.Pos())
					out = append(out, fmt.Sprintf("%s/%s:%d: %s is written as it came: clean.Line, clean.Raw, or the form's escaper", c.own(c.pkg.Path()), filepath.Base(at.Filename), at.Line, types.ExprString(a)))
				}
			}
			return true
		})
	}
	return out
}

// world checks the types of packages of a module, with what they import as the
// compiler left it.
type world struct {
	fset    *token.FileSet
	module  string
	exports map[string]string
	files   map[string][]string
}

func worldOf(t *testing.T, dir string) *world {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps", "-json=ImportPath,Dir,GoFiles,Export", "./verify/...", "./cmd/...")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list -export: %v", err)
	}
	w := &world{fset: token.NewFileSet(), module: modulePath(t, dir) + "/", exports: map[string]string{}, files: map[string][]string{}}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Dir, Export string
			GoFiles                 []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return w
		} else if err != nil {
			t.Fatal(err)
		}
		w.exports[p.ImportPath] = p.Export
		for _, f := range p.GoFiles {
			w.files[p.ImportPath] = append(w.files[p.ImportPath], filepath.Join(p.Dir, f))
		}
	}
}

// breaks are the places of a package that break the law. With source it is that text in
// place of the package's files.
func (w *world) breaks(t *testing.T, path, source string) []string {
	t.Helper()
	c := &speech{fset: w.fset, module: w.module, info: &types.Info{
		Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Types: map[ast.Expr]types.TypeAndValue{},
	}}
	var files []*ast.File
	add := func(name string, text any) {
		f, err := parser.ParseFile(w.fset, name, text, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if source != "" {
		add("source.go", source)
	} else {
		for _, name := range w.files[w.module+path] {
			add(name, nil)
		}
	}
	if len(files) == 0 {
		t.Fatalf("%s: no such package", path)
	}
	conf := types.Config{Importer: importer.ForCompiler(w.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(w.exports[path]) })}
	var err error
	if c.pkg, err = conf.Check(w.module+path, w.fset, files, c.info); err != nil {
		t.Fatal(err)
	}
	return c.broken(files)
}

// What servers, certificates, name servers, customers, files and flags say is written
// through an escaper alone.
func TestRawTextIsEscaped(t *testing.T) {
	t.Parallel()
	w := worldOf(t, "..")
	for _, path := range speakers {
		for _, broken := range w.breaks(t, path, "") {
			t.Error(broken)
		}
	}
}

// The law can be broken: each way that text takes, and what makes it safe.
func TestRawTextBites(t *testing.T) {
	t.Parallel()
	w := worldOf(t, "..")
	const head = "package explain\n\nimport (\n\t\"fmt\"\n\t\"io\"\n\t\"strings\"\n\n\t\"harness/client/evidence\"\n\t\"harness/verify/clean\"\n\t\"harness/verify/finding\"\n)\n\n" +
		"var _ finding.Text\nvar _ = fmt.Sprint\nvar _ = io.EOF\nvar _ = strings.Cut\nvar _ = clean.Line\nvar _ evidence.Trip\n\n"
	for body, broken := range map[string]bool{
		`func f(w io.Writer, s *evidence.Session) { fmt.Fprintln(w, s.Host) }`:                                                              true,
		`func f(w io.Writer, s *evidence.Session) { fmt.Fprintln(w, clean.Line(s.Host)) }`:                                                  false,
		`func f(w io.Writer, s *evidence.Session) { fmt.Fprintln(w, clean.Raw(s.Host)) }`:                                                   false,
		`func f(w io.Writer, s *evidence.Session) { fmt.Fprintln(w, string(clean.Raw(s.Host))) }`:                                           false, // whoever writes string(r) is to be asked in a review
		`func f(w io.Writer, s *evidence.Session) { fmt.Fprintln(w, s.Port, s.Security) }`:                                                  false,
		`func f(w io.Writer, s *evidence.Session) { x := s.Host; y := strings.ToLower(x) + "."; io.WriteString(w, y) }`:                     true,
		`func f(w io.Writer, s *evidence.Session) { var b strings.Builder; b.WriteString(fmt.Sprintf("%s", s.Host)) }`:                      true,
		`func f(w io.Writer, s *evidence.Session) { a, _, _ := strings.Cut(s.Host, "."); fmt.Fprint(w, a) }`:                                true,
		`func f(w io.Writer, r *evidence.Reply) { for _, l := range r.Text { fmt.Fprintf(w, "%s", l) } }`:                                   true,
		`func f(w io.Writer, r *evidence.Reply) { for _, l := range r.Text { fmt.Fprintf(w, "%s", clean.Raw(l)) } }`:                        false,
		`func f(w io.Writer, s *evidence.Session) { g(w, s.Host) }; func g(w io.Writer, x string) { fmt.Fprint(w, x) }`:                     true,
		`func f(w io.Writer, s *evidence.Session) { fmt.Fprint(w, g(s)) }; func g(s *evidence.Session) string { return "to " + s.Host }`:    true,
		`func f(w io.Writer, err error) { fmt.Fprint(w, err.Error()) }`:                                                                     true,
		`func f(w io.Writer, t *evidence.Trouble) { io.WriteString(w, strings.NewReplacer("{x}", t.Detail).Replace("{x}")) }`:               true,
		`func f(w io.Writer, t *evidence.Trouble) { io.WriteString(w, finding.Text{EN: "{x}"}.Filled("en", "x", t.Detail)) }`:               true,
		`func f(w io.Writer, t *evidence.Trouble) { io.WriteString(w, finding.Fill("{x}", map[string]string{"x": t.Detail})) }`:             true,
		`func f(w io.Writer, t *evidence.Trouble) { io.WriteString(w, finding.Fill("{x}", map[string]string{"x": clean.Line(t.Detail)})) }`: false,
	} {
		if found := w.breaks(t, "cmd/internal/explain", head+body); len(found) > 0 != broken {
			t.Errorf("%s: %q", body, found)
		}
	}
}
