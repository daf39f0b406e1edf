package integration

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/integration/realmail"
	"harness/verify/certs"
)

// realTrip makes a round trip on a stack of real daemons.
func realTrip(t *testing.T, ctx context.Context, s *realmail.Stack, smtp, pop string, security evidence.Security, change func(*client.Options)) *evidence.Trip {
	t.Helper()
	pem, err := os.ReadFile(s.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	opt := client.Options{Timeout: time.Minute, Wait: time.Minute}
	if opt.Roots, err = certs.RootsFromPEM("stack", pem); err != nil {
		t.Fatal(err)
	}
	for _, value := range s.ConnectTo("") {
		p := strings.Split(value, ":")
		from, _ := strconv.ParseUint(p[1], 10, 16)
		to, _ := strconv.ParseUint(p[3], 10, 16)
		opt.ConnectTo = append(opt.ConnectTo, client.ConnectTo{Port: uint16(from), Addr: p[2], Port2: uint16(to)})
	}
	opt.Resolver = freeUDP(t)
	if change != nil {
		change(&opt)
	}
	acc := account.Account{Address: "info@" + s.Domain}
	if acc.SMTP.Server, err = account.ParseServer(evidence.SMTP, smtp); err != nil {
		t.Fatal(err)
	}
	if acc.POP.Server, err = account.ParseServer(evidence.POP3, pop); err != nil {
		t.Fatal(err)
	}
	if security != "" {
		acc.POP.Security = security
	}
	acc.SMTP.Password, acc.POP.Password = account.NewSecret(realmail.Password), account.NewSecret(realmail.Password)
	trip, err := client.RoundTrip(ctx, acc, opt)
	if err != nil {
		t.Fatal(err)
	}
	return trip
}

// TestRealTrips: every way that the dialogs offer works on Postfix and
// Dovecot, the torture letter comes back whole, and where the gate refuses
// neither daemon hears of a login.
func TestRealTrips(t *testing.T) {
	t.Parallel()
	s := realmail.ForTest(t, realmail.Options{})
	ctx, cancel := context.WithTimeout(context.Background(), hang)
	defer cancel()
	for _, smtp := range []string{"wrong.customer.test:587", "wrong.customer.test:465", "wrong.customer.test:25"} {
		trip := realTrip(t, ctx, s, smtp, "wrong.customer.test:995", "", nil)
		if trouble(trip.Sessions(evidence.SendLeg)) != "tls certificate" || trouble(trip.Sessions(evidence.FetchLeg)) != "tls certificate" {
			t.Errorf("%s: send %q, fetch %q", smtp, trouble(trip.Sessions(evidence.SendLeg)), trouble(trip.Sessions(evidence.FetchLeg)))
		}
	}
	trip := realTrip(t, ctx, s, "wrong.customer.test:587", "wrong.customer.test:110", evidence.STLS, nil)
	if trouble(trip.Sessions(evidence.FetchLeg)) != "tls certificate" {
		t.Errorf("STLS: %q", trouble(trip.Sessions(evidence.FetchLeg)))
	}
	if log := s.PostfixLog(); strings.Contains(log, "sasl_username") || strings.Contains(log, "authentication failed") {
		t.Errorf("Postfix heard of a login:\n%s", log)
	}
	if log := s.DovecotLog(); strings.Contains(log, "Login: user=") || strings.Contains(log, "method=") {
		t.Errorf("Dovecot heard of a login:\n%s", log)
	}
	for _, smtp := range []string{"smtp.customer.test:587", "smtp.customer.test:465", "smtp.customer.test:25"} {
		for _, pop := range []evidence.Security{evidence.SSL, evidence.STLS, evidence.Plain} {
			port := map[bool]int{true: 995, false: 110}[pop == evidence.SSL]
			trip := realTrip(t, ctx, s, smtp, fmt.Sprintf("pop.customer.test:%d", port), pop, func(o *client.Options) { o.Torture = true })
			if trouble(trip.Sessions(evidence.SendLeg)) != "" || trouble(trip.Sessions(evidence.FetchLeg)) != "" || trip.Returned == nil || !trip.Deleted {
				t.Errorf("%s, %s: send %q, fetch %q, returned %v, deleted %v", smtp, pop, trouble(trip.Sessions(evidence.SendLeg)), trouble(trip.Sessions(evidence.FetchLeg)), trip.Returned != nil, trip.Deleted)
				continue
			}
			if c := trip.Comparison; !c.BodyEqual || !c.Marked || len(c.Differences) > 0 {
				t.Errorf("%s, %s: came back changed: %+v", smtp, pop, c)
			}
		}
	}
	if left := s.UIDLs(t, "info"); len(left) != 0 {
		t.Errorf("%d letters were left behind", len(left))
	}
}

// TestRealMailbox: a mailbox with 20,000 other messages is as it was after
// trips of which some were interrupted at random moments.
func TestRealMailbox(t *testing.T) {
	t.Parallel()
	s := realmail.ForTest(t, realmail.Options{})
	if err := s.Fill("info", 20000); err != nil {
		t.Fatal(err)
	}
	before := s.UIDLs(t, "info")
	interrupted := 0 // each may leave its own letter
	for i := range 8 {
		ctx, cancel := context.WithTimeout(context.Background(), hang)
		if i%2 == 1 {
			time.AfterFunc(time.Duration(rand.IntN(200))*time.Millisecond, cancel)
		}
		trip := realTrip(t, ctx, s, "smtp.customer.test:587", "pop.customer.test:995", "", nil)
		cancel()
		if trip.Stopped != "" {
			interrupted++
		} else if trip.Returned == nil || !trip.Deleted {
			t.Errorf("send %q, fetch %q, returned %v, deleted %v", trouble(trip.Sessions(evidence.SendLeg)), trouble(trip.Sessions(evidence.FetchLeg)), trip.Returned != nil, trip.Deleted)
		}
	}
	after := s.UIDLs(t, "info")
	if len(before) != 20000 || len(after) < 20000 || len(after) > 20000+interrupted || !slices.Equal(before, after[:20000]) { // a new one stands last
		t.Errorf("%d messages before, %d after %d interrupted trips, or other unique-ids", len(before), len(after), interrupted)
	}
}
