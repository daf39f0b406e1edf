package paste

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// samples are lines of tickets, and mixtures of what the scans look at.
func samples(t *testing.T) []string {
	t.Helper()
	var out []string
	files, err := filepath.Glob("../testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for l := range pieces(string(raw)) {
			out = append(out, fold(l))
		}
	}
	r := rand.New(rand.NewPCG(20261125, 8))
	bits := []string{"a", "smtp", "Mail", "1", "465", ".", "..", "-", "_", "@", "@", " ", "  ", "\t", "|", " | ", "\n", ":", "=", "<", "(", "「", "」", "を", "に", "受信", "送信", "サーバー", "メール", "ポート",
		"host.example.jp", "a@b.example", "to", "宛先", "recipient", "rcpt to", "550 5.1.1 <", "入力しました", "設定して", "typed ", "i use", "server ", "from", "Subject", "X-a-b", "cannot send", "送信できません", "受信が", "できない", "sending fails", "does not fetch", "パスワード", "é", "%", "'", "+"}
	for range 4000 {
		s := ""
		for range 1 + r.IntN(12) {
			s += bits[r.IntN(len(bits))]
		}
		out = append(out, s)
	}
	return out
}

// TestScans: what the scans find without an expression is what the expression
// that they stand for finds.
func TestScans(t *testing.T) {
	t.Parallel()
	border := regexp.MustCompile(`\s*\|\s*|\t+| {2,}`)
	anywhere := func(re *regexp.Regexp) *regexp.Regexp {
		return regexp.MustCompile(strings.Replace(re.String(), "^", "", 1))
	}
	sending, fetching := anywhere(cannotSend()), anywhere(cannotFetch())
	words := []string{"smtp", "サーバー", "を", "to", "パスワード", "5.", "@b"}
	anyWord := anyOf(words...)
	same := func(what, s string, got, want any) {
		if got != want {
			t.Errorf("%s in %q: %v, want %v", what, s, got, want)
		}
	}
	for _, s := range samples(t) {
		low := lower(s)
		same("hosts", s, len(hostsIn(s, 3)), len(anyHost().FindAllStringIndex(s, 3)))
		for n, list := range [][][][]int{{hostsIn(s, 32), anyHost().FindAllStringIndex(s, 32)}, {addressesIn(s, 32), address().FindAllStringIndex(s, 32)}} {
			if !slices.EqualFunc(list[0], list[1], func(a, b []int) bool { return slices.Equal(a, b) }) {
				t.Errorf("%d in %q: %v, want %v", n, s, list[0], list[1])
			}
		}
		if row := cells(s); row != nil {
			in := strings.TrimPrefix(strings.TrimRight(strings.TrimPrefix(s, "|"), "| \t"), " ")
			if want := border.Split(in, -1); !slices.Equal(row, want) {
				t.Errorf("cells of %q: %q, want %q", s, row, want)
			}
		}
		same("words", s, anyWord(s), has(s, words...))
		same("typed", s, typedAfter(s), typingAfter().MatchString(s))
		same("recipient", s, toRecipient(low), recipient().MatchString(low[max(0, len(low)-64):]))
		same("header", s, headed(s), strings.Contains(s[:min(len(s), 32)], ":") && headerLine().MatchString(s+" "))
		if typingBefore().MatchString(s) && !typedWords(low) || certLine().MatchString(s) && !certSigns(low) || both().MatchString(s) && !bothWords(low) {
			t.Errorf("%q is not asked for what it says", s)
		}
		same("sending", s, matchAt(cannotSend(), s, low, longComplaint, sendStarts...), sending.MatchString(s))
		same("fetching", s, matchAt(cannotFetch(), s, low, longComplaint, fetchStarts...), fetching.MatchString(s))
	}
}

// TestLabelSets: the labels that are asked for at a letter are all that may begin
// there, and the longest counts as if all were asked for.
func TestLabelSets(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, l := range labels {
		texts = append(texts, "("+l.text+")")
	}
	all := regexp.MustCompile("^(?:" + strings.Join(texts, "|") + ")")
	all.Longest()
	for n, s := range samples(t) {
		if n%8 != 0 { // the expression for all of them at once is slow
			continue
		}
		s = lower(s)
		for i := range s {
			part := s[i:min(len(s), i+longLabel)]
			want := all.FindStringSubmatchIndex(part)
			var got []int
			set := labelsAt()(part)
			if len(set.list) > 0 {
				got = set.re.FindStringSubmatchIndex(part)
			}
			if (got == nil) != (want == nil) || got != nil && got[1] != want[1] {
				t.Fatalf("%q: %v, want %v", part, got, want)
			}
			if got == nil {
				continue
			}
			k := slices.IndexFunc(set.list, func(l label) bool { return got[2+2*slices.Index(set.list, l)] >= 0 })
			w := slices.IndexFunc(labels, func(l label) bool { return want[2+2*slices.Index(labels, l)] >= 0 })
			if set.list[k] != labels[w] {
				t.Fatalf("%q: %v, want %v", part, set.list[k], labels[w])
			}
		}
	}
}
