package persona

import (
	"testing"

	"harness/client/evidence"
)

// Numbers of IMAP are in Gmail's dialog for fetching, and are IMAP's all the same.
func TestProtoOf(t *testing.T) {
	t.Parallel()
	for port, want := range map[uint16]evidence.Proto{
		25: evidence.SMTP, 465: evidence.SMTP, 587: evidence.SMTP, 2525: evidence.SMTP,
		110: evidence.POP3, 995: evidence.POP3, 1110: evidence.POP3, 2221: evidence.POP3,
		143: evidence.IMAP, 993: evidence.IMAP, 0: "", 80: "", 443: "", 4190: "", 2587: "",
	} {
		if got := ProtoOf(port); got != want {
			t.Errorf("%d: %q, want %q", port, got, want)
		}
	}
}

// The settings that are advised first are among what is looked at.
func TestListeners(t *testing.T) {
	t.Parallel()
	there := map[evidence.Listener]bool{}
	for _, l := range Listeners() {
		if l.Proto != ProtoOf(l.Port) || there[l] {
			t.Errorf("%+v", l)
		}
		there[l] = true
	}
	for _, d := range []Dialog{Gmail.Send, Gmail.Fetch} {
		if !there[d.Usual()] {
			t.Errorf("%+v is advised first, and nobody looks at it", d.Usual())
		}
	}
}
