package labserve

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"harness/fixtures/visit"
	"harness/verify/clean"
	"harness/verify/render"
)

// Book writes a line for every visit of a client, in a goroutine of its
// own: a slow terminal must not hold the servers up.
type Book struct {
	w      io.Writer
	json   bool
	colour bool

	lines  chan visit.Visit
	missed atomic.Int64
	done   chan struct{}

	visits, leaks int
}

// waiting is how many visits may wait for being written.
const waiting = 4096

// NewBook writes to w until Close, as JSON or as text, which may have colour.
func NewBook(w io.Writer, json, colour bool) *Book {
	g := &Book{w: w, json: json, colour: colour, lines: make(chan visit.Visit, waiting), done: make(chan struct{})}
	go g.write()
	return g
}

// Add takes a visit; it never waits.
func (g *Book) Add(v visit.Visit) {
	select {
	case g.lines <- v:
	default:
		g.missed.Add(1)
	}
}

// Close writes what is left. Nobody may add any more.
func (g *Book) Close() {
	close(g.lines)
	<-g.done
	if n := g.missed.Load(); n > 0 {
		fmt.Fprintf(g.w, "harness: %d %s too fast to be told\n", n, plural(int(n), "visit"))
	}
	if !g.json && g.visits > 0 {
		fmt.Fprintf(g.w, "harness: %d %s, %d %s\n", g.visits, plural(g.visits, "visit"), g.leaks, plural(g.leaks, "leak"))
	}
}

func (g *Book) write() {
	defer close(g.done)
	for v := range g.lines {
		g.visits++
		if v.Verdict == visit.Leak {
			g.leaks++
		}
		if g.json {
			_ = render.EncodeLine(g.w, lineOf(v)) // nobody is left to be told
			continue
		}
		_, _ = io.WriteString(g.w, g.text(v)+"\n")
	}
}

// VisitSchema is the number of the form of Visit.
const VisitSchema = 1

// Visit is a visit for scripts.
type Visit struct {
	Schema      int      `json:"schema"`
	Type        string   `json:"type"` // "visit"
	At          string   `json:"at"`   // RFC 3339
	TookMS      int64    `json:"took_ms"`
	Lab         string   `json:"lab"`
	Proto       string   `json:"proto"`
	Host        string   `json:"host"`
	Address     string   `json:"address"` // in the story
	TLS         string   `json:"tls"`     // version; "" outside of TLS
	Cipher      string   `json:"cipher"`
	SNI         string   `json:"sni"`
	Handshake   string   `json:"handshake_error"`
	Commands    []string `json:"commands"`
	LoginBegun  bool     `json:"login_begun"`
	Password    bool     `json:"password_sent"` // never which
	InClear     bool     `json:"in_clear"`
	LoggedIn    bool     `json:"logged_in"`
	ShouldLeave string   `json:"should_refuse"` // why; "" if it need not
	Verdict     string   `json:"verdict"`       // leak, left, fine
}

func lineOf(v visit.Visit) Visit {
	return Visit{
		Schema: VisitSchema, Type: "visit", At: v.Started.UTC().Format(time.RFC3339Nano), TookMS: v.Left.Sub(v.Started).Milliseconds(),
		Lab: v.Lab, Proto: v.Proto, Host: v.Host, Address: v.Addr.String(),
		TLS: v.Version, Cipher: v.Cipher, SNI: v.SNI, Handshake: v.Alert,
		Commands: v.Commands, LoginBegun: v.Login, Password: v.Secret, InClear: v.InClear, LoggedIn: v.LoggedIn,
		ShouldLeave: v.Why, Verdict: string(v.Verdict),
	}
}

// text is a visit for people.
func (g *Book) text(v visit.Visit) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s %s (%s)", v.Started.Format("15:04:05.000"), clean.Raw(v.Lab), clean.Raw(v.Proto), clean.Raw(v.Host), v.Addr)
	switch {
	case v.TLS:
		fmt.Fprintf(&b, " %s", clean.Raw(v.Version))
	case v.Alert != "":
		fmt.Fprintf(&b, " handshake not finished: %s", clean.Raw(v.Alert))
	default:
		b.WriteString(" no TLS")
	}
	switch {
	case v.SNI != "":
		fmt.Fprintf(&b, ", SNI %s", clean.Raw(v.SNI))
	case v.Helloed:
		b.WriteString(", no SNI")
	}
	if len(v.Commands) > 0 {
		fmt.Fprintf(&b, ": %s", clean.Raw(strings.Join(v.Commands, "; ")))
	}
	if v.More > 0 {
		fmt.Fprintf(&b, "; and %d more", v.More)
	}
	return g.mark(v) + b.String()
}

// mark is the verdict, which stands first.
func (g *Book) mark(v visit.Visit) string {
	why := clean.Line(v.Why)
	switch v.Verdict {
	case visit.Leak:
		what := "BEGAN TO LOG IN AT"
		if v.Secret {
			what = "SENT ITS PASSWORD TO"
		}
		return g.red("LEAK  THE CLIENT "+what+" A SERVER THAT IT SHOULD HAVE REFUSED ("+why+")") + "  "
	case visit.Left:
		return "good  it refused the server before any login (" + why + ")  "
	}
	switch {
	case v.LoggedIn:
		return "ok    logged in  "
	case v.Secret:
		return "ok    login refused  "
	}
	return "ok    no login  "
}

func (g *Book) red(s string) string {
	if !g.colour {
		return s
	}
	return "\x1b[1;31m" + s + "\x1b[0m"
}
