package job_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/advice"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

const (
	screenWidth = 80 // columns
	wayOutLines = 12 // within which the way out or the question starts
	oneFault    = 40 // lines of a diagnosis of one fault
	anyScenario = 60 // lines of any diagnosis
)

// oneScreen holds the texts of a scenario against what one screen is: see the
// acceptance in docs/diagnose.md.
func oneScreen(t *testing.T, b both) {
	t.Helper()
	if len(b.login.Asks) > 0 { // as the command line has it
		b.login.Next = "harness diagnose --lab name --prove " + strings.Join(b.login.Asks, " --prove ")
	}
	for _, lang := range []string{finding.EN, finding.JA} {
		for name, r := range map[string]report.Result{"roundtrip": b.trip, "diagnose": b.login, "diagnose --no-login": b.survey} {
			quotes := sync.OnceValue(func() []string { return known(t, r, lang) })
			for _, width := range []int{0, 60} {
				text := written(t, r, render.Style{Lang: lang, Width: width})
				for _, line := range wide(t, text, cmp.Or(width, screenWidth), quotes) {
					t.Errorf("%s %s: %d columns and no quote alone on its line: %q", name, lang, render.Columns(line), line)
				}
			}
			text := written(t, r, render.Style{Lang: lang})
			lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
			if d, ok := r.(*report.Diagnosis); ok {
				if most := mostLines(d); len(lines) > most {
					t.Errorf("%s %s: %d lines, at most %d:\n%s", name, lang, len(lines), most, text)
				}
				startsWithTheWayOut(t, name, lang, d, lines)
			}
			quoted(t, name, lang, r, lines)
			if r.Verdict() != report.Works && slices.ContainsFunc(lines[:1], func(s string) bool {
				return strings.HasPrefix(s, "Works") || strings.HasPrefix(s, "正常") || strings.HasPrefix(s, "Gmail")
			}) {
				t.Errorf("%s %s: %s, and the first line is %q", name, lang, r.Verdict(), lines[0])
			}
		}
	}
}

func written(t *testing.T, r report.Result, s render.Style) string {
	t.Helper()
	var b bytes.Buffer
	if err := (render.Text{}).Write(&b, r, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// mostLines is how long a diagnosis may be.
func mostLines(d *report.Diagnosis) int {
	var codes []finding.Code
	for _, it := range d.Before.Findings {
		if it.Severity.Decides() && !slices.Contains(codes, it.Code) {
			codes = append(codes, it.Code)
		}
	}
	if len(codes) <= 1 {
		return oneFault
	}
	return anyScenario
}

// known are all strings of a result: words that may be quoted.
func known(t *testing.T, r report.Result, lang string) []string {
	t.Helper()
	var b bytes.Buffer
	if err := (render.JSON{}).Write(&b, r, render.Style{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			for s := range strings.SplitSeq(v, "\n") {
				out = append(out, clean.Line(s))
			}
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, e := range v {
				walk(e)
			}
		}
	}
	walk(v)
	for _, l := range []persona.Label{persona.Gmail.Send.Choices[evidence.SSL], persona.Gmail.Send.Choices[evidence.StartTLS], persona.Gmail.Fetch.Choices[evidence.SSL]} {
		for _, mark := range []string{"(*) ", "[x] "} {
			out = append(out, mark+l.EN, mark+l.JA)
		}
	}
	return out
}

// wide are the lines that are wider than they may be and are no quote.
func wide(t *testing.T, text string, most int, known func() []string) []string {
	t.Helper()
	var out, quotes []string
	for line := range strings.SplitSeq(text, "\n") {
		if render.Columns(line) <= most {
			continue
		}
		if quotes == nil {
			quotes = known()
		}
		words := strings.Trim(line, " .。（）`") // signs of the sentence round it
		quote := strings.HasPrefix(line, "      ") && slices.ContainsFunc(quotes, func(q string) bool { return strings.HasPrefix(q, words) })
		host, _, _ := strings.Cut(words, ":") // of a server that is named
		if server := strings.HasPrefix(line, "      ") && !strings.Contains(host, " ") && slices.Contains(quotes, host); !quote && !server {
			out = append(out, line)
		}
	}
	return out
}

// startsWithTheWayOut: for each leg that something is to be typed in, a name of
// it stands within the first lines; where nothing is, some way or question
// does.
func startsWithTheWayOut(t *testing.T, name, lang string, d *report.Diagnosis, lines []string) {
	t.Helper()
	first := strings.Join(lines[:min(len(lines), wayOutLines)], "\n")
	i := slices.IndexFunc(d.Advice.Legs, func(l advice.Leg) bool { return !l.Reaches && l.Best() != nil })
	if i >= 0 && i == 0 && !strings.Contains(first, d.Advice.Legs[i].Best().Host) {
		t.Errorf("%s %s: %s is not within the first %d lines:\n%s", name, lang, d.Advice.Legs[i].Best().Host, wayOutLines, first)
	}
	ways := []string{"\nSend mail as:", "\nCheck mail from other accounts:", "\nBoth:", "\n名前（Gmail からの送信）:", "\n他のアカウントのメールを確認:", "\n送信・受信とも:"}
	if who, ok := persona.Find(persona.All(), d.Before.Client); ok && who.Name != persona.Gmail.Name {
		for _, title := range []persona.Label{who.Send.Title, who.Fetch.Title} {
			ways = append(ways, "\n"+title.EN+":", "\n"+title.JA+":")
		}
	}
	if !slices.ContainsFunc(ways, func(w string) bool { return strings.Contains(first, w) }) {
		t.Errorf("%s %s: neither a way out nor a question within the first %d lines:\n%s", name, lang, wayOutLines, first)
	}
}

// quoted: what Gmail says first stands on lines of its own, to its end or to
// where it is cut.
func quoted(t *testing.T, name, lang string, r report.Result, lines []string) {
	t.Helper()
	trip, ok := r.(*report.Report)
	if !ok {
		return
	}
	for _, it := range trip.Findings {
		for _, w := range it.Gmail {
			if !it.Severity.Decides() || w.Rank != phrasebook.First {
				continue
			}
			for words := range strings.SplitSeq(w.In(lang), "\n") {
				if !slices.ContainsFunc(lines, func(l string) bool {
					said, quote := strings.CutPrefix(l, "      ")
					return quote && (said == words || len(w.In(lang)) > 400 && strings.HasPrefix(words, said))
				}) && len(w.In(lang)) <= 400 {
					t.Errorf("%s %s: %q does not stand alone on a line", name, lang, words)
				}
			}
		}
	}
}
