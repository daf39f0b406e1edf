package render

import (
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// sender is what bears on mail from the host to Gmail.
func (p *printer) sender(d *report.Diagnosis) {
	if d.Sender == nil {
		return
	}
	s := d.Sender.Seen
	from := p.in(notTestedWord)
	if s.IP.IsValid() {
		from = s.IP.String()
	}
	p.gap()
	p.labelled(0, bold, p.in(senderWord)+":", p.in(outboundWord)+" "+from)
	if b := s.Bounce; b != nil {
		p.para(1, p.in(bounceWord)+" "+clean.Line(b.Status)+" "+clean.Line(b.RemoteMTA))
		p.quote(clean.Line(string(b.Diagnostic)))
	}
	list := p.causes(d.Sender.Findings, func(*report.Item) bool { return true })
	for i := range list {
		c := &list[i]
		c.replies = nil
		p.why(c)
		if c.Fix != "" {
			p.labelled(2, "", p.in(fixWord), c.Fix)
		}
		if now := c.Args.Text(finding.KeyRecords); now != "" {
			p.para(2, p.in(recordWord))
			p.quote(clean.Line(now))
		}
		if publish := c.Args.Text(finding.KeyPublish); publish != "" {
			p.para(2, finding.Fill(p.in(publishWord), map[string]string{"domain": clean.Line(c.Args.Text(finding.KeyDomain))}))
			p.copied(clean.Line(publish))
		}
	}
	p.companySender(d)
	if len(d.Sender.Findings) == 0 {
		p.para(1, p.in(senderFine))
	}
	if !s.IP.IsValid() {
		p.para(1, p.in(noOutbound))
	}
	if !s.Whole {
		p.para(1, p.in(noSignature))
	}
}
