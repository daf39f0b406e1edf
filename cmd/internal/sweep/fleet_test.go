//go:build fleet && linux

package sweep

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/cmd/internal/job"
	"harness/verify/report"
)

// fleetBuilt is the program with its embedded server, built once.
var fleetBuilt = sync.OnceValues(func() (string, error) {
	if given := os.Getenv("HARNESS_FLEET_BINARY"); given != "" {
		return given, nil
	}
	dir, err := os.MkdirTemp("", "harness-fleet-")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "harness-fleet")
	out, err := exec.Command("go", "build", "-trimpath", "-tags", "fleet", "-o", name, "harness/cmd/harness-fleet").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return name, nil
})

// fleet is a command of harness-fleet that leads to this town.
func (tw *town) fleet(args ...string) *exec.Cmd {
	tw.t.Helper()
	name, err := fleetBuilt()
	if err != nil {
		tw.t.Fatal(err)
	}
	if args[0] == "plan" || args[0] == "work" {
		args = append(args, "--ca-file", filepath.Join(tw.dir, "roots.pem"), "--resolver", tw.env.Resolver.String())
		for port, number := range tw.port {
			args = append(args, "--connect-to", ":"+port+"::"+number)
		}
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "HARNESS_LANG=en", "GOOD="+farmPassword, "STALE=stale")
	return cmd
}

// served starts a server of its own process, and gives the folder for --embedded.
func (tw *town) served() string {
	tw.t.Helper()
	dir := filepath.Join(tw.dir, "server")
	cmd := tw.fleet("serve", dir, "--listen", "127.0.0.1:0")
	if err := cmd.Start(); err != nil {
		tw.t.Fatal(err)
	}
	tw.t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	for range 3000 {
		if _, err := os.Stat(filepath.Join(dir, "address")); err == nil {
			return dir
		}
		time.Sleep(20 * time.Millisecond)
	}
	tw.t.Fatal("the server does not start")
	return ""
}

// fleetRun is a run with workers that are killed.
type fleetRun struct {
	accounts, servers, stale, workers, kills int
	lease, deadline                          string
	budget                                   job.Budget
}

// TestFleet: 200 accounts, two workers, one of which is killed.
func TestFleet(t *testing.T) {
	fleetRun{accounts: 200, servers: 10, stale: 50, workers: 2, kills: 1, lease: "10s", deadline: "90s", budget: job.Budget{Count: 3, In: 30 * time.Second}}.test(t)
}

func (f fleetRun) test(t *testing.T) {
	tw := newTown(t, f.servers, mailHosts(f.servers), "*.host.test")
	var list strings.Builder
	list.WriteString("address,smtp,pop,password\n")
	old := map[string]bool{}
	for i := range f.accounts {
		name, secret := fmt.Sprintf("u%d@d%d.test", i, i), "secret:good"
		if i%f.stale == 0 {
			secret, old[name] = "secret:stale", true
		}
		fmt.Fprintf(&list, "%s,mail%d.host.test:465,mail%d.host.test,%s\n", name, i%f.servers, i%f.servers, secret)
	}
	list.WriteString("inline@d.test,mail0.host.test:465,mail0.host.test,hunter2\n") // is none of a job's
	secrets := tw.file("secrets.yaml", []byte("good: {env: GOOD}\nstale: {env: STALE}\n"))
	dir := tw.served()
	plan := tw.fleet("plan", tw.file("targets", []byte(list.String())), "--embedded", dir, "--mode", "login", "--lease", f.lease, "--deadline", f.deadline,
		"--max-refused-logins", fmt.Sprintf("%d/%s", f.budget.Count, f.budget.In))
	if out, err := plan.CombinedOutput(); err != nil || !bytes.Contains(out, fmt.Appendf(nil, "%d targets in %d groups", f.accounts, f.servers)) || !bytes.Contains(out, []byte("a password stands in the list itself")) || bytes.Contains(out, []byte("hunter2")) {
		t.Fatalf("plan: %v\n%s", err, out)
	}
	results := make(chan struct{}, 2*f.accounts)
	collect := tw.fleet("collect", "--embedded", dir, "--max-undecided", "100%", "--fail-on", "none")
	got := map[string]int{}
	outcomes := map[report.Outcome]int{}
	collected := make(chan *spent, 1)
	go func() {
		collected <- tw.watch(collect, func(line []byte) {
			one := new(report.Target)
			if json.Unmarshal(line, one) != nil || one.Key == "" {
				return
			}
			got[one.Target]++
			outcomes[one.Outcome]++
			if one.Outcome == report.Broken && !old[one.Target] {
				t.Errorf("%s: %s %s", one.Target, one.Outcome, one.Cause)
			}
			results <- struct{}{}
		})
	}()
	work := func() *exec.Cmd {
		cmd := tw.fleet("work", "--embedded", dir, "--secrets", secrets, "--groups", "8", "--max-tries", "30")
		if err := cmd.Start(); err != nil {
			t.Error(err)
		}
		return cmd
	}
	var running []*exec.Cmd
	for range f.workers {
		running = append(running, work())
	}
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 0))
	for kill := range f.kills {
		for range 1 + r.IntN(max(1, f.accounts/3/(f.kills+1))) { // so many results later
			<-results
		}
		i := kill % f.workers
		_ = running[i].Process.Kill()
		_ = running[i].Wait()
		running[i] = work()
	}
	s := <-collected
	for _, cmd := range running {
		if err := cmd.Wait(); err != nil {
			t.Errorf("a worker ends with %v", err)
		}
	}
	for target, n := range got {
		if n != 1 {
			t.Errorf("%s: %d results", target, n)
		}
	}
	if len(got) != f.accounts {
		t.Errorf("%d accounts have results, want %d (seed %d)\n%s", len(got), f.accounts, seed, s.err.String())
	}
	tw.mu.Lock()
	defer tw.mu.Unlock()
	peak, within, refused := 0, 0, 0
	for _, n := range tw.most {
		peak = max(peak, n)
	}
	for _, times := range tw.refusedAt {
		refused += len(times)
		for i := range times {
			for k := i; k < len(times) && times[k].Sub(times[i]) < f.budget.In-time.Second; k++ { // one notes it a moment after the other
				within = max(within, k-i+1)
			}
		}
	}
	if peak > 3 || within > f.budget.Count {
		t.Errorf("%d connections at a time to one server, want 3 at most; %d refused logins in %s, want %d at most (seed %d)", peak, within, f.budget.In, f.budget.Count, seed)
	}
	t.Logf("%d accounts, %d workers, %d kills: one result each (%d work, %d broken, %d undecided) in %.0f s; at most %d connections at a time to one server, %d refused logins, at most %d in %s",
		f.accounts, f.workers, f.kills, outcomes[report.Works], outcomes[report.Broken], outcomes[report.Undecided], s.wall.Seconds(), peak, refused, within, f.budget.In)
}
