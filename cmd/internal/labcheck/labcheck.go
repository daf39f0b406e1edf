// Package labcheck runs a mail client against the lab's scenarios, a fresh lab
// each, and says whether it leaked a password, left in time, and worked where
// it must. It is for authors of clients.
package labcheck

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/fixtures/labs"
	"harness/fixtures/scenario"
	"harness/fixtures/visit"
	"harness/verify/finding"
	"harness/verify/report"
)

// Causes of a failure.
const (
	leaked  = "client-leaked"       // it sent credentials to a server that it had to refuse
	failed  = "client-did-not-work" // where nothing is wrong it did not log in
	silent  = "client-did-not-come" // it did not connect at all
	cannot  = "client-cannot-run"
	overdue = "client-did-not-end" // within the time that it had
)

// Config is what is run.
type Config struct {
	Scenarios []scenario.Scenario
	// Command is argv without a shell; in it {host} is the name that was typed,
	// {address} and {port} where it stands on loopback, {security} tls, ssl, stls
	// or none, {proto} smtp or pop3, {user}, {password} the lab's account, {ca}
	// the file of the only root to trust, {dns} the lab's name server.
	Command []string
	Timeout time.Duration // of one run; 0: 30 s
	Now     func() time.Time
}

// Run runs the client once for each server that a scenario's customer typed.
func Run(ctx context.Context, cfg Config, add func(t *report.Target)) error {
	for _, s := range cfg.Scenarios {
		if err := one(ctx, cfg, s, add); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

func one(ctx context.Context, cfg Config, s scenario.Scenario, add func(t *report.Target)) error {
	var mu sync.Mutex
	var visits []visit.Visit
	set, err := labs.Start(ctx, labs.Options{Scenarios: []scenario.Scenario{s}, Watch: func(v visit.Visit) {
		mu.Lock()
		defer mu.Unlock()
		visits = append(visits, v)
	}})
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "harness-check-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := set.Write(dir); err != nil {
		return err
	}
	lab := set.Labs[0]
	var results []*report.Target
	for _, l := range lab.Account.Legs("") {
		server := *lab.Account.Server(l.Name)
		t := &report.Target{Key: s.Name + " " + string(l.Name), Target: s.Name + " " + string(l.Name), Mode: "lab-check", At: cfg.Now().UTC(), Codes: []finding.Code{}, Legs: []report.TargetLeg{}}
		began := time.Now()
		t.Cause, t.Detail = run(ctx, cfg, argv(cfg.Command, lab, l.Proto, server, filepath.Join(dir, labs.CAFile)))
		t.Took = evidence.Duration(time.Since(began))
		results = append(results, t)
	}
	if err := set.Close(); err != nil { // ends the visits that are still there
		return err
	}
	mu.Lock()
	defer mu.Unlock()
	for i, l := range lab.Account.Legs("") {
		judge(results[i], s, l.Proto, visits)
		add(results[i])
	}
	return nil
}

// run runs the client and says why that was no run at all.
func run(ctx context.Context, cfg Config, argv []string) (cause, detail string) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(cfg.Timeout, 30*time.Second))
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return overdue, "it had " + cmp.Or(cfg.Timeout, 30*time.Second).String()
	case err == nil:
		return "", ""
	case !asExit(err, &exit):
		return cannot, err.Error()
	}
	last := strings.TrimSpace(string(out))
	if i := strings.LastIndexByte(last, '\n'); i >= 0 {
		last = last[i+1:]
	}
	return "", fmt.Sprintf("exit %d: %s", exit.ExitCode(), strings.ReplaceAll(last, scenario.Password, "(hidden)"))
}

func asExit(err error, to **exec.ExitError) bool {
	e, ok := err.(*exec.ExitError)
	*to = e
	return ok
}

// judge says what the client's visits over a protocol were worth.
func judge(t *report.Target, s scenario.Scenario, proto evidence.Proto, visits []visit.Visit) {
	came, loggedIn, left := 0, false, false
	for _, v := range visits {
		if v.Proto != string(proto) {
			continue
		}
		came++
		loggedIn = loggedIn || v.LoggedIn
		left = left || v.Verdict == visit.Left
		if v.Verdict == visit.Leak {
			t.Outcome, t.Cause, t.Detail = report.Broken, leaked, v.Why
			return
		}
	}
	must := s.Expect.Exit == 0
	switch {
	case t.Cause == cannot || t.Cause == overdue && must:
		t.Outcome = report.Broken
	case must && came == 0:
		t.Outcome, t.Cause = report.Broken, silent
	case must && !loggedIn:
		t.Outcome, t.Cause = report.Broken, failed
	default:
		t.Outcome, t.Cause, t.Expected = report.Works, "", true
		if left {
			t.Detail = "left in time"
		}
	}
}

// argv fills in the places of a command; each stays one argument.
func argv(command []string, lab *labs.Lab, proto evidence.Proto, s account.Server, ca string) []string {
	address, port := "127.0.0.1", "1" // nothing listens where the typed server has no place
	for _, p := range lab.Ports {
		if p.Addr.Port() != s.Port || !owns(lab.Scenario, p, s.Host) {
			continue
		}
		address, port = p.Connect.Addr().String(), strconv.Itoa(int(p.Connect.Port()))
		break
	}
	fill := strings.NewReplacer(
		"{host}", s.Host, "{address}", address, "{port}", port, "{security}", string(s.Security), "{proto}", string(proto),
		"{user}", s.Login, "{password}", s.Password.Reveal(), "{ca}", ca, "{dns}", lab.Resolver.String(), "{server}", net.JoinHostPort(address, port),
	)
	out := make([]string, len(command))
	for i, arg := range command {
		out[i] = fill.Replace(arg)
	}
	return out
}

// owns tells whether a port is of the host that a typed name leads to.
func owns(s scenario.Scenario, p labs.Port, typed string) bool {
	for _, h := range s.Hosts {
		if h.Name != p.Host {
			continue
		}
		for _, name := range h.AllNames() {
			if name == typed {
				return true
			}
		}
	}
	return false
}
