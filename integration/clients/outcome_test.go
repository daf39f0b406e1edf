package clients

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/fixtures/scenario"
)

// outcome is what became of a client at a scenario.
type outcome string

// The outcomes.
const (
	works    outcome = "works"
	refuses  outcome = "refuses"       // the server had to be refused and was, before any login
	leaks    outcome = "**leaks**"     // it had to be refused and was sent credentials
	goesOn   outcome = "**goes on**"   // it had to be refused; the client has no login to leak, and was content
	denied   outcome = "login refused" // by the server
	fails    outcome = "fails"         // before the login, for another reason than trust
	failsEnd outcome = "fails later"   // after the login
	hangs    outcome = "hangs"         // until it was ended
	nothing  outcome = "-"             // the client has no setting for it, there is nothing to connect to, or it would take too long
	besides  outcome = " "             // the scenario is about the other protocol
)

// atOnce is how many clients run together: those that take long only wait.
const atOnce = 24

// result is an outcome and what it was made of, for people who wonder.
type result struct {
	outcome
	exit   error
	said   string
	visits []visit
}

func (r result) String() string {
	return fmt.Sprintf("%s: %v, it said %q, the lab saw %+v", r.outcome, r.exit, r.said, r.visits)
}

// run has a column's client work through all scenarios, on a lab of its own:
// some scenarios remember who came.
func run(t *testing.T, c column, slots chan struct{}) map[string]result {
	t.Helper()
	s := serve(t, "--all")
	results := map[string]result{}
	var mu sync.Mutex
	put := func(name string, r result) {
		mu.Lock()
		defer mu.Unlock()
		results[name] = r
	}
	var g sync.WaitGroup
	for _, sc := range scenario.All() {
		l := s.byName(t, sc.Name)
		j := job{lab: l, leg: l.Send, ca: s.CA, dir: t.TempDir()}
		other := scenario.POP3
		if c.fetch {
			j.leg, other = l.Fetch, scenario.SMTP
		}
		j.imap = sc.Group == scenario.IMAP
		switch {
		case sc.Group == other, j.imap && !c.imap:
			put(sc.Name, result{outcome: besides})
			continue
		case len(j.Connect) == 0 || !c.knows(j.Security) || slices.Contains(c.never, sc.Name):
			put(sc.Name, result{outcome: nothing})
			continue
		}
		cmd := c.command(t, j)
		slots <- struct{}{}
		g.Go(func() {
			defer func() { <-slots }()
			if c.fetch && (sc.Group == scenario.POP3 || j.imap) {
				if err := post(j); err != nil {
					t.Errorf("%s: no letter to fetch: %v", sc.Name, err)
				}
			}
			put(sc.Name, cmd.run(j.dir, c.deadline()))
		})
	}
	g.Wait()
	mine := map[bool]string{true: "pop3", false: "smtp"}[c.fetch]
	for _, v := range s.stop(t) {
		if v.Proto != mine && !(c.imap && v.Proto == "imap") { // the postman's
			continue
		}
		r := results[v.Lab]
		r.visits = append(r.visits, v)
		results[v.Lab] = r
	}
	for name, r := range results {
		if r.outcome == "" {
			r.outcome = r.judge()
			results[name] = r
		}
		if strings.Contains(r.said, scenario.Password) { // not ours to mend, but ours to know
			t.Errorf("%s prints the password at %s", c.title, name)
		}
	}
	return results
}

// deadline is when a client is ended that does not end by itself: well after
// it could have lost its patience twice.
func (c column) deadline() time.Duration {
	if c.ends {
		return 11 * time.Second
	}
	return 5 * time.Second
}

func (c command) run(home string, deadline time.Duration) result {
	ctx, cancel := calm(deadline)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir = home
	cmd.Env = append(os.Environ(), "HOME="+home, "LC_ALL=C")
	cmd.Stdin = strings.NewReader(c.stdin)
	var said bytes.Buffer
	words := &limited{&said} // one writer: os/exec then writes to it from one goroutine
	cmd.Stdout, cmd.Stderr = words, words
	err := cmd.Run()
	r := result{exit: err, said: said.String()}
	var exit *exec.ExitError
	if ctx.Err() != nil || errors.As(err, &exit) && !exit.Exited() {
		r.outcome = hangs
	}
	return r
}

// calm ends after a time in which this process got the processor whenever it
// asked: on a busy machine a client is slow, and only a calm one shows that it
// hangs.
func calm(limit time.Duration) (context.Context, context.CancelFunc) {
	const beat = 50 * time.Millisecond
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		for spent := time.Duration(0); spent < limit; {
			began := time.Now()
			select {
			case <-ctx.Done():
				return
			case <-time.After(beat):
			}
			if time.Since(began) < 2*beat {
				spent += beat
			}
		}
		cancel(context.DeadlineExceeded)
	}()
	return ctx, func() { cancel(nil) }
}

// limited keeps the first words of a client that will not end.
type limited struct{ b *bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if room := 4096 - l.b.Len(); room > 0 {
		l.b.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// judge makes an outcome of what the client says and what the lab saw.
func (r result) judge() outcome {
	var leaked, refused, login, in bool
	for _, v := range r.visits {
		leaked = leaked || v.Verdict == "leak"
		refused = refused || v.ShouldRefuse != ""
		login = login || v.LoginBegun
		in = in || v.LoggedIn
	}
	content := r.exit == nil
	var exit *exec.ExitError
	switch {
	case !content && !errors.As(r.exit, &exit):
		return outcome(fmt.Sprintf("did not run: %v", r.exit))
	case leaked:
		return leaks
	case refused && content:
		return goesOn
	case refused:
		return refuses
	case content:
		return works
	case in:
		return failsEnd
	case login:
		return denied
	}
	return fails
}
