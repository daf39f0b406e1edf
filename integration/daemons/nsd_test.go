package daemons

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/client/lookup"
	"harness/fixtures/dnsd"
	"harness/fixtures/labs"
	"harness/fixtures/scenario"
	"harness/integration/realmail"
)

// questionTypes are all that the program ever asks for.
var questionTypes = []string{"A", "AAAA", "MX", "PTR", "TXT", "CNAME", "SRV", "TLSA"}

// TestNSDAnswersAsTheLab asks NSD, with the zone file of every scenario, and the
// lab's own name server the same: each name of the zone, each above it, and one
// that is not there, for every type. Only what the lab answers with a fault is
// other at NSD, and stands in the table of differences.
func TestNSDAnswersAsTheLab(t *testing.T) {
	t.Parallel()
	faulty := map[string]bool{}
	for _, row := range differences(t) {
		if row.stack == "nsd" {
			faulty[row.scenario] = true
		}
	}
	done := map[string]bool{}
	for _, s := range scenario.All() {
		if len(s.Zone.Faults) > 0 != faulty[s.Name] {
			t.Errorf("%s: a fault of DNS %v, in differences.txt %v", s.Name, len(s.Zone.Faults) > 0, faulty[s.Name])
		}
		text, err := s.Zone.File()
		if err != nil {
			t.Fatal(err)
		}
		if done[text] { // many scenarios have the healthy zone
			continue
		}
		done[text] = true
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			sameAnswers(t, s.Zone, text)
		})
	}
}

func sameAnswers(t *testing.T, zone dnsd.Zone, file string) {
	nsd := realmail.NSDForTest(t, file)
	lab, err := dnsd.Start(zone)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lab.Close() }()
	asked, answered := 0, 0
	for _, name := range names(zone) {
		for _, typ := range questionTypes {
			if spoilt(zone, name, typ) {
				continue
			}
			want, got := answer(t, lab.Addr(), name, typ), answer(t, nsd.Addr, name, typ)
			if want != got {
				t.Errorf("%s %s: NSD says %s, the lab %s", name, typ, got, want)
			}
			asked++
			if strings.Contains(want, " data ") {
				answered++
			}
		}
	}
	if answered < len(zone.Records)/2 {
		t.Errorf("of %d questions %d were answered with data, for %d records", asked, answered, len(zone.Records))
	}
	for key, fault := range zone.Faults {
		switch fault {
		case dnsd.Bare: // what is missing is the zone's word in the authority section, which no answer shows
			continue
		case dnsd.Slow: // the same answers, later
			continue
		}
		name, typ, both := strings.Cut(strings.Replace(key, "*.", "not-there.", 1), " ")
		if !both {
			typ = "A"
		}
		want, got := answer(t, lab.Addr(), name, typ), answer(t, nsd.Addr, name, typ)
		if want == got {
			t.Errorf("%s: a fault of the lab, and NSD says the same: %s", key, got)
		}
	}
}

// names are those in a zone, owners and targets, all above them, and one below
// each that does not exist.
func names(zone dnsd.Zone) []string {
	set := map[string]bool{}
	for _, record := range zone.Records {
		for _, word := range strings.Fields(record) {
			if !strings.HasSuffix(word, ".") || strings.Contains(word, `"`) {
				continue
			}
			set["not-there."+word] = true
			for name := word; name != ""; _, name, _ = strings.Cut(name, ".") {
				set[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

func spoilt(zone dnsd.Zone, name, typ string) bool {
	for key, fault := range zone.Faults {
		if fault == dnsd.Slow {
			continue
		}
		of, kind, both := strings.Cut(key, " ")
		if below, star := strings.CutPrefix(of, "*."); star && strings.HasSuffix(strings.TrimSuffix(name, "."), "."+below) {
			return true
		}
		if strings.TrimSuffix(of, ".") == strings.TrimSuffix(name, ".") && (!both || strings.EqualFold(kind, typ)) {
			return true
		}
	}
	return false
}

// answer is what the program's own resolver makes of a name server's answer,
// without the order of records.
func answer(t *testing.T, server netip.AddrPort, name, typ string) string {
	t.Helper()
	r := lookup.New(server)
	r.Timeout = 5 * time.Second
	a := r.Ask(t.Context(), name, typ)
	slices.SortFunc(a.Records, func(a, b evidence.Record) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	text := a.RCode
	for _, rec := range a.Records {
		text += fmt.Sprintf(" data %s %d %s %q", rec.Name, rec.TTL, rec.Type, rec.Data)
	}
	if a.Trouble != nil {
		text += fmt.Sprintf(" trouble %s", a.Trouble.Kind)
	}
	return text
}

// local is a zone with all documentation addresses on 127.0.0.1.
func local(zone dnsd.Zone, hosts []scenario.Host) dnsd.Zone {
	to := map[netip.Addr]netip.Addr{}
	for _, h := range hosts {
		for _, a := range h.Addrs {
			to[netip.MustParseAddr(a)] = netip.MustParseAddr("127.0.0.1")
		}
	}
	return labs.Publish(zone, to)
}
