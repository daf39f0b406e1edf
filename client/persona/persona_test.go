package persona

import (
	"slices"
	"testing"
	"time"

	"harness/client/evidence"
)

func TestFind(t *testing.T) {
	t.Parallel()
	other := Persona{Name: "other", Aliases: []string{"another"}}
	list := append(All(), other)
	for name, want := range map[string]string{"": "gmail", "gmail": "gmail", "gmail-web": "gmail", "other": "other", "another": "other", "nobody": "", "Gmail": ""} {
		p, ok := Find(list, name)
		if p.Name != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", name, p.Name, ok)
		}
	}
	if p, ok := Find([]Persona{other}, ""); ok {
		t.Errorf("a record without a name is Gmail's, not %s's", p.Name)
	}
}

func TestTooOld(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{"SSLv3": true, "TLS 1.0": true, "TLS 1.1": true, "TLS 1.2": false, "TLS 1.3": false, "": false, "0x0305": false} {
		if Gmail.TooOld(version) != want {
			t.Errorf("%q: %v", version, !want)
		}
	}
}

func TestPhase(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]Phase{
		"2026-11-25": Alive, "2026-12-31": Alive, "2027-01-01": Ending, "2027-01-15": Ending, "2027-01-31": Ending, "2027-02-01": Ended, "2030-01-01": Ended,
	} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := Gmail.Phase(at); got != want {
			t.Errorf("%s: %d, want %d", day, got, want)
		}
	}
	if (Persona{}).Phase(time.Now()) != Alive || Gmail.Phase(time.Time{}) != Alive {
		t.Error("no end, or no day, and yet it ends")
	}
}

// The dialogs agree with themselves.
func TestDialogs(t *testing.T) {
	t.Parallel()
	for _, p := range All() {
		for _, d := range append([]Dialog{p.Send, p.Fetch}, p.Also...) {
			if !slices.IsSorted(d.Ports) || !slices.Contains(d.Ports, d.Port) || len(d.Ways) == 0 {
				t.Errorf("%s, %s: %+v", p.Name, d.Proto, d)
			}
			for _, w := range d.Ways {
				if w.Proto != d.Proto || !slices.Contains(d.Ports, w.Port) || d.Choices[w.Security] == (Label{}) || w.Security == evidence.Plain {
					t.Errorf("%s: %+v cannot be chosen, or should not be advised", p.Name, w)
				}
			}
			if p.Dialog(d.Proto).Proto != d.Proto || d.Natural(d.TLS) != evidence.SSL || d.PortOf(evidence.SSL) != d.TLS || d.PortOf("") != 0 {
				t.Errorf("%s, %s: %+v", p.Name, d.Proto, d)
			}
		}
	}
}

// A program that fetches by two protocols is the same under either.
func TestOver(t *testing.T) {
	t.Parallel()
	thunderbird, outlook, appleMail := programs()[0], programs()[1], programs()[2]
	for _, c := range []struct {
		who   Persona
		proto evidence.Proto
		port  uint16 // of the dialog; 0: it does not fetch so
	}{
		{Gmail, evidence.POP3, 995}, {Gmail, evidence.IMAP, 0}, {GmailApp, evidence.IMAP, 993}, {GmailApp, evidence.POP3, 0},
		{thunderbird, evidence.IMAP, 993}, {thunderbird, evidence.POP3, 995}, {outlook, evidence.POP3, 995}, {appleMail, evidence.POP3, 995}, {outlook, evidence.SMTP, 0},
	} {
		got, ok := c.who.Over(c.proto)
		if ok != (c.port != 0) || ok && (got.Fetch.Proto != c.proto || got.Fetch.Port != c.port || got.Name != c.who.Name || len(got.Also) != len(c.who.Also)) {
			t.Errorf("%s over %s: %v, %+v", c.who.Name, c.proto, ok, got.Fetch)
		}
		if back, _ := got.Over(c.who.Fetch.Proto); back.Fetch.Proto != c.who.Fetch.Proto {
			t.Errorf("%s over %s does not come back", c.who.Name, c.proto)
		}
	}
	if d := thunderbird.Dialog(evidence.POP3); d.Clear != 110 || d.TLS != 995 || d.Choices[evidence.STLS].EN != "STARTTLS" {
		t.Errorf("%+v", d)
	}
	if d := thunderbird.Send; d.Port != 465 || d.Clear != 587 || d.Usual().Security != evidence.SSL {
		t.Errorf("%+v", d)
	}
}
