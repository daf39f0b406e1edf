package rules

import (
	"harness/client/evidence"
	"harness/verify/finding"
)

// LoginRefused tells whether a session ended with a refusal of the name and the
// password that were said in it: such a login is counted by servers, and trying
// it again helps nobody. A login that was not looked at is no such thing: not
// without encryption, not by this mechanism, not without a client certificate,
// not at the moment.
func LoginRefused(s evidence.Session) bool {
	k := StopOf(&s)
	if k < 0 || s.Steps[k].Trouble.Kind != evidence.Denied {
		return false
	}
	p := place{Leg{Leg: evidence.Leg{Proto: s.Proto}}, 0, k, &s, &s.Steps[k], s.Steps[k].Trouble}
	switch p.st.Stage {
	case evidence.StageAuth, evidence.StageUser, evidence.StagePass:
	default:
		return false
	}
	if p.st.Reply == nil {
		return true // nobody knows what it was
	}
	if p.st.Reply.Unheard() {
		return false
	}
	code := deniedCode(p)
	switch {
	case code != "":
	case s.Proto == evidence.POP3:
		code = deniedPOP(p)
	default:
		code, _ = deniedSMTP(p)
	}
	return code == finding.SMTPAuthRefused || code == finding.SMTPAddressFilter || code == finding.POPLoginRefused
}

// Refusals are the logins of a trip that servers counted as refused, as far as
// their words tell. A name alone, without a password, is no login.
func Refusals(t *evidence.Trip) int {
	n := 0
	for _, l := range t.Legs {
		for _, s := range l.Sessions {
			if k := StopOf(&s); k >= 0 && s.Steps[k].Stage != evidence.StageUser && LoginRefused(s) {
				n++
			}
		}
	}
	return n
}
