package render

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"harness/verify/finding"
)

// TestReasonsInJapanese: what package certs says of a fault, and the texts of
// X509_verify_cert_error_string, have their Japanese.
func TestReasonsInJapanese(t *testing.T) {
	t.Parallel()
	read := map[string]bool{}
	for _, name := range []string{"judge.go", "faults.go", "order.go", "keyusage.go", "parse.go", "x509.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), "../certs/"+name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(strings.TrimSpace(s), " ") {
					read[s] = true
				}
			}
			return true
		})
	}
	if len(read) < 30 {
		t.Fatalf("%d texts", len(read))
	}
	for s := range read {
		if reasonsJA[s] == "" {
			t.Errorf("%q has no Japanese", s)
		}
	}
	for s := range reasonsJA {
		if !read[s] {
			t.Errorf("%q is not said any more", s)
		}
	}
	if got := reason(finding.JA, carefully+"x509: \x1b"); strings.Contains(got, "careful") || strings.Contains(got, "\x1b") {
		t.Errorf("%q", got)
	}
}
