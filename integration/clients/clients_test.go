package clients

import (
	"os"
	"sync"
	"testing"

	"harness/fixtures/scenario"
	"harness/integration/realmail"
)

// tools are the clients, which are also the names of their packages in Debian.
var tools = []string{"swaks", "msmtp", "mpop", "curl", "openssl"}

// TestClients runs every client against every scenario that it can express, on
// `harness lab serve`. HARNESS_SHOW=1 tells all that was seen.
func TestClients(t *testing.T) {
	t.Parallel()
	if !*update {
		realmail.Held(t, "docs/clients.md")
	}
	realmail.Tools(t, tools...)
	cols := columns()
	results := make([]map[string]result, len(cols))
	slots := make(chan struct{}, atOnce)
	var g sync.WaitGroup
	for i, c := range cols {
		g.Go(func() { results[i] = run(t, c, slots) })
	}
	g.Wait()
	if t.Failed() {
		return
	}
	known := &ledger{known: differences(t), used: map[string]bool{}}
	expressed := 0
	for _, s := range scenario.All() {
		clients := map[string]bool{}
		for i, c := range cols {
			r := results[i][s.Name]
			if os.Getenv("HARNESS_SHOW") != "" {
				t.Logf("%s, %s: %s", s.Name, c.title, r)
			}
			switch r.outcome {
			case leaks, goesOn, hangs:
				known.differs(t, c, s.Name, r.String())
			case nothing, besides:
				continue
			}
			clients[c.client] = true
		}
		if len(clients) == len(tools) {
			expressed++
		}
	}
	if expressed < 25 {
		t.Errorf("%d scenarios were met by all clients, want 25", expressed)
	}
	agree(t, cols, results, known)
	known.settle(t)
	compare(t, write(scenario.All(), cols, results, known.known))
}
