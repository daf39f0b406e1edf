package dmarc

import "strings"

// none is the policy that asks for nothing.
const none = "none"

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
		r.p, r.sp, r.np = none, "", ""
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

func policies(p string) bool { return p == none || p == "quarantine" || p == "reject" }
