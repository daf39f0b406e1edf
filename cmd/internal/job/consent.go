package job

import (
	"fmt"
	"net/netip"
	"slices"

	"harness/client/account"
	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/report"
	"harness/verify/rules"
)

// This file is where a password may go. It asks nobody and opens nothing.
//
//   - As typed: to the hosts that a person typed, if a password was given and
//     nobody said --no-login; never to names guessed from a domain
//     (Subject.choose). A guess for the one dialog that was left empty stays
//     under the address's own domain (client.GuessError).
//   - With the advised settings: where advice.Consent allows it, at the
//     addresses that it allows; anywhere else only after the person named the
//     host. Not on a leg whose login was refused: the same credentials are not
//     tried again.
//   - On the wire: never over a connection that Gmail would refuse. That is
//     client/wire's gate, for every login.

// mayLogIn tells whether there is a password, and leave to use it.
func mayLogIn(r Request, acc account.Account) bool {
	if r.NoLogin || acc.Address == "" {
		return false
	}
	return r.Passwords != nil || !acc.SMTP.Password.Empty() || !acc.POP.Password.Empty()
}

// grant is where the password may go with advised settings.
type grant struct {
	consent advice.Consent
	refused map[evidence.LegName]bool // the login was refused
	tried   map[string]bool           // by the key of the option
}

// granting is the grant of a run, before anybody was asked.
func granting(s *Subject, d *report.Diagnosis) *grant {
	g := &grant{refused: map[evidence.LegName]bool{}, tried: map[string]bool{}}
	g.consent = advice.Consent{Address: s.account.Address, Hosts: d.Survey.Hosts, Own: s.req.Company.Owns}
	g.consent.Prove = append(append(g.consent.Prove, s.req.Prove...), s.req.Env.Agreed...)
	if d.Before != nil && d.Before.Trip != nil {
		for _, l := range d.Before.Trip.Legs {
			g.refused[l.Name] = slices.ContainsFunc(l.Sessions, rules.LoginRefused)
		}
	}
	return g
}

func key(leg evidence.LegName, o *advice.Option) string {
	return fmt.Sprintf("%s %s %d %s", leg, o.Host, o.Port, o.Security)
}

// stranger is the best option of a leg if it may not have the password unasked.
func (g *grant) stranger(l *advice.Leg) *advice.Option {
	best := l.Best()
	if g.refused[l.Leg] || best == nil || g.tried[key(l.Leg, best)] || len(g.consent.Provable(*best)) > 0 {
		return nil
	}
	return best
}

// agree notes that the person named a host.
func (g *grant) agree(host string) { g.consent.Prove = append(g.consent.Prove, host) }

// next is the best option of a leg that may have the password and was not
// tried, with the addresses at which it may; nil if there is none.
func (g *grant) next(l *advice.Leg) (*advice.Option, []netip.Addr) {
	if g.refused[l.Leg] {
		return nil, nil
	}
	for i := range l.Options {
		o := &l.Options[i]
		if at := g.consent.Provable(*o); len(at) > 0 && !g.tried[key(l.Leg, o)] {
			return o, at
		}
	}
	return nil, nil
}

// use notes that an option is tried now.
func (g *grant) use(leg evidence.LegName, o *advice.Option) { g.tried[key(leg, o)] = true }
