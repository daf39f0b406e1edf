package ticket

import (
	"strings"
	"testing"
)

// TestRefusalsAlone: a server's temporary refusal that is pasted alone, without
// whose words they are, is asked about: nobody here can say that our server has
// to be mended. A full mailbox is told as one.
func TestRefusalsAlone(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"450 4.7.1 <pc>: Helo command rejected: Host not found", "451 4.7.1 Greylisted, please try again in 300 seconds", "421 4.7.1 not now", "421 Service not available, closing transmission channel", "552 spam message rejected"} {
		if a := answered(t, "gmo-shared", Request{Raw: []byte(words), Date: dates[0]}); a.Sendable || strings.Contains(a.Reply, "mended at the server") {
			t.Errorf("%q is answered:\n%s", words, a.Reply)
		}
	}
	for words, want := range map[string]string{
		"552 5.2.2 Mailbox is full":          "the mailbox that it was sent to is full",
		"My mailbox is full, what can I do?": "the mailbox that it was sent to is full",
		"受信箱が上限に達したと表示されます。":                 "容量がいっぱい",
	} {
		a := answered(t, "gmo-shared", Request{Raw: []byte(words), Date: dates[0]})
		if text := strings.Join(strings.Fields(a.Reply), " "); !a.Sendable || !strings.Contains(text, want) || strings.Contains(text, "DNS") {
			t.Errorf("%q is answered:\n%s", words, a.Reply)
		}
	}
}

// TestMoments: a server that puts Gmail off says so in words of its own, and what
// it says is no verdict on the password, and nothing that is to be mended: in the
// dialog, with the settings and without.
func TestMoments(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"[SYS/TEMP] Temporary internal failure":                   "could not check the login at that time",
		"[SYS/PERM] Mailbox unavailable":                          "could not check the login at that time",
		"[IN-USE] Mailbox is locked by another session":           "in use by another program",
		"[LOGIN-DELAY] minimum time between mail checks violated": "only at intervals",
	} {
		for _, settings := range []string{"", "POP server: pop.customer.test port 995 SSL, info@customer.test\n"} {
			raw := settings + "Server denied POP3 access for the given username and password.\nServer returned error: \"" + words + "\"\n"
			a := answered(t, "healthy", Request{Raw: []byte(raw), Date: dates[0]})
			text := strings.Join(strings.Fields(a.Reply), " ")
			if !a.Sendable || !strings.Contains(text, want) || strings.Contains(text, "Type the password") || strings.Contains(text, "mended") {
				t.Errorf("%q is answered:\n%s", raw, a.Reply)
			}
		}
	}
}
