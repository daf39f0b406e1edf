package forward

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/inbound"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

const columns = 80

// JSON writes the form of docs/schema/forward.schema.json, which has no texts.
func (r *Result) JSON(out io.Writer, _ string) error { return render.Encode(out, r) }

// Text writes the result for people, in "en" or "ja".
func (r *Result) Text(out io.Writer, lang string) error {
	w := bufio.NewWriter(out)
	fmt.Fprintln(w, outcomeTexts[string(r.Outcome)].In(lang))
	fmt.Fprintln(w)
	rows := [][]string{{letterHead.In(lang), outcomeHead.In(lang), envelopeHead.In(lang), "SPF", "DKIM", "DMARC", changedHead.In(lang)}}
	for _, l := range r.Letters {
		rows = append(rows, l.row(lang))
	}
	render.Table(w, rows, len(rows[0]))
	r.answers(w, lang)
	for _, c := range r.Causes {
		t := render.Items([]report.Item{report.ItemOf(phrasebook.Book{}, r.finding(c))}, finding.Gmail, lang)[0]
		fmt.Fprintln(w)
		for _, line := range render.Wrap(t.Title+": "+strings.Join(c.Letters, ", ")+" ["+string(c.Code)+"]", columns) {
			fmt.Fprintln(w, line)
		}
		for _, line := range render.Wrap(t.Fix, columns-2) {
			fmt.Fprintln(w, "  "+line)
		}
	}
	fmt.Fprintln(w)
	for _, note := range r.notes() {
		for i, line := range render.Wrap(note.In(lang), columns-2) {
			fmt.Fprintln(w, []string{"- ", "  "}[min(i, 1)]+line)
		}
	}
	return w.Flush()
}

func (l Letter) row(lang string) []string {
	row := []string{l.Letter, outcomeTexts[string(l.Outcome)].In(lang), "-", "-", "-", "-", "-"}
	v := l.Verdict
	if v == nil {
		return row
	}
	row[2], row[3], row[4], row[5] = envelopeTexts[l.Envelope].In(lang), v.SPF.Result, "none", v.DMARC.Result
	if len(v.DKIM) > 0 {
		row[4] = v.DKIM[0].Result
		if slices.ContainsFunc(v.DKIM, func(s inbound.Signature) bool { return s.Result == inbound.Pass }) {
			row[4] = inbound.Pass
		}
	}
	if len(l.Changes) > 0 {
		row[6] = clean.Line(strings.Join(l.Changes, " "))
	}
	return row
}

// answer is one refusal, with the letters that met it.
type answer struct {
	kind, about, text string
	letters           []string
}

// answers are Gmail's refusals and the forwarder's, each kind once: the texts
// for several letters differ in the domain.
func (r *Result) answers(w io.Writer, lang string) {
	var list []answer
	for _, l := range r.Letters {
		a := answer{letters: []string{l.Letter}}
		switch {
		case l.Outcome == Stopped:
			a.kind, a.text, a.about = l.Forwarder, l.Forwarder, forwarderSaid.In(lang)
		case l.Verdict != nil && l.Verdict.Reply.Code/100 != 2:
			reply := l.Verdict.Reply
			a.kind, a.text = strings.Join(append(reply.Text[:1:1], reply.Enhanced), " "), reply.Said()
			a.kind = strings.ReplaceAll(a.kind, l.Verdict.DMARC.From, "")
			a.about = gmailSays[reply.Basis].Filled(lang, "source", reply.Source)
		default:
			continue
		}
		if i := slices.IndexFunc(list, func(o answer) bool { return o.kind == a.kind }); i >= 0 {
			list[i].letters = append(list[i].letters, l.Letter)
			continue
		}
		list = append(list, a)
	}
	for _, a := range list {
		fmt.Fprintln(w)
		for _, line := range render.Wrap(a.about+": "+strings.Join(a.letters, ", "), columns) {
			fmt.Fprintln(w, line)
		}
		for _, line := range render.Wrap(clean.Line(a.text), columns-2) {
			fmt.Fprintln(w, "  "+line)
		}
	}
}

// notes say on what the verdict rests.
func (r *Result) notes() []words {
	out := []words{basisNote}
	sealed := false
	for _, l := range r.Letters {
		sealed = sealed || l.Verdict != nil && l.Verdict.ARC.Sets > 0
	}
	if sealed {
		return append(out, sealedNote)
	}
	return append(out, unsealedNote)
}
