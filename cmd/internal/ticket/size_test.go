package ticket

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/cmd/internal/job"
)

// pasteSize is that of the texts, in bytes.
const pasteSize = 50 << 10

// pastes are texts of pasteSize, made of all that customers paste: the stories,
// the tickets of every kind, logs, quoted threads, pages, lines without end. A
// seed gives the same texts again.
func pastes(t testing.TB, n int) []string {
	t.Helper()
	var parts []string
	for _, dir := range []string{"testdata/stories/*.txt", "testdata/kinds/*.txt", "../../../verify/phrasebook/testdata/said/*.txt"} {
		files, err := filepath.Glob(dir)
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, strings.ReplaceAll(string(raw), ".test", ".example"))
		}
	}
	r := rand.New(rand.NewPCG(20261125, 7))
	var out []string
	for len(out) < n {
		var b strings.Builder
		mode := r.IntN(4)
		for b.Len() < pasteSize {
			part := parts[r.IntN(len(parts))]
			switch mode {
			case 1: // a quoted thread
				part = "> " + strings.ReplaceAll(part, "\n", "\n> ")
			case 2: // as a telephone's mail program sends it: one line
				part = strings.ReplaceAll(part, "\n", " ")
			case 3: // a log round it
				part += strings.Repeat(fmt.Sprintf("Nov 24 10:%02d:%02d mx postfix/smtpd[%d]: connect from mail-wr1-f%d.google.com[209.85.221.%d]\n", r.IntN(60), r.IntN(60), r.IntN(9999), r.IntN(99), r.IntN(255)), 1+r.IntN(20))
			}
			b.WriteString(part + "\n")
		}
		out = append(out, strings.ToValidUTF8(b.String()[:pasteSize], ""))
	}
	return out
}

// TestPastesOf50kB reads texts of 50 kB as a ticket does before any network, and
// says how long the median took: a figure of this machine, which decides
// nothing here.
func TestPastesOf50kB(t *testing.T) {
	texts := pastes(t, sizes)
	took := make([]time.Duration, 0, len(texts))
	for _, text := range texts {
		began := time.Now()
		r := job.Read([]byte(text))
		wordsOf(r.Matches)
		took = append(took, time.Since(began))
		if len(r.Subjects) == 0 {
			t.Errorf("nothing is read from a text that begins %.200s", text)
		}
	}
	slices.Sort(took)
	t.Logf("%d texts of 50 kB: median %d ms, 95 %% under %d ms, worst %d ms", len(took), took[len(took)/2].Milliseconds(), took[len(took)*95/100].Milliseconds(), took[len(took)-1].Milliseconds())
}

// TestWorkGrowsWithTheText: a text and itself once more take about twice as many
// pieces of memory to read as the text alone, however long its lines are: what
// would look again at all that stands before grows by the square. Not parallel:
// what is counted is the whole process's.
func TestWorkGrowsWithTheText(t *testing.T) {
	for i, text := range pastes(t, 8) {
		pieces := func(text string) float64 {
			return testing.AllocsPerRun(1, func() { job.Read([]byte(text)) })
		}
		if one, two := pieces(text), pieces(text+"\n"+text); two > 2.3*one {
			t.Errorf("text %d: %.0f pieces, twice the text %.0f", i, one, two)
		}
	}
}

func BenchmarkPasteOf50kB(b *testing.B) {
	texts := pastes(b, 16)
	b.SetBytes(pasteSize)
	for i := 0; b.Loop(); i++ {
		job.Read([]byte(texts[i%len(texts)]))
	}
}
