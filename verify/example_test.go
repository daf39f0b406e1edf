package verify_test

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/netip"
	"os"
	"time"

	"harness/client/evidence"
	"harness/verify"
	"harness/verify/certs"
)

// A trip that was recorded yesterday is judged with today's rules.
func ExampleJudge() {
	raw, err := os.ReadFile("testdata/gmo-shared.json")
	if err != nil {
		panic(err)
	}
	var trip evidence.Trip
	if err := json.Unmarshal(raw, &trip); err != nil {
		panic(err)
	}
	file, err := os.ReadFile("testdata/gmo-shared.pem")
	if err != nil {
		panic(err)
	}
	roots, err := certs.RootsFromPEM("lab", file)
	if err != nil {
		panic(err)
	}
	r := verify.Judge(&trip, verify.Options{Roots: roots, Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)})
	fmt.Println(r.Outcome)
	for _, f := range r.Findings {
		fmt.Println(f.Leg, f.Code, f.Severity)
	}
	// Output:
	// broken
	// send tls-name-mismatch broken
	// fetch tls-name-mismatch broken
}

// A certificate is judged before it is deployed, for the names that customers type.
func ExampleJudgeCert() {
	file, err := os.ReadFile("testdata/gmo-shared.pem")
	if err != nil {
		panic(err)
	}
	roots, err := certs.RootsFromPEM("lab", file)
	if err != nil {
		panic(err)
	}
	block, _ := pem.Decode(file) // the root itself: no server's certificate
	r := verify.JudgeCert(verify.CertQuestion{
		File: "new.pem", Chain: [][]byte{block.Bytes},
		Hosts: []verify.CertHost{{Typed: "smtp.customer.example", Host: "smtp.customer.example"}},
	}, verify.Options{Roots: roots, Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)})
	fmt.Println(r.Outcome)
	// Output: broken
}

// What bears on mail to Gmail is judged from recorded answers of DNS: here two
// SPF records, of which a receiver may take neither (RFC 7208 section 4.5).
func ExampleSender() {
	spf := func(text string) evidence.Record {
		return evidence.Record{Name: "customer.example.", Type: "TXT", Data: text}
	}
	items := verify.Sender(&evidence.Sender{
		IP: netip.MustParseAddr("203.0.113.7"), IPFrom: "flag", MailFrom: "info@customer.example", From: "customer.example",
		DNS: []evidence.Answer{{
			Name: "customer.example.", Type: "TXT", RCode: "NOERROR",
			Records: []evidence.Record{spf("v=spf1 ip4:203.0.113.7 -all"), spf("v=spf1 mx -all")},
		}},
	}, verify.Options{})
	for _, item := range items {
		fmt.Println(item.Code, item.Severity)
	}
	// Output:
	// sender-spf-invalid warning
}
