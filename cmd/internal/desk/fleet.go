package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// Fleet is what a sweep found, as it stands now.
type Fleet struct {
	Sweep   *report.Sweep
	Targets []*report.Target
}

// mostShown bounds the lines of one page; the filter finds the others.
const mostShown = 500

type fleetPage struct {
	Outcome, Find    string // of the filter
	Causes, Servers  []report.Tally
	Lines            []fleetLine
	Total, Expiring  int
	Matching, Hidden int
}

// Outcomes are what the filter offers.
func (fleetPage) Outcomes() []string {
	return []string{string(report.Broken), string(report.Undecided), string(report.NoSettings), string(report.Works), "expiring"}
}

type fleetLine struct {
	Key, Target, Outcome, Cause, Server string
	Ends                                string // when the first certificate ends, "" none was seen
	Soon                                bool
}

func lineOf(t *report.Target) fleetLine {
	l := fleetLine{Key: t.Key, Target: clean.Line(t.Target), Outcome: string(t.Outcome), Cause: clean.Line(t.Cause), Server: clean.Line(t.Server())}
	if e := t.Ends(); e != nil {
		l.Ends, l.Soon = e.NotAfter.UTC().Format(time.DateOnly), e.Expiry != ""
	}
	return l
}

// fleet shows the sweep: what is behind how many failures, and the targets that
// the filter asks for.
func (d *Desk) fleet(w http.ResponseWriter, r *http.Request) {
	f, ok := d.readFleet(w, r)
	if !ok {
		return
	}
	p := fleetPage{Outcome: r.URL.Query().Get("outcome"), Find: short(strings.TrimSpace(r.URL.Query().Get("find"))), Causes: f.Sweep.Causes, Servers: f.Sweep.Servers, Total: f.Sweep.Total, Expiring: f.Sweep.Expiring}
	for _, t := range f.Targets {
		l := lineOf(t)
		if p.Outcome != "" && p.Outcome != l.Outcome && !(p.Outcome == "expiring" && l.Soon) {
			continue
		}
		if !slices.ContainsFunc([]string{l.Target, l.Cause, l.Server}, func(s string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(p.Find)) }) {
			continue
		}
		if p.Matching++; len(p.Lines) < mostShown {
			p.Lines = append(p.Lines, l)
		}
	}
	p.Hidden = p.Matching - len(p.Lines)
	d.write(w, r, http.StatusOK, "fleet", frame{Title: "fleet", Body: p})
}

type targetPage struct {
	Line   fleetLine
	Detail string
	At     string
	Legs   []targetLeg
	Faults []targetFault
}

type targetLeg struct{ Where, Addr, Outcome, Stopped, Ends string }

type targetFault struct{ Code, Title string }

// target shows one target of the sweep, by the key that it has in every run of
// the same list.
func (d *Desk) target(w http.ResponseWriter, r *http.Request) {
	f, ok := d.readFleet(w, r)
	if !ok {
		return
	}
	n := slices.IndexFunc(f.Targets, func(t *report.Target) bool { return t.Key == r.PathValue("key") })
	if n < 0 {
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	t, lang := f.Targets[n], d.lang(w, r)
	p := targetPage{Line: lineOf(t), Detail: clean.Line(t.Detail), At: t.At.UTC().Format("2006-01-02 15:04 UTC")}
	for _, l := range t.Legs {
		one := targetLeg{Where: clean.Line(strings.Join([]string{string(l.Leg), l.Host + ":" + strconv.Itoa(int(l.Port)), string(l.Security)}, " ")), Addr: clean.Line(l.Addr), Outcome: string(l.Outcome), Stopped: clean.Line(string(l.StoppedAt))}
		if !l.NotAfter.IsZero() {
			one.Ends = l.NotAfter.UTC().Format(time.DateOnly)
		}
		p.Legs = append(p.Legs, one)
	}
	for _, c := range t.Codes {
		if doc, ok := finding.Lookup(c); ok {
			p.Faults = append(p.Faults, targetFault{string(c), finding.Fill(doc.Title.In(lang), nil)})
		}
	}
	d.write(w, r, http.StatusOK, "target", frame{Title: "fleet", Body: p})
}

func (d *Desk) readFleet(w http.ResponseWriter, r *http.Request) (*Fleet, bool) {
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
