package integration

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"testing"
	"time"

	"harness/client"
	"harness/client/evidence"
	"harness/client/lookup"
	"harness/fixtures"
	"harness/fixtures/scenario"
	"harness/verify/certs"
)

// roundTrip runs a scenario of the lab with a hard deadline and keeps what -v
// would print.
func roundTrip(t *testing.T, name string, change func(*fixtures.Lab, *client.Options)) (*evidence.Trip, *fixtures.Lab) {
	t.Helper()
	s, err := scenario.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), hang)
	t.Cleanup(cancel)
	lab, err := fixtures.Start(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := lab.Close(); err != nil {
			t.Errorf("the lab: %v", err)
		}
	})
	roots, err := certs.RootsFromPEM("lab", lab.RootsPEM)
	if err != nil {
		t.Fatal(err)
	}
	var transcript bytes.Buffer
	opt := client.Options{
		Roots: roots, Resolver: lab.Resolver, Dial: lab.Dial, Via: evidence.ViaLab,
		Lookup: names(lab), Timeout: s.Step, Wait: s.Wait,
		Trace: func(m client.Mark, line []byte) { fmt.Fprintf(&transcript, "%-3s %s\n", m, line) },
	}
	if change != nil {
		change(lab, &opt)
	}
	trip, err := client.RoundTrip(ctx, lab.Account, opt)
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(trip)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("%s", transcript.Bytes())
		}
	})
	noSecret(t, lab.Account.SMTP.Password.Reveal(), out, transcript.Bytes())
	noSecret(t, lab.Account.POP.Password.Reveal(), out, transcript.Bytes())
	return trip, lab
}

// trouble is the last session's trouble, "stage kind".
func trouble(sessions []evidence.Session) string {
	if len(sessions) == 0 {
		return "no session"
	}
	step, trouble := sessions[len(sessions)-1].Trouble()
	if trouble == nil {
		return ""
	}
	return string(step.Stage) + " " + string(trouble.Kind)
}

func TestTripHealthy(t *testing.T) {
	t.Parallel()
	for _, torture := range []bool{false, true} {
		began := time.Now()
		trip, lab := roundTrip(t, "healthy", func(_ *fixtures.Lab, o *client.Options) { o.Torture = torture })
		t.Logf("took %s", time.Since(began))
		if got := trouble(trip.Sessions(evidence.SendLeg)); got != "" {
			t.Errorf("sending: %s", got)
		}
		if got := trouble(trip.Sessions(evidence.FetchLeg)); got != "" {
			t.Errorf("fetching: %s", got)
		}
		if trip.Sent == nil || trip.Returned == nil || !trip.Comparison.BodyEqual || !trip.Comparison.Marked || trip.Copies != 1 {
			t.Errorf("the letter did not come back whole: %+v", trip.Comparison)
		}
		if !trip.Deleted || trip.Refusals != 0 {
			t.Errorf("deleted %v, refusals %d", trip.Deleted, trip.Refusals)
		}
		_ = lab
	}
}

func TestTripNameMismatch(t *testing.T) {
	t.Parallel()
	trip, lab := roundTrip(t, "gmo-shared", nil)
	for leg, got := range map[string]string{"send": trouble(trip.Sessions(evidence.SendLeg)), "fetch": trouble(trip.Sessions(evidence.FetchLeg))} {
		if got != "tls certificate" {
			t.Errorf("%s: %q, want the gate's refusal", leg, got)
		}
	}
	step := trip.Sessions(evidence.FetchLeg)[0].Step(evidence.StageTLS)
	if step.TLS == nil || !step.TLS.Refused || !step.TLS.Done || !slices.Equal(step.TLS.Codes, []string{"tls-name-mismatch"}) || len(step.TLS.Chain) == 0 {
		t.Errorf("facts: %+v", step.TLS)
	}
	for _, v := range lab.Events() {
		t.Logf("%+v", v)
	}
}

// TestTripGuesses: without a typed host the lowest MX and mail.<domain> are
// taken, and the record says that they were guessed.
func TestTripGuesses(t *testing.T) {
	t.Parallel()
	trip, _ := roundTrip(t, "healthy", func(lab *fixtures.Lab, _ *client.Options) {
		lab.Account.SMTP.Server, lab.Account.POP.Server = evidence.Server{}, evidence.Server{}
	})
	if trip.Server(evidence.SendLeg).Guessed == "" || trip.Server(evidence.FetchLeg).Guessed != "mail." || trip.Server(evidence.SendLeg).Typed != "" {
		t.Errorf("guessed %+v, %+v", trip.Server(evidence.SendLeg), trip.Server(evidence.FetchLeg))
	}
	if trip.Server(evidence.SendLeg).Port != 587 || trip.Server(evidence.SendLeg).Security != evidence.StartTLS || trip.Server(evidence.FetchLeg).Port != 995 || trip.Server(evidence.FetchLeg).Security != evidence.SSL {
		t.Errorf("settings %+v, %+v", trip.Server(evidence.SendLeg), trip.Server(evidence.FetchLeg))
	}
	if trouble(trip.Sessions(evidence.SendLeg)) != "" || trouble(trip.Sessions(evidence.FetchLeg)) != "" || trip.Returned == nil {
		t.Errorf("send %q, fetch %q", trouble(trip.Sessions(evidence.SendLeg)), trouble(trip.Sessions(evidence.FetchLeg)))
	}
}

// freeUDP is an address on loopback at which nobody answers DNS.
func freeUDP(t *testing.T) netip.AddrPort {
	t.Helper()
	c, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	return netip.MustParseAddrPort(c.LocalAddr().String())
}

// names asks the lab's DNS: a step's time-out ends what gets no answer, and
// nothing that only comes late.
func names(lab *fixtures.Lab) *lookup.Resolver {
	r := lookup.New(lab.Resolver).Within(fixtures.Patience)
	r.Dial = lab.DialDNS
	return r
}
