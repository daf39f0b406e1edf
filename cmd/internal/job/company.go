package job

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"

	"harness/client/evidence"
	"harness/cmd/internal/profile"
	"harness/verify"
	"harness/verify/finding"
	"harness/verify/report"
)

// Try is a server to prove for one leg, under the name to be typed.
type Try struct {
	Leg    evidence.LegName
	Server evidence.Server
}

// TestTrip is the round trip of a test mailbox, both ways at once where tries
// are of both legs. What the request says of a customer's account and password
// is not used.
func TestTrip(ctx context.Context, r Request, box profile.Account, tries []Try) ([]report.Proof, error) {
	secret, err := r.TestPassword(box)
	if err != nil {
		return nil, err
	}
	r.NoLogin, r.Only, r.Said = false, "", nil
	r.Env.Account.Address = ""
	r.Typed = Typed{Address: box.Address}
	r.Passwords = func(string, evidence.LegName) (Passwords, error) {
		return Passwords{SMTP: secret, POP: secret}, nil
	}
	for _, t := range tries {
		to := &r.Typed.SMTP
		if t.Leg == finding.Fetch {
			to = &r.Typed.POP
		}
		*to = Dialog{Server: fmt.Sprintf("%s:%d", t.Server.Host, t.Server.Port), Security: t.Server.Security, Login: box.Login}
	}
	if len(tries) == 1 {
		r.Only = tries[0].Leg
	}
	s, err := ResolveTrip(r)
	if err != nil {
		return nil, err
	}
	rep, err := RoundTrip(ctx, s)
	if err != nil {
		return nil, err
	}
	var out []report.Proof
	for _, t := range tries {
		p := report.Proof{Leg: t.Leg, Host: t.Server.Host, Port: t.Server.Port, Outcome: report.Undecided, Codes: []finding.Code{}, Mailbox: box.Address}
		if rep.Trip.Remains() {
			p.Left = rep.Trip.Token
		}
		if l := rep.Leg(t.Leg); l != nil {
			p.Outcome, p.Codes = l.Outcome, append(p.Codes, l.Codes...)
		}
		out = append(out, p)
	}
	return out, nil
}

// testProofs proves with the company's test mailboxes what the customer's own
// password did not prove. A mailbox whose password cannot be had is told of, and
// proves nothing.
func (s *Subject) testProofs(ctx context.Context, d *report.Diagnosis) {
	if s.req.TestPassword == nil || s.req.NoLogin {
		return
	}
	var order []*profile.Account
	tries := map[*profile.Account][]Try{}
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		if last := d.Last(l.Leg); s.login && last != nil && last.Leg(l.Leg).Outcome == report.Works {
			continue
		}
		at := l.Typed
		switch best := l.Advised(); {
		case l.Listed != nil:
			at = evidence.Server{Host: best.Host, Port: best.Port, Security: best.Security}
		case l.Reaches && l.Typed.Security != evidence.Plain:
		case best != nil:
			at = evidence.Server{Host: best.Host, Port: best.Port, Security: best.Security}
		default:
			continue
		}
		box := s.req.Company.TestAccount(at.Host)
		if box == nil {
			continue
		}
		if tries[box] == nil {
			order = append(order, box)
		}
		tries[box] = append(tries[box], Try{l.Leg, at})
	}
	for _, box := range order {
		proofs, err := TestTrip(ctx, s.req, *box, tries[box])
		if err != nil {
			s.req.warn("test mailbox", err)
			continue
		}
		d.Proofs = append(d.Proofs, proofs...)
	}
}

// company is what the profile says, for a report. from is the address that mail
// left from.
func (r *Request) company(from netip.Addr) *report.Company {
	p := r.Company
	if p == nil {
		return nil
	}
	c := &report.Company{Name: p.Name, Filter: p.Filter.Exists, Switch: finding.Text(p.Filter.Switch), Include: r.include(from), Elsewhere: r.elsewhere(from)}
	for _, panel := range p.Panels { // the first product that says so
		c.ServerName = cmp.Or(c.ServerName, finding.Text(panel.ServerName))
		c.Password = cmp.Or(c.Password, finding.Text(panel.Password))
		c.DNS = cmp.Or(c.DNS, finding.Text(panel.DNS))
	}
	return c
}

// include is the domain of the company's SPF term, "" where it has none, or where
// mail left from an address that is none of the company's.
func (r *Request) include(from netip.Addr) string {
	if r.Company == nil || r.elsewhere(from) {
		return ""
	}
	return r.Company.Sender.SPFInclude
}

// elsewhere tells whether mail left from an address that is none of the company's.
func (r *Request) elsewhere(from netip.Addr) bool {
	return r.Company != nil && from.IsValid() && len(r.Company.Sender.Outbound) > 0 && !r.Company.Sends(from)
}

// judgingSender is what verify needs beside the evidence of the sender's side.
func (r *Request) judgingSender(from netip.Addr) verify.Options {
	o := r.judging()
	o.Include = r.include(from)
	return o
}
