package advice

import (
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
	"harness/verify/finding"
)

// Mend is a change of the server's configuration, as text to copy.
type Mend struct {
	Leg      finding.Leg `json:"leg"`
	Software string      `json:"software"` // "Postfix"; "" where the banner does not say
	Shown    string      `json:"shown"`    // the banner that it was read from
	What     Text        `json:"what"`
	Files    []File      `json:"files"`   // lines to put into files; never null
	Run      []string    `json:"run"`     // commands, after that; never null
	Renewed  bool        `json:"renewed"` // the commands are needed again after every renewal of the certificate
	Source   string      `json:"source"`
}

// File is lines that belong into a file. Where several files exclude one another
// each says where it is the right one.
type File struct {
	Path  string `json:"path"`
	Text  string `json:"text"`
	Where Text   `json:"where"` // "" in both languages: everywhere
}

// mends are for the legs that fail as typed: one for each fault of the server,
// in the words of the software that its banner shows.
func (v *view) mends(a *Advice) []Mend {
	out := []Mend{}
	for _, l := range a.Legs {
		if l.Reaches {
			continue
		}
		codes := slices.Clone(l.Codes)
		for _, r := range a.Remarks {
			codes = append(codes, finding.Code(r.Code)) // sni-broken, stale-listener
		}
		software, shown := v.software(l)
		seen := map[string]bool{}
		for _, code := range codes {
			m, ok := mendFor(software, code)
			if !ok || seen[m.What.EN] || l.portOnly(code) {
				continue
			}
			seen[m.What.EN] = true
			m.Leg, m.Shown = l.Leg, shown
			out = append(out, m.filled(l.Typed.Host))
		}
	}
	return merge(out)
}

// portOnly tells whether a fault is only that a port is not meant for customers:
// another one of the same host serves them. An MX takes mail from other servers on
// 25, where AUTH is better not offered at all.
func (l *Leg) portOnly(code finding.Code) bool {
	if code != finding.SMTPAuthMissing && code != finding.SMTPStartTLSMissing {
		return false
	}
	return slices.ContainsFunc(l.Options, func(o Option) bool {
		return o.Port != l.Typed.Port && (o.Host == l.Typed.Host || l.Typed.Port == persona.Relay)
	})
}

// merge says once what is the same for both legs.
func merge(list []Mend) []Mend {
	out := []Mend{}
	for _, m := range list {
		i := slices.IndexFunc(out, func(o Mend) bool {
			return o.Software == m.Software && o.What == m.What && slices.Equal(o.Files, m.Files)
		})
		if i >= 0 {
			out[i].Leg = finding.Both
			continue
		}
		out = append(out, m)
	}
	return out
}

// filled puts the host into the text to copy. A name that could be anything
// but a host name stays out of commands.
func (m Mend) filled(host string) Mend {
	if !hostname.Is(host) {
		host = "mail.customer.example"
	}
	files := make([]File, len(m.Files))
	for i, f := range m.Files {
		files[i] = File{strings.ReplaceAll(f.Path, "HOST", host), strings.ReplaceAll(f.Text, "HOST", host), f.Where}
	}
	run := make([]string, len(m.Run))
	for i, r := range m.Run {
		run[i] = strings.ReplaceAll(r, "HOST", host)
	}
	m.Files, m.Run = files, run
	return m
}

// software reads what serves a leg from its greetings, "" if they do not say.
func (v *view) software(l Leg) (name, shown string) {
	for i := range v.sights {
		s := v.sights[i].s
		g := s.Step(evidence.StageGreeting)
		fits := l.Leg == s.Proto.Leg() && s.Host == l.Typed.Host
		if !fits || g == nil || g.Reply == nil || len(g.Reply.Text) == 0 {
			continue
		}
		banner := string(g.Reply.Text[0])
		for _, b := range banners {
			if strings.Contains(strings.ToLower(banner), b.holds) {
				return b.software, banner
			}
		}
	}
	return "", ""
}

// banners are how servers greet by default.
var banners = []struct{ holds, software string }{
	{"postfix", "Postfix"},
	{"exim", "Exim"},
	{"dovecot", "Dovecot"},
	{"hello there.", "Courier"}, // Courier's POP3 greeting
	{"courier", "Courier"},
	{"cyrus", "Cyrus"},
	{"sendmail", "Sendmail"},
	{"microsoft esmtp", "Exchange"},
}

// mendFor finds the text for a fault: the software's own, else the general one.
func mendFor(software string, code finding.Code) (Mend, bool) {
	for _, name := range []string{software, ""} {
		for _, m := range mendings {
			if m.software == name && slices.Contains(m.codes, code) {
				return m.mend(), true
			}
		}
	}
	return Mend{}, false
}

func (m *mending) mend() Mend {
	return Mend{Software: m.software, What: Text(m.what), Files: slices.Clone(m.files), Run: slices.Clone(m.run), Renewed: m.renewed, Source: m.source}
}

// Snippets are all mends with something to copy, for the host mail.customer.example.
func Snippets() []Mend {
	var out []Mend
	for _, m := range mendings {
		if len(m.files)+len(m.run) > 0 {
			out = append(out, m.mend().filled(""))
		}
	}
	return out
}
