// Package inbound judges a letter as Gmail's own servers do when another server
// brings it: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 9989), the reverse
// name, TLS, and what ARC (RFC 8617) says. It asks nobody: DNS comes in. What
// Google does with the outcomes is known from its answers in logs and from its
// help pages (words.go says which); the order in which it looks is inferred.
package inbound

import (
	"context"
	"net/netip"

	"blitiri.com.ar/go/spf"

	"harness/client/dmarc"
)

// Arrival is a letter at the moment after its last byte.
type Arrival struct {
	IP       netip.Addr // that the connection comes from, as Google sees it
	Helo     string
	MailFrom string // "" is the empty return path
	To       string
	TLS      string // the version, "" in clear text
	Raw      []byte // without a Received line of the receiver's
}

// DNS is what is asked: evidence that was recorded, or a resolver.
type DNS = spf.DNSResolver

// Verdict is what is known of an arrival, and Gmail's answer to it.
type Verdict struct {
	SPF   SPF          `json:"spf"`
	DKIM  []Signature  `json:"dkim"`
	DMARC dmarc.Result `json:"dmarc"`
	ARC   ARC          `json:"arc"`
	PTR   string       `json:"ptr"` // pass, missing, mismatch, temperror
	TLS   bool         `json:"tls"`
	Spam  bool         `json:"spam"` // accepted, and filed as spam
	Reply Reply        `json:"reply"`
}

// SPF is the result of RFC 7208 section 8, and whose.
type SPF struct {
	Result string `json:"result"`
	Domain string `json:"domain"`
	Detail string `json:"detail"`
}

// Signature is one DKIM signature.
type Signature struct {
	Domain string `json:"domain"`
	Result string `json:"result"` // pass, fail, temperror
	Detail string `json:"detail"`
}

// The results that several checks share.
const (
	Pass      = "pass"
	Fail      = "fail"
	None      = "none"
	TempError = "temperror"
	PermError = "permerror"
	Missing   = "missing"
	Mismatch  = "mismatch"
)

// Judge looks at everything and answers as Gmail would. It never stops early:
// the verdict has all that is wrong, the answer what Gmail would name first.
func Judge(ctx context.Context, a Arrival, dns DNS) Verdict {
	v := Verdict{TLS: a.TLS != "", SPF: checkSPF(ctx, a, dns), DKIM: checkDKIM(ctx, a.Raw, dns), PTR: checkPTR(ctx, a.IP, dns)}
	v.ARC = readARC(a.Raw)
	v.DMARC = dmarc.Check(ctx, author(a.Raw), passed(v.SPF, v.DKIM), dns)
	v.Reply = answer(a, &v)
	return v
}

// signed is the best outcome among the signatures.
func signed(list []Signature) string {
	best := None
	for _, s := range list {
		switch {
		case s.Result == Pass:
			return Pass
		case s.Result == TempError || best == None:
			best = s.Result
		}
	}
	return best
}

// passed is what DMARC may rest on.
func passed(s SPF, list []Signature) dmarc.Passed {
	p := dmarc.Passed{Unsure: s.Result == TempError || signed(list) == TempError}
	if s.Result == Pass {
		p.SPF = s.Domain
	}
	for _, sig := range list {
		if sig.Result == Pass {
			p.DKIM = append(p.DKIM, sig.Domain)
		}
	}
	return p
}

// answer is the first thing that Gmail would refuse. That the connection is
// looked at before the letter, and DMARC before the rest, is inferred.
func answer(a Arrival, v *Verdict) Reply {
	twice := doubled(a.Raw)
	switch {
	case v.PTR == Missing || v.PTR == Mismatch:
		return noPTR()
	case v.PTR == TempError:
		return later()
	case !v.TLS:
		return noTLS()
	case twice != "":
		return twoFields(twice)
	case v.DMARC.Result == TempError:
		return dmarcLater(v.DMARC.From)
	case v.DMARC.Result == Fail && v.DMARC.Policy == "reject":
		return dmarcFail(v.DMARC.From)
	case v.SPF.Result == Pass || signed(v.DKIM) == Pass:
	case v.SPF.Result == TempError || signed(v.DKIM) == TempError:
		return later()
	default:
		return unauthenticated(v.SPF.Domain, a.IP)
	}
	v.Spam = v.DMARC.Result == Fail && v.DMARC.Policy == "quarantine" // RFC 9989 section 4.7; where Gmail files it: inferred
	return accepted()
}
