package autoconfig

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/verify/clean"
	"harness/verify/published"
	"harness/verify/render"
	"harness/verify/report"
)

const columns = 80

// JSON writes the form of docs/schema/autoconfig.schema.json, its texts in "en" or
// "ja".
func (r *Result) JSON(out io.Writer, lang string) error {
	form := *r
	form.Lang, form.Findings = lang, render.Items(r.items, "", lang)
	return render.Encode(out, form)
}

// Text writes the result for people.
func (r *Result) Text(out io.Writer, lang string) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "%s\n%s\n", r.headline().In(lang), clean.Line(r.Domain))
	r.programs(w, lang)
	r.servers(w, lang)
	r.places(w, lang)
	r.findings(w, lang)
	r.right(w, lang)
	fmt.Fprintln(w)
	for _, note := range []words{databaseNote, outlookNote, appleNote} {
		list(w, note.In(lang))
	}
	return w.Flush()
}

func (r *Result) headline() words {
	if len(r.Servers) == 0 && r.Outcome == report.Works {
		return worksByGuess
	}
	return headlines[r.Outcome]
}

func list(w io.Writer, text string) {
	for i, line := range render.Wrap(text, columns-2) {
		fmt.Fprintln(w, []string{"- ", "  "}[min(i, 1)]+line)
	}
}

// at is a server as a person types it.
func at(s evidence.Setting) string {
	return strings.ToUpper(string(s.Proto)) + " " + clean.Line(net.JoinHostPort(s.Host, strconv.Itoa(int(s.Port)))) + " " + securities[s.Security]
}

func (r *Result) programs(w io.Writer, lang string) {
	fmt.Fprintf(w, "\n%s\n", programsHead.In(lang))
	for _, p := range r.Programs {
		where := nowhere.In(lang)
		switch {
		case p.Source == "" && p.Outcome == report.Undecided && !p.Guess:
			where = unseen.In(lang)
		case p.Guess:
			where = byGuess.In(lang)
		case p.Source != "":
			where = string(p.Source)
		}
		fmt.Fprintf(w, "  %s: %s\n", programNames[p.Program].In(lang), where)
		for _, s := range []*published.Server{p.Fetch, p.Send} {
			if s != nil {
				fmt.Fprintf(w, "    %s  %s\n", at(s.Setting), outcomeOf(*s, lang))
			}
		}
		if (p.Source != "" || p.Guess) && (p.Fetch == nil || p.Send == nil) {
			fmt.Fprintf(w, "    %s\n", lacking.In(lang))
		}
		if len(p.Passed) > 0 {
			for _, line := range render.Wrap(passed.Filled(lang, "places", strings.Join(names(p.Passed), ", ")), columns-4) {
				fmt.Fprintf(w, "    %s\n", line)
			}
		}
	}
}

func names(list []evidence.SourceName) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

func outcomeOf(s published.Server, lang string) string {
	text := outcomes[s.Outcome].In(lang)
	if s.Security == evidence.Plain {
		text = plainWord.In(lang)
	}
	if len(s.Codes) > 0 {
		var list []string
		for _, c := range s.Codes {
			list = append(list, string(c))
		}
		text += " [" + strings.Join(list, ", ") + "]"
	}
	return text
}

func (r *Result) servers(w io.Writer, lang string) {
	list, head := r.Servers, serversHead
	if len(list) == 0 {
		list, head = r.Guessed, guessedHead
	}
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", head.In(lang))
	for _, s := range list {
		line := "  " + at(s.Setting) + "  " + outcomeOf(s, lang)
		if s.Ends != "" {
			line += "  " + untilWord.Filled(lang, "date", clean.Line(s.Ends))
		}
		if len(s.Sources) > 0 {
			line += "  (" + strings.Join(names(s.Sources), ", ") + ")"
		}
		fmt.Fprintln(w, line)
	}
}

func (r *Result) places(w io.Writer, lang string) {
	fmt.Fprintf(w, "\n%s\n", placesHead.In(lang))
	for _, s := range r.Seen.Sources {
		text := seenTexts[s.Seen].In(lang)
		if n := len(s.Hops); n > 0 {
			last := s.Hops[n-1]
			if s.Seen == evidence.SeenCertificate && len(last.Codes) > 0 {
				text += " [" + clean.Line(strings.Join(last.Codes, ", ")) + "]"
			}
			if last.Status != 0 && s.Seen != evidence.SeenSettings {
				text += " (HTTP " + strconv.Itoa(last.Status) + ")"
			}
			if n > 1 {
				text += " -> " + clean.Line(strings.SplitN(last.URL, "?", 2)[0])
			}
		}
		fmt.Fprintf(w, "  %s  %s\n  %s  %s\n", render.Pad(string(s.Source), 18), clean.Line(s.At), render.Pad("", 18), text)
	}
}

func (r *Result) findings(w io.Writer, lang string) {
	items := render.Items(r.items, "", lang)
	slices.SortStableFunc(items, func(a, b render.ItemForm) int { return b.Severity.Weight() - a.Severity.Weight() })
	for i, it := range items {
		if i == 0 {
			fmt.Fprintf(w, "\n%s\n", findingsHead.In(lang))
		}
		fmt.Fprintf(w, "\n")
		for _, line := range render.Wrap(fmt.Sprintf("%s: %s [%s]", render.SeverityWord(it.Severity, lang), it.Title, it.Code), columns) {
			fmt.Fprintln(w, line)
		}
		for _, text := range []string{it.Why, it.Fix} {
			for _, line := range render.Wrap(text, columns-2) {
				fmt.Fprintf(w, "  %s\n", line)
			}
		}
	}
}

func (r *Result) right(w io.Writer, lang string) {
	if r.Right == nil {
		if r.Outcome != report.Works || len(r.Servers) == 0 {
			fmt.Fprintln(w)
			list(w, noRight.In(lang))
		}
		return
	}
	fmt.Fprintf(w, "\n%s\n\n", documentHead.Filled(lang, "domain", clean.Line(r.Domain)))
	for line := range strings.Lines(r.Right.Document) {
		fmt.Fprintln(w, clean.Line(strings.TrimSuffix(line, "\n")))
	}
	fmt.Fprintf(w, "\n%s\n\n", recordsHead.In(lang))
	for _, line := range r.Right.Records {
		fmt.Fprintln(w, clean.Line(line))
	}
}

var securities = map[evidence.Security]string{evidence.SSL: "SSL/TLS", evidence.StartTLS: "STARTTLS", evidence.STLS: "STLS", evidence.Plain: "-"}
