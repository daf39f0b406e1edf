package persona

import (
	"slices"

	"harness/client/evidence"
)

// Every is the name for all personas at once.
const Every = "all"

// Everyone makes one record for all who fetch by a protocol: it logs in where one of
// them would. Its name is nobody's, so that a record of it has nobody's words; see
// verify.Clients.
func Everyone(fetch evidence.Proto) Persona {
	p := Usual(fetch)
	p.Name, p.Aliases, p.Title = Every, nil, Label{"every client", "すべてのソフト"}
	p.SaysID = false
	for _, who := range All() {
		if who, ok := who.Over(fetch); ok {
			p.Mechanisms, p.Logins = union(p.Mechanisms, who.Mechanisms), union(p.Logins, who.Logins)
			p.MinTLS = min(p.MinTLS, who.MinTLS)
		}
	}
	return p
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, one := range b {
		if !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	return out
}

// Takes tells whether a server can be typed into a dialog. Without encryption it can
// in each.
func (d Dialog) Takes(s evidence.Server) bool {
	if s.Security != evidence.Plain && s.Security != "" && d.Choices[s.Security] == (Label{}) {
		return false
	}
	return d.Free || s.Port == 0 || slices.Contains(d.Ports, s.Port)
}
