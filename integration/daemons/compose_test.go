package daemons

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"harness/fixtures/dnsd"
	"harness/integration/realmail"
)

var update = flag.Bool("update", false, "write the zone of the compose stack and docs/stacks.md anew")

// composeStories are those whose names the compose stack answers to.
var composeStories = []string{"gmo-shared", "plesk-onyx-one-cert", "healthy"}

// composeZone is their zones as one, with everything on 127.0.0.1.
func composeZone(t *testing.T) dnsd.Zone {
	t.Helper()
	var all dnsd.Zone
	for _, name := range composeStories {
		s := named(t, name)
		for _, record := range local(s.Zone, s.Hosts).Records {
			if !slices.Contains(all.Records, record) {
				all.Records = append(all.Records, record)
			}
		}
	}
	return all
}

// TestComposeZone: the file that NSD serves in the compose stack is made of the
// scenarios; go test ./integration/daemons -update writes it.
func TestComposeZone(t *testing.T) {
	t.Parallel()
	text, err := composeZone(t).File()
	if err != nil {
		t.Fatal(err)
	}
	upToDate(t, filepath.Join("..", "compose", "dns", "stories.zone"),
		"; The scenarios "+strings.Join(composeStories, ", ")+", all on 127.0.0.1: written by go test ./integration/daemons -update.\n"+text)
}

// TestComposeZoneOnNSD loads the same file into NSD.
func TestComposeZoneOnNSD(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "compose", "dns", "stories.zone"))
	if err != nil {
		t.Fatal(err)
	}
	nsd := realmail.NSDForTest(t, string(text))
	for name, want := range map[string]string{
		"smtp.nippon-kigyou.test": "127.0.0.1", "pop-05.gmoserver.test": "127.0.0.1", "mail.umi-tours.test": "127.0.0.1",
		"mail.customer.test": "127.0.0.1",
	} {
		if got := answer(t, nsd.Addr, name, "A"); !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
	if got := answer(t, nsd.Addr, "sora-design.test", "MX"); !strings.Contains(got, "10 mail.sora-design.test.") {
		t.Errorf("MX: %s", got)
	}
}

// upToDate fails if a generated file is not what it is to be, or writes it.
func upToDate(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is stale: go test ./integration/daemons -run %s -update", file, t.Name())
	}
}
