//go:build long && linux

package sweep

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// citizens is a list of accounts on a town's servers, from the first server on.
func citizens(accounts, servers int) string {
	var list strings.Builder
	list.WriteString("address,smtp,pop,password\n")
	for i := range accounts {
		fmt.Fprintf(&list, "u%d@d%d.test,mail%d.host.test:465,mail%d.host.test,%s\n", i, i, i%servers, i%servers, farmPassword)
	}
	return list.String()
}

// left are the letters that lie in mailboxes.
func (tw *town) left() (n int, users []string) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	for user, box := range tw.boxes {
		if len(box) > 0 {
			n += len(box)
			users = append(users, user)
		}
	}
	return n, users
}

// TestRoundTrips sends a letter for each of 5,000 accounts, and holds the CPU time
// of one trip against swaks and mpop, two at a time.
func TestRoundTrips(t *testing.T) {
	const accounts, servers, pairs = 5000, 100, 40
	for _, tool := range []string{"swaks", "mpop", "xargs"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatal(err)
		}
	}
	tw := newTown(t, servers, mailHosts(servers), "*.host.test")
	s := tw.run(tw.logins(tw.file("targets", []byte(citizens(accounts, servers))), "roundtrip"))
	if n, _ := tw.left(); s.lines.works != accounts || tw.letters != accounts || n > 0 {
		t.Fatalf("%d work and %d letters, want %d; %d letters are left\n%s", s.lines.works, tw.letters, accounts, n, s.err.String())
	}
	ours := accounts / s.cpu.Seconds()
	var calls strings.Builder
	for i := range pairs {
		tw.file(fmt.Sprintf("mpoprc%d", i), fmt.Appendf(nil, "account default\nhost %s\nport %s\nuser u%d@d%d.test\npassword %s\nauth user\ntls on\ntls_starttls off\n"+
			"tls_trust_file %s/roots.pem\ntls_host_override mail%d.host.test\nkeep off\ndelivery mbox %s/box%d\nuidls_file %s/uidls%d\n",
			at(i%servers), tw.port["995"], i, i, farmPassword, tw.dir, i%servers, tw.dir, i, tw.dir, i))
		fmt.Fprintf(&calls, "%d %s\n", i, at(i%servers))
	}
	script := tw.file("pair.sh", fmt.Appendf(nil, `set -eu
swaks --server "$2" --port %s --tls-on-connect --tls-verify --tls-ca-path %s/roots.pem --auth PLAIN --auth-user "u$1@d$1.test" \
	--auth-password '%s' --from "u$1@d$1.test" --to "u$1@d$1.test" --hide-all
mpop -q -C %s/mpoprc$1
test -s %s/box$1
`, tw.port["465"], tw.dir, farmPassword, tw.dir, tw.dir))
	cmd := exec.Command("xargs", "-P2", "-n2", "sh", script)
	cmd.Stdin = strings.NewReader(calls.String())
	other := tw.run(cmd)
	if n, _ := tw.left(); tw.letters != accounts+pairs || n > 0 {
		t.Fatalf("%d letters of swaks, want %d; %d are left\n%s", tw.letters-accounts, pairs, n, other.err.String())
	}
	theirs := pairs / other.cpu.Seconds()
	t.Logf("%d accounts: %.0f trips a client-CPU second in %.0f s, swaks and mpop %.2f: %s", accounts, ours, s.wall.Seconds(), theirs,
		least("times", ours/theirs, 17))
}

// TestInFlight has 1,000 letters under way at the same moment.
func TestInFlight(t *testing.T) {
	const accounts, servers, few = 1000, 10, 10
	peak := map[int]int64{}
	for _, n := range []int{few, accounts} {
		tw := newTown(t, servers, mailHosts(servers), "*.host.test")
		var mu sync.Mutex
		var came sync.WaitGroup
		here := 0
		came.Add(n)
		tw.hold = func() {
			mu.Lock()
			if here++; here <= n {
				came.Done()
			}
			mu.Unlock()
			came.Wait() // the first n wait for one another
		}
		s := tw.run(tw.logins(tw.file("targets", []byte(citizens(accounts, servers))), "roundtrip",
			"--per-server", fmt.Sprint(3*accounts), "--max-refused-logins", "0", "--in-flight", fmt.Sprint(n), "--timeout", "20m", "--account-time", "1h"))
		if s.lines.works != accounts || here != accounts {
			t.Fatalf("%d work, %d letters\n%s", s.lines.works, here, s.err.String())
		}
		peak[n] = s.peak
	}
	t.Logf("%d accounts in flight: %d KiB at most, %d in flight: %d KiB, %s", accounts, peak[accounts], few, peak[few],
		most("KiB for each", float64(peak[accounts]-peak[few])/(accounts-few), 127))
}

// TestKills ends the program ten times in the middle, as kill -9 does: each account
// has one result, and harness clean finds every letter that is left.
func TestKills(t *testing.T) {
	const accounts, servers, kills = 2000, 100, 10
	tw := newTown(t, servers, mailHosts(servers), "*.host.test")
	targets, journal := tw.file("targets", []byte(citizens(accounts, servers))), filepath.Join(tw.dir, "journal")
	run := func(kill int) *spent { // after so many results; 0: not
		cmd := tw.logins(targets, "roundtrip", "--journal", journal, "--in-flight", "8", "--max-refused-logins", "0")
		n := 0
		return tw.watch(cmd, func([]byte) {
			if n++; n == kill {
				_ = cmd.Process.Kill()
			}
		})
	}
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 0))
	done := 0
	for i := range kills {
		done += 1 + r.IntN(2*(accounts-done-kills)/(kills-i+1)) // of those before, which are told again, and some more
		run(done)
	}
	last := run(0)
	text, err := os.Open(journal)
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	told := map[string]int{}
	for one, err := range results(text) {
		if err != nil {
			t.Fatal(err)
		}
		told[one.Target]++
	}
	for target, n := range told {
		if n != 1 {
			t.Errorf("%s: %d results", target, n)
		}
	}
	if len(told) != accounts || last.lines.all != accounts {
		t.Errorf("%d accounts have results, the last run told %d, want %d (seed %d)\n%s", len(told), last.lines.all, accounts, seed, last.err.String())
	}
	n, users := tw.left()
	for _, user := range users {
		host := "mail" + fmt.Sprint(number(user)%servers) + ".host.test"
		clean := tw.harness("clean", "--user", user, "--pop", host, "--delete", "--json")
		clean.Stderr = os.Stderr
		out, err := clean.Output()
		if err != nil {
			t.Errorf("clean %s: %v %s", user, err, out)
		}
	}
	still, _ := tw.left()
	if still > 0 {
		t.Errorf("%d letters are left after clean (seed %d)", still, seed)
	}
	t.Logf("%d kills in %d accounts: one result each, %d of %d letters left behind removed by clean", kills, accounts, n-still, n)
}

// number is that of u7@d7.test.
func number(user string) (n int) {
	_, _ = fmt.Sscanf(user, "u%d@", &n)
	return n
}
