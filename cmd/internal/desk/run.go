package desk

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/cmd/internal/ticket"
	"harness/fixtures/scenario"
	"harness/verify/clean"
	"harness/verify/report"
)

// phase is where a run stands.
type phase string

// The phases.
const (
	waiting   phase = "waiting"
	running   phase = "running"
	done      phase = "done"
	cancelled phase = "cancelled"
	failed    phase = "failed"
)

func (p phase) over() bool { return p == done || p == cancelled || p == failed }

// run is one run of a matter.
type run struct {
	id     string
	of     *matter
	user   string
	typed  job.Typed      // of the form; empty: the ticket is read as it stands
	secret account.Secret // the customer's password, for this run alone; taken out by it
	login  bool           // it was given one
	stop   context.CancelFunc
	began  time.Time
	result result

	mu      sync.Mutex
	at      phase
	looks   []look
	changed chan struct{} // closed when something changes
}

// result is what came of it, once it is done.
type result struct {
	answer    *ticket.Answer // nil: there were no words to answer
	diagnoses []*report.Diagnosis
	refused   []netip.AddrPort // that the guard turned away
	fault     error            // why it could not be carried out
	took      time.Duration
	unkept    bool // the history could not take it
	proofs    []report.Proof
	unproved  error // why a test mailbox or an advised setting was not tried
}

func (r *run) state() phase {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at
}

// seen are the looks from n on, where the run stands, and what is closed when
// that changes.
func (r *run) seen(n int) ([]look, phase, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.looks[min(n, len(r.looks)):], r.at, r.changed
}

// change tells everybody who watches.
func (r *run) change(what func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	what()
	close(r.changed)
	r.changed = make(chan struct{})
}

// looked takes a conversation into the tree.
func (r *run) looked(s evidence.Session) {
	r.change(func() {
		if len(r.looks) < maxLooks {
			r.looks = append(r.looks, lookOf(&s))
		}
	})
}

// launch starts a run; it waits for its turn.
func (d *Desk) launch(r *run) {
	ctx, stop := context.WithCancel(d.ctx)
	r.stop, r.at, r.changed = stop, waiting, make(chan struct{})
	d.store.addRun(r)
	d.runs.Go(func() {
		defer stop()
		leave, ok := d.queue.enter(ctx, r.user)
		if !ok {
			r.change(func() { r.at, r.secret = cancelled, account.Secret{} })
			return
		}
		defer leave()
		r.change(func() { r.at = running })
		bounded, end := context.WithTimeout(ctx, maxTime)
		defer end()
		began := time.Now()
		out := d.carryOut(bounded, r)
		out.took = time.Since(began)
		at := done
		switch {
		case ctx.Err() != nil:
			at = cancelled
		case out.fault != nil:
			at = failed
		default:
			r.result = out
			out.unkept = d.cfg.History != nil && d.cfg.History.add(r) != nil
		}
		r.change(func() { r.result, r.at = out, at })
	})
}

// carryOut makes the run: in the scenario's own network, or behind the guard.
func (d *Desk) carryOut(ctx context.Context, r *run) (out result) {
	secret := r.secret
	r.secret = account.Secret{}
	env := d.cfg.Env
	var refusals *job.Refusals // a lab's servers are others each time
	if r.of.lab != "" {
		s, err := scenario.ByName(r.of.lab)
		if err != nil {
			return result{fault: err}
		}
		lab, err := job.OpenLab(ctx, s)
		if err != nil {
			return result{fault: err}
		}
		defer lab.Close()
		env = lab.Env
	} else {
		g := &guard{allow: d.cfg.Allow}
		env.Dial, env.HTTP = g.dialler(env.Dial), nil
		defer func() { out.refused = g.turnedAway() }()
		refusals = d.cfg.Refusals
	}
	env.Account = account.Account{} // the account is the one that the page shows
	req := job.Request{
		Env: env, Options: client.Options{Now: d.cfg.Now, Looked: r.looked}, Margins: d.cfg.Margins, Command: "diagnose", Typed: r.typed,
		Company: d.cfg.Profile, Refusals: refusals, Tries: tries, Warn: func(_ string, err error) { out.unproved = err },
	}
	if d.cfg.Profile != nil {
		req.TestPassword = d.cfg.Password
		if d.cfg.Profile.Listing() {
			req.Home = d.cfg.Profile.Homes(d.cfg.Files)
		}
	}
	if r.of.target == "" && strings.TrimSpace(r.of.paste) != "" {
		out.answer, out.fault = ticket.Of(ctx, ticket.Request{
			Raw: []byte(r.of.paste), Job: req, Profile: d.cfg.Profile, Files: d.cfg.Files, Password: d.cfg.Password, Date: d.cfg.Now(),
		})
		if out.answer == nil {
			return out
		}
		out.diagnoses, out.proofs, out.unproved = out.answer.Diagnoses, out.answer.Proofs, out.answer.Unproved
		if secret.Empty() {
			return out
		}
		req.Typed = shown(r)
	} else if r.typed == (job.Typed{}) {
		req.Target = r.of.target
	}
	if !secret.Empty() {
		req.Passwords = func(string, evidence.LegName) (job.Passwords, error) {
			return job.Passwords{SMTP: secret, POP: secret}, nil
		}
	}
	s, err := job.Resolve(ctx, req)
	if err != nil {
		return result{fault: err}
	}
	one, err := job.Run(ctx, s, nil)
	if err != nil {
		return result{fault: err}
	}
	out.proofs = append(out.proofs, one.Proofs...)
	// What the ticket found of the same account without logging in, the login has told better.
	out.diagnoses = append([]*report.Diagnosis{one}, slices.DeleteFunc(slices.Clone(out.diagnoses), func(d *report.Diagnosis) bool { return d.Target == one.Target })...)
	return out
}

// reason is why a run could not be carried out, for a page.
func reason(err error) string {
	var fault *job.Fault
	if errors.As(err, &fault) {
		return clean.Line(fault.Error())
	}
	return clean.Line(err.Error())
}
