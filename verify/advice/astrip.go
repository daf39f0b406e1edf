package advice

import (
	"net/netip"
	"slices"

	"harness/client/evidence"
)

// AsTrip is a survey as the trip that a strict client would have made with the
// settings typed, up to the login. It is for verify.Judge, which then tells
// what Gmail would say. The sessions are those of the survey, cut.
func (c Case) AsTrip() *evidence.Trip {
	t := *c.Trip
	t.NoLogin = true
	t.Legs = slices.Clone(t.Legs)
	for i := range t.Legs {
		t.Legs[i].Sessions = []evidence.Session{}
	}
	if t.Survey == nil {
		return &t
	}
	t.DNS = t.Survey.DNS
	t.Started, t.Took = t.Survey.Started, t.Survey.Took
	for i := range t.Legs {
		t.Legs[i].Sessions = c.asTyped(t.Legs[i].Proto, t.Legs[i].Server)
	}
	return &t
}

// asTyped are the sessions with exactly these settings, in the order of the
// addresses: those that a round trip would have made, up to the first that
// connected, then the other addresses, to be compared; or the reason why there
// is none.
func (c Case) asTyped(proto evidence.Proto, server evidence.Server) []evidence.Session {
	out, connected := []evidence.Session{}, false
	_, literal := netip.ParseAddr(server.Host)
	nameless := c.NoSNI && literal != nil && server.Security != evidence.Plain // else no name is sent anyway, and the survey looks once
	var first evidence.Session                                                 // that connected
	for i := range c.Trip.Survey.Sessions {
		s := &c.Trip.Survey.Sessions[i]
		if s.Proto != proto || s.Host != server.Host || s.Port != server.Port || s.Security != server.Security || s.NoSNI != nameless {
			continue
		}
		strict := c.strict(s)
		if connected {
			strict.Purpose = evidence.ToCompare
		}
		out = append(out, strict)
		if st := s.Step(evidence.StageConnect); !connected && st != nil && st.Trouble == nil {
			connected, first = true, strict
		}
	}
	if connected {
		return append(out, c.probes(&first)...)
	}
	surveyed := c.Trip.Survey.Host(server.Host)
	if surveyed != nil && len(out) == 0 {
		out = c.shut(surveyed, proto, server)
	}
	if len(out) == 0 && server.Host != "" && (surveyed == nil || len(surveyed.Addrs) == 0) { // else politeness left it out
		if t := evidence.Lacking(server.Host, c.Trip.Survey.DNS); t != nil {
			out = append(out, evidence.Session{
				Proto: proto, Purpose: evidence.ToSend, Host: server.Host, Port: server.Port, Security: server.Security,
				Via: evidence.ViaDNS, Started: c.Trip.Survey.Started,
				Steps: []evidence.Step{{Stage: evidence.StageResolve, Said: []evidence.Bytes{}, Trouble: t}},
			})
		}
	}
	return out
}

// probes are the other looks at the port of a session that failed: as those
// that a round trip makes then, they tell the causes apart.
func (c Case) probes(failed *evidence.Session) []evidence.Session {
	var out []evidence.Session
	if _, trouble := failed.Trouble(); trouble == nil {
		return nil
	}
	for _, s := range c.Trip.Survey.Sessions {
		if s.Proto == failed.Proto && s.Addr == failed.Addr && s.Host == failed.Host && (s.Security != failed.Security || s.NoSNI != failed.NoSNI) {
			s.Purpose = evidence.ToProbe
			out = append(out, s)
		}
	}
	return out
}

// shut are the failed connects to a host's port that were made under another
// name: a closed port is tried once for all names.
func (c Case) shut(h *evidence.SurveyedHost, proto evidence.Proto, server evidence.Server) []evidence.Session {
	out := []evidence.Session{}
	for _, s := range c.Trip.Survey.Sessions {
		st := s.Step(evidence.StageConnect)
		if s.Port != server.Port || !slices.Contains(h.Addrs, s.Addr.Addr()) || st == nil || st.Trouble == nil {
			continue
		}
		s.Proto, s.Host, s.Security, s.Purpose = proto, h.Name, server.Security, evidence.ToSend
		out = append(out, s)
	}
	return out
}
