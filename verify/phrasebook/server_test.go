package phrasebook

import (
	"slices"
	"testing"

	"harness/verify/finding"
)

// What a server says to a login or a letter is told apart when it is pasted as
// rules.TestSMTPStops has it of a round trip: the same code comes first.
func TestRefusalsAreToldApart(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]finding.Code{
		"421 4.7.1 mx.customer.test Error: No client certificate presented": finding.TLSClientCertRequired,
		"552 5.2.2 Mailbox is full":                                         finding.SMTPMailboxFull,
		"421 4.7.1 not now":                                                 finding.SMTPPolicyTemporary,
		"421 4.7.0 mx Error: too many connections from 192.0.2.1":           finding.SMTPRateLimited,
		"552 5.3.4 Message too big":                                         finding.SMTPMessageTooBig,
		"535 5.7.8 no":                                                      finding.SMTPAuthRefused,
	} {
		if found := Causes(words); len(found) == 0 || found[0].Near || !slices.Equal(found[0].Causes[:1], []finding.Code{want}) {
			t.Errorf("%q: %d found, want %s first", words, len(found), want)
			for _, m := range found {
				t.Log(m.Phrase.ID, m.Near, m.Causes)
			}
		}
	}
}
