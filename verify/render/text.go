package render

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// Text is the form for people. Words of Gmail and of servers, and commands, stand
// on lines of their own and are never wrapped or shortened.
type Text struct{}

// Name is "text".
func (Text) Name() string { return "text" }

// Exit is the usual exit code.
func (Text) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// Write writes a result for a person.
func (f Text) Write(w io.Writer, r report.Result, s Style) error {
	p := &printer{style: s, client: finding.Gmail}
	switch r := r.(type) {
	case *report.Report:
		p.report(r)
	case *report.Diagnosis:
		p.diagnosis(r)
	case *report.CertReport:
		p.cert(r)
	default:
		return unshown(f, r)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// report is the verdict on one run: a verdict a leg, Gmail's words, why, and
// what to do.
func (p *printer) report(r *report.Report) {
	p.client = r.Client
	p.line(0, "%s", clean.Line(r.Trip.Address))
	for i := range r.Legs {
		p.gap()
		p.leg(r, &r.Legs[i])
	}
	if both := p.items(r.Of(finding.Both)); len(both) > 0 {
		p.gap()
		for i := range both {
			p.item(&both[i], nil)
		}
	}
	p.gap()
	p.closing(r)
}

type printer struct {
	b      strings.Builder
	style  Style
	client string // whose remarks
}

func (p *printer) items(list []report.Item) []ItemForm { return itemsOf(list, p.client, p.style.Lang) }

func (p *printer) in(t text) string { return t.In(p.style.Lang) }

func (p *printer) gap() { p.b.WriteByte('\n') }

func (p *printer) line(indent int, format string, args ...any) {
	p.b.WriteString(strings.Repeat("  ", indent))
	fmt.Fprintf(&p.b, format, args...)
	p.b.WriteByte('\n')
}

// Colours by meaning.
const (
	red    = "31"
	green  = "32"
	yellow = "33"
	bold   = "1"
)

func (p *printer) paint(colour, s string) string {
	if !p.style.Colour {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[0m"
}

func (p *printer) outcome(o report.Outcome) string {
	colour := map[report.Outcome]string{report.Works: green, report.Broken: red, report.Undecided: yellow}[o]
	return p.paint(colour, p.in(outcomeWord[o]))
}

func (p *printer) leg(r *report.Report, l *report.Leg) {
	head := fmt.Sprintf("%s: %s", p.paint(bold, p.in(legTitle[l.Leg])), p.server(l.Host, l.Port, l.Security))
	if l.Guessed != "" {
		head += " (" + p.in(guessedWord) + ")"
	}
	p.line(0, "%s: %s", head, p.outcome(l.Outcome))
	p.story(r, l)
	items := p.items(r.Of(l.Leg))
	for i := range items {
		p.item(&items[i], l)
	}
	if len(l.Certificates) > 0 && !l.Certificates[0].NotAfter.IsZero() {
		p.line(1, "%s", p.ends(l.Certificates[0]))
	}
	if len(l.Timings) > 0 {
		parts := make([]string, len(l.Timings))
		for i, t := range l.Timings {
			parts[i] = fmt.Sprintf("%s %s", t.Stage, short(time.Duration(t.Took)))
		}
		where := ""
		if l.StoppedAt != "" {
			where = "; " + p.in(stoppedWord) + " " + string(l.StoppedAt)
		}
		p.line(1, "%s %s%s", p.in(timingWord), strings.Join(parts, ", "), where)
	}
}

// ends says when the server's own certificate ends.
func (p *printer) ends(l certs.Lifetime) string {
	return finding.Fill(p.in(endsWord[l.Expiry]), map[string]string{"date": l.NotAfter.Format(time.DateOnly), "days": fmt.Sprint(l.DaysLeft)})
}

// story says what went well.
func (p *printer) story(r *report.Report, l *report.Leg) {
	t := r.Trip
	switch {
	case l.Leg == finding.Send && !t.SentAt.IsZero():
		p.line(1, "%s", p.in(sentWord))
	case l.Leg == finding.Fetch && t.Returned != nil:
		word := backWord
		if t.Deleted {
			word = deletedWord
		} else if t.Keep {
			word = keptWord
		}
		p.line(1, "%s", p.in(word))
	case l.Leg == finding.Fetch && t.Bounce != nil:
		p.line(1, "%s", p.in(bouncedWord))
	case l.Leg == finding.Fetch && l.Outcome == report.Works:
		p.line(1, "%s", p.in(notLookedWord))
	}
}

// item prints a finding; l is nil for one that is of neither leg.
func (p *printer) item(it *ItemForm, l *report.Leg) {
	colour := yellow
	if it.Severity == finding.Broken || it.Severity == finding.High {
		colour = red
	}
	p.line(1, "%s [%s] %s", p.paint(colour, p.in(severityWord[it.Severity])), it.Code, it.Title)
	if l != nil && (it.Severity.Decides() || len(it.Gmail) > 0) {
		p.gmail(it)
	}
	if reply := it.Args.Text(finding.KeyReply); reply != "" {
		p.line(2, "%s", p.in(serverWord))
		p.line(3, "%s", clean.Line(reply))
	}
	if l != nil && len(l.Names) > 0 && strings.HasPrefix(string(it.Code), "tls-") && it.Severity.Decides() {
		p.line(2, "%s %s", p.in(namesWord), clean.Line(strings.Join(l.Names, ", ")))
	}
	if it.Why != "" {
		p.line(2, "%s %s", p.in(whyWord), it.Why)
	}
	if it.Fix != "" {
		p.line(2, "%s %s", p.in(fixWord), it.Fix)
	}
}

// gmail prints Gmail's words: per surface what to expect, then the others.
func (p *printer) gmail(it *ItemForm) {
	if len(it.Gmail) == 0 {
		if it.Severity == finding.Broken && !strings.HasPrefix(string(it.Code), "letter-") { // of a letter's fate Gmail says nothing
			unknown := unknownWording
			if p.client != finding.Gmail {
				unknown = unknownOther
			}
			p.line(2, "%s", p.in(unknown))
		}
		return
	}
	for _, w := range it.Gmail {
		label := p.in(surfaceLabel(w.Surface))
		mark := p.in(basisWord[w.Basis])
		if w.Rank != phrasebook.First {
			mark = p.in(rankWord[w.Rank])
			if w.Basis == phrasebook.Inferred {
				mark += ", " + p.in(basisWord[w.Basis])
			}
		}
		p.line(2, "%s [%s]:", label, mark)
		for _, line := range strings.Split(w.Text, "\n") {
			p.line(3, "%s", line)
		}
	}
}

// surfaceLabel is where a person reads the words.
func surfaceLabel(s phrasebook.Surface) text {
	if label, ok := surfaceWord[s]; ok {
		return label
	}
	return s.Title()
}

func (p *printer) closing(r *report.Report) {
	ends, harmful, typed := false, false, false
	for _, it := range r.Findings {
		ends = ends || it.Code == finding.FeatureEnded
		harmful = harmful || it.Severity == finding.High
		typed = typed || it.Severity == finding.Broken && slices.Contains(typedFaults, it.Code)
	}
	verdict := verdictWord[r.Outcome]
	if harmful && r.Outcome == report.Works {
		verdict = harmfulWord
	}
	p.line(0, "%s", p.paint(bold, p.in(verdict)))
	if r.Trip.Refusals > 0 {
		p.line(0, "%s %d", p.in(refusalsWord), r.Trip.Refusals)
	}
	if len(r.Trip.LocalIPs) > 0 && !lab(r.Trip) {
		p.line(0, "%s", finding.Fill(p.in(testedFrom), map[string]string{"from": strings.Join(r.Trip.LocalIPs, ", ")}))
	}
	switch {
	case ends && r.Outcome == report.Works:
		p.line(0, "%s", p.in(ended))
	case typed:
		p.line(0, "%s", p.in(editEntry))
	}
}

// typedFaults are those that a change of the entry in Gmail may mend.
var typedFaults = []finding.Code{
	finding.TLSNameMismatch, finding.DNSNoSuchHost, finding.DNSNoAddress, finding.HostUnsafeCharacters, finding.NetRefused,
	finding.TLSOnPlainPort, finding.PlainOnTLSPort, finding.SMTPBannerBad, finding.POPBannerBad, finding.SMTPStartTLSMissing,
	finding.SMTPAuthRefused, finding.POPLoginRefused, finding.LoginOtherMachine, finding.SMTPSenderRefused, finding.TLSHostOdd,
}

// lab tells whether the trip stayed in the embedded lab.
func lab(t *evidence.Trip) bool {
	for _, l := range t.Legs {
		for _, s := range l.Sessions {
			if s.Via == evidence.ViaLab {
				return true
			}
		}
	}
	return false
}

// short is a duration at the precision that a person wants.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return "<1ms"
	case d < time.Second:
		return d.Round(time.Millisecond).String()
	default:
		return d.Round(10 * time.Millisecond).String()
	}
}
