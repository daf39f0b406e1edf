package render

import (
	"cmp"
	"crypto/x509"
	"fmt"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// table is the survey: a line a listener, a column a certificate, so that the
// listener, the node or the SNI block that differs is seen at a glance.
func (p *printer) table(d *report.Diagnosis) {
	if d.Survey == nil || len(d.Survey.Sessions) == 0 {
		return
	}
	marks := d.Advice.Marks
	var prints []string
	certs := map[string]*x509.Certificate{}
	for _, i := range ordered(d.Survey.Sessions) {
		if f, c := leafOf(&d.Survey.Sessions[i]); c != nil && !slices.Contains(prints, f) {
			prints = append(prints, f)
			certs[f] = c
		}
	}
	g := &grid{}
	head := []string{p.in(addrWord), p.in(portWord), p.in(sniWord), p.in(answerWord), "TLS"}
	for k := range prints {
		head = append(head, "#"+fmt.Sprint(k+1))
	}
	g.add(append(head, p.in(resultWord))...)
	for _, i := range ordered(d.Survey.Sessions) {
		s := &d.Survey.Sessions[i]
		sni := clean.Line(s.Host)
		if s.NoSNI {
			sni = p.in(noSNIWord)
		}
		cells := []string{peerOf(s), fmt.Sprintf("%d %s", s.Port, s.Security), sni, p.answer(s), tlsOf(s)}
		f, _ := leafOf(s)
		for _, have := range prints {
			cell := ""
			if f == have {
				cell = "x"
			}
			cells = append(cells, cell)
		}
		mark := ""
		if i < len(marks) {
			mark = marks[i]
		}
		g.add(append(cells, mark)...)
		if mark == advice.MarkOK {
			g.colour(len(cells), green)
		} else if mark != "" && mark != advice.MarkSTLS {
			g.colour(len(cells), red)
		}
	}
	g.print(p, 0)
	legend := &grid{}
	for k, f := range prints {
		c := certs[f]
		legend.add(fmt.Sprintf("#%d", k+1), f, c.NotAfter.UTC().Format(time.DateOnly)+p.left(d, f), leafNames(c), p.in(issuerWord)+" "+clean.Line(c.Issuer.CommonName))
	}
	legend.print(p, 0)
}

// skipped says what was not looked at.
func (p *printer) skipped(s evidence.Skip) {
	args := map[string]string{"addr": s.Addr.String()}
	if s.Name != "" {
		args["addr"] = clean.Line(s.Name)
	}
	if s.Listeners > 0 {
		args["n"] = fmt.Sprint(s.Listeners)
	}
	p.para(0, finding.Fill(p.in(skipWord[s.Why]), args))
}

// left is how long a certificate of the legend lasts.
func (p *printer) left(d *report.Diagnosis, fingerprint string) string {
	i := slices.IndexFunc(d.Certificates, func(c report.Certificate) bool { return c.Fingerprint == fingerprint })
	if i < 0 {
		return ""
	}
	c := d.Certificates[i]
	word := leftWord[c.Expiry]
	return " " + finding.Fill(p.in(word), map[string]string{"days": fmt.Sprint(c.DaysLeft)})
}

// peerOf is the address that was dialled; a proxy's are not known.
func peerOf(s *evidence.Session) string {
	if !s.Addr.IsValid() {
		return string(s.Via)
	}
	return s.Addr.Addr().String()
}

// ordered are the sessions by address, port and server name, those without one
// last.
func ordered(list []evidence.Session) []int {
	out := make([]int, len(list))
	for i := range out {
		out[i] = i
	}
	slices.SortStableFunc(out, func(i, k int) int {
		a, b := &list[i], &list[k]
		last := func(s *evidence.Session) int {
			if s.NoSNI {
				return 1
			}
			return 0
		}
		return cmp.Or(a.Addr.Addr().Compare(b.Addr.Addr()), cmp.Compare(a.Port, b.Port), cmp.Compare(a.Security, b.Security),
			last(a)-last(b), strings.Compare(a.Host, b.Host))
	})
	return out
}

func leafNames(c *x509.Certificate) string {
	names := c.DNSNames
	more := ""
	if len(names) > 6 {
		names, more = names[:6], fmt.Sprintf(", +%d", len(c.DNSNames)-6)
	}
	if len(names) == 0 {
		return "CN=" + clean.Line(c.Subject.CommonName)
	}
	return clean.Line(strings.Join(names, ", ")) + more
}

// leafOf is the fingerprint and certificate that a session showed.
func leafOf(s *evidence.Session) (string, *x509.Certificate) {
	st := s.Step(evidence.StageTLS)
	if st == nil || st.TLS == nil || len(st.TLS.Chain) == 0 {
		return "", nil
	}
	c, err := x509.ParseCertificate(st.TLS.Chain[0])
	if err != nil {
		return "", nil
	}
	return advice.Fingerprint(c.Raw), c
}

func tlsOf(s *evidence.Session) string {
	st := s.Step(evidence.StageTLS)
	if st == nil || st.TLS == nil {
		return "-"
	}
	if st.TLS.Version == "" {
		return "?"
	}
	return strings.TrimPrefix(st.TLS.Version, "TLS ")
}

// answer is what a listener did, in a word.
func (p *printer) answer(s *evidence.Session) string {
	step, trouble := s.Trouble()
	if trouble == nil || trouble.Kind == evidence.Denied && (step.Stage == evidence.StageCapa || step.Stage == evidence.StageCapa2) {
		return string(s.Proto)
	}
	if g := s.Step(evidence.StageGreeting); g != nil && g.Trouble == nil {
		return fmt.Sprintf("%s, %s %s", s.Proto, step.Stage, trouble.Kind)
	}
	return fmt.Sprintf("%s %s", step.Stage, trouble.Kind)
}
