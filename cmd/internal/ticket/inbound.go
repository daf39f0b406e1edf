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
	cfg := sender.Config{Resolver: r.Env.Resolver, Domain: domain, IP: sender.RefusedIP(t.text)}
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
