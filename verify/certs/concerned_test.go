package certs

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"reflect"
	"testing"
)

// A chain judged with the roots that concern it alone gets the verdict that it gets
// with all of them: of a root, of a trusted certificate below one, and of none.
func TestConcerned(t *testing.T) {
	t.Parallel()
	ca := func(name string, by *minted) *minted {
		return mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}, by, nil)
	}
	leaf := func(by *minted) *minted {
		return mint(t, &x509.Certificate{DNSNames: []string{"smtp.customer.test"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}, by, nil)
	}
	root, other, stranger := ca("Root", nil), ca("Other", nil), ca("Stranger", nil)
	below := ca("Below", root)
	twin := ca("Root", nil) // the same name, another key
	all := NewRoots("mine", root.x, other.x, below.x, twin.x)
	for name, c := range map[string]struct {
		chain []*minted
		want  int
	}{
		"under a root":                {[]*minted{leaf(root)}, 2},
		"with its intermediate":       {[]*minted{leaf(below), below}, 3},
		"its intermediate is trusted": {[]*minted{leaf(below)}, 3},
		"with its root":               {[]*minted{leaf(root), root}, 2},
		"a stranger's":                {[]*minted{leaf(stranger), stranger}, 0},
		"self-signed":                 {[]*minted{leaf(nil)}, 0},
	} {
		var chain [][]byte
		for _, m := range c.chain {
			chain = append(chain, m.der)
		}
		kept := all.Concerned(chain)
		if kept == nil || len(kept) != c.want {
			t.Errorf("%s: %d roots, want %d", name, len(kept), c.want)
		}
		in := Input{Chain: chain, Host: "smtp.customer.test", Roots: all, At: now}
		want := Judge(in)
		in.Roots = NewAnchors("none").Only("mine", kept...)
		if got := Judge(in); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n%+v\nwith all\n%+v", name, got, want)
		}
		if in.Roots = NewAnchors("none"); c.want > 0 && reflect.DeepEqual(Judge(in), want) {
			t.Errorf("%s: the roots do not matter", name)
		}
	}
}

// A condition on which a root is trusted stays with it.
func TestOnlyKeepsConditions(t *testing.T) {
	t.Parallel()
	root := mint(t, &x509.Certificate{Subject: pkix.Name{CommonName: "Root"}, IsCA: true, BasicConstraintsValid: true}, nil, nil)
	never := func([]*x509.Certificate) error { return ErrNoCertificate }
	kept := NewAnchors("all", Anchor{DER: root.der, Allow: never}).Only("mine", root.der)
	if kept.Name != "mine" || kept.Len() != 1 || kept.list[0].allow == nil {
		t.Errorf("%+v", kept)
	}
}
