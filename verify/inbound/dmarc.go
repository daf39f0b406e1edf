package inbound

import (
	"context"
	"slices"
	"strings"
)

// DMARC is what RFC 9989 says of a letter.
type DMARC struct {
	Result string `json:"result"` // pass, fail, none (no record), temperror
	From   string `json:"from"`   // the author's domain
	Org    string `json:"org"`    // its organisational domain, by the tree walk
	Policy string `json:"policy"` // that applies: none, quarantine, reject
	By     string `json:"by"`     // what passed aligned: dkim, spf, both; "" if nothing did
}

// policyRecord is what counts of a record (RFC 9989 section 4.7).
type policyRecord struct {
	domain            string
	p, sp, np         string
	psd               string // y, n, u
	testing           bool
	strictSPF, strict bool // aspf=s, adkim=s
}

// parsePolicy reads one TXT record; nil if it is none of DMARC's.
func parsePolicy(domain, txt string) *policyRecord {
	tags := strings.Split(txt, ";")
	name, value, ok := tag(tags[0])
	if !ok || name != "v" || value != "DMARC1" { // first, and its value exactly (section 4.7)
		return nil
	}
	r := &policyRecord{domain: domain, psd: "u"}
	seen, rua := map[string]string{}, false
	for _, t := range tags[1:] {
		name, value, ok := tag(t)
		if _, again := seen[name]; !ok || again {
			continue
		}
		seen[name] = value
		rua = rua || name == "rua" && strings.Contains(strings.ToLower(value), "mailto:")
	}
	low := func(name string) string { return strings.ToLower(seen[name]) }
	r.p, r.sp, r.np = low("p"), low("sp"), low("np")
	if !policies(r.p) || r.sp != "" && !policies(r.sp) || r.np != "" && !policies(r.np) {
		if !rua { // section 4.10.1: then no DMARC at all
			return nil
		}
		r.p, r.sp, r.np = None, "", ""
	}
	if p := low("psd"); p == "y" || p == "n" {
		r.psd = p
	}
	r.testing, r.strictSPF, r.strict = low("t") == "y", low("aspf") == "s", low("adkim") == "s"
	return r
}

func tag(text string) (name, value string, ok bool) {
	name, value, ok = strings.Cut(text, "=")
	return strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value), ok
}

func policies(p string) bool { return p == None || p == "quarantine" || p == "reject" }

// record is the one record at a name, nil where there is none or several.
func record(ctx context.Context, domain string, dns DNS) (*policyRecord, error) {
	list, err := dns.LookupTXT(ctx, "_dmarc."+domain)
	if temporary(err) {
		return nil, err
	}
	var found *policyRecord
	for _, txt := range list {
		if r := parsePolicy(domain, txt); r != nil {
			if found != nil {
				return nil, nil // section 4.10: several count as none
			}
			found = r
		}
	}
	return found, nil
}

// walk is the tree walk of RFC 9989 section 4.10: the records from a domain
// upwards, eight questions at most.
func walk(ctx context.Context, domain string, dns DNS) ([]*policyRecord, error) {
	labels := strings.Split(domain, ".")
	var out []*policyRecord
	for first := true; len(labels) > 0; first = false {
		r, err := record(ctx, strings.Join(labels, "."), dns)
		if err != nil {
			return nil, err
		}
		if r != nil {
			out = append(out, r)
			if r.psd != "u" {
				break
			}
		}
		if first && len(labels) > 8 {
			labels = labels[len(labels)-7:]
		} else {
			labels = labels[1:]
		}
	}
	return out, nil
}

// organisation is the organisational domain by what a walk found (section 4.10.2).
func organisation(domain string, found []*policyRecord) string {
	if len(found) == 0 {
		return domain
	}
	for _, r := range found {
		switch {
		case r.psd == "n":
			return r.domain
		case r.psd == "y" && r.domain != domain:
			labels := strings.Split(domain, ".")
			return strings.Join(labels[len(labels)-strings.Count(r.domain, ".")-2:], ".")
		}
	}
	return found[len(found)-1].domain // the fewest labels
}

// checkDMARC puts SPF and DKIM to the author's domain.
func checkDMARC(ctx context.Context, raw []byte, s SPF, sigs []Signature, dns DNS) DMARC {
	d := DMARC{Result: None, From: author(raw)}
	if d.From == "" {
		return d
	}
	found, err := walk(ctx, d.From, dns)
	if err != nil {
		d.Result = TempError
		return d
	}
	d.Org = organisation(d.From, found)
	rec := governing(d, found)
	if rec == nil {
		return d
	}
	d.Policy, err = policy(ctx, d.From, rec, dns)
	al := alignment{ctx, dns, d, err}
	byDKIM, unsure := false, s.Result == TempError || signed(sigs) == TempError
	for _, sig := range sigs {
		byDKIM = byDKIM || sig.Result == Pass && al.aligned(sig.Domain, rec.strict)
	}
	bySPF := s.Result == Pass && al.aligned(s.Domain, rec.strictSPF)
	switch {
	case byDKIM && bySPF:
		d.Result, d.By = Pass, "both"
	case byDKIM:
		d.Result, d.By = Pass, "dkim"
	case bySPF:
		d.Result, d.By = Pass, "spf"
	case unsure || al.err != nil:
		d.Result = TempError
	default:
		d.Result = Fail
	}
	return d
}

// governing is the record that applies: the author's own, its organisation's,
// its public suffix's (section 4.10.1).
func governing(d DMARC, found []*policyRecord) *policyRecord {
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
		p = map[string]string{"reject": "quarantine", "quarantine": None, None: None}[p]
	}
	return p, err
}

// exists: a name with an address or a mail exchanger, which is what can be asked here of section 3.2.14.
func exists(ctx context.Context, name string, dns DNS) (bool, error) {
	ips, err := dns.LookupIPAddr(ctx, name)
	if len(ips) > 0 || temporary(err) {
		return true, ifTemporary(err)
	}
	mx, err := dns.LookupMX(ctx, name)
	return len(mx) > 0, ifTemporary(err)
}

func ifTemporary(err error) error {
	if temporary(err) {
		return err
	}
	return nil
}

type alignment struct {
	ctx context.Context
	dns DNS
	of  DMARC
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
