package finding

import "testing"

func find(code Code, leg Leg, severity Severity) Finding {
	return Finding{Code: code, Leg: leg, Session: -1, Step: -1, Severity: severity, Args: Args{}}
}

// A consequence is hidden behind its cause, on the same leg only, and never
// behind something that decides nothing.
func TestSettle(t *testing.T) {
	t.Parallel()
	cause, effect := NetTLSInspected, TLSRootUntrusted
	doc, _ := Lookup(effect)
	depends := false
	for _, c := range doc.DependsOn {
		depends = depends || c == cause
	}
	if !depends {
		t.Fatalf("%s does not depend on %s any more: choose another pair", effect, cause)
	}
	for _, c := range []struct {
		name        string
		in          []Finding
		shown, hide int
	}{
		{"cause of neither leg", []Finding{find(effect, Send, ""), find(cause, Both, "")}, 1, 1},
		{"cause on the same leg", []Finding{find(effect, Send, ""), find(cause, Send, "")}, 1, 1},
		{"cause on the other leg", []Finding{find(effect, Send, ""), find(cause, Fetch, "")}, 2, 0},
		{"a mere note hides nothing", []Finding{find(effect, Send, ""), find(cause, Both, Note)}, 2, 0},
		{"the same twice", []Finding{find(effect, Send, ""), find(effect, Send, "")}, 1, 0},
		{"the same on both legs", []Finding{find(effect, Send, ""), find(effect, Fetch, "")}, 2, 0},
	} {
		shown, hidden := Settle(c.in)
		if len(shown) != c.shown || len(hidden) != c.hide {
			t.Errorf("%s: shown %v, hidden %v", c.name, shown, hidden)
		}
	}
}

// Each certificate of a chain keeps its own finding.
func TestSettleKeepsCertificates(t *testing.T) {
	t.Parallel()
	first, second := find(TLSKeySmall, Send, ""), find(TLSKeySmall, Send, "")
	first.Args, second.Args = Args{KeyCert: {"0"}}, Args{KeyCert: {"1"}}
	if shown, hidden := Settle([]Finding{first, second}); len(shown) != 2 || len(hidden) != 0 {
		t.Errorf("shown %v, hidden %v", shown, hidden)
	}
}
