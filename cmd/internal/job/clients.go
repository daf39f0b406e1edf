package job

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"harness/client"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/client/survey"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/report"
)

// protocols are those by which some client fetches.
var protocols = []evidence.Proto{evidence.POP3, evidence.IMAP}

// over is the request of those who fetch by a protocol. IMAP's dialog stands in its
// own field where all are asked, see Typed.
func (r Request) over(proto evidence.Proto) Request {
	r.Options.Persona = persona.Everyone(proto)
	if proto == evidence.IMAP {
		r.Typed.POP = r.Typed.IMAP
	}
	r.Env.Account.Over = proto
	return r
}

// wanted are the protocols of fetching that a request is about: those typed, and
// where none is, all.
func (r Request) wanted() []evidence.Proto {
	var out []evidence.Proto
	for i, d := range []Dialog{r.Typed.POP, r.Typed.IMAP} {
		if d.Server != "" || d.Security != "" {
			out = append(out, protocols[i])
		}
	}
	_, port, _ := strings.Cut(r.Target, ":")
	n, _ := strconv.ParseUint(port, 10, 16)
	named := persona.ProtoOf(uint16(n))
	switch {
	case len(out) > 0:
	case named == evidence.SMTP:
		out = protocols[:1]
	case named != "":
		out = []evidence.Proto{named}
	case r.Target == "" && r.Env.Account.POP.Host != "": // a scenario's
		out = append(out, r.Env.Account.Fetching())
	default:
		out = protocols
	}
	if r.Only == evidence.SendLeg {
		out = out[:1]
	}
	return out
}

// RoundTripAll makes the round trip as all clients at once: one letter, and one
// session more where they fetch by another protocol. No login is made that none of
// them would make, and none again once one was refused.
func RoundTripAll(ctx context.Context, r Request) (*report.Clients, error) {
	var trips []*evidence.Trip
	for i, proto := range r.wanted() {
		one := r.over(proto)
		if i > 0 {
			if trips[0].Refusals > 0 || ctx.Err() != nil {
				break
			}
			one.Only, one.Options.NoLetter = evidence.FetchLeg, true
		}
		s, err := ResolveTrip(one)
		if err != nil {
			return nil, err
		}
		if one.Passwords != nil { // asked for once
			p := Passwords{s.account.SMTP.Password, s.account.POP.Password}
			r.Passwords = func(string, evidence.LegName) (Passwords, error) { return p, nil }
		}
		trip, err := client.RoundTrip(ctx, s.account, s.options)
		if err != nil {
			return nil, guessed(err)
		}
		trips = append(trips, trip)
	}
	out := verify.Clients(func(persona.Persona) []*evidence.Trip { return trips }, r.judging())
	out.Address, out.Trips = trips[0].Address, trips
	return out, nil
}

// SurveyAll looks at the servers once, without logging in, and says which client
// would reach the login, and with which settings all would.
func SurveyAll(ctx context.Context, r Request) (*report.Clients, error) {
	r.NoLogin, r.Passwords = true, nil
	protos := r.wanted()
	subjects := make([]Subject, len(protos))
	for i, proto := range protos {
		var err error
		if subjects[i], err = Resolve(ctx, r.over(proto)); err != nil {
			return nil, err
		}
	}
	first := subjects[0]
	for _, s := range subjects[1:] {
		first.hosts = joined(first.hosts, s.hosts)
	}
	cs := first.survey(ctx)
	cases := make([]advice.Case, len(subjects))
	for i := range subjects {
		cases[i] = subjects[i].adviceCase(cs.Trip.Survey, cs.Auto)
	}
	out := verify.Clients(func(who persona.Persona) []*evidence.Trip {
		trips := []*evidence.Trip{}
		for i := range cases {
			if subjects[i].named() {
				trips = append(trips, caseOf(cases[i], who).AsTrip())
			}
		}
		return oneSending(trips)
	}, r.judging())
	out.Address, out.NoLogin, out.Survey, out.Trips = first.target, true, cs.Trip.Survey, []*evidence.Trip{}
	for i, cs := range cases {
		advise(out, cs, !subjects[i].named())
	}
	return out, nil
}

// named tells whether a server was typed or named, and not only guessed.
func (s *Subject) named() bool { return s.account.SMTP.Host != "" || s.account.POP.Host != "" }

// joined are the hosts of both lists, each once with all that is to be looked at.
func joined(a, b []survey.Host) []survey.Host {
	for _, h := range b {
		i := slices.IndexFunc(a, func(old survey.Host) bool { return old.Name == h.Name })
		if i < 0 {
			a = append(a, h)
			continue
		}
		for _, at := range h.Listen {
			if !slices.Contains(a[i].Listen, at) {
				a[i].Listen = append(slices.Clone(a[i].Listen), at)
			}
		}
	}
	return a
}

// caseOf is a case as a client.
func caseOf(cs advice.Case, who persona.Persona) advice.Case {
	trip := *cs.Trip
	trip.Persona = who.Name
	cs.Trip = &trip
	return cs
}

// oneSending leaves the sending leg to the first record.
func oneSending(trips []*evidence.Trip) []*evidence.Trip {
	for i, t := range trips {
		if i > 0 && trips[0].Asked(evidence.SendLeg) {
			t.Legs = slices.DeleteFunc(slices.Clone(t.Legs), func(l evidence.Leg) bool { return l.Name == evidence.SendLeg })
		}
	}
	return trips
}
