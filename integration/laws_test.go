package integration

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pkg is a package of the module as `go list` and the syntax tree show it,
// test files apart.
type pkg struct {
	module  string // its path with a slash: "harness/"
	path    string // without it: "client/wire"
	imports []string
	fset    *token.FileSet
	files   []*ast.File
	info    *types.Info
	globals *types.Scope
}

// load lists the packages of the module in dir and parses them.
func load(t *testing.T, dir string) []pkg {
	t.Helper()
	goCommand, err := exec.LookPath("go")
	if err != nil {
		t.Fatal("the go command is missing: the laws are tested with go list")
	}
	cmd := exec.CommandContext(t.Context(), goCommand, "list", "-e", "-json=ImportPath,Dir,GoFiles,IgnoredGoFiles,Imports", "./...")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	module := modulePath(t, dir) + "/"
	var list []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath, Dir                  string
			GoFiles, IgnoredGoFiles, Imports []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		one := parse(t, p.Dir, strings.TrimPrefix(p.ImportPath, module), append(p.GoFiles, p.IgnoredGoFiles...))
		one.module = module
		list = append(list, one)
	}
}

// parse reads a package's files. Those for other systems count too, so imports
// are taken from the files.
func parse(t *testing.T, dir, path string, files []string) pkg {
	t.Helper()
	p := pkg{path: path, fset: token.NewFileSet(), info: &types.Info{Uses: map[*ast.Ident]types.Object{}}}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(p.fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		p.files = append(p.files, f)
		for _, i := range f.Imports {
			p.imports = append(p.imports, strings.Trim(i.Path.Value, `"`))
		}
	}
	// Only who means whom is asked of the type checker; that it does not know
	// the imported packages does not matter.
	conf := types.Config{Error: func(error) {}, Importer: nobody{}}
	typed, _ := conf.Check(path, p.fset, p.files, p.info)
	p.globals = typed.Scope()
	return p
}

type nobody struct{}

func (nobody) Import(path string) (*types.Package, error) {
	name := path[strings.LastIndexByte(path, '/')+1:]
	return types.NewPackage(path, name), nil
}

func (p *pkg) in(dir string) bool { return p.path == dir || strings.HasPrefix(p.path, dir+"/") }

func (p *pkg) at(n ast.Node) string {
	pos := p.fset.Position(n.Pos())
	return fmt.Sprintf("%s/%s:%d", p.path, filepath.Base(pos.Filename), pos.Line)
}

// where is the file that imports a package.
func (p *pkg) where(path string) string {
	for _, f := range p.files {
		for _, i := range f.Imports {
			if strings.Trim(i.Path.Value, `"`) == path {
				return p.at(i)
			}
		}
	}
	return p.path
}

// own is the imported path within the module, "" if it is not of the module.
func (p *pkg) own(path string) string {
	rest, ok := strings.CutPrefix(path, p.module)
	if !ok {
		return ""
	}
	return rest
}

func under(path, dir string) bool { return path == dir || strings.HasPrefix(path, dir+"/") }

// lawImports are the laws on who imports whom.
func lawImports(p *pkg) []string {
	var out []string
	say := func(path, law string) {
		out = append(out, fmt.Sprintf("%s imports %s: %s", p.where(path), path, law))
	}
	for _, path := range p.imports {
		mine := p.own(path)
		switch {
		case p.in("client") && under(mine, "fixtures"):
			say(path, "client imports nothing of fixtures")
		case p.in("client") && under(mine, "verify") && mine != "verify/certs":
			say(path, "client imports of verify only verify/certs")
		case p.in("verify") && under(mine, "client") && !slices.Contains(leaves, mine):
			say(path, "verify imports of client only its leaves")
		case p.in("verify") && under(mine, "fixtures"):
			say(path, "verify imports nothing of fixtures")
		case p.in("verify") && slices.Contains(worldly, path) && !typesOnly(p, path):
			say(path, "verify never dials, opens files or reads the clock")
		case p.in("fixtures") && slices.Contains([]string{"client/wire", "client/sendas", "client/popfetch", "client/imapfetch"}, mine):
			say(path, "the lab must not share the client's bugs")
		}
		if under(mine, "cmd") && !p.in("cmd") {
			say(path, "nobody outside cmd imports cmd")
		}
		if under(mine, "fixtures") && !p.in("fixtures") && !p.in("cmd") && !p.in("integration") && !p.in("client") && !p.in("verify") {
			say(path, "only cmd and tests import fixtures")
		}
		if under(mine, "integration") && !p.in("integration") {
			say(path, "nobody imports integration")
		}
		if p.in("cmd/internal") && slices.Contains(forPeople, path) {
			say(path, "use cases read no flags and print nothing")
		}
		if path == "github.com/miekg/dns" && p.path != "client/lookup" && p.path != "fixtures/dnsd" {
			say(path, "only client/lookup and fixtures/dnsd import miekg/dns")
		}
		if (path == "log" || path == "log/slog" || path == "log/syslog") && !p.in("cmd") {
			say(path, "no log below cmd")
		}
	}
	return out
}

// forPeople are the packages of command lines and terminals.
var forPeople = []string{"flag", "github.com/alecthomas/kong", "golang.org/x/term", "os/signal"}

// leaves of client are what verify may know of it.
var leaves = []string{"client/dmarc", "client/evidence", "client/evidence/parts", "client/hostname", "client/persona"}

// worldly packages reach the network, files, processes or chance.
var worldly = []string{
	"net", "net/http", "net/smtp", "net/rpc", "crypto/tls", "os", "os/exec", "os/signal", "os/user", "io/ioutil",
	"syscall", "plugin", "math/rand", "math/rand/v2", "crypto/rand", "testing", "github.com/miekg/dns",
	"golang.org/x/sys/unix", "golang.org/x/net/proxy",
}

// typesOnly: rules/sender.go and sender_replay.go may use net's types, no functions that ask
// anybody.
func typesOnly(p *pkg, path string) bool {
	if path != "net" || p.path != "verify/rules" {
		return false
	}
	for _, f := range p.files {
		for _, i := range f.Imports {
			if i.Path.Value == `"net"` && !strings.HasPrefix(filepath.Base(p.fset.Position(f.Pos()).Filename), "sender") {
				return false
			}
		}
	}
	return true
}

// selector is package and name of an expression like time.Now, by the import.
func selector(f *ast.File, n ast.Node) (path, name string) {
	s, ok := n.(*ast.SelectorExpr)
	if !ok {
		return "", ""
	}
	x, ok := s.X.(*ast.Ident)
	if !ok {
		return "", ""
	}
	for _, i := range f.Imports {
		path := strings.Trim(i.Path.Value, `"`)
		local := path[strings.LastIndexByte(path, '/')+1:]
		if i.Name != nil {
			local = i.Name.Name
		}
		if local == x.Name {
			return path, s.Sel.Name
		}
	}
	return "", ""
}

var clock = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// lawClock: verify is told the time.
func lawClock(p *pkg) []string {
	var out []string
	if !p.in("verify") {
		return nil
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if path, name := selector(f, n); path == "time" && slices.Contains(clock, name) {
				out = append(out, fmt.Sprintf("%s uses time.%s: verify never reads the clock", p.at(n), name))
			}
			return true
		})
	}
	return out
}

// lawQuiet: the use cases below cmd talk to nobody.
func lawQuiet(p *pkg) []string {
	var out []string
	if !p.in("cmd/internal") {
		return nil
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			path, name := selector(f, n)
			if path == "os" && slices.Contains([]string{"Stdin", "Stdout", "Stderr", "Args", "Exit", "Getenv", "LookupEnv", "Environ"}, name) ||
				path == "fmt" && slices.Contains([]string{"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"}, name) {
				out = append(out, fmt.Sprintf("%s uses %s.%s: use cases read no flags and print nothing", p.at(n), path, name))
			}
			return true
		})
	}
	return out
}

// clientFields make a tls.Config one of a client.
var clientFields = []string{"RootCAs", "ServerName", "InsecureSkipVerify", "VerifyConnection", "VerifyPeerCertificate", "GetClientCertificate", "ClientSessionCache"}

// serverFields make it one of a server, such as a test's peer.
var serverFields = []string{"Certificates", "GetCertificate", "GetConfigForClient"}

// lawTLS: only client/wire builds a client-side tls.Config. The lab's forwarder is
// a mail server that sends on: no password goes its way, so there is no gate.
func lawTLS(p *pkg) []string {
	var out []string
	if p.path == "client/wire" || p.path == "fixtures/forwarder" {
		return nil
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			path, name := selector(f, n)
			if path == "crypto/tls" && slices.Contains([]string{"Client", "Dial", "DialWithDialer", "Dialer"}, name) {
				out = append(out, fmt.Sprintf("%s uses tls.%s: only client/wire speaks TLS as a client", p.at(n), name))
			}
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if path, name := selector(f, lit.Type); path != "crypto/tls" || name != "Config" {
				return true
			}
			server := false
			for _, e := range lit.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				key, ok := kv.Key.(*ast.Ident)
				if ok && slices.Contains(clientFields, key.Name) {
					out = append(out, fmt.Sprintf("%s sets %s: only client/wire builds a client-side tls.Config", p.at(kv), key.Name))
				}
				server = server || ok && slices.Contains(serverFields, key.Name)
			}
			if p.in("client") && !server {
				out = append(out, fmt.Sprintf("%s builds a tls.Config: only client/wire does", p.at(lit)))
			}
			return true
		})
	}
	return out
}

// lawState: no init work, no mutable globals.
func lawState(p *pkg) []string {
	var out []string
	for _, f := range p.files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				out = append(out, fmt.Sprintf("%s: no init() work", p.at(fn)))
			}
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
				out = append(out, p.stateful(f, g)...)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch s := n.(type) {
			case *ast.AssignStmt:
				for _, l := range s.Lhs {
					out = append(out, p.changed(l)...)
				}
			case *ast.IncDecStmt:
				out = append(out, p.changed(s.X)...)
			}
			return true
		})
	}
	return out
}

// stateful finds globals that are made for changing.
func (p *pkg) stateful(f *ast.File, g *ast.GenDecl) []string {
	var out []string
	for _, s := range g.Specs {
		v, ok := s.(*ast.ValueSpec)
		if !ok || v.Type == nil {
			continue
		}
		if path, name := selector(f, v.Type); path == "sync" || path == "sync/atomic" {
			out = append(out, fmt.Sprintf("%s: a global %s.%s: no mutable globals", p.at(v), path, name))
		}
	}
	return out
}

// changed tells whether the left side of an assignment is a global.
func (p *pkg) changed(left ast.Expr) []string {
	for {
		switch e := left.(type) {
		case *ast.IndexExpr:
			left = e.X
		case *ast.SelectorExpr:
			left = e.X
		case *ast.StarExpr:
			left = e.X
		case *ast.ParenExpr:
			left = e.X
		case *ast.Ident:
			if v, ok := p.info.Uses[e].(*types.Var); ok && v.Parent() == p.globals {
				return []string{fmt.Sprintf("%s changes %s: no mutable globals", p.at(e), e.Name)}
			}
			return nil
		default:
			return nil
		}
	}
}

// home is where a piece of knowledge stands; whoever else imports the package or
// writes the literal has a copy of it. The lab has its own reading on purpose.
type home struct {
	path, literal, use, does, what, at string // use: a name of a package, does: a part of functions' names

	but map[string]string // where else it stands, and why
}

var homes = []home{
	{path: "golang.org/x/net/publicsuffix", what: "registrable domains", at: "client/hostname"},
	{path: "golang.org/x/net/idna", what: "the form of host names", at: "client/hostname"},
	{path: "github.com/emersion/go-msgauth/dmarc", what: "the rule that finds a policy", at: "client/dmarc"},
	{literal: "DMARC1", what: "the rule that finds a policy", at: "client/dmarc"},
	{literal: "Reporting-MTA", what: "the reading of delivery reports", at: "client/letter"},
	{literal: "Diagnostic-Code", what: "the reading of delivery reports", at: "client/letter"},
	{literal: "SMTP Server", what: "the labels of Gmail's dialogs", at: "client/persona"},
	{literal: "Secured connection using TLS", what: "the labels of Gmail's dialogs", at: "client/persona"},
	{literal: "AUTH=", what: "what a server offers", at: "client/evidence"},
	{literal: "PLAIN", what: "the order of the mechanisms", at: "client/persona", but: map[string]string{"client/imapfetch": "speaks it"}},
	{path: "mime/multipart", what: "the walk through a message's parts", at: "client/evidence/parts"},
	{use: "mime/quotedprintable.NewReader", what: "the decoding of a message's parts", at: "client/evidence/parts", but: map[string]string{
		"verify/phrasebook": "pasted text without a header",
	}},
	{use: "net.Dialer", what: "where a connection leads", at: "client/dial", but: map[string]string{
		"client/wire": "opens the one that it is told", "client/lookup": "asks the resolver", "cmd/internal/job": "the way to a proxy",
		"cmd/internal/desk": "asks the guard once more before the network", "cmd/internal/forward": "the forwarder that was named, with canary letters",
	}},
	{use: "net.DefaultResolver", what: "who answers DNS questions", at: "client/lookup"},
	{use: "net.LookupHost", what: "who answers DNS questions", at: "client/lookup"},
	{use: "net.Dial", what: "where a connection leads", at: "client/dial"},
	{use: "net.DialTimeout", what: "where a connection leads", at: "client/dial"},
	{use: "crypto/tls.VersionTLS12", what: "the floor of TLS", at: "client/persona", but: map[string]string{
		"client": "a look for what the server does below 1.3", "cmd/harness": "the page for support, a server",
	}},
	{use: "crypto/tls.VersionTLS11", what: "the floor of TLS", at: "client/persona"},
	{use: "crypto/tls.VersionTLS10", what: "the floor of TLS", at: "client/persona", but: map[string]string{"client/survey": "a look takes any"}},
	{does: "levenshtein", what: "how far words lie apart", at: "verify/spelling"},
	{does: "distance", what: "how far words lie apart", at: "verify/spelling"},
}

// lawOnce: one fact, one place.
func lawOnce(p *pkg) []string {
	var out []string
	if p.in("fixtures") || p.in("integration") {
		return nil
	}
	for _, h := range homes {
		if p.path == h.at || h.but[p.path] != "" {
			continue
		}
		if h.path != "" && slices.Contains(p.imports, h.path) {
			out = append(out, fmt.Sprintf("%s imports %s: %s stand in %s alone", p.where(h.path), h.path, h.what, h.at))
		}
		for _, f := range p.files {
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BasicLit:
					if h.literal != "" && strings.Trim(n.Value, "`\"") == h.literal {
						out = append(out, fmt.Sprintf("%s writes %s: %s stands in %s alone", p.at(n), h.literal, h.what, h.at))
					}
				case *ast.SelectorExpr:
					if path, name := selector(f, n); h.use != "" && path+"."+name == h.use {
						out = append(out, fmt.Sprintf("%s uses %s: %s stands in %s alone", p.at(n), h.use, h.what, h.at))
					}
				case *ast.FuncDecl:
					if h.does != "" && strings.Contains(strings.ToLower(n.Name.Name), h.does) {
						out = append(out, fmt.Sprintf("%s is %s: %s stands in %s alone", p.at(n), n.Name.Name, h.what, h.at))
					}
				}
				return true
			})
		}
	}
	return out
}

// mailPorts are the numbers of client/persona: who writes one elsewhere has a list
// of his own.
var mailPorts = []string{"25", "465", "587", "110", "995", "143", "993"}

// otherNumbers are the places where such a number is none of a port.
var otherNumbers = map[string]string{
	"verify/certs 25":      "X509_V_ERR_PATH_LENGTH_EXCEEDED of BoringSSL",
	"verify/phrasebook 25": "the same result, as the text of fetching prints it",
	"verify/rules 110":     "the alert unsupported_extension, RFC 8446 section 6",
	"cmd/harness 143":      "the exit code after SIGTERM, 128 + 15",
}

// lawPorts: the ports of mail stand in client/persona.
func lawPorts(p *pkg) []string {
	var out []string
	if p.in("fixtures") || p.in("integration") || p.path == "client/persona" {
		return nil
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.INT && lit.Kind != token.STRING {
				return true
			}
			number, colon := strings.CutPrefix(strings.Trim(lit.Value, "`\""), ":")
			if colon {
				number, _, _ = strings.Cut(number, " ") // ":587 --only send"
			}
			if slices.Contains(mailPorts, number) && otherNumbers[p.path+" "+number] == "" {
				out = append(out, fmt.Sprintf("%s writes %s: the ports of mail stand in client/persona alone", p.at(lit), number))
			}
			return true
		})
	}
	return out
}

// lawClass: what a verdict on a certificate decides is for verify/certs to say.
func lawClass(p *pkg) []string {
	var out []string
	if p.path == "verify/certs" {
		return nil
	}
	for _, f := range p.files {
		class := func(e ast.Expr) bool {
			path, name := selector(f, e)
			return strings.HasSuffix(path, "verify/certs") && slices.Contains([]string{"Accepted", "Risky", "Refused"}, name)
		}
		say := func(n ast.Node) {
			out = append(out, fmt.Sprintf("%s compares the class of a certificate: Passes says what it decides", p.at(n)))
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch e := n.(type) {
			case *ast.BinaryExpr:
				if (e.Op == token.EQL || e.Op == token.NEQ) && (class(e.X) || class(e.Y)) {
					say(e)
				}
			case *ast.CaseClause:
				if slices.ContainsFunc(e.List, class) {
					say(e)
				}
			}
			return true
		})
	}
	return out
}

// lawSettle: what a severity decides, and which finding explains which, is for
// verify/finding to say.
func lawSettle(p *pkg) []string {
	var out []string
	if p.path == "verify/finding" {
		return nil
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch e := n.(type) {
			case *ast.BinaryExpr:
				left, right := severityIn(f, e.X), severityIn(f, e.Y)
				if left+right == "BrokenUndecided" || left+right == "UndecidedBroken" {
					out = append(out, fmt.Sprintf("%s asks for both severities that decide: Severity.Decides says it", p.at(e)))
				}
			case *ast.CaseClause:
				if p.path == "verify/report" || p.path == "verify/rules" {
					break // OutcomeOf; addresses that are sorted by what each is worth
				}
				for _, one := range e.List {
					if path, name := selector(f, one); strings.HasSuffix(path, "verify/finding") && name == "Undecided" {
						out = append(out, fmt.Sprintf("%s says what a severity makes of a result: report.OutcomeOf does", p.at(one)))
					}
				}
			case *ast.CallExpr:
				if _, name := selector(f, e.Fun); !strings.HasPrefix(name, "Contains") && !strings.HasPrefix(name, "Index") || len(e.Args) == 0 {
					return true
				}
				if s, ok := e.Args[0].(*ast.SelectorExpr); ok && s.Sel.Name == "DependsOn" {
					out = append(out, fmt.Sprintf("%s looks into DependsOn: finding.Settle hides consequences", p.at(e)))
				}
			}
			return true
		})
	}
	return out
}

// severityIn is the severity that an expression compares something with, "" if it
// does not.
func severityIn(f *ast.File, e ast.Expr) string {
	c, ok := e.(*ast.BinaryExpr)
	if !ok || c.Op != token.EQL && c.Op != token.NEQ {
		return ""
	}
	if path, name := selector(f, c.Y); strings.HasSuffix(path, "verify/finding") {
		return name
	}
	return ""
}

var laws = map[string]func(*pkg) []string{
	"imports": lawImports, "once": lawOnce, "ports": lawPorts, "class": lawClass, "settle": lawSettle, "clock": lawClock, "quiet": lawQuiet, "tls": lawTLS, "state": lawState,
}

// TestLaws holds the whole module to them.
func TestLaws(t *testing.T) {
	t.Parallel()
	list := load(t, "..")
	if len(list) < 20 {
		t.Fatalf("only %d packages", len(list))
	}
	for name, law := range laws {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range list {
				for _, broken := range law(&list[i]) {
					t.Error(broken)
				}
			}
		})
	}
}

// TestEveryPackageHasACaller: no package before somebody uses it.
func TestEveryPackageHasACaller(t *testing.T) {
	t.Parallel()
	list := load(t, "..")
	called := map[string]bool{}
	for i := range list {
		for _, path := range list[i].imports {
			called[list[i].own(path)] = true
		}
	}
	for _, p := range list {
		if len(p.files) == 0 || p.files[0].Name.Name == "main" || p.in("client/internal") || p.in("internal") || called[p.path] {
			continue // a program, or a help of tests
		}
		t.Errorf("%s: nobody uses it", p.path)
	}
}

// TestDesignNamesItsTests: docs/design.md has ten laws, each with tests that are
// there.
func TestDesignNamesItsTests(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "\n## Laws\n")
	text, _, _ = strings.Cut(text, "\n## ")
	there := allTests(t)
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`")
	for n := 1; n <= 10; n++ {
		_, law, found := strings.Cut(text, fmt.Sprintf("\n%d. ", n))
		law, _, _ = strings.Cut(law, fmt.Sprintf("\n%d. ", n+1))
		tests := named.FindAllStringSubmatch(law, -1)
		if !found || len(tests) == 0 {
			t.Errorf("law %d names no test", n)
		}
		for _, m := range tests {
			if !there[m[1]] {
				t.Errorf("law %d names %s, which is nowhere", n, m[1])
			}
		}
	}
}

// TestDesignNamesEveryPackage: the house of docs/design.md has each package, and no
// folder that is gone. In a row that begins with a folder, names without a slash are
// beside it.
func TestDesignNamesEveryPackage(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	_, house, _ := strings.Cut(string(page), "\n```\n")
	house, _, _ = strings.Cut(house, "\n```\n")
	named := map[string]bool{}
	folder := regexp.MustCompile(`^ *((?:client|cmd|fixtures|integration|internal|verify)(?:/[\w-]+)*)/?(?: |$)`)
	for line := range strings.Lines(house) {
		m := folder.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if info, err := os.Stat(filepath.Join("..", m[1])); err != nil || !info.IsDir() {
			t.Errorf("docs/design.md names %s, which is nowhere", m[1])
		}
		named[m[1]] = true
		for _, word := range strings.Fields(line)[1:] {
			named[filepath.Dir(m[1])+"/"+word] = true
		}
	}
	if len(named) < 20 {
		t.Fatalf("only %d folders", len(named))
	}
	for _, p := range load(t, "..") {
		if !named[p.path] {
			t.Errorf("docs/design.md does not name %s", p.path)
		}
	}
}

// allTests are the names of all tests that there are.
func allTests(t *testing.T) map[string]bool {
	t.Helper()
	there := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path)
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllStringSubmatch(string(code), -1) {
			there[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}

// TestSecurityNamesItsTests: each promise of docs/security.md names tests that are
// there.
func TestSecurityNamesItsTests(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	there, promises := allTests(t), 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[1]) == "promise" {
			continue
		}
		promises++
		tests := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllStringSubmatch(cells[2], -1)
		if len(tests) == 0 {
			t.Errorf("no test holds%s", cells[1])
		}
		for _, m := range tests {
			if !there[m[1]] {
				t.Errorf("%s is nowhere, and should hold%s", m[1], cells[1])
			}
		}
	}
	if promises < 10 {
		t.Errorf("only %d promises", promises)
	}
}

// TestLawsBite: the module in testdata/lawless breaks each of them.
func TestLawsBite(t *testing.T) {
	t.Parallel()
	var all []string
	list := load(t, filepath.Join("testdata", "lawless"))
	for i := range list {
		for _, law := range laws {
			all = append(all, law(&list[i])...)
		}
	}
	for _, want := range []string{
		"client/bad/bad.go:5 imports harness/fixtures: client imports nothing of fixtures",
		"client/bad/bad.go:6 imports harness/verify/rules: client imports of verify only verify/certs",
		"client/bad/bad.go:4 imports github.com/miekg/dns: only client/lookup and fixtures/dnsd import miekg/dns",
		"client/bad/bad.go:12 builds a tls.Config: only client/wire does",
		"client/bad/bad.go:12 sets ServerName: only client/wire builds a client-side tls.Config",
		"client/bad/bad.go:14 uses tls.Client: only client/wire speaks TLS as a client",
		"verify/rules/rules.go:6 imports os: verify never dials, opens files or reads the clock",
		"verify/rules/rules.go:5 imports net: verify never dials, opens files or reads the clock",
		"verify/rules/rules.go:9 imports harness/client/wire: verify imports of client only its leaves",
		"verify/rules/rules.go:14 uses time.Now: verify never reads the clock",
		"verify/rules/rules.go:4 imports log: no log below cmd",
		"fixtures/fixtures.go:4 imports harness/client/wire: the lab must not share the client's bugs",
		"fixtures/fixtures.go:5 imports harness/cmd/harness: nobody outside cmd imports cmd",
		"cmd/internal/asking/asking.go:6 imports flag: use cases read no flags and print nothing",
		"cmd/internal/asking/asking.go:11 uses os.Stdin: use cases read no flags and print nothing",
		"fixtures/fixtures.go:15: no init() work",
		"fixtures/fixtures.go:18 changes count: no mutable globals",
		"fixtures/fixtures.go:19 changes table: no mutable globals",
		"fixtures/fixtures.go:11: a global sync.Mutex: no mutable globals",
		"client/bad/copy.go:3 imports golang.org/x/net/publicsuffix: registrable domains stand in client/hostname alone",
		"verify/advice/advice.go:12 asks for both severities that decide: Severity.Decides says it",
		"verify/advice/advice.go:14 looks into DependsOn: finding.Settle hides consequences",
		"client/bad/ports.go:3 writes 995: the ports of mail stand in client/persona alone",
		"client/bad/ports.go:5 writes 587: the ports of mail stand in client/persona alone",
		"verify/advice/class.go:8 compares the class of a certificate: Passes says what it decides",
		"verify/advice/class.go:11 compares the class of a certificate: Passes says what it decides",
		"client/bad/copy.go:7 writes AUTH=: what a server offers stands in client/evidence alone",
		"client/bad/again.go:9 uses net.Dialer: where a connection leads stands in client/dial alone",
		"client/bad/again.go:9 uses crypto/tls.VersionTLS12: the floor of TLS stands in client/persona alone",
		"client/bad/again.go:12 is editDistance: how far words lie apart stands in verify/spelling alone",
		"verify/advice/class.go:18 says what a severity makes of a result: report.OutcomeOf does",
	} {
		if !slices.Contains(all, want) {
			t.Errorf("not found: %s", want)
		}
	}
	if len(all) != 31 {
		t.Errorf("%d found, 31 are there:\n%s", len(all), strings.Join(all, "\n"))
	}
}
