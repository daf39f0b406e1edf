package client

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/hostname"
)

// GuessError says that a host would have to be guessed outside the address's
// own registrable domain: no password goes to a stranger by a guess.
type GuessError struct {
	Proto  evidence.Proto
	Host   string // the guess
	Domain string // of the address
}

func (e *GuessError) Error() string {
	return fmt.Sprintf("the %s host of %s would be %s, which does not belong to that domain", e.Proto, e.Domain, e.Host)
}

// Flag is what to type instead: "--smtp", "--pop" or "--imap".
func (e *GuessError) Flag() string {
	switch e.Proto {
	case evidence.SMTP:
		return "--smtp"
	case evidence.IMAP:
		return "--imap"
	}
	return "--pop"
}

// guess fills in the hosts that were not typed: for sending the
// lowest-preference MX, else smtp.<domain>; for fetching mail.<domain>, else
// pop.<domain> or imap.<domain>. "Else" means that there is no address.
func (t *trip) guess(ctx context.Context) error {
	domain := t.from.Domain
	if t.asked(evidence.SendLeg) && t.acc.SMTP.Host == "" {
		host, how := t.guessSMTP(ctx, domain)
		if !sameDomain(host, domain) {
			return &GuessError{evidence.SMTP, host, domain}
		}
		fill(&t.acc.SMTP.Server, host, how, t.opt.Persona.Send.Port)
		if t.acc.SMTP.Security == "" {
			t.acc.SMTP.Security = account.Natural(evidence.SMTP, t.acc.SMTP.Port)
		}
	}
	if t.asked(evidence.FetchLeg) && t.acc.POP.Host == "" {
		host, how, other := "mail."+domain, "mail.", "pop."
		if t.acc.Fetching() == evidence.IMAP {
			other = "imap."
		}
		if !t.plan.Known(ctx, host) && t.plan.Known(ctx, other+domain) {
			host, how = other+domain, other
		}
		fill(&t.acc.POP.Server, host, how, t.opt.Persona.Fetch.Port)
		if t.acc.POP.Security == "" {
			t.acc.POP.Security = account.Natural(t.acc.Fetching(), t.acc.POP.Port)
		}
	}
	return nil
}

func fill(s *evidence.Server, host, how string, port uint16) {
	s.Host, s.Guessed, s.Typed = host, how, ""
	if s.Port == 0 {
		s.Port = port
	}
}

func (t *trip) guessSMTP(ctx context.Context, domain string) (host, how string) {
	if mx := lowestMX(t.plan.Records(ctx, domain, "MX")[0]); mx != "" {
		if !sameDomain(mx, domain) || t.plan.Known(ctx, mx) {
			return mx, "mx"
		}
	}
	return "smtp." + domain, "smtp."
}

// lowestMX is the host of the lowest preference, the first by name among
// equals; "" if there is none or only a null MX (RFC 7505).
func lowestMX(a evidence.Answer) string {
	type mx struct {
		pref uint16
		host string
	}
	var list []mx
	for _, r := range a.Records {
		pref, host, ok := r.MX()
		name, err := hostname.Normal(host)
		if ok && err == nil {
			list = append(list, mx{pref, name})
		}
	}
	if len(list) == 0 {
		return ""
	}
	return slices.MinFunc(list, func(a, b mx) int {
		return cmp.Or(cmp.Compare(a.pref, b.pref), cmp.Compare(a.host, b.host))
	}).host
}

// sameDomain tells whether a host lies under the registrable domain of an
// address's domain, or under the domain itself where that is a public suffix.
func sameDomain(host, domain string) bool {
	return hostname.Under(host, domain) || hostname.Within(host, domain)
}
