package desk

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/cmd/internal/ticket"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

// resultPage is what came of a run, in the order of its use.
type resultPage struct {
	ID, Case  string
	Alone     bool // the page stands alone: nothing on it leads anywhere
	Outcome   string
	Verdict   string
	Diagnoses []diagnosisPart
	Answer    *ticket.Answer
	Sendable  bool
	Compared  *comparison // with the run before it; nil: this is the first
	Kept      *keptPart   // where the history of its domain is; nil: none is kept
	Unkept    bool        // it was to be kept and could not be
	Login     bool        // the customer's password was used
	Proofs    []proofPart // what the test mailboxes showed
	Unproved  string      // why one was not asked, a key of the desk's texts
	Command   string      // to run again on a command line
	Refused   []string    // addresses that were not dialled
	Took      string
	At        string
	Fields    []hidden // of the form to run again
	Looks     []lookPart
}

type hidden struct{ Name, Value string }

// keptPart leads to a domain's history.
type keptPart struct {
	Domain string
	Old    bool // the page is about an entry of it
	Lab    string
}

// diagnosisPart is one diagnosis.
type diagnosisPart struct {
	N       int
	Outcome string
	Page    *render.Page
	Sides   []side
	Words   []saying // Gmail's
	Grid    grid
	Chains  []chain
}

// proofPart is what a test mailbox showed at the server to be typed.
type proofPart struct {
	Leg, Where, Mailbox, Outcome string
	Faults                       []fault
}

func proofsOf(list []report.Proof, lang string) []proofPart {
	var out []proofPart
	for _, p := range list {
		dialog := dialogOf(p.Leg)
		one := proofPart{Leg: finding.Text(dialog.Title).In(lang), Where: clean.Line(fmt.Sprintf("%s:%d", p.Host, p.Port)), Mailbox: clean.Line(p.Mailbox), Outcome: string(p.Outcome)}
		for _, c := range p.Codes {
			one.Faults = append(one.Faults, faultOf(c, lang))
		}
		out = append(out, one)
	}
	return out
}

// saying is what Gmail shows, and where; each once.
type saying struct{ Where, Text string }

// side is one dialog before and after.
type side struct {
	Title  string
	Stays  bool // it is fine as it was typed
	Fields []pair
}

// pair is one field of a dialog.
type pair struct {
	Label, Before, After string
	Changed, Copy        bool
}

func (d *Desk) resultOf(r *run, lang string) resultPage {
	t := texts(lang)
	p := resultPage{ID: r.id, Case: r.of.id, Answer: r.result.answer, Took: r.result.took.Round(time.Millisecond).String(), At: r.began.UTC().Format(minutes), Unkept: r.result.unkept}
	p.Diagnoses = d.parts(r.result.diagnoses, lang)
	if a := p.Answer; a != nil {
		p.Sendable = a.Sendable
	}
	p.Outcome, p.Verdict = r.result.verdict(lang)
	looks, _, _ := r.seen(0)
	p.Looks = livePage{Looks: looks, T: t}.Parts()
	for _, at := range r.result.refused {
		p.Refused = append(p.Refused, at.String())
	}
	if b := d.store.before(r); b != nil {
		p.Compared = compare(stateOf(b, lang), stateOf(r, lang), lang)
	}
	if domains := targets(r.of, shown(r)); d.cfg.History != nil && len(domains) > 0 {
		p.Kept = &keptPart{Domain: domains[0]}
	}
	p.Login, p.Proofs = r.login, proofsOf(r.result.proofs, lang)
	switch err := r.result.unproved; {
	case errors.Is(err, job.ErrSpent):
		p.Unproved = "spent"
	case err != nil:
		p.Unproved = "noProof"
	}
	p.Command = d.command(r)
	typed := shown(r)
	p.Fields = []hidden{
		{"address", typed.Address},
		{smtpPrefix + "-host", typed.SMTP.Server}, {smtpPrefix + "-security", string(typed.SMTP.Security)}, {smtpPrefix + "-user", typed.SMTP.Login},
		{popPrefix + "-host", typed.POP.Server}, {popPrefix + "-security", string(typed.POP.Security)}, {popPrefix + "-user", typed.POP.Login},
	}
	return p
}

// parts lay diagnoses out.
func (d *Desk) parts(list []*report.Diagnosis, lang string) []diagnosisPart {
	var out []diagnosisPart
	for i, one := range list {
		part := diagnosisPart{N: i, Outcome: string(one.Outcome)}
		var err error
		if part.Page, err = render.PageOf(one, lang); err != nil {
			continue
		}
		part.Sides = sidesOf(one, part.Page, lang)
		for _, c := range part.Page.Checks {
			for _, it := range c.Items {
				for _, q := range it.Quotes {
					if s := (saying{q.Where, q.Text}); !slices.Contains(part.Words, s) {
						part.Words = append(part.Words, s)
					}
				}
			}
		}
		part.Grid, part.Chains = gridOf(one, d.cfg.Margins)
		out = append(out, part)
	}
	return out
}

// verdict is the outcome and the sentence for it: of the servers where any were
// looked at, the worst of several; else of the words.
func (r result) verdict(lang string) (outcome, sentence string) {
	out := r.outcome()
	for _, one := range r.diagnoses {
		if page, err := render.PageOf(one, lang); err == nil && one.Outcome == out && page.Verdict != "" {
			return string(out), page.Verdict
		}
	}
	return string(out), texts(lang)["outcome-"+string(out)]
}

// outcome is that of the servers where any were looked at, the worst of several;
// else of the words.
func (r result) outcome() report.Outcome {
	out := report.Works
	for _, one := range r.diagnoses {
		out = report.Worse(out, one.Outcome)
	}
	if len(r.diagnoses) == 0 && r.answer != nil {
		out = r.answer.Outcome
	}
	return out
}

// shown are the dialogs that a run was made with.
func shown(r *run) job.Typed {
	if r.typed == (job.Typed{}) {
		return r.of.read
	}
	return r.typed
}

// dialogOf is Gmail's dialog in which a leg's settings stand.
func dialogOf(leg finding.Leg) persona.Dialog {
	if leg == finding.Send {
		return persona.Gmail.Send
	}
	return persona.Gmail.Fetch
}

// sidesOf are the dialogs as typed beside those to type.
func sidesOf(one *report.Diagnosis, page *render.Page, lang string) []side {
	var out []side
	if one.Advice == nil {
		return nil
	}
	for i := range one.Advice.Legs {
		l := &one.Advice.Legs[i]
		dialog := dialogOf(l.Leg)
		in := func(label persona.Label) string { return finding.Text(label).In(lang) }
		s := side{Title: in(dialog.Title), Stays: l.Reaches && l.Typed.Security != evidence.Plain && l.Listed == nil}
		before := []string{"", "", "", ""}
		if l.Typed.Host != "" {
			before = []string{clean.Line(l.Typed.Host), fmt.Sprint(l.Typed.Port), clean.Line(l.Typed.Login), in(dialog.Choices[l.Typed.Security])}
		}
		after := []string{"", "", "", ""}
		for _, t := range page.Type {
			if t.Leg == l.Leg {
				for k, f := range []int{0, 1, 2, 4} { // without the password
					after[k] = t.Fields[f][1]
				}
				after[3] = in(dialog.Choices[l.Advised().Security])
			}
		}
		for k, label := range []string{in(dialog.Host), in(dialog.On), in(dialog.User), ""} {
			s.Fields = append(s.Fields, pair{Label: label, Before: before[k], After: after[k], Changed: after[k] != "" && after[k] != before[k] && k != 2, Copy: after[k] != "" && k < 2})
		}
		if l.Typed.Host != "" || after[0] != "" {
			out = append(out, s)
		}
	}
	return out
}

// command is the command line that makes the same run, "" where the desk was
// given no shell's quoting. The words of a ticket stand in a file there.
func (d *Desk) command(r *run) string {
	if d.cfg.Quote == nil {
		return ""
	}
	words := []string{"harness", "diagnose"}
	if r.of.lab != "" {
		words = append(words, "--lab", r.of.lab)
	}
	typed := shown(r)
	if typed == (job.Typed{}) {
		if r.of.target == "" {
			return d.cfg.Quote("harness", "ticket", "ticket.txt")
		}
		return d.cfg.Quote(append(words, r.of.target)...)
	}
	add := func(flag, value string) {
		if value != "" {
			words = append(words, flag, value)
		}
	}
	words = append(words, "--no-login")
	add("--user", typed.Address)
	add("--smtp", typed.SMTP.Server)
	add("--smtp-security", string(typed.SMTP.Security))
	add("--smtp-login", typed.SMTP.Login)
	add("--pop", typed.POP.Server)
	add("--pop-security", string(typed.POP.Security))
	add("--pop-login", typed.POP.Login)
	return d.cfg.Quote(words...)
}

// download is the result as a page that needs nothing beside itself.
func (d *Desk) download(w http.ResponseWriter, r *http.Request) {
	one := d.finished(w, r)
	if one == nil {
		return
	}
	lang := d.lang(w, r)
	style, err := files.ReadFile("pages/style.css")
	if err != nil {
		d.fail(w, r, http.StatusInternalServerError, "gone")
		return
	}
	page := d.resultOf(one, lang)
	page.Alone, page.Compared, page.Kept = true, nil, nil
	t := texts(lang)
	var b bytes.Buffer
	f := frame{Lang: lang, Title: t["result"], T: t, Style: template.CSS(style), Body: page} // the desk's own file
	if err := d.pages["result"].ExecuteTemplate(&b, "frame", f); err != nil {
		http.Error(w, "the page could not be written", http.StatusInternalServerError)
		return
	}
	attach(w, "text/html; charset=utf-8", "harness-"+one.id[:8]+".html")
	w.Write(b.Bytes())
}

// finished is a run that is done; else the page that says so is written.
func (d *Desk) finished(w http.ResponseWriter, r *http.Request) *run {
	one := d.store.run(r.PathValue("id"))
	if one == nil || one.state() != done {
		d.fail(w, r, http.StatusNotFound, "gone")
		return nil
	}
	return one
}

func attach(w http.ResponseWriter, kind, name string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
}

// ticketJSON is the form of `harness ticket --format json`.
func (d *Desk) ticketJSON(w http.ResponseWriter, r *http.Request) {
	one := d.finished(w, r)
	if one == nil {
		return
	}
	if one.result.answer == nil {
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	attach(w, "application/json", "ticket-"+one.id[:8]+".json")
	if err := render.Encode(w, one.result.answer); err != nil {
		return
	}
}

// diagnosisJSON is the form of `harness diagnose --format json`.
func (d *Desk) diagnosisJSON(w http.ResponseWriter, r *http.Request) {
	one := d.finished(w, r)
	if one == nil {
		return
	}
	n, err := strconv.Atoi(strings.TrimSuffix(r.PathValue("n"), ".json"))
	if err != nil || n < 0 || n >= len(one.result.diagnoses) {
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	attach(w, "application/json", fmt.Sprintf("diagnosis-%s-%d.json", one.id[:8], n))
	if err := (render.JSON{}).Write(w, one.result.diagnoses[n], render.Style{Lang: d.lang(w, r)}); err != nil {
		return
	}
}
