package job

import (
	"context"
	"slices"
	"time"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/lookup"
	"harness/client/persona"
	"harness/client/survey"
)

// takeHosts makes hosts to look at of the dialogs that are filled in.
func (s *Subject) takeHosts() {
	s.hosts = nil
	for _, l := range s.account.Legs(s.only) {
		if l.Server.Host == "" {
			continue
		}
		at := evidence.Listener{Proto: l.Proto, Port: l.Server.Port, Security: l.Server.Security}
		if i := slices.IndexFunc(s.hosts, func(h survey.Host) bool { return h.Name == l.Server.Host }); i >= 0 {
			s.hosts[i].Listen = append(s.hosts[i].Listen, at)
			continue
		}
		s.hosts = append(s.hosts, survey.Host{Name: l.Server.Host, Part: evidence.TypedHost, Listen: []evidence.Listener{at}})
	}
}

// guesses are the names that customers type for a domain.
func guesses(ctx context.Context, r *lookup.Resolver, domain string, who persona.Persona) []survey.Host {
	send, fetch := who.Send.Usual(), who.Fetch.Usual()
	list := []survey.Host{
		{Name: "smtp." + domain, Listen: []evidence.Listener{send}},
		{Name: "mail." + domain, Listen: []evidence.Listener{send, fetch}},
		{Name: "pop." + domain, Listen: []evidence.Listener{fetch}},
		{Name: "imap." + domain, Listen: []evidence.Listener{fetch}},
		{Name: domain, Listen: []evidence.Listener{send, fetch}},
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second) // one more row is not worth a longer wait
	defer cancel()
	for _, rec := range r.Ask(ctx, domain, "MX").Records {
		_, host, ok := rec.MX()
		name, err := hostname.Normal(host)
		if ok && err == nil && !slices.ContainsFunc(list, func(h survey.Host) bool { return h.Name == name }) && len(list) < 8 {
			list = append(list, survey.Host{Name: name, Listen: []evidence.Listener{send}})
		}
	}
	for i := range list {
		list[i].Part = evidence.GuessedHost
	}
	return list
}

// keepSpoken drops the leg whose protocol a host does not speak at all, where
// it speaks the other.
func (s *Subject) keepSpoken(sv *evidence.Survey) {
	speaks := func(p evidence.Proto) bool {
		return slices.ContainsFunc(sv.Sessions, func(one evidence.Session) bool {
			st := one.Step(evidence.StageConnect)
			return one.Proto == p && st != nil && st.Trouble == nil
		})
	}
	switch smtp, pop := speaks(evidence.SMTP), speaks(s.options.Persona.Fetch.Proto); {
	case smtp && !pop:
		s.only = evidence.SendLeg
	case pop && !smtp:
		s.only = evidence.FetchLeg
	}
	s.options.Only = s.only
}

// onLeg keeps the listeners of the leg that was asked for.
func onLeg(hosts []survey.Host, only evidence.LegName) []survey.Host {
	if only == "" {
		return hosts
	}
	var out []survey.Host
	for _, h := range hosts {
		h.Listen = slices.DeleteFunc(slices.Clone(h.Listen), func(l evidence.Listener) bool { return l.Proto.Leg() != only })
		if len(h.Listen) > 0 {
			out = append(out, h)
		}
	}
	return out
}
