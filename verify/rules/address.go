package rules

import (
	"net/netip"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
)

// addresses: what the addresses of one typed host have in common. Which of them
// a mail program comes to is chance, so one that works makes none of the others
// right. An address from which nothing came says nothing: that may be our side.
func addresses(c *Case) []finding.Finding {
	var out []finding.Finding
	for _, l := range c.Legs() {
		var good, bad, unknown []string
		at := l.byAddress()
		if len(at) < 2 {
			continue
		}
		worst := -1
		for _, a := range at {
			codes, worth := c.worth(l, a.sessions)
			switch worth {
			case finding.Broken:
				bad = append(bad, a.ip.String()+" ("+strings.Join(codes, ", ")+")")
				if worst < 0 {
					worst = a.sessions[len(a.sessions)-1]
				}
			case finding.Undecided:
				if l.Sessions[a.sessions[0]].Purpose != evidence.ToCompare {
					continue // network speaks of it
				}
				unknown = append(unknown, a.ip.String()+" ("+strings.Join(codes, ", ")+")")
			default:
				good = append(good, a.ip.String())
			}
		}
		all := evidence.Addresses(l.Server.Host, c.Trip.DNS)
		for _, ip := range all[min(len(all), evidence.MaxAddrs):] {
			unknown = append(unknown, ip.String())
		}
		_, s := l.Decisive()
		if len(good) > 0 && len(bad) > 0 {
			out = append(out, finding.Finding{
				Code: finding.NetAddressesDiffer, Leg: l.Name, Session: worst, Step: -1,
				Args: about(l, s).With(finding.Args{finding.KeyGood: good, finding.KeyBad: bad}),
			})
		}
		if len(unknown) > 0 && len(good)+len(bad) > 0 {
			out = append(out, finding.Finding{
				Code: finding.NetAddressNotJudged, Leg: l.Name, Session: -1, Step: -1,
				Args: about(l, s).With(finding.Args{finding.KeyAddrs: unknown}),
			})
		}
	}
	return out
}

// atAddress are a leg's sessions at one address, by index.
type atAddress struct {
	ip       netip.Addr
	sessions []int
}

// byAddress sorts the sessions that were opened with the leg's own settings by
// the address that they came to, in the order of the first.
func (l Leg) byAddress() []atAddress {
	var out []atAddress
	for i := range l.Sessions {
		s := &l.Sessions[i]
		switch s.Purpose {
		case evidence.ToProbe, evidence.ToCleanUp, evidence.ToSurvey:
			continue
		}
		if !s.Addr.IsValid() || s.Port != l.Server.Port || s.Security != l.Server.Security {
			continue
		}
		k := slices.IndexFunc(out, func(a atAddress) bool { return a.ip == s.Addr.Addr() })
		if k < 0 {
			k = len(out)
			out = append(out, atAddress{ip: s.Addr.Addr()})
		}
		out[k].sessions = append(out[k].sessions, i)
	}
	return out
}

// worth is what an address is worth up to the login: Broken, Undecided, or
// neither. One session that came to the login shows that the address works.
func (c *Case) worth(l Leg, sessions []int) (codes []string, worth finding.Severity) {
	for _, i := range sessions {
		if cameToLogin(&l.Sessions[i]) {
			return nil, ""
		}
	}
	last := l.Sessions[sessions[len(sessions)-1]]
	if last.Purpose = evidence.ToSend; l.Name == evidence.FetchLeg {
		last.Purpose = evidence.ToSnapshot
	}
	server := evidence.Server{Host: l.Server.Host, Port: l.Server.Port, Security: l.Server.Security}
	one := &Case{Roots: c.Roots, Trip: &evidence.Trip{
		Schema: evidence.Schema, NoLogin: true, Risky: c.Trip.Risky, Roots: c.Trip.Roots, DNS: []evidence.Answer{},
		Legs: []evidence.Leg{{Name: l.Name, Proto: l.Proto, Server: server, Sessions: []evidence.Session{last}}},
	}}
	for _, f := range finding.Deciding(Apply(one)) {
		if f.Session != 0 {
			continue
		}
		if !slices.Contains(codes, string(f.Code)) {
			codes = append(codes, string(f.Code))
		}
		if worth != finding.Broken {
			worth = f.Weighs()
		}
	}
	if worth == "" && StopOf(&last) >= 0 { // stopped, and nothing says why
		return []string{string(finding.TripUnexplained)}, finding.Undecided
	}
	return codes, worth
}

// cameToLogin tells whether the login was said, or would have come next.
func cameToLogin(s *evidence.Session) bool {
	for i := range s.Steps {
		st := &s.Steps[i]
		switch st.Stage {
		case evidence.StageAuth, evidence.StageUser, evidence.StagePass:
			if st.Trouble == nil || len(st.Said) > 0 || st.Trouble.Kind == evidence.Withheld {
				return true
			}
		}
	}
	return false
}
