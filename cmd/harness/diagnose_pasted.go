package main

import (
	"strings"

	"harness/client/account"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// pasted takes addresses and hosts from what the customer wrote, where no flag
// gave them.
func (c *diagnoseCmd) pasted(a *app, s *subject) error {
	text := c.text
	if c.Said != "" {
		raw, err := readInput(a, c.Said)
		if err != nil {
			return badUsage("--said takes a file, or - for standard input", "--said: %w", err)
		}
		text = phrasebook.Decode(raw)
	}
	if text == "" {
		return nil
	}
	matches := phrasebook.Causes(text)
	s.recognise(matches)
	c.narrow(s.recognised)
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
		case "send":
			c.SMTP = own[0]
		case "fetch":
			c.POP = own[0]
		}
	}
	if c.User == "" && c.Target == "" && c.SMTP == "" && c.POP == "" {
		if len(hosts) == 0 {
			return badUsage("add the address: harness diagnose info@customer.example --said FILE", "the pasted text names neither an address nor a host")
		}
		c.SMTP, c.POP = hosts[0], hosts[0]
	}
	return nil
}

// narrow keeps to the one leg that all recognised phrases are about.
func (c *diagnoseCmd) narrow(said []report.Recognised) {
	legs := map[string]bool{}
	for _, r := range said {
		if leg := report.LegOf(r.On); !r.Near && leg != finding.Both {
			legs[string(leg)] = true
		}
	}
	if c.Only == "" && len(legs) == 1 && c.SMTP == "" && c.POP == "" {
		for leg := range legs {
			c.Only = leg
		}
	}
}

func (s *subject) recognise(matches []phrasebook.Match) {
	for _, m := range matches {
		s.recognised = append(s.recognised, report.Recognised{ID: m.Phrase.ID, Quote: m.Quote, Causes: m.Causes, Near: m.Near, On: m.Phrase.Surface})
	}
}
