// Package autoconfig asks what mail programs find for a domain, looks at the
// servers that are named there, and says what a right publication is. It logs in
// nowhere.
package autoconfig

import (
	"context"
	"net"
	"strconv"
	"sync"
	"time"

	"harness/client"
	"harness/client/autoconfig"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/verify"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/published"
	"harness/verify/render"
	"harness/verify/report"
)

// Request is whose settings are looked at.
type Request struct {
	Env     job.Env
	Options client.Options // Env stands over them
	Domain  string         // normalised
	Address string         // that web servers are told; "": postmaster's (RFC 2142 section 5)
	Profile []byte         // a .mobileconfig; nil: none
	Name    string         // of it
}

const schema = 1

// Result is what was found.
type Result struct {
	Schema   int                 `json:"schema"`
	Command  string              `json:"command"`
	Domain   string              `json:"domain"`
	Outcome  report.Outcome      `json:"outcome"`
	Exit     int                 `json:"exit"`
	Lang     string              `json:"lang"`
	Programs []published.Program `json:"programs"`
	Servers  []published.Server  `json:"servers"` // that are published
	Guessed  []published.Server  `json:"guessed"` // common names that exist, where nothing is published
	Findings []render.ItemForm   `json:"findings"`
	Right    *published.Right    `json:"right"` // null: not known
	Seen     evidence.Published  `json:"seen"`

	items []report.Item
}

// Codes are those of the findings, in their order.
func (r *Result) Codes() []finding.Code {
	out := []finding.Code{}
	for _, it := range r.items {
		out = append(out, it.Code)
	}
	return out
}

// Run asks. The error means that the harness itself could not.
func Run(ctx context.Context, req Request) (*Result, error) {
	r := run{req: req, opt: req.Env.Trip(req.Options)}
	if r.opt.Now == nil {
		r.opt.Now = time.Now
	}
	if req.Address == "" {
		req.Address = "postmaster@" + req.Domain
	}
	seen, err := autoconfig.Look(ctx, autoconfig.Question{
		Options: r.opt, Domain: req.Domain, Address: req.Address, Profile: req.Profile, Name: req.Name,
	})
	if err != nil {
		return nil, err
	}
	c := published.Case{Seen: seen, Servers: published.Servers(seen)}
	r.look(ctx, c.Servers)
	if len(c.Servers) == 0 {
		c.Guessed = r.guess(ctx)
	}
	res := &Result{
		Schema: schema, Command: "autoconfig", Domain: req.Domain, Outcome: report.Works,
		Programs: published.Programs(c), Servers: c.Servers, Guessed: c.Guessed, Seen: seen,
	}
	for _, f := range published.Judge(c) {
		it := report.ItemOf(phrasebook.Book{}, f)
		res.items = append(res.items, it)
		res.Outcome = report.Worse(res.Outcome, report.OutcomeOf(it.Severity))
	}
	res.Exit = render.ExitCode(res.Outcome)
	known := append(append([]published.Server{}, c.Servers...), c.Guessed...)
	if res.Right = published.RightFor(req.Domain, known); res.Right == nil {
		more, err := r.advised(ctx, known)
		if err != nil {
			return nil, err
		}
		res.Right = published.RightFor(req.Domain, append(known, more...))
	}
	return res, ctx.Err()
}

// run is one under way.
type run struct {
	req Request
	opt client.Options
}

// atOnce is how many servers are looked at together; the pacer counts by address.
const atOnce = 4

// look sees what servers are worth, up to their login.
func (r *run) look(ctx context.Context, list []published.Server) {
	slots := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i := range list {
		wg.Go(func() {
			slots <- struct{}{}
			r.see(ctx, &list[i])
			<-slots
		})
	}
	wg.Wait()
}

// see looks at one. What only Gmail's dialogs say of a port is no matter here.
func (r *run) see(ctx context.Context, s *published.Server) {
	opt := r.opt
	opt.Persona = persona.Usual(s.Proto)
	trip, err := client.Listen(ctx, s.Proto, s.Server(), opt, nil)
	if err != nil {
		s.Outcome = report.Undecided
		return
	}
	rep := verify.Judge(trip, verify.Options{Roots: r.req.Env.Roots, Now: opt.Now(), Command: "autoconfig"})
	s.Outcome = report.Works
	for _, it := range rep.Findings {
		if it.Code == finding.PortNotOffered || it.Code == finding.FeatureEnded || !it.Severity.Decides() {
			continue
		}
		s.Outcome = report.Worse(s.Outcome, report.OutcomeOf(it.Severity))
		s.Codes = append(s.Codes, it.Code)
	}
	if leg := rep.Leg(s.Proto.Leg()); leg != nil && len(leg.Certificates) > 0 {
		s.Ends = leg.Certificates[0].NotAfter.Format(time.DateOnly)
	}
}

// guess tries common names as a program does, until one works for each leg; names
// that do not exist are none, and of one that DNS did not answer for nothing is known.
func (r *run) guess(ctx context.Context) []published.Server {
	out := []published.Server{}
	fetch, send := autoconfig.Guesses(r.req.Domain)
	plan := r.opt.Plan(nil)
	for _, leg := range [][]evidence.Setting{fetch, send} {
		for _, s := range leg {
			at := published.Server{Setting: s, Codes: []finding.Code{}, Sources: []evidence.SourceName{}}
			switch f := plan.Ask(ctx, s.Host); {
			case len(f.Addrs) > 0:
				r.see(ctx, &at)
			case f.Trouble.Kind == evidence.DNSFailed:
				at.Outcome, at.Codes = report.Undecided, append(at.Codes, finding.DNSFailed)
			default:
				continue
			}
			out = append(out, at)
			if at.Outcome == report.Works {
				break
			}
		}
	}
	return out
}

// advised are the servers that the diagnosis advises in place of those that do not
// work, or for the domain where nothing else is known.
func (r *run) advised(ctx context.Context, known []published.Server) ([]published.Server, error) {
	env := r.req.Env
	env.Account, env.Sample = job.Env{}.Account, job.Sample{}
	req := job.Request{Env: env, Options: r.req.Options, NoLogin: true, Command: "autoconfig"}
	req.Options.Persona = persona.Usual("")
	for _, s := range known {
		dialog := job.Dialog{Server: net.JoinHostPort(s.Host, strconv.Itoa(int(s.Port))), Security: s.Security}
		if s.Security == evidence.Plain { // nothing in clear is advised: its usual port
			dialog = job.Dialog{Server: s.Host}
		}
		switch to := &req.Typed.POP; {
		case s.Proto == evidence.SMTP:
			if req.Typed.SMTP.Server == "" {
				req.Typed.SMTP = dialog
			}
		case to.Server == "":
			*to, req.Options.Persona = dialog, persona.Usual(s.Proto)
		}
	}
	if req.Typed.SMTP.Server+req.Typed.POP.Server == "" {
		req.Target = r.req.Domain
	}
	subject, err := job.Resolve(ctx, req)
	if err != nil {
		return nil, nil // nothing that a diagnosis could begin with
	}
	d, err := job.Run(ctx, subject, nil)
	if err != nil {
		return nil, err
	}
	var out []published.Server
	for _, leg := range d.Advice.Legs {
		for _, o := range leg.Options[:min(len(leg.Options), 2)] {
			out = append(out, published.Server{Setting: evidence.Setting{
				Proto: protoOf(leg.Proto, leg.Leg), Host: o.Host, Port: o.Port, Security: o.Security,
			}})
		}
		if t := leg.Typed; leg.Reaches && t.Host != "" {
			out = append(out, published.Server{Setting: evidence.Setting{Proto: protoOf(leg.Proto, leg.Leg), Host: t.Host, Port: t.Port, Security: t.Security}})
		}
	}
	r.look(ctx, out)
	return out, nil
}

// protoOf is the protocol of an advised leg, which is said where it is not the
// usual one.
func protoOf(said evidence.Proto, leg finding.Leg) evidence.Proto {
	switch {
	case said != "":
		return said
	case leg == finding.Send:
		return evidence.SMTP
	}
	return evidence.POP3
}
