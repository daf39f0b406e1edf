package client

import (
	"context"
	"slices"
	"sync"
	"time"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/mask"
	"harness/client/wire"
)

// trip is what the two legs of a RoundTrip share. Once the hosts are guessed
// and looked up it is only read, but for what guards itself: the legs may run
// side by side.
type trip struct {
	acc      account.Account
	opt      Options
	from, to account.Mailbox
	started  time.Time
	token    string // of the letter; "" where nothing is to be sent
	letter   []byte
	plan     *dial.Plan
	mask     *mask.Mask // of the passwords
	mu       sync.Mutex // of Progress
}

// RoundTrip runs the whole job. Hosts that were not typed are guessed; see
// GuessError. The error means that the harness itself could
// not run; trouble at the far end is data in the Trip.
func RoundTrip(ctx context.Context, acc account.Account, opt Options) (*evidence.Trip, error) {
	t, err := prepare(acc, opt)
	if err != nil {
		return nil, err
	}
	began := time.Now()
	if err := t.guess(ctx); err != nil {
		return nil, err
	}
	t.mask = Mask(t.acc)
	t.lookUp(ctx)
	out := t.run(ctx)
	out.Took = evidence.Duration(time.Since(began))
	return out, nil
}

// run is the order of the job: snapshot, send, wait, fetch. Both legs are
// always tried. Without a transcript to keep in order, the snapshot is taken
// while the submission gets as far as DATA, which waits for it: a letter that
// stood in the snapshot would never be looked for.
func (t *trip) run(ctx context.Context) *evidence.Trip {
	sending, fetching := t.asked(evidence.SendLeg), t.asked(evidence.FetchLeg)
	together := sending && fetching && t.opt.Trace == nil && !t.opt.OneRefusal
	others := t.compare(ctx)
	var sent submission
	fetch := newFetchLeg(t)
	m := newMoments()
	snap := func() {
		defer close(m.left)
		defer m.noted()
		if !fetching {
			return
		}
		fetch.takeSnapshot(ctx, func() {
			if together && !t.opt.NoLetter {
				fetch.openAhead(ctx, m.data, m.sendOver)
			}
		}, m.noted)
	}
	if together {
		go snap()
	} else {
		snap()
	}
	if sending && ctx.Err() == nil {
		withheld := t.opt.OneRefusal && fetch.refused > 0 && t.acc.SMTP.Login == t.acc.POP.Login && t.acc.SMTP.Password.Reveal() == t.acc.POP.Password.Reveal()
		sent = t.submit(ctx, withheld, func() { m.atData(); <-m.note })
	}
	close(m.sendOver)
	<-m.left
	if sent.letter == nil || fetch.over {
		fetch.dropAhead()
	}
	switch {
	case !sending || !fetching || fetch.over:
	case sent.letter != nil:
		fetch.await(ctx)
		fetch.seek(ctx)
	case sent.doubtful():
		fetch.cleanUp(ctx)
	}
	stopped := ""
	if ctx.Err() != nil {
		stopped = "interrupted"
		if fetching && sent.handedOver {
			fetch.cleanUp(ctx)
		}
	}
	fetch.dropAhead()
	fetch.lookAgain(ctx)
	known := others()
	homes := t.listed(ctx, sent.refused+fetch.refused)
	out := t.record(sent, fetch, known, stopped)
	out.Homes = homes
	t.reverse(ctx, out.Legs)
	out.Anchors = wire.Anchors(t.opt.Roots, slices.Concat(out.Sessions(evidence.SendLeg), out.Sessions(evidence.FetchLeg))...)
	out.DNS = t.plan.Answers()
	return out
}

// listed is where the hosting company lists the mailbox, if a login was refused;
// the addresses of those servers are asked for.
func (t *trip) listed(ctx context.Context, refused int) []evidence.Home {
	if t.opt.Home == nil || refused == 0 || ctx.Err() != nil {
		return nil
	}
	homes := t.opt.Home(ctx, t.acc.Address)
	for _, h := range homes {
		t.plan.Ask(ctx, h.Host)
	}
	return homes
}

// asked tells whether a leg was asked for.
func (t *trip) asked(leg evidence.LegName) bool { return t.opt.Only == "" || t.opt.Only == leg }

// record puts together what the legs have seen.
func (t *trip) record(sent submission, fetch *fetchLeg, others map[evidence.LegName][]evidence.Session, stopped string) *evidence.Trip {
	t.hide(&fetch.got)
	out := &evidence.Trip{
		Schema: evidence.Schema, Token: t.token, Started: t.started, Persona: t.opt.Persona.Name,
		Address: t.acc.Address, To: t.acc.To, Roots: t.opt.Roots.Name, Risky: t.opt.Risky, Keep: t.opt.Keep, NoLetter: t.opt.NoLetter,
		Legs: t.acc.Legs(t.opt.Only),
		Sent: sent.letter, SentAt: sent.at,
		Returned: fetch.got.returned, Comparison: fetch.got.comparison, Copies: fetch.got.copies, Deleted: fetch.got.deleted, Unconfirmed: fetch.got.after, Strayed: fetch.got.strayed,
		Bounce: fetch.got.bounce, BounceReport: fetch.got.report,
		Refusals: sent.refused + fetch.refused, Stopped: stopped, LocalIPs: []string{},
	}
	for i := range out.Legs {
		l := &out.Legs[i]
		switch l.Name {
		case evidence.SendLeg:
			l.Sessions = append(l.Sessions, sent.sessions...)
		case evidence.FetchLeg:
			l.Sessions = append(l.Sessions, fetch.sessions...)
		}
		l.Sessions = append(l.Sessions, others[l.Name]...)
		for _, s := range l.Sessions {
			if ip := s.Local.Addr(); ip.IsValid() && !slices.Contains(out.LocalIPs, ip.String()) {
				out.LocalIPs = append(out.LocalIPs, ip.String())
			}
		}
	}
	slices.Sort(out.LocalIPs)
	return out
}
