package desk

import (
	"fmt"
	"net/netip"
	"time"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/clean"
)

// look is one conversation as the page shows it: data that is safe to show.
type look struct {
	Head  string // "smtp mail.example:587 tls"
	Addr  string // as dialled
	SNI   string // "" where none was sent
	Good  bool   // went well to its end
	Steps []lookStep
}

type lookStep struct {
	Stage   evidence.Stage
	Took    string
	Lines   []string // "> EHLO ...", "< 250 ..."
	Cert    string   // of the chain's first certificate
	Trouble string
}

// Bounds of what one step shows.
const (
	maxLines   = 12
	maxLetters = 300
)

func lookOf(s *evidence.Session) look {
	l := look{Head: clean.Line(fmt.Sprintf("%s %s:%d %s", s.Proto, s.Host, s.Port, s.Security)), Good: true}
	if s.Addr.IsValid() {
		l.Addr = s.Addr.Addr().String()
	}
	if _, err := netip.ParseAddr(s.Host); !s.NoSNI && err != nil { // an address is never sent (RFC 6066 section 3)
		l.SNI = clean.Line(s.Host)
	}
	for _, st := range s.Steps {
		step := lookStep{Stage: st.Stage, Took: time.Duration(st.Took).Round(time.Millisecond).String()}
		for _, line := range st.Said {
			step.say("> " + string(line))
		}
		if st.Reply != nil {
			for _, line := range st.Reply.Text {
				step.say("< " + string(line))
			}
		}
		if st.TLS != nil {
			if st.TLS.Version != "" {
				step.say("* " + st.TLS.Version + " " + st.TLS.Cipher)
			}
			if der := st.TLS.DER(); len(der) > 0 {
				leaf := certs.Lifetimes(der[:1], st.TLS.At, certs.Margins{})[0]
				step.Cert = short(fmt.Sprintf("%s (%s), %s", leaf.Subject, advice.Fingerprint(der[0]), leaf.NotAfter.Format(time.DateOnly)))
			}
		}
		if st.Trouble != nil {
			step.Trouble, l.Good = short(string(st.Trouble.Kind)+": "+st.Trouble.Detail), false
		}
		l.Steps = append(l.Steps, step)
	}
	return l
}

func (s *lookStep) say(line string) {
	if len(s.Lines) < maxLines {
		s.Lines = append(s.Lines, short(line))
	}
}

// short is a remote string made safe, and cut where it is too long.
func short(s string) string {
	s = clean.Line(s)
	if r := []rune(s); len(r) > maxLetters {
		return string(r[:maxLetters]) + "…"
	}
	return s
}
