package integration

import (
	"context"
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/client/sender"
	"harness/fixtures"
	"harness/fixtures/scenario"
	"harness/verify"
	"harness/verify/finding"
)

// senderCodes looks at a scenario's sender's side and gives the findings. No
// question may go anywhere but to the lab's resolver.
func senderCodes(t *testing.T, s scenario.Scenario) ([]string, *evidence.Sender) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), hang)
	defer cancel()
	lab, err := fixtures.Start(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	mail, err := s.SampleMail()
	if err != nil || len(mail) == 0 {
		t.Fatalf("no sample: %v", err)
	}
	seen := sender.Look(ctx, sender.Config{Names: names(lab), Domain: "customer.test", Mail: mail, Lists: []string{scenario.DNSBL}})
	asked := lab.Queries()
	for _, a := range seen.DNS {
		if a.Server != lab.Resolver.String() {
			t.Errorf("%s %s was asked of %q", a.Name, a.Type, a.Server)
		}
		if !slices.Contains(asked, strings.ToLower(a.Name)+" "+a.Type) {
			t.Errorf("%s %s stands in the record and never reached the lab", a.Name, a.Type)
		}
	}
	if len(asked) != len(seen.DNS) {
		t.Errorf("%d questions reached the lab, %d stand in the record", len(asked), len(seen.DNS))
	}
	codes := []string{}
	for _, it := range verify.Sender(seen, verify.Options{}) {
		codes = append(codes, string(it.Code))
	}
	// The record is enough to judge again: nothing is asked, and the lab is of
	// no more use.
	raw, err := json.Marshal(seen)
	if err != nil {
		t.Fatal(err)
	}
	again := &evidence.Sender{}
	if err := json.Unmarshal(raw, again); err != nil {
		t.Fatal(err)
	}
	var replayed []string
	for _, it := range verify.Sender(again, verify.Options{}) {
		replayed = append(replayed, string(it.Code))
	}
	if !slices.Equal(codes, append([]string{}, replayed...)) || len(lab.Queries()) != len(asked) {
		t.Errorf("judged again: %q, was %q; %d questions, were %d", replayed, codes, len(lab.Queries()), len(asked))
	}
	return codes, seen
}

func TestSenderSide(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"spf-missing", "dkim-missing", "ptr-mismatch", "dnsbl-listed", "bounce-returned"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := scenario.ByName(name)
			if err != nil {
				t.Fatal(err)
			}
			codes, seen := senderCodes(t, s)
			if want := append([]string{}, s.Expect.Sender...); !slices.Equal(codes, want) {
				t.Errorf("codes %q, want %q", codes, want)
			}
			if seen.IP != netip.MustParseAddr(s.SendingIP) {
				t.Errorf("outbound address %s, want %s", seen.IP, s.SendingIP)
			}
			if (seen.Bounce != nil) != (name == "bounce-returned") {
				t.Errorf("bounce %+v", seen.Bounce)
			}
			if b := seen.Bounce; b != nil && (b.Status != "5.7.26" || !strings.HasPrefix(string(b.Diagnostic), "550-5.7.26 Your email has been blocked") || b.Reporting != "mail.customer.test" || b.RemoteMTA != "gmail-smtp-in.gmail.test") {
				t.Errorf("bounce %+v", b)
			}
			if codes, _ := senderCodes(t, s.Healthy()); len(codes) > 0 {
				t.Errorf("without its fault: %q", codes)
			}
		})
	}
}

// TestSenderSideChanged takes a signed mail that was changed on the way, and
// an address that the domain does not allow.
func TestSenderSideChanged(t *testing.T) {
	t.Parallel()
	s, err := scenario.ByName("spf-missing")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := fixtures.Start(t.Context(), s.Healthy())
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	mail, err := s.SampleMail()
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.ReplaceAll(string(mail), "44GK5LiW6Kmx", "44GK5LiW6Km4")
	if changed == string(mail) {
		t.Fatal("the sample's body is another by now")
	}
	seen := sender.Look(t.Context(), sender.Config{Names: names(lab), Domain: "customer.test", Mail: []byte(changed), IP: netip.MustParseAddr("203.0.113.77")})
	codes := map[string]string{}
	for _, it := range verify.Sender(seen, verify.Options{}) {
		codes[string(it.Code)] = it.Args.Text(finding.KeyPublish)
	}
	for _, want := range []string{"sender-spf-fail", "sender-dkim-bad", "sender-dmarc-fail", "sender-ptr-missing"} {
		if _, ok := codes[want]; !ok {
			t.Errorf("%s is missing among %v", want, codes)
		}
	}
	if got := codes["sender-spf-fail"]; got != "v=spf1 ip4:198.51.100.25 ip4:203.0.113.77 -all" {
		t.Errorf("to publish: %q", got)
	}
}
