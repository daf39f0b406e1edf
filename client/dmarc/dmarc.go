// Package dmarc is RFC 9989: which record governs a letter, what it asks for, and
// whether what passed is aligned with the author's domain. The organisational
// domain is found by the tree walk alone, as no list of suffixes is part of the
// standard any more; where DNS cannot be asked there is none to tell. It asks
// nobody itself: client/sender gives it a resolver that records, verify the
// record. It is a leaf, like client/hostname.
package dmarc

import (
	"context"
	"net"
	"slices"
)

// DNS is what is asked. A failure of the moment is an error that says so by
// a method Temporary, as those of package net do; any other means that there is none.
type DNS interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
	LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error)
}

// Passed is what SPF and DKIM came to: the domains, in lower case.
type Passed struct {
	SPF    string   // of the return path that passed, "" if it did not
	DKIM   []string // of the signatures that verify
	Unsure bool     // a failure of the moment: more might have passed
}

// Result is what RFC 9989 says of a letter.
type Result struct {
	Result string `json:"result"` // pass, fail, none (no record), temperror
	From   string `json:"from"`   // the author's domain
	Org    string `json:"org"`    // its organisational domain, by the tree walk
	Policy string `json:"policy"` // that applies: none, quarantine, reject
	By     string `json:"by"`     // what passed aligned: dkim, spf, both; "" if nothing did
}

// Check puts what passed to the author's domain. "" for that domain has no
// record. What it asks does not depend on what it finds aligned, so that a
// record made with more domains passed serves those with fewer.
func Check(ctx context.Context, from string, passed Passed, dns DNS) Result {
	d := Result{Result: none, From: from}
	if from == "" {
		return d
	}
	found, err := walk(ctx, from, dns)
	if err != nil {
		d.Result = "temperror"
		return d
	}
	d.Org = organisation(from, found)
	rec := governing(d, found)
	if rec == nil {
		return d
	}
	d.Policy, err = policy(ctx, from, rec, dns)
	al := alignment{ctx, dns, d, err}
	byDKIM := false
	for _, domain := range passed.DKIM {
		byDKIM = al.aligned(domain, rec.strict) || byDKIM
	}
	bySPF := al.aligned(passed.SPF, rec.strictSPF)
	switch {
	case byDKIM && bySPF:
		d.Result, d.By = "pass", "both"
	case byDKIM:
		d.Result, d.By = "pass", "dkim"
	case bySPF:
		d.Result, d.By = "pass", "spf"
	case passed.Unsure || al.err != nil:
		d.Result = "temperror"
	default:
		d.Result = "fail"
	}
	return d
}

// governing is the record that applies: the author's own, its organisation's,
// its public suffix's (section 4.10.1).
func governing(d Result, found []*policyRecord) *policyRecord {
	for _, name := range []string{d.From, d.Org} {
		if i := slices.IndexFunc(found, func(r *policyRecord) bool { return r.domain == name }); i >= 0 {
			return found[i]
		}
	}
	if len(found) > 0 && found[len(found)-1].psd == "y" {
		return found[len(found)-1]
	}
	return nil
}

// policy is what the record asks for: p of the domain itself, np where a
// subdomain does not exist, sp for others; one step less while it tests (section 4.7).
func policy(ctx context.Context, from string, r *policyRecord, dns DNS) (string, error) {
	p, err := r.p, error(nil)
	if from != r.domain {
		if r.sp != "" {
			p = r.sp
		}
		if r.np != "" {
			var there bool
			if there, err = exists(ctx, from, dns); err == nil && !there {
				p = r.np
			}
		}
	}
	if r.testing {
		p = map[string]string{"reject": "quarantine", "quarantine": none, none: none}[p]
	}
	return p, err
}

// exists: a name with an address or a mail exchanger, which is what can be asked here of section 3.2.14.
func exists(ctx context.Context, name string, dns DNS) (bool, error) {
	ips, err := dns.LookupIPAddr(ctx, name)
	if len(ips) > 0 || Temporary(err) {
		return true, ifTemporary(err)
	}
	mx, err := dns.LookupMX(ctx, name)
	return len(mx) > 0, ifTemporary(err)
}

func ifTemporary(err error) error {
	if Temporary(err) {
		return err
	}
	return nil
}

type alignment struct {
	ctx context.Context
	dns DNS
	of  Result
	err error // of the moment
}

// aligned is section 4.4: the same domain, or in relaxed mode the same organisation.
func (a *alignment) aligned(domain string, strict bool) bool {
	if domain == a.of.From {
		return true
	}
	if strict || domain == "" {
		return false
	}
	found, err := walk(a.ctx, domain, a.dns)
	if err != nil {
		a.err = err
		return false
	}
	return organisation(domain, found) == a.of.Org
}
