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
		for _, d := range []Dialog{p.Send, p.Fetch} {
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
