package ticket

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/verify/advice"
	"harness/verify/finding"
)

// jobRequest is the request for one look, without what was typed.
func (t *ticket) jobRequest() job.Request {
	r := t.req.Job
	r.Command, r.NoLogin, r.Lang, r.Said = "ticket", true, t.lang, nil
	r.Company = t.req.Profile
	if r.Company.Listing() {
		r.Home = r.Company.Homes(t.req.Files)
	}
	r.Names = append(slices.Clone(r.Names), t.reading.Names()...)
	return r
}

// survey looks at the servers: those that were typed, then the usual names of
// a dialog that words speak of and of which the ticket names no server.
func (t *ticket) survey(ctx context.Context, m *matter, told bool) error {
	typed := job.TypedBy(m.subject)
	given := t.req.Job.Typed
	for _, d := range []struct{ to, from *job.Dialog }{{&typed.SMTP, &given.SMTP}, {&typed.POP, &given.POP}} {
		if d.from.Server != "" {
			*d.to = *d.from
		}
	}
	t.fromInventory(ctx, m, &typed)
	if typed.SMTP.Server != "" || typed.POP.Server != "" {
		if err := t.run(ctx, m, typed, ""); err != nil {
			return err
		}
	}
	bare := job.Typed{Address: typed.Address}
	if bare.Address != "" {
		for _, d := range m.dialogs {
			if d.seen == NoName && len(d.typed.Others) == 0 {
				if err := t.instead(ctx, m, d, bare); err != nil {
					return err
				}
			}
		}
	}
	need := map[finding.Leg]bool{}
	for _, d := range m.dialogs {
		server := typed.SMTP.Server
		if d.leg == finding.Fetch {
			server = typed.POP.Server
		}
		need[d.leg] = server == "" && (d.word != nil || !told && d.typed.Empty())
	}
	if bare.Address == "" && m.domain == "" {
		return nil
	}
	switch {
	case need[finding.Send] && need[finding.Fetch]:
		return t.run(ctx, m, bare, "")
	case need[finding.Send]:
		return t.run(ctx, m, bare, finding.Send)
	case need[finding.Fetch]:
		return t.run(ctx, m, bare, finding.Fetch)
	}
	return nil
}

// run makes one look and enters what was seen.
func (t *ticket) run(ctx context.Context, m *matter, typed job.Typed, only finding.Leg) error {
	r := t.jobRequest()
	r.Typed, r.Env.Account = typed.Usual(), account.Account{} // the account is the one that the ticket names
	if t.program.Name != "" {
		r.Typed, r.Options.Persona = typed, t.program
	}
	if only != "" {
		r.Only = only
	}
	if typed.Address == "" && typed.SMTP.Server == "" && typed.POP.Server == "" {
		r.Target = m.domain
	}
	s, err := job.Resolve(ctx, r)
	var fault *job.Fault
	if errors.As(err, &fault) {
		m.unread = append(m.unread, fault.Error())
		return nil
	}
	if err != nil {
		return err
	}
	d, err := job.Run(ctx, s, nil)
	if err != nil {
		return err
	}
	d.Said = t.reading.Said
	t.runs = append(t.runs, d)
	for _, one := range m.dialogs {
		if one.seen != Unseen {
			continue
		}
		seen, leg := seenOf(d, one.leg)
		if leg == nil || only == "" && leg.Typed.Host == "" && (typed.SMTP.Server != "" || typed.POP.Server != "") {
			continue
		}
		one.seen, one.leg0, one.run = seen, leg, d
		one.best = t.own(leg)
		if m.listed[one.leg] && seen == Fits { // not typed: the inventory says that this is the one
			one.seen = UsualOut
			one.best = &advice.Option{Host: leg.Typed.Host, Port: leg.Typed.Port, Security: leg.Typed.Security}
		}
		if seen == UsualFits && one.best != nil && one.cause != Mode && one.cause != Google {
			one.best = nil // several names may do: which is typed has to be asked
		}
	}
	return nil
}

// instead looks for the server in place of a typed name that leads nowhere:
// where a usual name of the address's own domain fits, that is what to type.
func (t *ticket) instead(ctx context.Context, m *matter, d *dialog, bare job.Typed) error {
	typed := *d
	d.seen, d.leg0, d.run, d.best = Unseen, nil, nil, nil
	err := t.run(ctx, m, bare, d.leg)
	var best *advice.Option
	if d.leg0 != nil {
		best = t.own(d.leg0)
	}
	*d = typed
	if best != nil && !(foreign(best) && d.cause == Nothing) {
		d.seen, d.best = WayOut, best
	}
	return err
}

// own is the best of a dialog's options that may be told a customer: where the
// hosting company has named its servers, a stranger's name is none, whatever
// its certificate says.
func (t *ticket) own(l *advice.Leg) *advice.Option {
	p := t.req.Profile
	if l.Listed != nil { // by the company itself
		return l.Listed
	}
	if p == nil || len(p.Servers.Names)+len(p.Servers.Patterns) == 0 {
		return l.Best()
	}
	for i := range l.Options {
		if o := &l.Options[i]; p.Owns(o.Host) || !foreign(o) {
			return o
		}
	}
	return nil
}

// fromInventory takes the servers of the customer's domain from the hosting
// company's own list, where the ticket does not say what was typed.
func (t *ticket) fromInventory(ctx context.Context, m *matter, typed *job.Typed) {
	if !t.req.Profile.Listing() {
		return
	}
	_, domain, _ := strings.Cut(m.subject.Address, "@")
	if domain == "" {
		domain = m.domain
	}
	if domain == "" {
		return
	}
	home, err := t.req.Profile.Home(ctx, t.req.Files, domain)
	if err != nil {
		m.unread = append(m.unread, err.Error())
		return
	}
	enter := func(leg finding.Leg, to *job.Dialog, s evidence.Server) {
		if to.Server == "" && s.Host != "" && slices.ContainsFunc(m.dialogs, func(d *dialog) bool { return d.leg == leg }) {
			*to = job.Dialog{Server: fmt.Sprintf("%s:%d", s.Host, s.Port), Security: s.Security}
			m.listed[leg] = true
		}
	}
	enter(finding.Send, &typed.SMTP, home.SMTP)
	enter(finding.Fetch, &typed.POP, home.POP)
}
