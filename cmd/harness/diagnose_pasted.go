package main

import (
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// errNamesNothing says that there is nothing to look at in a paste.
var errNamesNothing = badUsage("add the address: harness diagnose info@customer.example --said FILE", "the pasted text names neither an address nor a host")

// pasted takes addresses and hosts from what the customer wrote, where no flag
// gave them.
func (c *diagnoseCmd) pasted(a *app, s *subject) error {
	raw := c.paste
	if c.Said != "" {
		var err error
		if raw, err = readInput(a, c.Said); err != nil {
			return badUsage("--said takes a file, or - for standard input", "--said: %w", err)
		}
	}
	if len(raw) == 0 {
		return nil
	}
	text := phrasebook.Decode(raw)
	matches := phrasebook.Causes(text)
	s.recognise(matches)
	c.narrow(s)
	for _, m := range matches {
		host, err := account.NormalHost(m.Holes["host"])
		if m.Near || err != nil || !strings.Contains(host, ".") {
			continue
		}
		switch m.Phrase.Surface {
		case phrasebook.POPDialog, phrasebook.POPHistory:
			if c.POP == "" {
				c.POP = host
			}
		case phrasebook.SendDialog, phrasebook.SendBounce:
			if c.SMTP == "" {
				c.SMTP = host
			}
		}
	}
	addresses, hosts := advice.Mentions(text)
	if authors := advice.Authors(string(raw)); strings.Contains(string(raw), "message/rfc822") {
		addresses = append(authors, addresses...) // a bounce: the letter that came back is the customer's
	} else {
		addresses = append(addresses, authors...)
	}
	s.said = hosts
	if c.User == "" && c.Target == "" && len(addresses) > 0 {
		c.User = addresses[0]
	}
	for _, h := range hosts {
		label, _, _ := strings.Cut(h, ".")
		if c.SMTP == "" && strings.HasPrefix(label, "smtp") {
			c.SMTP = h
		}
		if c.POP == "" && strings.HasPrefix(label, "pop") {
			c.POP = h
		}
	}
	if own := advice.Under(hosts, c.User); len(own) == 1 && c.SMTP == "" && c.POP == "" {
		// The one name of the customer's own in the text is what was typed.
		switch c.Only {
		case evidence.SendLeg:
			c.SMTP = own[0]
		case evidence.FetchLeg:
			c.POP = own[0]
		}
	}
	if c.User == "" && c.Target == "" && c.SMTP == "" && c.POP == "" {
		if len(hosts) == 0 {
			return errNamesNothing
		}
		c.SMTP, c.POP = hosts[0], hosts[0]
	}
	return nil
}

// narrow keeps to the one leg that all recognised phrases are about.
func (c *diagnoseCmd) narrow(s *subject) {
	legs := map[evidence.LegName]bool{}
	for _, r := range s.recognised {
		if leg := report.LegOf(r.On); !r.Near && leg != finding.Both {
			legs[leg] = true
		}
	}
	if c.Only == "" && len(legs) == 1 && c.SMTP == "" && c.POP == "" {
		for leg := range legs {
			c.Only, s.narrowed = leg, true
		}
	}
}

func (s *subject) recognise(matches []phrasebook.Match) {
	for _, m := range matches {
		s.recognised = append(s.recognised, report.Recognised{ID: m.Phrase.ID, Quote: m.Quote, Causes: m.Causes, Near: m.Near, On: m.Phrase.Surface})
	}
}
