package ticket

import (
	"bytes"
	"context"
	"net/mail"
	"net/netip"
	"regexp"
	"strings"
	"sync"

	"harness/client/hostname"
	"harness/client/letter"
	"harness/client/sender"
	"harness/cmd/internal/job"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// inbound is a ticket about mail to Gmail that was refused: no mail server is
// looked at, only DNS.
func inbound(ctx context.Context, t source, r job.Request) *report.Diagnosis {
	// Whose mail it was says the refusal, or the letter that came back; other
	// addresses in the text may be the recipients'.
	target, domain := "", refusedDomain(t.text)
	for _, address := range advice.Authors(string(t.raw)) {
		_, of, _ := strings.Cut(address, "@")
		if target == "" && (domain == "" || domain == of) {
			target, domain = address, of
		}
	}
	if target == "" {
		target = domain
	}
	if target == "" { // nobody's words say whose mail it is: the customer's own address does
		target, domain = t.address, hostname.OfAddress(t.address)
	}
	if target == "" {
		target, domain = t.domain, t.domain
	}
	cfg := sender.Config{Domain: domain, IP: sender.RefusedIP(t.text)}
	if !cfg.IP.IsValid() {
		cfg.IP = t.outbound
	}
	if looksWhole(t.raw) {
		cfg.Mail, cfg.IP = t.raw, netip.Addr{}
	}
	return &report.Diagnosis{
		Command: "ticket", Target: target, NoLogin: true, Said: t.said, Advice: &advice.Advice{},
		Sender: job.Sender(ctx, cfg, r), Outcome: report.Broken,
	}
}

// spfDomain is the domain that Gmail names in its refusal: "SPF [shop.example]
// with ip: [...]".
var spfDomain = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`SPF\s*\[([^\]\s]{1,253})\]`) })

func refusedDomain(text string) string {
	m := spfDomain().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	host, err := hostname.Normal(m[1])
	if err != nil || !strings.Contains(host, ".") {
		return ""
	}
	return host
}

// source is what the customer wrote.
type source struct {
	raw  []byte
	text string // readable
	said []report.Recognised

	address, domain string     // the customer's own, where nothing else says whose mail it is
	outbound        netip.Addr // that the company's mail leaves from; zero: not known
}

// looksWhole tells whether a ticket is a delivery report with its header, not
// only words out of one.
func looksWhole(raw []byte) bool {
	_, err := mail.ReadMessage(bytes.NewReader(raw))
	_, ok := letter.ReadDelivery(raw)
	return err == nil && ok
}

// inboundCause says why Gmail refused mail.
func (t *ticket) inboundCause(p *page, m *matter) {
	s := m.inbound.Sender
	domain := ""
	if s != nil {
		domain = s.Seen.From
	}
	if m.words[0].told {
		t.symptomCause(p, m)
		if len(s.Findings) == 0 {
			return
		}
	} else {
		p.say(inboundCause, map[string]string{"domain": domain})
	}
	if s == nil || len(s.Findings) == 0 {
		for _, w := range m.words {
			if doc, ok := finding.Lookup(w.code); ok {
				p.put(finding.Fill(doc.Why.In(p.lang), nil))
				break
			}
		}
		if s != nil && (s.Seen.From != "" || s.Seen.IP.IsValid()) {
			p.unsure(noteInboundNow.In(p.lang))
		} else {
			p.unsure(noteInboundWho.In(p.lang))
		}
		return
	}
	for i := range s.Findings {
		f := &s.Findings[i]
		doc, _ := finding.Lookup(f.Code)
		end := "."
		if p.lang == finding.JA {
			end = "。"
		}
		p.put(finding.Fill(doc.Title.In(p.lang), f.Args.Clean(clean.Line).Holes()) + end)
	}
}

// inboundDo is what the domain's owner does about it.
func (t *ticket) inboundDo(p *page, m *matter) {
	s := m.inbound.Sender
	if m.words[0].told && len(s.Findings) == 0 {
		p.say(symptomSPFDo, nil)
		return
	}
	if s == nil || len(s.Findings) == 0 {
		for _, w := range m.words {
			if doc, ok := finding.Lookup(w.code); ok {
				p.put(finding.Fill(doc.Fix.In(p.lang), nil))
				break
			}
		}
		p.say(inboundTLS, nil)
		return
	}
	for i := range s.Findings {
		f := &s.Findings[i]
		args := f.Args.Clean(clean.Line).Holes()
		if include := t.include(); f.Code == finding.SenderSPFMissing && f.Args.Text(finding.KeyPublish) == "" && include != "" {
			p.say(inboundPublish, map[string]string{"domain": s.Seen.From})
			p.line("  v=spf1 include:" + clean.Line(include) + " ~all")
			p.unsure(noteServers.fill(p.lang, map[string]string{"domain": s.Seen.From}))
			if where := t.panel(dnsPanel); where != "" {
				p.say(dnsWhere, map[string]string{"panel": where})
			}
			continue
		}
		if f.Args.Text(finding.KeyPublish) != "" {
			p.say(inboundPublish, args)
			p.line("  " + clean.Line(f.Args.Text(finding.KeyPublish)))
			p.unsure(noteServers.fill(p.lang, args))
			if include := t.include(); include != "" {
				p.unsure(noteInclude.fill(p.lang, map[string]string{"include": include}))
			}
			if where := t.panel(dnsPanel); where != "" {
				p.say(dnsWhere, map[string]string{"panel": where})
			}
			continue
		}
		doc, _ := finding.Lookup(f.Code)
		p.put(finding.Fill(doc.Fix.In(p.lang), args))
	}
	p.say(inboundTLS, nil)
	if !s.Seen.Whole {
		p.unsure(noteDKIM.In(p.lang))
	}
}

var dnsWhere = text{EN: "The record is edited here: {panel}.", JA: "レコードの編集場所: {panel}"}
