package verify

import (
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
	"harness/verify/rules"
)

// CertQuestion asks what Gmail would say if a chain were deployed.
type CertQuestion struct {
	File   string            // where it came from, for the report
	Chain  [][]byte          // DER, leaf first
	Hosts  []CertHost        // names that customers type; none: the chain alone is judged
	Unread []report.CertLine // of the list of names: not judged
}

// CertHost is one name.
type CertHost struct {
	Typed   string // as given
	Host    string // normalised: A-labels, lower case, no trailing dot
	Unicode string // the same in letters, "" where it has none
}

// JudgeCert answers it for the time Options.Now: for the chain apart from
// names, and for each name with the words that its customer would read.
func JudgeCert(q CertQuestion, opt Options) *report.CertReport {
	in := certs.Input{Chain: q.Chain, Roots: opt.Roots, At: opt.Now}
	v := certs.Judge(in)
	r := &report.CertReport{
		Command: opt.Command, Outcome: report.Works,
		Cert: report.Cert{
			File: q.File, Served: len(q.Chain), Names: v.Names, Ends: v.Ends, Class: v.Class,
			At: opt.Now.UTC(), Expires: v.Expires.UTC(), Outcome: outcomeOf(v),
		},
	}
	if opt.Roots != nil {
		r.Cert.Roots = opt.Roots.Name
	}
	r.Cert.Certificates = certs.Lifetimes(q.Chain, opt.Now, opt.Margins)
	r.Cert.Findings = certItems(v)
	if soon := certs.EndsFirst(r.Cert.Certificates); soon != nil {
		r.Cert.ExpiresSoon = true
	}
	r.Outcome = r.Cert.Outcome
	if r.Unread = q.Unread; len(r.Unread) > 0 {
		r.Outcome = report.Worse(r.Outcome, report.Undecided)
	}
	names := make([]string, len(q.Hosts))
	for i, h := range q.Hosts {
		names[i] = h.Host
	}
	for i, hv := range certs.JudgeHosts(in, names...) {
		h := q.Hosts[i]
		var own []finding.Finding
		outcome := outcomeOf(hv)
		for _, code := range rules.Slips(h.Typed) {
			f := finding.Finding{Code: code, Session: -1, Step: -1, Args: finding.Args{finding.KeyHost: {h.Host}, finding.KeyTyped: {h.Typed}}}
			own = append(own, f)
			outcome = report.Worse(outcome, report.OutcomeOf(f.Weighs()))
		}
		name := report.CertName{
			Typed: h.Typed, Host: h.Host, Unicode: h.Unicode, Class: hv.Class, Outcome: outcome,
			Findings: append(itemsOf(own), certItems(hv)...),
		}
		r.Hosts = append(r.Hosts, name)
		r.Outcome = report.Worse(r.Outcome, name.Outcome)
	}
	return r
}

// outcomeOf: what is risky is refused by default, so it is broken as well.
func outcomeOf(v certs.Verdict) report.Outcome {
	if v.Passes(false) {
		return report.Works
	}
	return report.Broken
}

// certItems dresses faults with Gmail's words on both legs.
func certItems(v certs.Verdict) []report.Item {
	var all []finding.Finding
	for _, f := range v.Faults {
		all = append(all, rules.OfFault(v, f, false))
	}
	return itemsOf(all)
}

func itemsOf(all []finding.Finding) []report.Item {
	out := []report.Item{}
	shown, _ := finding.Settle(all)
	for _, f := range shown {
		it := report.ItemOf(phrasebook.Gmail, f)
		if it.Severity.Decides() {
			it.Gmail = bothLegs(f)
		}
		out = append(out, it)
	}
	return out
}

// bothLegs are Gmail's words when sending and when fetching.
func bothLegs(f finding.Finding) []phrasebook.Said {
	words := []phrasebook.Said{}
	for _, leg := range []finding.Leg{finding.Send, finding.Fetch} {
		f.Leg = leg
		words = append(words, report.WordsOf(phrasebook.Gmail, f)...)
	}
	return words
}
