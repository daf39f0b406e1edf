package verify_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
	"harness/verify/report"
)

// pigeon is a client of this test's own: one literal, one Book, passed in.
var pigeon = persona.Persona{
	Name: "pigeon-post", Title: persona.Label{EN: "Pigeon Post", JA: "伝書鳩"}, MinTLS: persona.Gmail.MinTLS, Mechanisms: []string{"LOGIN"},
	Send: persona.Dialog{Proto: evidence.SMTP, Title: persona.Label{EN: "Loft", JA: "鳩舎"}, Port: 465, Ports: []uint16{465}},
}

var pigeonBook = phrasebook.Book{
	Persona: pigeon.Name,
	Phrases: func() []phrasebook.Phrase {
		return []phrasebook.Phrase{{
			ID: "X01", Surface: "loft", Basis: phrasebook.Inferred, Line: "The pigeon does not know {host}.", Causes: []finding.Code{finding.TLSNameMismatch},
		}}
	},
	Links: func(f finding.Finding) []phrasebook.Link {
		if f.Code != finding.TLSNameMismatch {
			return nil
		}
		return []phrasebook.Link{{ID: "X01", Rank: phrasebook.First}}
	},
}

// recordedTrip is the record of a name mismatch, as if another client had made it.
func recordedTrip(t *testing.T, client string) (*evidence.Trip, verify.Options) {
	t.Helper()
	raw, err := os.ReadFile("testdata/gmo-shared.json")
	if err != nil {
		t.Fatal(err)
	}
	var trip evidence.Trip
	if err := json.Unmarshal(raw, &trip); err != nil {
		t.Fatal(err)
	}
	pem, err := os.ReadFile("testdata/gmo-shared.pem")
	if err != nil {
		t.Fatal(err)
	}
	roots, err := certs.RootsFromPEM(trip.Roots, pem)
	if err != nil {
		t.Fatal(err)
	}
	trip.Persona = client
	return &trip, verify.Options{Roots: roots, Now: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Command: "roundtrip"}
}

func words(r *report.Report) []string {
	var out []string
	for _, it := range r.Findings {
		for _, w := range it.Gmail {
			out = append(out, w.ID)
		}
	}
	return out
}

func codes(r *report.Report) []finding.Code {
	var out []finding.Code
	for _, it := range r.Findings {
		out = append(out, it.Code)
	}
	return out
}

func TestAnotherPersona(t *testing.T) {
	t.Parallel()
	trip, opt := recordedTrip(t, pigeon.Name)
	opt.Personas, opt.Books = append(persona.All(), pigeon), append(phrasebook.Books(), pigeonBook)
	r := verify.Judge(trip, opt)
	if r.Client != pigeon.Name || !slices.Contains(words(r), "X01") || slices.Contains(words(r), "B01") {
		t.Errorf("%s says %v", r.Client, words(r))
	}
	if !slices.Contains(codes(r), finding.PortNotOffered) { // 587 is not in its dialog
		t.Errorf("found %v", codes(r))
	}
	text := written(t, r)
	if !strings.Contains(text, "The pigeon does not know smtp.") || strings.Contains(text, "TLS Negotiation failed") {
		t.Errorf("written:\n%s", text)
	}
	if again := verify.Judge(trip, verify.Options{Roots: opt.Roots, Now: opt.Now}); slices.Contains(words(again), "X01") {
		t.Error("the Book stays behind")
	}
}

// Of a persona that nobody knows the facts stand, and that its wording is not
// known.
func TestUnknownPersona(t *testing.T) {
	t.Parallel()
	trip, opt := recordedTrip(t, "nobody")
	r := verify.Judge(trip, opt)
	if r.Client != "nobody" || len(words(r)) != 0 || !slices.Contains(codes(r), finding.TLSNameMismatch) || r.Outcome != report.Broken {
		t.Errorf("%s, %v, %v, %s", r.Client, words(r), codes(r), r.Outcome)
	}
	for lang, want := range map[string]string{"en": "wording for this is not known", "ja": "文言は分かっていません"} {
		var out bytes.Buffer
		if err := (render.Text{}).Write(&out, r, render.Style{Lang: lang}); err != nil || !strings.Contains(out.String(), want) {
			t.Errorf("%v:\n%s", err, out.String())
		}
	}
}

// "gmail" is never renamed, "gmail-web" is read, and a record without a name is
// Gmail's.
func TestPersonaNames(t *testing.T) {
	t.Parallel()
	trip, opt := recordedTrip(t, "gmail")
	want := written(t, verify.Judge(trip, opt))
	for _, name := range []string{"gmail-web", ""} {
		trip, opt := recordedTrip(t, name)
		r := verify.Judge(trip, opt)
		if r.Client != "gmail" || written(t, r) != want {
			t.Errorf("%q is judged as %q", name, r.Client)
		}
	}
}

func written(t *testing.T, r *report.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := (render.Text{}).Write(&out, r, render.Style{Lang: "en"}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
