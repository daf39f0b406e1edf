package job

import (
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// Recognise finds phrases in a text that phrasebook.Decode made readable.
func Recognise(text string) []report.Recognised { return recognised(phrasebook.Causes(text)) }

func recognised(matches []phrasebook.Match) []report.Recognised {
	var out []report.Recognised
	for _, m := range matches {
		out = append(out, report.Recognised{ID: m.Phrase.ID, Quote: m.Quote, Causes: m.Causes, Near: m.Near, On: m.Phrase.Surface})
	}
	return out
}

// read takes addresses and hosts from what the customer wrote, where they were
// not typed.
func (s *Subject) read() error {
	raw := s.req.Said
	if len(raw) == 0 {
		return nil
	}
	text := phrasebook.Decode(raw)
	matches := phrasebook.Causes(text)
	s.recognised = append(s.recognised, recognised(matches)...)
	s.narrow()
	s.fromPhrases(matches)
	addresses, hosts := advice.Mentions(text)
	if authors := advice.Authors(string(raw)); strings.Contains(string(raw), "message/rfc822") {
		addresses = append(authors, addresses...) // a bounce: the letter that came back is the customer's
	} else {
		addresses = append(addresses, authors...)
	}
	s.said = hosts
	if s.typed.Address == "" && s.req.Target == "" && len(addresses) > 0 {
		s.typed.Address = addresses[0]
	}
	return s.fromMentions(hosts)
}

// fromPhrases takes the host that a phrase of Gmail's names.
func (s *Subject) fromPhrases(matches []phrasebook.Match) {
	smtp, pop := &s.typed.SMTP.Server, &s.typed.POP.Server
	for _, m := range matches {
		host, err := account.NormalHost(m.Holes["host"])
		if m.Near || err != nil || !strings.Contains(host, ".") {
			continue
		}
		switch m.Phrase.Surface {
		case phrasebook.POPDialog, phrasebook.POPHistory:
			if *pop == "" {
				*pop = host
			}
		case phrasebook.SendDialog, phrasebook.SendBounce:
			if *smtp == "" {
				*smtp = host
			}
		}
	}
}

// fromMentions takes hosts by their names.
func (s *Subject) fromMentions(hosts []string) error {
	smtp, pop := &s.typed.SMTP.Server, &s.typed.POP.Server
	for _, h := range hosts {
		label, _, _ := strings.Cut(h, ".")
		if *smtp == "" && strings.HasPrefix(label, "smtp") {
			*smtp = h
		}
		if *pop == "" && strings.HasPrefix(label, "pop") {
			*pop = h
		}
	}
	if own := advice.Under(hosts, s.typed.Address); len(own) == 1 && *smtp == "" && *pop == "" {
		// The one name of the customer's own in the text is what was typed.
		switch s.only {
		case evidence.SendLeg:
			*smtp = own[0]
		case evidence.FetchLeg:
			*pop = own[0]
		}
	}
	if s.typed.Address == "" && s.req.Target == "" && *smtp == "" && *pop == "" {
		if len(hosts) == 0 {
			return &Fault{FieldSaid, ErrNamesNothing}
		}
		*smtp, *pop = hosts[0], hosts[0]
	}
	return nil
}

// narrow keeps to the one leg that all recognised phrases are about.
func (s *Subject) narrow() {
	legs := map[evidence.LegName]bool{}
	for _, r := range s.recognised {
		if leg := report.LegOf(r.On); !r.Near && leg != finding.Both {
			legs[leg] = true
		}
	}
	if s.only == "" && len(legs) == 1 && s.typed.SMTP.Server == "" && s.typed.POP.Server == "" {
		for leg := range legs {
			s.only, s.narrowed = leg, true
		}
	}
}
