//go:build long && linux

package sweep

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/fixtures/dnsd"
	"harness/verify/report"
)

// until runs a sweep until the last of those that count has its result, says how
// long that took, and then ends it unless it is to go on.
func (tw *town) until(args []string, goOn bool, counts func(*report.Target) bool, want int) (*spent, time.Duration, map[string]*report.Target) {
	tw.t.Helper()
	cmd := tw.sweep(args[0], args[1:]...)
	got := map[string]*report.Target{}
	var took time.Duration
	n, began := 0, time.Now()
	s := tw.watch(cmd, func(line []byte) {
		one := new(report.Target)
		if json.Unmarshal(line, one) != nil || one.Key == "" {
			return
		}
		got[one.Target] = one
		if !counts(one) {
			return
		}
		if n++; n == want {
			took = time.Since(began)
			if !goOn {
				_ = cmd.Process.Kill()
			}
		}
	})
	if took == 0 {
		tw.t.Fatalf("%d results, want %d\n%s", n, want, s.err.String())
	}
	return s, took, got
}

func middle(list []float64) float64 { return slices.Sorted(slices.Values(list))[len(list)/2] }

// TestStalePasswords: one server has 2,000 accounts, 40 of them with passwords that
// were refused the night before. All others have their results as soon as if there
// were no such ones, and the server sees no more refused logins than the budget.
func TestStalePasswords(t *testing.T) {
	const accounts, stale, elsewhere, servers, pairs = 2000, 50, 500, 10, 3 // every 50th
	var good, some, was strings.Builder
	for _, list := range []*strings.Builder{&good, &some} {
		list.WriteString("address,smtp,pop,password\n")
	}
	line := func(b *strings.Builder, i, server int, password string) {
		fmt.Fprintf(b, "u%d@d%d.test,mail%d.host.test:465,mail%d.host.test,%s\n", i, i, server, server, password)
	}
	old := map[string]bool{}
	for i := range accounts + elsewhere {
		server := 0
		if i >= accounts {
			server = 1 + i%(servers-1)
		}
		if i < accounts && i%stale == 0 {
			name := fmt.Sprintf("u%d@d%d.test", i, i)
			old[name] = true
			fmt.Fprintf(&was, `{"key":"%016x","target":"%s","outcome":"broken","refused":true,"at":%q}`+"\n", i, name, time.Now().Add(-20*time.Hour).Format(time.RFC3339))
			line(&some, i, server, "stale")
			continue
		}
		line(&good, i, server, farmPassword)
		line(&some, i, server, farmPassword)
	}
	tw := newTown(t, servers, mailHosts(servers), "*.host.test")
	without, with, base := tw.file("good", []byte(good.String())), tw.file("some", []byte(some.String())), tw.file("baseline", []byte(was.String()))
	mode := []string{"--mode", "login", "--allow-inline-passwords"}
	others := accounts + elsewhere - len(old)
	var ratios []float64
	for range pairs {
		count := func(one *report.Target) bool { return !old[one.Target] }
		_, first, _ := tw.until(append([]string{without}, mode...), false, count, others)
		tw.mu.Lock()
		clear(tw.refused)
		tw.mu.Unlock()
		_, second, got := tw.until(append([]string{with, "--baseline", base}, mode...), false, count, others)
		for name, one := range got {
			if !old[name] && one.Outcome != report.Works {
				t.Fatalf("%s: %s %s", name, one.Outcome, one.Cause)
			}
		}
		tw.mu.Lock()
		n := 0
		for _, k := range tw.refused {
			n += k
		}
		tw.mu.Unlock()
		if n > 2 {
			t.Errorf("%d refused logins within ten minutes, want 2 at most", n)
		}
		ratios = append(ratios, second.Seconds()/first.Seconds())
	}
	t.Logf("%d accounts on one server, %d stale: all others in, %s that without them", accounts, len(old), most("times", middle(ratios), 1.2))
}

// TestResolverDies: the resolver dies in mid-run and comes back. Meanwhile the run
// pauses and says so; nothing is called broken, and nothing mended.
func TestResolverDies(t *testing.T) {
	const domains, servers = 2000, 20
	var zone dnsd.Zone
	var list, was strings.Builder
	for i := range domains {
		zone.Records = append(zone.Records, fmt.Sprintf("smtp%d.host.test. A %s", i, at(i%servers)))
		fmt.Fprintf(&list, `{"target":"d%d.test","smtp":"smtp%d.host.test:465"}`+"\n", i, i)
		outcome := report.Works
		if i%100 == 0 {
			outcome = report.Broken // it works now: mended, which is true
		}
		fmt.Fprintf(&was, `{"key":"%016x","target":"d%d.test","outcome":%q}`+"\n", i, i, outcome)
	}
	tw := newTown(t, servers, dnsd.Zone{Records: []string{"none.host.test. A " + at(0)}}, "*.host.test")
	options := dnsd.Options{Loopback: true, Forget: true}
	dns, err := dnsd.StartWith(zone, options)
	if err != nil {
		t.Fatal(err)
	}
	tw.env.Resolver, options.Addr = dns.Addr(), dns.Addr()
	cmd := tw.sweep(tw.file("targets", []byte(list.String())), "--baseline", tw.file("baseline", []byte(was.String())), "--timeout", "5s", "--dns-rate", "200") // else all is asked before the first has its result
	var once, again sync.Once
	n, atPause := 0, 0
	said := &teller{on: "the run waits for it", do: func() {
		again.Do(func() {
			atPause = n
			if dns, err = dnsd.StartWith(zone, options); err != nil {
				t.Error(err)
			}
		})
	}}
	tw.errTo = said
	s := tw.watch(cmd, func([]byte) {
		if n++; n == domains/4 {
			once.Do(func() { dns.Close() })
		}
	})
	defer func() { dns.Close() }()
	if s.lines.works != domains || !strings.Contains(said.String(), "answers again") || strings.Contains(said.String(), "broken,") && !strings.Contains(said.String(), " 0 broken") {
		t.Errorf("%d of %d work\n%s", s.lines.works, domains, said.String())
	}
	t.Logf("%d domains, the resolver dead after %d: paused at %d, all %d work in the end", domains, domains/4, atPause, s.lines.works)
}

// TestThreeBadServers: among 1,000 servers one says 421 from the sixth connection on,
// one bans for a minute from then on, one is dead. None is called broken, and the
// results of all others are there as soon as without the three.
func TestThreeBadServers(t *testing.T) {
	const servers, each, pairs = 1000, 3, 3
	var zone dnsd.Zone
	lists := map[bool]*strings.Builder{true: {}, false: {}}
	bad := func(server int) bool { return server%400 == 100 } // 100, 500, 900
	for k := range each {
		for i := range servers {
			name := fmt.Sprintf("c%d-s%d.host.test", k, i)
			zone.Records = append(zone.Records, name+". A "+at(i))
			for with, list := range lists {
				if with || !bad(i) {
					fmt.Fprintf(list, `{"target":"c%d.s%d.test","smtp":"%s:465","pop":"%s"}`+"\n", k, i, name, name)
				}
			}
		}
	}
	tw := newTown(t, servers, zone, "*.host.test")
	without, with := tw.file("without", []byte(lists[false].String())), tw.file("with", []byte(lists[true].String()))
	others := (servers - 3) * each
	isBad := func(one *report.Target) bool {
		return slices.ContainsFunc([]string{".s100.", ".s500.", ".s900."}, func(s string) bool { return strings.Contains(one.Target, s) })
	}
	count := func(one *report.Target) bool { return !isBad(one) }
	var ratios []float64
	tw.die(900) // it is in one of the two lists alone
	for pair := range pairs {
		_, first, _ := tw.until([]string{without}, false, count, others)
		var mu sync.Mutex
		var since time.Time
		visits := 0
		tw.mu.Lock()
		clear(tw.dials)
		tw.policy[at(100)] = func(n int) string { return map[bool]string{n > 5: "421"}[true] }
		tw.policy[at(500)] = func(int) string {
			mu.Lock()
			defer mu.Unlock()
			if visits++; visits == 6 {
				since = time.Now()
			}
			if !since.IsZero() && since.Add(time.Minute).After(time.Now()) {
				return "refuse"
			}
			return ""
		}
		tw.mu.Unlock()
		last := pair == pairs-1 // to its end
		_, second, got := tw.until([]string{with, "--timeout", "30s", "--account-time", "3m"}, last, count, others)
		undecided := 0
		for name, one := range got {
			if one.Outcome == report.Broken || one.Outcome != report.Works && !isBad(one) {
				t.Errorf("%s: %s %s %s", name, one.Outcome, one.Cause, one.Detail)
			}
			if one.Outcome == report.Undecided {
				undecided++
			}
		}
		if last && (len(got) != servers*each || undecided == 0) {
			t.Errorf("%d results, %d undecided", len(got), undecided)
		}
		tw.mu.Lock()
		clear(tw.policy)
		tw.mu.Unlock()
		ratios = append(ratios, second.Seconds()/first.Seconds())
	}
	t.Logf("%d servers, three of them bad: all others in, %s that without them", servers, most("times", middle(ratios), 1.2))
}
