package sendas

import (
	"slices"
	"strings"

	"harness/client/evidence"
)

// Caps are the keywords of an EHLO reply in upper case, with their parameters
// as sent.
type Caps map[string][]string

// Capabilities reads the reply of an EHLO step; nil gives none.
func Capabilities(step *evidence.Step) Caps {
	caps := Caps{}
	if step == nil || step.Reply == nil || !step.Reply.OK {
		return caps
	}
	for _, line := range step.Reply.Text[min(1, len(step.Reply.Text)):] {
		if len(line) < 5 {
			continue
		}
		words := strings.Fields(string(line[4:]))
		if len(words) == 0 {
			continue
		}
		word := strings.ToUpper(words[0])
		// "AUTH=LOGIN PLAIN" is the form of old clients' days; it stands for
		// the same where it is all there is.
		if mech, ok := strings.CutPrefix(word, "AUTH="); ok {
			word, words = "AUTH=", append([]string{"", mech}, words[1:]...)
		}
		caps[word] = append(caps[word], words[1:]...)
	}
	return caps
}

// Has tells whether a keyword is offered.
func (c Caps) Has(word string) bool {
	_, ok := c[word]
	return ok
}

// Auth are the SASL mechanisms offered, upper case; those of "AUTH=" count if
// there is no "AUTH".
func (c Caps) Auth() []string {
	list := c["AUTH"]
	if len(list) == 0 {
		list = c["AUTH="]
	}
	mechs := []string{}
	for _, m := range list {
		if m = strings.ToUpper(m); m != "" && !slices.Contains(mechs, m) {
			mechs = append(mechs, m)
		}
	}
	return mechs
}

// choose is the first of ours that is offered, "" if none is.
func choose(ours, offered []string) string {
	for _, m := range ours {
		if slices.Contains(offered, m) {
			return m
		}
	}
	return ""
}
