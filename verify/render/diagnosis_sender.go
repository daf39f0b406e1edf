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
	p.gap()
	from := p.in(notTestedWord)
	if s.IP.IsValid() {
		from = s.IP.String()
	}
	p.line(0, "%s: %s %s", p.paint(bold, p.in(senderWord)), p.in(outboundWord), from)
	if b := s.Bounce; b != nil {
		p.line(1, "%s %s %s", p.in(bounceWord), clean.Line(b.Status), clean.Line(b.Remote))
		p.line(2, "%s", clean.Line(b.Said))
	}
	for _, it := range itemsOf(d.Sender.Findings, finding.Gmail, p.style.Lang) {
		p.item(&it, nil)
		if it.Args.Text(finding.KeyRecords) != "" {
			p.line(2, "%s", p.in(recordWord))
			p.line(3, "%s", clean.Line(it.Args.Text(finding.KeyRecords)))
		}
		if it.Args.Text(finding.KeyPublish) != "" {
			p.line(2, "%s", finding.Fill(p.in(publishWord), map[string]string{"domain": clean.Line(it.Args.Text(finding.KeyDomain))}))
			p.line(3, "%s", clean.Line(it.Args.Text(finding.KeyPublish)))
		}
	}
	if len(d.Sender.Findings) == 0 {
		p.line(1, "%s", p.in(senderFine))
	}
	if !s.IP.IsValid() {
		p.line(1, "%s", p.in(noOutbound))
	}
	if !s.Whole {
		p.line(1, "%s", p.in(noSignature))
	}
}
