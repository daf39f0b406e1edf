package render

import (
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// inbound is the answer where Gmail refused mail that was sent to it.
func (p *reply) inbound() {
	p.gap()
	p.say(headCause)
	s := p.d.Sender
	domain := ""
	if s != nil {
		domain = s.Seen.From
	}
	p.line(p.fill(inboundCause, map[string]string{"domain": domain}))
	if s == nil || len(s.Findings) == 0 {
		for _, r := range p.d.Said {
			if doc, ok := finding.Lookup(r.First()); ok && !r.Near {
				doc = doc.For(finding.Gmail)
				p.line(finding.Fill(doc.Why.In(p.lang), nil))
				p.gap()
				p.say(headFix)
				p.line(finding.Fill(doc.Fix.In(p.lang), nil))
			}
		}
		switch {
		case s != nil && (s.Seen.From != "" || s.Seen.IP.IsValid()):
			p.open(confirmNow.In(p.lang))
		default:
			p.open(confirmWho.In(p.lang))
		}
	} else {
		for i := range s.Findings {
			p.line(titleOf(s.Findings[i], p.lang))
		}
		p.gap()
		p.say(headFix)
		for i := range s.Findings {
			f := &s.Findings[i]
			doc, _ := finding.Lookup(f.Code)
			doc = doc.For(finding.Gmail)
			if f.Args.Text(finding.KeyPublish) != "" {
				p.line(p.fill(inboundPublish, f.Args.Holes()))
				p.line("  " + clean.Line(f.Args.Text(finding.KeyPublish)))
				p.open(p.fill(confirmServers, f.Args.Holes()))
				continue
			}
			p.line(finding.Fill(doc.Fix.In(p.lang), holes(f.Args)))
		}
	}
	p.gap()
	p.say(inboundTLS)
	if s == nil || !s.Seen.Whole {
		p.open(confirmDKIM.In(p.lang))
	}
	if len(p.confirm) > 0 {
		p.gap()
		p.say(headConfirm)
		for _, c := range p.confirm {
			p.line(p.fill(bullet, map[string]string{"text": c}))
		}
	}
}

func titleOf(it report.Item, lang string) string {
	doc, _ := finding.Lookup(it.Code)
	doc = doc.For(finding.Gmail)
	end := "."
	if lang == finding.JA {
		end = "。"
	}
	return finding.Fill(doc.Title.In(lang), holes(it.Args)) + end
}
