package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"harness/cmd/internal/sweep"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// mostShown bounds the lines of one page; the filter finds the others.
const mostShown = 500

type fleetPage struct {
	Outcome, Change, Find string // of the filter
	Causes, Servers       []report.Tally
	Changes               []changeCount // since the baseline; nil: there is none
	Lines                 []fleetLine
	Total, Expiring       int
	Matching, Hidden      int
}

// changeCount is how many targets changed in one way.
type changeCount struct {
	Name  string
	Count int
}

// Outcomes are what the filter offers.
func (fleetPage) Outcomes() []string {
	return []string{string(report.Broken), string(report.Undecided), string(report.NoSettings), string(report.Works), "expiring"}
}

type fleetLine struct {
	Key, Target, Outcome, Change, Cause, Server string
	Ends                                        string // when the first certificate ends, "" none was seen
	Soon                                        bool
}

func lineOf(l sweep.Line) fleetLine {
	out := fleetLine{Key: l.Key, Target: clean.Line(l.Target), Outcome: string(l.Outcome), Change: string(l.Change), Cause: clean.Line(l.Cause), Server: clean.Line(l.Server), Soon: l.Soon}
	if !l.Ends.IsZero() {
		out.Ends = l.Ends.UTC().Format(time.DateOnly)
	}
	return out
}

func changesOf(c *report.Changes) []changeCount {
	if c == nil {
		return nil
	}
	return []changeCount{{string(sweep.IsNew), c.New}, {string(sweep.Mended), c.Mended}, {string(sweep.Still), c.Still}, {string(sweep.NotSeen), c.NotSeen}}
}

// fleet shows the sweep: what is behind how many failures, what has changed, and
// the targets that the filter asks for.
func (d *Desk) fleet(w http.ResponseWriter, r *http.Request) {
	f, ok := d.readFleet(w, r)
	if !ok {
		return
	}
	q := r.URL.Query()
	p := fleetPage{
		Outcome: q.Get("outcome"), Change: q.Get("change"), Find: short(strings.TrimSpace(q.Get("find"))),
		Causes: f.Sweep.Causes, Servers: f.Sweep.Servers, Changes: changesOf(f.Sweep.Changes), Total: f.Sweep.Total, Expiring: f.Sweep.Expiring,
	}
	find := strings.ToLower(p.Find)
	has := func(s string) bool { return strings.Contains(strings.ToLower(s), find) }
	for _, l := range f.Lines {
		switch {
		case p.Outcome != "" && p.Outcome != string(l.Outcome) && !(p.Outcome == "expiring" && l.Soon), p.Change != "" && p.Change != string(l.Change):
			continue
		case find != "" && !has(l.Target) && !has(l.Cause) && !has(l.Server):
			continue
		}
		if p.Matching++; len(p.Lines) < mostShown {
			p.Lines = append(p.Lines, lineOf(l))
		}
	}
	p.Hidden = p.Matching - len(p.Lines)
	d.write(w, r, http.StatusOK, "fleet", frame{Title: "fleet", Body: p})
}

type targetPage struct {
	Line     fleetLine
	Detail   string
	At, Took string
	Place    string
	Legs     []targetLeg
	Faults   []targetFault
	Notes    []string // keys of texts
	Known    string
	Token    string // of a letter that may lie there yet
}

type targetLeg struct {
	Where, Addr, Outcome, Stopped, Ends string
	Codes                               []string
}

type targetFault struct{ Code, Title, Why, Fix string }

// target shows one target of the sweep, by the key that it has in every run of
// the same list.
func (d *Desk) target(w http.ResponseWriter, r *http.Request) {
	f, ok := d.readFleet(w, r)
	if !ok {
		return
	}
	t, line, err := f.Target(r.PathValue("key"))
	switch {
	case err != nil:
		d.fail(w, r, http.StatusConflict, "fleetChanged")
		return
	case t == nil:
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	lang := d.lang(w, r)
	p := targetPage{
		Line: lineOf(line), Detail: clean.Line(t.Detail), At: t.At.UTC().Format(minutes), Took: time.Duration(t.Took).Round(time.Millisecond).String(), Place: clean.Line(t.Place),
		Known: clean.Line(t.Known), Token: clean.Line(t.Token),
	}
	for key, holds := range map[string]bool{"danger": t.Danger, "expectedSo": t.Expected && t.Outcome != report.Works, "elsewhere": t.Elsewhere != "" && t.Elsewhere != t.Outcome, "loginRefused": t.Refused} {
		if holds {
			p.Notes = append(p.Notes, texts(lang)[key])
		}
	}
	slices.Sort(p.Notes)
	for _, l := range t.Legs {
		one := targetLeg{Where: clean.Line(strings.Join([]string{string(l.Leg), l.Host + ":" + strconv.Itoa(int(l.Port)), string(l.Security)}, " ")), Addr: clean.Line(l.Addr), Outcome: string(l.Outcome), Stopped: clean.Line(string(l.StoppedAt))}
		if !l.NotAfter.IsZero() {
			one.Ends = l.NotAfter.UTC().Format(time.DateOnly)
		}
		for _, c := range l.Codes {
			one.Codes = append(one.Codes, clean.Line(string(c)))
		}
		p.Legs = append(p.Legs, one)
	}
	for _, c := range t.Codes {
		if doc, ok := finding.Lookup(c); ok {
			host := map[string]string{"host": clean.Line(t.Server())}
			p.Faults = append(p.Faults, targetFault{string(c), finding.Fill(doc.Title.In(lang), nil), finding.Fill(doc.Why.In(lang), host), finding.Fill(doc.Fix.In(lang), host)})
		}
	}
	d.write(w, r, http.StatusOK, "target", frame{Title: "fleet", Body: p})
}

func (d *Desk) readFleet(w http.ResponseWriter, r *http.Request) (*sweep.Index, bool) {
	if d.cfg.Fleet == nil {
		d.fail(w, r, http.StatusNotFound, "gone")
		return nil, false
	}
	f, err := d.cfg.Fleet()
	if err != nil {
		d.fail(w, r, http.StatusInternalServerError, "noFleet")
		return nil, false
	}
	return f, true
}
