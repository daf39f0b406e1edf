package verify

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/render"
	"harness/verify/report"
)

var update = flag.Bool("update", false, "write the golden files anew; then read the difference")

// Recorded trips, judged with today's rules: testdata/NAME.json is the trip,
// NAME.pem the roots of its day, NAME.en.txt and NAME.ja.txt what is shown, reports/NAME.en.json and
// reports/NAME.ja.json what programs get beside the trip.
func TestRecordedTrips(t *testing.T) {
	t.Parallel()
	trips, err := filepath.Glob("testdata/*.json")
	if err != nil || len(trips) < 2 {
		t.Fatalf("trips: %v, %v", trips, err)
	}
	for _, name := range trips {
		stem := strings.TrimSuffix(name, ".json")
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var trip evidence.Trip
		if err := json.Unmarshal(data, &trip); err != nil {
			t.Fatal(err)
		}
		pem, err := os.ReadFile(stem + ".pem")
		if err != nil {
			t.Fatal(err)
		}
		roots, err := certs.RootsFromPEM(trip.Roots, pem)
		if err != nil {
			t.Fatal(err)
		}
		r := Judge(&trip, Options{Roots: roots, Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)})
		without := *r
		without.Trip = nil // it stands beside
		for _, lang := range []string{"en", "ja"} {
			asGolden(t, stem+"."+lang+".txt", render.Text{}, r, lang)
			asGolden(t, filepath.Join("testdata", "reports", filepath.Base(stem)+"."+lang+".json"), render.JSON{}, &without, lang)
			for _, f := range render.Formats() {
				switch f.Name() {
				case "text", "json", "jsonl": // above; the last is the JSON form on one line
				default:
					asGolden(t, filepath.Join("testdata", "forms", filepath.Base(stem)+"."+lang+"."+f.Name()), f, r, lang)
				}
			}
		}
	}
}

// asGolden holds what a form writes against a file.
func asGolden(t *testing.T, golden string, f render.Format, r report.Result, lang string) {
	t.Helper()
	var got bytes.Buffer
	if err := f.Write(&got, r, render.Style{Lang: lang}); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s: got\n%s\nwant\n%s", golden, got.Bytes(), want)
	}
}
