package job_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"harness/client"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/fixtures/replica"
	"harness/fixtures/scenario"
	"harness/verify"
	"harness/verify/render"
	"harness/verify/report"
)

// tripOf is a round trip in a scenario.
func tripOf(t *testing.T, sc scenario.Scenario) *report.Report {
	t.Helper()
	lab, err := job.OpenLab(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	s, err := job.ResolveTrip(job.Request{Env: lab.Env, Options: client.Options{Persona: persona.Usual(lab.Account.Over)}, Only: sc.Only, Command: "roundtrip"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := job.RoundTrip(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func savedOf(t *testing.T, r report.Result) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (render.JSON{}).Write(&b, r, render.Style{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func replicaOf(t *testing.T, raw []byte, r job.Request) *replica.File {
	t.Helper()
	f, err := job.Replica(raw, "saved", r)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), scenario.Password) {
		t.Error("the file has the password")
	}
	again, err := replica.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func codes(r *report.Report) []string {
	out := []string{}
	for _, f := range r.Findings {
		out = append(out, string(f.Leg)+" "+string(f.Code))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unlike are the scenarios whose replicas give other codes, and why.
var unlike = map[string]string{
	"imap-uid-twice":           "which messages a search finds is of the mailbox, and not taken",
	"imap-renumbered":          "how a server numbers the messages is of the mailbox, and not taken",
	"imap-other-message":       "the answer to a fetch holds mail, and is not taken",
	"quit-unconfirmed":         "what a server does with a deletion that it does not confirm is of the mailbox, and not taken",
	"imap-expunge-unconfirmed": "what a server does with a deletion that it does not confirm is of the mailbox, and not taken",
}

// A saved run and the scenario that is made of it give the same codes. The race
// detector sees an eighth of them.
func TestReplicas(t *testing.T) {
	t.Parallel()
	for i, sc := range scenario.All() {
		if raceDetector && i%8 != 0 {
			continue
		}
		t.Run(sc.Name, func(t *testing.T) {
			t.Parallel()
			first := tripOf(t, sc)
			again := tripOf(t, replicaOf(t, savedOf(t, first), job.Request{}).Scenario())
			same := slices.Equal(codes(again), codes(first)) && again.Outcome == first.Outcome
			if why := unlike[sc.Name]; same != (why == "") {
				t.Errorf("%s %q, was %s %q; excused: %q", again.Outcome, codes(again), first.Outcome, codes(first), why)
			}
		})
	}
}

// So do the trips that were recorded once, of before roots were kept.
func TestReplicasOfRecordedTrips(t *testing.T) {
	t.Parallel()
	trips, err := filepath.Glob("../../../verify/testdata/*.json")
	if err != nil || len(trips) < 2 {
		t.Fatalf("trips: %v, %v", trips, err)
	}
	for _, name := range trips {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			trip, roots := recorded(t, name)
			first := verify.Judge(trip, verify.Options{Roots: roots, Now: trip.Started, Command: "roundtrip"})
			r := job.Request{Env: job.Env{Roots: roots}}
			again := tripOf(t, replicaOf(t, savedOf(t, first), r).Scenario())
			if !slices.Equal(codes(again), codes(first)) || again.Outcome != first.Outcome {
				t.Errorf("%s %q, was %s %q", again.Outcome, codes(again), first.Outcome, codes(first))
			}
		})
	}
}

// A saved diagnosis, with a password and without, gives the same before and the
// same advice.
func TestReplicasOfDiagnoses(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"gmo-shared", "two-names", "imap-wrong-host"} {
		for _, noLogin := range []bool{false, true} {
			t.Run(fmt.Sprint(name, noLogin), func(t *testing.T) {
				t.Parallel()
				sc, err := scenario.ByName(name)
				if err != nil {
					t.Fatal(err)
				}
				first := diagnosisOf(t, sc, noLogin)
				again := diagnosisOf(t, replicaOf(t, savedOf(t, first), job.Request{}).Scenario(), noLogin)
				if !slices.Equal(codes(again.Before), codes(first.Before)) || again.Outcome != first.Outcome {
					t.Errorf("%s %q, was %s %q", again.Outcome, codes(again.Before), first.Outcome, codes(first.Before))
				}
				for i, l := range first.Advice.Legs {
					if got := again.Advice.Legs[i]; (got.Best() == nil) != (l.Best() == nil) || l.Best() != nil && got.Best().Host != l.Best().Host {
						t.Errorf("%s: advised %+v, was %+v", l.Leg, got.Best(), l.Best())
					}
				}
			})
		}
	}
}

func diagnosisOf(t *testing.T, sc scenario.Scenario, noLogin bool) *report.Diagnosis {
	t.Helper()
	lab, err := job.OpenLab(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	s, err := job.Resolve(t.Context(), job.Request{Env: lab.Env, Options: client.Options{Persona: persona.Usual(lab.Account.Over)}, Command: "diagnose", NoLogin: noLogin})
	if err != nil {
		t.Fatal(err)
	}
	d, err := job.Run(t.Context(), s, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Nothing of the person, of the machines' addresses and of other mail is in the file.
func TestReplicaTellsNothing(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("auth-535")
	if err != nil {
		t.Fatal(err)
	}
	first := tripOf(t, sc)
	raw := savedOf(t, first)
	for from, to := range map[string]string{
		"info@customer.test": "taro.yamada@customer.test", "198.51.100.25": "192.0.2.77",
		"Error: authentication failed": "taro.yamada@customer.test at 192.0.2.99 and [2a00:1450::1]: authentication failed",
		`"250-mail.customer.test"`:     `"250-mail.customer.test Hello p4711.isp.example [192.0.2.98]"`,
	} {
		if !bytes.Contains(raw, []byte(from)) {
			t.Errorf("%s does not stand in the run", from)
		}
		raw = bytes.ReplaceAll(raw, []byte(from), []byte(to))
	}
	f := replicaOf(t, raw, job.Request{})
	data, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, never := range []string{"yamada", "192.0.2.", "2a00:", "isp.example", "Hello", first.Trip.Token} {
		if bytes.Contains(data, []byte(never)) {
			t.Errorf("the file has %s", never)
		}
	}
	if again := tripOf(t, f.Scenario()); !slices.Equal(codes(again), codes(first)) {
		t.Errorf("%q, was %q", codes(again), codes(first))
	}
}
