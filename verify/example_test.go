package verify_test

import (
	"encoding/json"
	"fmt"
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
	pem, err := os.ReadFile("testdata/gmo-shared.pem")
	if err != nil {
		panic(err)
	}
	roots, err := certs.RootsFromPEM("lab", pem)
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
