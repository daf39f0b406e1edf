package verify

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/render"
)

// A trip of schema 1 is read as one of today's schema, testdata/schema2/NAME.json,
// and both files are judged to one report.
func TestSchema1IsReadAsSchema2(t *testing.T) {
	t.Parallel()
	old, err := filepath.Glob("testdata/*.json")
	if err != nil || len(old) < 2 {
		t.Fatalf("trips: %v, %v", old, err)
	}
	for _, name := range old {
		first, number := readTrip(t, name)
		if number != 1 {
			t.Errorf("%s: schema %d, and is here to be of schema 1", name, number)
		}
		var written bytes.Buffer
		if err := render.Encode(&written, first); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", "schema2", filepath.Base(name))
		if *update {
			if err := os.WriteFile(golden, written.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written.Bytes(), want) {
			t.Errorf("%s is not %s when it is written again", name, golden)
		}
		second, number := readTrip(t, golden)
		if number != evidence.Schema {
			t.Errorf("%s: schema %d", golden, number)
		}
		pem, err := os.ReadFile(name[:len(name)-len("json")] + "pem")
		if err != nil {
			t.Fatal(err)
		}
		roots, err := certs.RootsFromPEM(first.Roots, pem)
		if err != nil {
			t.Fatal(err)
		}
		var reports [2]bytes.Buffer
		for i, trip := range []*evidence.Trip{first, second} {
			r := Judge(trip, Options{Roots: roots, Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)})
			if len(r.Legs) != 2 {
				t.Errorf("%s: %d legs", name, len(r.Legs))
			}
			if err := (render.JSON{}).Write(&reports[i], r, render.Style{Lang: "en"}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(reports[0].Bytes(), reports[1].Bytes()) {
			t.Errorf("%s and %s are judged differently", name, golden)
		}
	}
}

// readTrip reads a file and tells the schema that stands in it.
func readTrip(t *testing.T, name string) (*evidence.Trip, int) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var trip evidence.Trip
	var head struct {
		Schema int `json:"schema"`
	}
	if err := json.Unmarshal(data, &trip); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := json.Unmarshal(data, &head); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return &trip, head.Schema
}
