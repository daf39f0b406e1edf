package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/client/survey"
	"harness/verify/report"
)

// take makes hosts to look at of the dialogs that are filled in.
func (s *subject) take(j *job, part evidence.Part) {
	s.hosts = nil
	for _, d := range []struct {
		proto  evidence.Proto
		server evidence.Server
		skip   bool
	}{
		{evidence.SMTP, j.account.SMTP.Server, s.only == evidence.FetchLeg},
		{evidence.POP3, j.account.POP.Server, s.only == evidence.SendLeg},
	} {
		if d.server.Host == "" || d.skip {
			continue
		}
		at := evidence.Listener{Proto: d.proto, Port: d.server.Port, Security: d.server.Security}
		if i := slices.IndexFunc(s.hosts, func(h survey.Host) bool { return h.Name == d.server.Host }); i >= 0 {
			s.hosts[i].Listen = append(s.hosts[i].Listen, at)
			continue
		}
		s.hosts = append(s.hosts, survey.Host{Name: d.server.Host, Part: part, Listen: []evidence.Listener{at}})
	}
}

// guesses are the names that customers type for a domain.
func guesses(r *lookup.Resolver, a *app, domain string) []survey.Host {
	send := evidence.Listener{Proto: evidence.SMTP, Port: 587, Security: evidence.StartTLS}
	fetch := evidence.Listener{Proto: evidence.POP3, Port: 995, Security: evidence.SSL}
	list := []survey.Host{
		{Name: "smtp." + domain, Listen: []evidence.Listener{send}},
		{Name: "mail." + domain, Listen: []evidence.Listener{send, fetch}},
		{Name: "pop." + domain, Listen: []evidence.Listener{fetch}},
		{Name: "imap." + domain, Listen: []evidence.Listener{fetch}},
		{Name: domain, Listen: []evidence.Listener{send, fetch}},
	}
	ctx, cancel := context.WithTimeout(a.ctx, 2*time.Second) // one more row is not worth a longer wait
	defer cancel()
	for _, rec := range r.Ask(ctx, domain, "MX").Records {
		_, host, _ := strings.Cut(rec.Data, " ")
		name, err := account.NormalHost(host)
		if rec.Type == "MX" && err == nil && !slices.ContainsFunc(list, func(h survey.Host) bool { return h.Name == name }) && len(list) < 8 {
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
func (s *subject) keepSpoken(j *job, sv *evidence.Survey) {
	speaks := func(p evidence.Proto) bool {
		return slices.ContainsFunc(sv.Sessions, func(one evidence.Session) bool {
			st := one.Step(evidence.StageConnect)
			return one.Proto == p && st != nil && st.Trouble == nil
		})
	}
	switch smtp, pop := speaks(evidence.SMTP), speaks(evidence.POP3); {
	case smtp && !pop:
		s.only = evidence.SendLeg
	case pop && !smtp:
		s.only = evidence.FetchLeg
	}
	j.options.Only = s.only
}

// onLeg keeps the listeners of the leg that was asked for.
func onLeg(hosts []survey.Host, only evidence.LegName) []survey.Host {
	if only == "" {
		return hosts
	}
	var out []survey.Host
	for _, h := range hosts {
		h.Listen = slices.DeleteFunc(slices.Clone(h.Listen), func(l evidence.Listener) bool {
			return l.Proto.Leg() != only
		})
		if len(h.Listen) > 0 {
			out = append(out, h)
		}
	}
	return out
}

// list is --dry-run.
func (c *diagnoseCmd) list(a *app, j *job, s *subject) error {
	if len(s.hosts) == 0 {
		s.hosts = guesses(lookup.New(j.options.Resolver), a, s.domain)
	}
	sv := survey.New(survey.Config{Options: j.options, Full: c.Survey == "full", Domain: s.domain})
	plan := sv.Plan(a.ctx, s.hosts...)
	if c.Format == "json" {
		return report.JSON(a.stdout, map[string]any{"schema": report.Schema, "command": "diagnose", "would_open": plan})
	}
	for _, line := range plan {
		fmt.Fprintln(a.stdout, report.Clean(line))
	}
	return nil
}
