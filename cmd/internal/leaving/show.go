package leaving

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"harness/verify/clean"
	"harness/verify/render"
)

// Text writes the result for people, in "en" or "ja".
func (r *Result) Text(out io.Writer, lang string) error {
	w := bufio.NewWriter(out)
	say := func(t words, holes ...string) { fmt.Fprintln(w, t.Filled(lang, holes...)) }
	say(titleText, "logs", fmt.Sprint(len(r.Sources)), "first", clean.Line(r.First), "last", clean.Line(r.Last), "days", fmt.Sprint(r.Days))
	var lists []string
	for _, l := range r.Google {
		lists = append(lists, strings.TrimSuffix(clean.Line(l.Name)+" ("+clean.Line(l.Read)+")", " ()"))
	}
	say(recognisedText, "lists", strings.Join(lists, ", "))
	fmt.Fprintln(w)
	months := [][]string{{monthHead.In(lang), fetchedHead.In(lang), deletingHead.In(lang), sentHead.In(lang), eitherHead.In(lang)}}
	for _, m := range r.Months {
		months = append(months, []string{m.Month, fmt.Sprint(m.Fetched), fmt.Sprint(m.Deleting), fmt.Sprint(m.SentFor), fmt.Sprint(m.Either)})
	}
	render.Table(w, months, 1)
	for _, part := range []struct {
		head words
		take func(Mailbox) bool
	}{
		{nowHead, func(m Mailbox) bool { return m.Certain && (m.Fetches || m.Sends) }},
		{thenHead, func(m Mailbox) bool { return m.Certain && !m.Fetches && !m.Sends }},
		{maybeHead, func(m Mailbox) bool { return !m.Certain }},
	} {
		rows := [][]string{{boxHead.In(lang), fetchHead.In(lang), sendHead.In(lang), copyHead.In(lang), inflowHead.In(lang), fullHead.In(lang)}}
		for _, m := range r.Boxes {
			if part.take(m) {
				rows = append(rows, m.row(lang))
			}
		}
		if len(rows) > 1 {
			fmt.Fprintln(w)
			say(part.head, "n", fmt.Sprint(len(rows)-1))
			render.Table(w, rows, 4)
		}
	}
	r.notes(say)
	return w.Flush()
}

// row is a mailbox's: what is not known is a question mark, what does not apply a dash.
func (m Mailbox) row(lang string) []string {
	fetched, sent := m.LastPOP, m.LastSent
	if !m.Certain {
		fetched, sent = m.LastSeen, ""
	}
	row := []string{clean.Line(m.Mailbox), dash(fetched), dash(sent), "-", "-", "-"}
	if m.LastPOP == "" {
		return row
	}
	row[3] = copyText[m.Deletes].In(lang)
	row[4], row[5] = "?", "?"
	if m.Inflow >= 0 {
		row[4] = sizeText(m.Inflow)
	}
	if m.DaysUntilFull >= 0 {
		row[5] = daysText.Filled(lang, "days", fmt.Sprint(m.DaysUntilFull))
	} else if m.Deletes == No {
		row[5] = "-"
	}
	return row
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// notes say what the table cannot.
func (r *Result) notes(say func(words, ...string)) {
	var cut, inferred bool
	for _, s := range r.Sources {
		cut = cut || s.Trouble != ""
		inferred = inferred || s.Year == "inferred"
	}
	unknown, maybe := 0, 0
	for _, m := range r.Boxes {
		if m.LastPOP != "" && m.Deletes == Unknown {
			unknown++
		}
		if !m.Certain {
			maybe++
		}
	}
	for _, n := range []struct {
		yes  bool
		text words
		n    int64
	}{
		{len(r.Boxes) == 0 && r.Lines.POPLogins+r.Lines.SMTPSent > 0, noneNote, r.Lines.POPLogins + r.Lines.SMTPSent},
		{r.Lines.POPLogins+r.Lines.SMTPSent == 0, nothingNote, 0},
		{inferred, yearNote, 0},
		{unknown > 0, deletesNote, int64(unknown)},
		{maybe > 0, maybeNote, int64(maybe)},
		{r.Lines.Nameless > 0, namelessNote, r.Lines.Nameless},
		{r.Lines.Unmatched > 0, unmatchedNote, r.Lines.Unmatched},
		{r.Lines.TooLong > 0, longNote, r.Lines.TooLong},
	} {
		if n.yes {
			say(words{})
			say(n.text, "n", strconv.FormatInt(n.n, 10))
		}
	}
	for _, s := range r.Sources {
		if cut && s.Trouble != "" {
			say(words{})
			say(troubleNote, "name", clean.Line(s.Name), "why", clean.Line(s.Trouble))
		}
	}
}
