package desk

import (
	"fmt"
	"slices"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// minutes and seconds are how a page writes a time.
const (
	minutes = "2006-01-02 15:04 UTC"
	seconds = "2006-01-02 15:04:05 UTC"
)

// state is what a run found, to be laid beside another.
type state struct {
	Href, At, Outcome, Verdict string
	parts                      []statePart
}

// statePart is one dialog of one account in it.
type statePart struct {
	name    string // "Gmail's title, info@customer.example"
	outcome report.Outcome
	rows    [][2]string // label and value
	codes   []finding.Code
}

// comparison is two runs side by side.
type comparison struct {
	Before, After state
	Parts         []comparedPart
	T             map[string]string
}

// comparedPart is a dialog in both. Words are empty where one run has no such
// dialog.
type comparedPart struct {
	Name                      string
	OutcomeBefore, OutcomeNow string
	Rows                      []pair
	Mended, New, Still        []fault
}

// fault is a code with its title.
type fault struct{ Code, Title string }

func stateOf(r *run, lang string) state {
	outcome, sentence := r.result.verdict(lang)
	return state{Href: "/runs/" + r.id, At: r.began.UTC().Format(seconds), Outcome: outcome, Verdict: sentence, parts: stateParts(r.result.diagnoses, lang)}
}

// stateParts are the dialogs of diagnoses.
func stateParts(list []*report.Diagnosis, lang string) []statePart {
	var out []statePart
	for _, d := range list {
		if d.Advice == nil {
			continue
		}
		for i := range d.Advice.Legs {
			l := &d.Advice.Legs[i]
			dialog := dialogOf(l.Leg)
			in := func(label persona.Label) string { return finding.Text(label).In(lang) }
			p := statePart{name: in(dialog.Title), outcome: report.Broken, codes: legCodes(d, l.Leg)}
			if len(list) > 1 {
				p.name += ", " + clean.Line(d.Target)
			}
			if l.Reaches {
				p.outcome = report.Works
			}
			if d.Before != nil {
				if leg := d.Before.Leg(l.Leg); leg != nil {
					p.outcome = leg.Outcome
				}
			}
			if l.Typed.Host != "" {
				p.rows = [][2]string{{in(dialog.Host), clean.Line(l.Typed.Host)}, {in(dialog.On), fmt.Sprint(l.Typed.Port)}, {"", in(dialog.Choices[l.Typed.Security])}}
				if cert := certOf(d, l.Typed); cert != "" {
					p.rows = append(p.rows, [2]string{texts(lang)["certificateHead"], cert})
				}
			}
			out = append(out, p)
		}
	}
	return out
}

// codesOf are a diagnosis' codes, each once.
func codesOf(d *report.Diagnosis) []finding.Code {
	var out []finding.Code
	if d.Advice != nil {
		for _, l := range d.Advice.Legs {
			for _, c := range legCodes(d, l.Leg) {
				if !slices.Contains(out, c) {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// legCodes are what is wrong with a dialog as typed; where nothing was typed,
// with the servers of its leg.
func legCodes(d *report.Diagnosis, leg finding.Leg) []finding.Code {
	if d.Before != nil {
		if l := d.Before.Leg(leg); l != nil {
			return l.Codes
		}
	}
	var out []finding.Code
	for _, row := range d.Advice.Rows {
		for _, f := range row.Findings {
			if row.Leg == leg && !slices.Contains(out, f.Code) {
				out = append(out, f.Code)
			}
		}
	}
	return out
}

// certOf is the certificate that the typed server showed last: its name and its
// end.
func certOf(d *report.Diagnosis, at evidence.Server) string {
	out := ""
	look := func(sessions []evidence.Session) {
		for i := range sessions {
			s := &sessions[i]
			if st := s.Step(evidence.StageTLS); s.Host == at.Host && s.Port == at.Port && !s.NoSNI && st != nil && st.TLS != nil {
				if der := st.TLS.DER(); len(der) > 0 {
					leaf := certs.Lifetimes(der[:1], st.TLS.At, certs.Margins{})[0]
					out = short(fmt.Sprintf("%s, %s", leaf.Subject, leaf.NotAfter.Format(time.DateOnly)))
				}
			}
		}
	}
	if d.Survey != nil {
		look(d.Survey.Sessions)
	}
	if d.Before != nil && d.Before.Trip != nil {
		for _, l := range d.Before.Trip.Legs {
			look(l.Sessions)
		}
	}
	return out
}

// compare lays two runs beside one another, dialog by dialog.
func compare(before, after state, lang string) *comparison {
	c := &comparison{Before: before, After: after, T: texts(lang)}
	for _, now := range after.parts {
		i := slices.IndexFunc(before.parts, func(p statePart) bool { return p.name == now.name })
		var was statePart
		if i >= 0 {
			was = before.parts[i]
		}
		c.Parts = append(c.Parts, compareParts(was, now, lang))
	}
	for _, was := range before.parts {
		if !slices.ContainsFunc(after.parts, func(p statePart) bool { return p.name == was.name }) {
			c.Parts = append(c.Parts, compareParts(was, statePart{name: was.name}, lang))
		}
	}
	return c
}

func compareParts(was, now statePart, lang string) comparedPart {
	p := comparedPart{Name: now.name, OutcomeBefore: string(was.outcome), OutcomeNow: string(now.outcome)}
	for k := range max(len(was.rows), len(now.rows)) {
		var one pair
		if k < len(was.rows) {
			one.Label, one.Before = was.rows[k][0], was.rows[k][1]
		}
		if k < len(now.rows) {
			one.Label, one.After = now.rows[k][0], now.rows[k][1]
		}
		one.Changed = one.Before != one.After
		p.Rows = append(p.Rows, one)
	}
	for _, c := range was.codes {
		if slices.Contains(now.codes, c) {
			p.Still = append(p.Still, faultOf(c, lang))
		} else {
			p.Mended = append(p.Mended, faultOf(c, lang))
		}
	}
	for _, c := range now.codes {
		if !slices.Contains(was.codes, c) {
			p.New = append(p.New, faultOf(c, lang))
		}
	}
	return p
}

func faultOf(c finding.Code, lang string) fault {
	f := fault{Code: string(c)}
	if doc, ok := finding.Lookup(c); ok {
		f.Title = finding.Fill(doc.Title.In(lang), nil)
	}
	return f
}
