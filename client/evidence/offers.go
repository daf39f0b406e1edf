package evidence

import (
	"slices"
	"strings"
)

// Offers are the keywords of a server's list in upper case, each with its
// parameters as sent: the answer to EHLO (RFC 5321 section 4.1.1.1), CAPA (RFC
// 2449 section 5) or CAPABILITY (RFC 9051 section 6.1.1).
type Offers map[string][]string

// Capabilities are what the server offers where the conversation ended: inside
// TLS if it was asked there, since what was said before TLS does not count (RFC
// 3207 section 4.2). Empty if nothing was asked or the answer was a refusal.
func (s *Session) Capabilities() Offers {
	for _, stage := range []Stage{StageEHLO2, StageCapa2, StageEHLO, StageCapa} {
		if s.Step(stage) != nil {
			return s.CapabilitiesAt(stage)
		}
	}
	return Offers{}
}

// CapabilitiesAt are what the server offered at one stage.
func (s *Session) CapabilitiesAt(stage Stage) Offers {
	offers := Offers{}
	step := s.Step(stage)
	if step == nil || step.Reply == nil || !step.Reply.OK {
		return offers
	}
	for i, text := range step.Reply.Text {
		line := string(text)
		switch s.Proto {
		case IMAP:
			if rest, ok := strings.CutPrefix(line, "* "); ok {
				if words := strings.Fields(rest); len(words) > 0 && strings.EqualFold(words[0], "CAPABILITY") {
					for _, word := range words[1:] {
						offers.add([]string{word})
					}
				}
			}
		case POP3: // the first line is +OK and its words, the last may be the dot
			if i > 0 && line != "." {
				offers.add(strings.Fields(line))
			}
		default: // the first line names the server
			if i > 0 && len(line) > 4 {
				offers.add(strings.Fields(line[4:]))
			}
		}
	}
	return offers
}

// add notes one keyword with its parameters. "AUTH=LOGIN PLAIN" was the form of
// clients before RFC 2554; servers that send both forms do not always name the
// same mechanisms in each, and clients read either, so they count together.
func (o Offers) add(words []string) {
	if len(words) == 0 {
		return
	}
	keyword, parameters := strings.ToUpper(words[0]), words[1:]
	if mechanism, ok := strings.CutPrefix(keyword, "AUTH="); ok {
		keyword, parameters = "AUTH", append([]string{mechanism}, parameters...)
	}
	o[keyword] = append(o[keyword], parameters...)
}

// Has tells whether a keyword is offered, e.g. "STARTTLS".
func (o Offers) Has(keyword string) bool {
	_, ok := o[strings.ToUpper(keyword)]
	return ok
}

// Mechanisms are the SASL mechanisms offered, upper case, each once, in the
// server's order; POP3 lists them under SASL (RFC 5034 section 3).
func (o Offers) Mechanisms() []string {
	list := []string{}
	for _, m := range append(slices.Clone(o["AUTH"]), o["SASL"]...) {
		if m = strings.ToUpper(m); m != "" && !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

// Choose is the first of our mechanisms that is offered, "" if none is.
func (o Offers) Choose(ours []string) string {
	offered := o.Mechanisms()
	for _, m := range ours {
		if slices.Contains(offered, m) {
			return m
		}
	}
	return ""
}

// The ways of an IMAP login: the command (RFC 9051 section 6.2.3), and "SASL "
// with a mechanism (section 6.2.2).
const (
	LoginCommand = "LOGIN"
	sasl         = "SASL "
)

// Way is the first of a client's ways to log in over IMAP that can be gone with
// these offers, "" if none can: LOGINDISABLED forbids the command, and a
// mechanism must be listed.
func (o Offers) Way(ways []string) string {
	for _, w := range ways {
		mechanism, isSASL := strings.CutPrefix(w, sasl)
		if isSASL && o.Choose([]string{mechanism}) != "" || w == LoginCommand && !o.Has("LOGINDISABLED") {
			return w
		}
	}
	return ""
}

// Lacking says, for people, why there is no Way; "" if there is one.
func (o Offers) Lacking(ways []string) string {
	switch {
	case o.Way(ways) != "":
		return ""
	case o.Has("LOGINDISABLED"):
		return "LOGINDISABLED"
	}
	return strings.Join(ways, ", ")
}
