package clients

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/fixtures/scenario"
)

// otherwise are scenarios that come out otherwise on `lab serve` than in the
// embedded lab, with the exit code and the reason.
var otherwise = map[string]struct {
	exit   int
	reason string
}{
	"connect-timeout":              {1, "no firewall on loopback: the connection stands, and the server is silent"},
	"ipv6-differs":                 {0, oneAddress},
	"second-address-bad":           {0, oneAddress},
	"second-address-refuses":       {0, oneAddress},
	"second-address-without-login": {0, oneAddress},
	"first-address-refuses":        {1, oneAddress},
	"first-address-silent":         {1, "no firewall on loopback, and " + oneAddress},
	"no-route":                     {1, "no routes on loopback: nothing listens there, and the connection is refused"},
}

const oneAddress = "--connect-to leads to the first address alone"

// TestHarness sends the harness itself to what is published: it comes out as
// in the embedded lab, at every scenario, and never leaks.
func TestHarness(t *testing.T) {
	t.Parallel()
	s := serve(t, "--all")
	slots := make(chan struct{}, 12)
	var g sync.WaitGroup
	for _, l := range s.Labs {
		j := job{lab: l, ca: s.CA, dir: t.TempDir()}
		cmd := roundtrip(t, j)
		slots <- struct{}{}
		g.Go(func() {
			defer func() { <-slots }()
			r := cmd.run(j.dir, 2*time.Minute)
			want := l.Expect.Exit
			if o, ok := otherwise[l.Name]; ok {
				want = o.exit
			}
			if got := r.code(); got != want {
				t.Errorf("%s: exit %d, want %d\n%s", l.Name, got, want, r.said)
			}
		})
	}
	g.Wait()
	logins := 0
	for _, v := range s.stop(t) {
		l := s.byName(t, v.Lab)
		typed := map[string]string{"smtp": l.Send.Security, l.Fetch.Protocol: l.Fetch.Security}[v.Proto]
		if v.Verdict == "leak" && typed != plain { // without encryption is as the customer says
			t.Errorf("leak: %+v", v)
		}
		if v.LoggedIn {
			logins++
		}
	}
	if logins < 100 {
		t.Errorf("%d logins only: most scenarios have one that works", logins)
	}
}

// roundtrip is a whole round trip, both legs with the settings that the
// customer typed and the scenario's own name server.
func roundtrip(t *testing.T, j job) command {
	step, wait := waited(t, j.Name)
	args := []string{
		harness, "roundtrip", "--user", j.Address, "--login", j.User, "--password-file", j.file(t, "password", j.Password),
		"--resolver", j.DNS, "--roots", j.ca, "--timeout", step.String(), "--wait", wait.String(), "--helo", "client.test", "--fail-on", "any",
		"--smtp", fmt.Sprintf("%s:%d", j.Send.Host, j.Send.Port), "--smtp-security", j.Send.Security,
	}
	fetch := strings.TrimSuffix(j.Fetch.Protocol, "3")
	args = append(args, "--"+fetch, fmt.Sprintf("%s:%d", j.Fetch.Host, j.Fetch.Port), "--"+fetch+"-security", j.Fetch.Security)
	var there []string
	for _, l := range []leg{j.Send, j.Fetch} {
		if len(l.Connect) == 0 {
			continue
		}
		to := fmt.Sprintf("%s:%d:%s", l.Host, l.Port, l.Connect[0])
		if !slices.Contains(there, to) {
			there = append(there, to)
			args = append(args, "--connect-to", to)
		}
	}
	return command{args: args}
}

// waited is how long a scenario is waited for, in a step and for the letter:
// not long where it stalls on purpose, and else so long that only a hang uses
// it up, on any machine.
func waited(t *testing.T, name string) (step, wait time.Duration) {
	sc, err := scenario.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	step, wait = time.Minute, time.Minute
	if sc.Step < 5*time.Second || name == "connect-timeout" {
		step = 5 * time.Second
	}
	if sc.Wait < 5*time.Second {
		wait = 4 * time.Second
	}
	return step, wait
}

// code is the exit code, -1 if there is none.
func (r result) code() int {
	if r.exit == nil {
		return 0
	}
	var code int
	if _, err := fmt.Sscanf(r.exit.Error(), "exit status %d", &code); err != nil {
		return -1
	}
	return code
}
