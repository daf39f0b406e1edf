package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// grid is a survey as a matrix: listeners down, addresses across, and in each
// cell a line for each name that was asked for. A certificate has one letter and
// one colour in all of it.
type grid struct {
	Addrs []string
	Rows  []gridRow
}

type gridRow struct {
	Listener string
	Cells    [][]gridLine
}

type gridLine struct {
	Name   string // that was asked for, "" none
	Letter string // of the chain, "" none was shown
	Colour int    // 0 to colours-1
	Mark   string // Gmail's: ok, or what stops it
	Good   bool
}

// chain is one that a server showed, its own certificate first.
type chain struct {
	Letter  string
	Colour  int
	Links   []chainLink
	Missing bool // the server left out what leads to a root
}

type chainLink struct {
	Subject, From, Until string
	Days                 int
	Expiry               string
}

const colours = 8

// gridOf lays a survey out.
func gridOf(d *report.Diagnosis, m certs.Margins) (grid, []chain) {
	var g grid
	var chains []chain
	if d.Survey == nil {
		return g, nil
	}
	letters := map[string]int{} // by the fingerprints of a chain
	for i := range d.Survey.Sessions {
		s := &d.Survey.Sessions[i]
		addr := "-"
		if s.Addr.IsValid() {
			addr = s.Addr.Addr().String()
		}
		col := slices.Index(g.Addrs, addr)
		if col < 0 {
			col = len(g.Addrs)
			g.Addrs = append(g.Addrs, addr)
		}
		name := fmt.Sprintf("%s %d %s", s.Proto, s.Port, s.Security)
		row := slices.IndexFunc(g.Rows, func(r gridRow) bool { return r.Listener == name })
		if row < 0 {
			row = len(g.Rows)
			g.Rows = append(g.Rows, gridRow{Listener: name})
		}
		line := gridLine{Name: clean.Line(s.Host)}
		if s.NoSNI {
			line.Name = ""
		}
		if d.Advice != nil && i < len(d.Advice.Marks) {
			line.Mark = clean.Line(d.Advice.Marks[i])
			line.Good = d.Advice.Marks[i] == advice.MarkOK
		}
		if st := s.Step(evidence.StageTLS); st != nil && st.TLS != nil && len(st.TLS.Chain) > 0 {
			key, der := "", st.TLS.DER()
			for _, one := range der {
				key += advice.Fingerprint(one) + " "
			}
			n, known := letters[key]
			if !known {
				n = len(chains)
				letters[key] = n
				chains = append(chains, chainOf(der, st.TLS.At, m, n))
			}
			line.Letter, line.Colour = chains[n].Letter, chains[n].Colour
			chains[n].Missing = chains[n].Missing || strings.Contains(line.Mark, string(finding.TLSChainIncomplete))
		}
		cells := &g.Rows[row].Cells
		for len(*cells) <= col {
			*cells = append(*cells, nil)
		}
		(*cells)[col] = append((*cells)[col], line)
	}
	for i := range g.Rows {
		for len(g.Rows[i].Cells) < len(g.Addrs) {
			g.Rows[i].Cells = append(g.Rows[i].Cells, nil)
		}
	}
	return g, chains
}

func chainOf(der [][]byte, at time.Time, m certs.Margins, n int) chain {
	c := chain{Letter: fmt.Sprint(n + 1), Colour: n % colours}
	if n < 26 {
		c.Letter = string(rune('A' + n))
	}
	for _, l := range certs.Lifetimes(der, at, m) {
		c.Links = append(c.Links, chainLink{clean.Line(l.Subject), l.NotBefore.Format(time.DateOnly), l.NotAfter.Format(time.DateOnly), l.DaysLeft, string(l.Expiry)})
	}
	return c
}
