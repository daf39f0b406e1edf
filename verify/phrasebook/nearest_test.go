package phrasebook

import (
	"slices"
	"testing"
)

// The bar for "nearest known": what was half remembered is shown, what only
// shares some words is not, and never a phrase of another surface than the one
// that the paste shows.
func TestNearest(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"TLS negotiation failed, certificat does not mach host":                                       "B01",
		"it says something like certificate doesn't match the host":                                   "B01",
		"POP: the other server sent its messages in wrong order please contact provider":              "P14d",
		"Gmail POP: unable to verify first certificat":                                                "P02",
		"STARTTLS is not supported and user requires the enforcement":                                 "B04",
		"Mail blocked because sender is unauthenticated, Gmail requires all senders authenticate SPF": "G01",
		"You already have maximum number of account allowed":                                          "P15",
		"Server denied the POP3 access for given user name and password":                              "P05",
	} {
		found := Causes(text)
		if !slices.ContainsFunc(found, func(m Match) bool { return m.Phrase.ID == want }) {
			t.Errorf("%q: %s is not among the nearest: %v", text, want, ids(found))
		}
	}
	for _, text := range []string{
		"The certificate of the domain shop.example expires next month, shall we renew it?",
		"Please check your invoice and username for the account before the meeting.",
		"There was a problem with the printer. Please contact the other department.",
		"dovecot: pop3-login: Info: proxy started",
		"postfix/qmgr[77]: 3F2A81C0D5: removed",
		"お世話になっております。サーバーの契約を更新したいのですが、手続きを教えてください。",
		"Le serveur web est lent depuis hier, pouvez-vous regarder ?",
		"Bitte senden Sie mir die Rechnung vom Januar noch einmal.",
		"We were unable to open the door of the other office. Please contact your provider of keys.",
	} {
		if found := Causes(text); len(found) > 0 {
			t.Errorf("%q: %v", text, ids(found))
		}
	}
	for text, not := range map[string][]Surface{
		"postfix/smtpd[1]: connection was lost after starttls by client":                     append(slices.Clone(popSurfaces), sendSurfaces...),
		"POP3: authentication failure, server denied access to user name and password":       append(slices.Clone(sendSurfaces), logSurfaces...),
		"This is the mail system at host x.example.\n<a@b.example>: TLS Negotiation failing": append(slices.Clone(popSurfaces), sendSurfaces...),
	} {
		for _, m := range Causes(text) {
			if slices.Contains(not, m.Phrase.Surface) {
				t.Errorf("%q: %s of %s", text, m.Phrase.ID, m.Phrase.Surface)
			}
		}
	}
}

func ids(found []Match) []string {
	var out []string
	for _, m := range found {
		out = append(out, m.Phrase.ID)
	}
	return out
}
