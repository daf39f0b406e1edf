package render

import (
	"testing"

	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// TestLabelsOfOtherClients: the name of a client stands in a label once.
func TestLabelsOfOtherClients(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		label              text
		client, lang, want string
	}{
		{text(phrasebook.GmailApp.Title()), "gmail-app", "en", "the Gmail app"},
		{text(phrasebook.GmailApp.Title()), "gmail-app", finding.JA, "Gmail アプリの表示"},
		{text{EN: "Gmail says", JA: "Gmail の表示"}, "gmail-app", "en", "the Gmail app says"},
		{text{EN: "Gmail says", JA: "Gmail の表示"}, "thunderbird", finding.JA, "Thunderbirdの表示"},
		{text{EN: "Gmail says", JA: "Gmail の表示"}, finding.Gmail, "en", "Gmail says"},
	} {
		if got := named(c.label, c.client, c.lang); got != c.want {
			t.Errorf("%q for %s: %q, want %q", c.label.In(c.lang), c.client, got, c.want)
		}
	}
}
