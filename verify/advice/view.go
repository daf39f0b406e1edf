package advice

import (
	"net/netip"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/rules"
)

// view is a survey as a strict client would have met it.
type view struct {
	c      Case
	survey *evidence.Survey
	typed  []netip.Addr // addresses of the hosts that were typed or guessed
	sights []sight      // one per session, in the survey's order
	cached []Row
	ranked []Ranked
}

// sight is one session of the survey, judged.
type sight struct {
	s       *evidence.Session
	strict  evidence.Session // as a strict client would have met it
	tls     *evidence.TLSFacts
	verdict certs.Verdict // for the session's host; zero where there was no chain
	codes   []finding.Code
	found   []finding.Finding
	ready   bool // the login would have come next, inside TLS that Gmail accepts
}

func viewOf(c Case) *view {
	c.memo = map[string]certs.Verdict{}
	v := &view{c: c, survey: c.Trip.Survey}
	if v.survey == nil {
		v.survey = &evidence.Survey{}
	}
	for _, h := range v.survey.Hosts {
		if !h.Part.Asked() {
			continue
		}
		for _, a := range h.Addrs {
			if !slices.Contains(v.typed, a) {
				v.typed = append(v.typed, a)
			}
		}
	}
	for i := range v.survey.Sessions {
		v.sights = append(v.sights, c.judge(&v.survey.Sessions[i]))
	}
	return v
}

// atTyped tells whether a session reached an address of a host that was typed or
// guessed. Behind a proxy nobody here knows the address: there the name counts,
// and what DNS here says of it.
func (v *view) atTyped(s *evidence.Session) bool {
	if s.Via != evidence.ViaProxy {
		return slices.Contains(v.typed, s.Addr.Addr())
	}
	h := v.survey.Host(s.Host)
	return h != nil && (h.Part.Asked() || slices.ContainsFunc(h.Addrs, func(a netip.Addr) bool { return slices.Contains(v.typed, a) }))
}

// reachedBy are the addresses that a session stands for; none where only the
// proxy knows.
func (v *view) reachedBy(s *evidence.Session) []netip.Addr {
	if s.Via != evidence.ViaProxy {
		return []netip.Addr{s.Addr.Addr()}
	}
	var out []netip.Addr
	if h := v.survey.Host(s.Host); h != nil {
		for _, a := range h.Addrs {
			if slices.Contains(v.typed, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// judge turns a session into what Gmail would make of it.
func (c Case) judge(s *evidence.Session) sight {
	out := sight{s: s, strict: c.strict(s)}
	for k := range s.Steps {
		if t := s.Steps[k].TLS; t != nil {
			out.tls = t
			out.verdict = c.verdict(t, s.Host)
		}
	}
	t := &evidence.Trip{Schema: evidence.Schema, NoLogin: true, Risky: c.Trip.Risky, Roots: c.Trip.Roots, DNS: []evidence.Answer{}}
	server := evidence.Server{Typed: s.Host, Host: s.Host, Port: s.Port, Security: s.Security, Login: c.Trip.Address}
	if !c.speaks(s.Proto) { // no dialog does
		return out
	}
	t.Legs = []evidence.Leg{{Name: s.Proto.Leg(), Proto: s.Proto, Server: server, Sessions: []evidence.Session{out.strict}}}
	out.found = finding.Deciding(rules.Apply(&rules.Case{Trip: t, Roots: c.Roots}))
	for _, f := range out.found {
		if !slices.Contains(out.codes, f.Code) {
			out.codes = append(out.codes, f.Code)
		}
	}
	_, trouble := out.strict.Trouble()
	out.ready = trouble == nil && len(out.codes) == 0 && s.Security != evidence.Plain
	return out
}

// verdict judges what a handshake showed, each chain and name once: a hostile
// chain takes its time.
func (c Case) verdict(t *evidence.TLSFacts, host string) certs.Verdict {
	if len(t.Chain) == 0 {
		return certs.Verdict{}
	}
	key := chainKey(t) + host + t.Cipher + t.At.Truncate(time.Minute).String() // one survey takes seconds
	if v, ok := c.memo[key]; ok {
		return v
	}
	chain := make([][]byte, len(t.Chain))
	for i, der := range t.Chain {
		chain[i] = der
	}
	v := certs.Judge(certs.Input{Chain: chain, Host: host, Roots: c.Roots, At: t.At, Cipher: t.Cipher})
	if c.memo != nil {
		c.memo[key] = v
	}
	return v
}

// strict cuts a look where a strict client would have left: at the TLS version,
// at the certificate, at a missing AUTH. What comes after was seen only because
// nothing was at stake.
func (c Case) strict(s *evidence.Session) evidence.Session {
	out := *s
	out.Purpose = evidence.ToSend
	if s.Proto != evidence.SMTP {
		out.Purpose = evidence.ToSnapshot
	}
	out.Steps = []evidence.Step{}
	for _, st := range s.Steps {
		if st.Stage == evidence.StageQuit {
			break
		}
		// A server without CAPA answers -ERR; Gmail need not ask.
		capa := s.Proto == evidence.POP3 && (st.Stage == evidence.StageCapa || st.Stage == evidence.StageCapa2)
		if capa && st.Trouble != nil && st.Trouble.Kind == evidence.Denied {
			st.Trouble = nil
		}
		if st.Stage == evidence.StageGreeting && s.Proto == evidence.IMAP && st.Trouble == nil && st.Reply != nil && st.Reply.Preauth() {
			st.Trouble = &evidence.Trouble{Kind: evidence.Protocol, Detail: string(st.Reply.Text[0])}
		}
		if st.Stage == evidence.StageSTLS && lacksSTLS(s) {
			st.Said, st.Reply = []evidence.Bytes{}, nil
			st.Trouble = &evidence.Trouble{Kind: evidence.Unoffered, Detail: "STLS"}
		}
		if st.Stage == evidence.StageTLS && st.TLS != nil && st.Trouble == nil {
			facts := *st.TLS
			st.TLS = &facts
			if c.client().TooOld(facts.Version) {
				facts.Done, facts.Chain = false, []evidence.Bytes{}
				st.Trouble = &evidence.Trouble{Kind: evidence.OldVersion, Detail: "the server chose " + facts.Version}
			} else if !c.verdict(&facts, s.Host).Passes(c.Trip.Risky) {
				facts.Refused = true
				st.Trouble = &evidence.Trouble{Kind: evidence.Certificate, Detail: strings.Join(facts.Codes, ", ")}
			}
		}
		out.Steps = append(out.Steps, st)
		if st.Trouble != nil {
			return out
		}
	}
	if s.Proto != evidence.POP3 {
		if detail := c.lacksAuth(&out); detail != "" {
			out.Steps = append(out.Steps, evidence.Step{
				Stage: evidence.StageAuth, Said: []evidence.Bytes{},
				Trouble: &evidence.Trouble{Kind: evidence.Unoffered, Detail: detail},
			})
		}
	}
	return out
}

// lacksSTLS tells whether a server has CAPA and does not list STLS there: a
// strict client then leaves (RFC 2595 section 4).
func lacksSTLS(s *evidence.Session) bool {
	capa := s.Step(evidence.StageCapa)
	if capa == nil || capa.Trouble != nil || capa.Reply == nil || !capa.Reply.OK {
		return false
	}
	return !s.CapabilitiesAt(evidence.StageCapa).Has("STLS")
}

// speaks tells whether the client's dialogs are of a protocol.
func (c Case) speaks(proto evidence.Proto) bool {
	who := c.client()
	return who.Send.Proto == proto || who.Fetch.Proto == proto
}

// client is the persona that the trip was made as, as it fetched; of one that is not
// known the dialogs are Gmail's.
func (c Case) client() persona.Persona {
	who, ok := persona.Find(persona.All(), c.Trip.Persona)
	if !ok {
		return persona.Gmail
	}
	for _, l := range c.Trip.Legs {
		if l.Name == evidence.FetchLeg {
			who, _ = who.Over(l.Proto)
		}
	}
	return who
}

// dialog is the client's for a protocol, and for one that it does not speak the one
// of whoever does.
func (c Case) dialog(proto evidence.Proto) persona.Dialog {
	if c.speaks(proto) {
		return c.client().Dialog(proto)
	}
	return persona.For(proto)
}

// lacksAuth says which mechanism is missing where the login would come; "" if
// one that Gmail uses is offered, or nothing was asked.
func (c Case) lacksAuth(s *evidence.Session) string {
	if s.Proto == evidence.IMAP {
		who := c.client()
		capa := s.Stopped()
		if capa == nil || capa.Stage != evidence.StageCapa && capa.Stage != evidence.StageCapa2 || capa.Reply == nil || len(who.Logins) == 0 {
			return ""
		}
		return s.Capabilities().Lacking(who.Logins)
	}
	hello := s.Step(evidence.StageEHLO2)
	if hello == nil {
		hello = s.Step(evidence.StageEHLO)
	}
	if hello == nil || hello.Reply == nil || s.Stopped() != hello {
		return ""
	}
	offers := s.Capabilities()
	switch {
	case offers.Choose(c.client().Mechanisms) != "":
		return ""
	case offers.Has("AUTH"):
		return "a mechanism that we speak"
	}
	return "AUTH"
}
