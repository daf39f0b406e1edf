package leaving

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var (
	generateTo    = flag.String("generate", "", "write generated months of logs to this file")
	generateBytes = flag.Int64("bytes", 1<<30, "how much to generate")
	generateBoxes = flag.Int("boxes", 100_000, "mailboxes of it")
)

// months makes logs of a busy server and remembers what Gmail did in them.
type months struct {
	rng   *rand.Rand
	boxes int
	at    time.Time
	step  time.Duration // between events, on average
	form  int           // of the head: RFC 3164, ISO, RFC 5424, Dovecot's and Exim's own files
	open  []string      // ends of sessions that are still to come
	want  map[string]*MailboxMonth
}

// forms of a line's head, and the program's name as it stands there.
const forms = 4

func (g *months) head(program string) string {
	pid := 100 + g.rng.IntN(30000)
	switch g.form {
	case 1:
		return fmt.Sprintf("%s mx1 %s[%d]: ", g.at.Format("2006-01-02T15:04:05.000000-07:00"), program, pid)
	case 2:
		return fmt.Sprintf("<22>1 %s mx1 %s %d - - ", g.at.Format("2006-01-02T15:04:05.000Z07:00"), program, pid)
	case 3:
		return fmt.Sprintf("%s mx1 %s[%d]: ", g.at.Format("2006-01-02T15:04:05-0700"), program, pid)
	}
	return fmt.Sprintf("%s mx1 %s[%d]: ", g.at.Format(time.Stamp), program, pid)
}

func (g *months) month(user string) *MailboxMonth {
	key := user + " " + g.at.Format("2006-01")
	if g.want[key] == nil {
		g.want[key] = &MailboxMonth{}
	}
	return g.want[key]
}

// write makes lines until there are size bytes, and closes all sessions if told to.
func (g *months) write(out io.Writer, size int64, last bool) error {
	w := bufio.NewWriterSize(out, 1<<20)
	var n int64
	put := func(format string, args ...any) {
		m, _ := fmt.Fprintf(w, format+"\n", args...)
		n += int64(m)
	}
	for n < size {
		g.at = g.at.Add(time.Duration(g.rng.Int64N(int64(2*g.step)) + 1))
		k := g.rng.IntN(g.boxes)
		user := fmt.Sprintf("user%d@customer%d.test", k, k%5000)
		client, byGmail := fmt.Sprintf("198.51.100.%d", g.rng.IntN(250)), k%3 == 0
		if byGmail {
			client = fmt.Sprintf("209.85.%d.%d", 128+g.rng.IntN(120), g.rng.IntN(250))
		}
		session := fmt.Sprintf("%08x%08x", g.rng.Uint32(), g.rng.Uint32())
		switch g.rng.IntN(10) {
		default: // what mail servers say all day
			id := fmt.Sprintf("%X", g.rng.Uint64()>>20)
			put("%s%s: from=<a%d@elsewhere.test>, size=%d, nrcpt=1 (queue active)", g.head("postfix/qmgr"), id, k, k*7)
			put("%s%s: to=<%s>, relay=mx1[private/dovecot-lmtp], delay=0.32, delays=0.28/0.01/0.01/0.02, dsn=2.0.0, status=sent (250 2.0.0 <%s> OK Saved)", g.head("postfix/lmtp"), id, user, user)
			put("%simap-login: Login: user=<%s>, method=PLAIN, rip=%s, lip=192.0.2.1, mpid=%d, TLS, session=<%s>", g.head("dovecot"), user, client, k, session)
		case 0, 1:
			put("%spop3-login: Login: user=<%s>, method=PLAIN, rip=%s, lip=192.0.2.1, mpid=%d, TLS, session=<%s>", g.head("dovecot"), user, client, k, session)
			retr := g.rng.IntN(4)
			del := 0
			if k%2 == 0 {
				del = retr
			}
			if byGmail {
				g.month(user).Logins++
			}
			g.open = append(g.open, fmt.Sprintf("pop3(%s)<%d><%s>: Disconnected: Logged out top=0/0, retr=%d/%d, del=%d/%d, size=%d|%s %d %d",
				user, k, session, retr, retr*9000, del, retr, retr*9000, user, retr, del))
		case 2:
			name := "unknown"
			if byGmail {
				name = "mail-wr1-f41.google.com"
				g.month(user).Sent++
			}
			put("%s4F1%X: client=%s[%s], sasl_method=PLAIN, sasl_username=%s", g.head("postfix/submission/smtpd"), k, name, client, user)
		}
		for len(g.open) > 40 || last && n >= size && len(g.open) > 0 {
			i := g.rng.IntN(len(g.open))
			line, what, _ := strings.Cut(g.open[i], "|")
			g.open = append(g.open[:i], g.open[i+1:]...)
			put("%s%s", g.head("dovecot"), line)
			var user string
			var retr, del int64
			if _, err := fmt.Sscan(what, &user, &retr, &del); err != nil {
				return err
			}
			var k int
			if _, err := fmt.Sscanf(user, "user%d@", &k); err != nil {
				return err
			}
			if k%3 == 0 {
				m := g.month(user)
				m.Messages += retr
				m.Bytes += retr * 9000
				m.Deleted += del
			}
		}
	}
	return w.Flush()
}

// TestGeneratedMonths: whatever the form of the lines and wherever the logs are
// cut, each mailbox's months are counted as they were made, over New Year too.
func TestGeneratedMonths(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			g := &months{rng: rand.New(rand.NewPCG(seed, 1)), boxes: 60, form: int(seed % forms), want: map[string]*MailboxMonth{},
				at: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), step: time.Hour}
			r := NewReader(NewGoogle())
			for i := range 4 {
				var log bytes.Buffer
				out, closed := io.Writer(&log), func() error { return nil }
				if i%2 == 1 { // rotated logs are packed
					z := gzip.NewWriter(&log)
					out, closed = z, z.Close
				}
				if err := g.write(out, 200_000, i == 3); err != nil {
					t.Fatal(err)
				}
				if err := closed(); err != nil {
					t.Fatal(err)
				}
				if err := r.Read(t.Context(), Source{Name: fmt.Sprint(i), Until: g.at, R: &log}); err != nil {
					t.Fatal(err)
				}
			}
			if g.at.Year() != 2027 {
				t.Fatalf("the logs end on %s: New Year is not in them", g.at)
			}
			got := map[string]MailboxMonth{}
			for _, b := range r.Result(g.at, nil).Boxes {
				for _, m := range b.Months {
					got[b.Mailbox+" "+m.Month] = m
				}
			}
			if len(got) != len(g.want) || len(got) < 40 {
				t.Errorf("%d mailboxes and months, want %d", len(got), len(g.want))
			}
			for key, w := range g.want {
				m := got[key]
				m.Month = ""
				if m.Logins > 0 && w.Messages == 0 { // none of its sessions ended in that month
					m.Messages, m.Bytes, m.Deleted = max(m.Messages, 0), max(m.Bytes, 0), max(m.Deleted, 0)
				}
				if m != *w {
					t.Errorf("%s: %+v, want %+v", key, m, *w)
				}
			}
		})
	}
}

// TestGenerate writes months to a file, to measure the command on:
//
//	go test ./cmd/internal/leaving -run TestGenerate$ -generate FILE -bytes 1073741824 -boxes 100000
func TestGenerate(t *testing.T) {
	t.Parallel()
	name, size := *generateTo, *generateBytes
	if name == "" {
		name, size = filepath.Join(t.TempDir(), "mail.log"), 1<<20
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	g := &months{rng: rand.New(rand.NewPCG(1, 1)), boxes: *generateBoxes, want: map[string]*MailboxMonth{},
		at: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), step: time.Duration(float64(85*24*time.Hour) / (float64(size) / 330))}
	if err := g.write(f, size, true); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Size() < size {
		t.Fatalf("%v, %v", info, err)
	}
	t.Logf("%s, to %s", name, g.at)
}

func BenchmarkRead(b *testing.B) {
	g := &months{rng: rand.New(rand.NewPCG(1, 1)), boxes: 10_000, want: map[string]*MailboxMonth{},
		at: time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC), step: time.Minute}
	var log bytes.Buffer
	if err := g.write(&log, 32<<20, true); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(log.Len()))
	b.ReportAllocs()
	for b.Loop() {
		r := NewReader(NewGoogle())
		if err := r.Read(b.Context(), Source{Until: g.at, R: bytes.NewReader(log.Bytes())}); err != nil {
			b.Fatal(err)
		}
	}
}
