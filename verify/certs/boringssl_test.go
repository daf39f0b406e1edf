package certs

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// answer is what the real BoringSSL said of a chain of minted certificates in
// November 2026.
type answer struct {
	At         int64    `json:"at"`    // Unix time judged for
	Chain      [][]byte `json:"chain"` // DER as served
	Roots      [][]byte `json:"roots"` // DER, trusted
	Made       []string `json:"made"`  // the faults put in, "fault@certificate"
	OK         bool     `json:"ok"`
	Stops      int      `json:"stops"`      // first X509_V_ERR code
	Ends       int      `json:"ends"`       // last one when going on
	Unparsable int      `json:"unparsable"` // index of the certificate that it cannot parse, -1: none
}

// TestAgainstBoringSSL: of 603 chains none is accepted that the real library
// refuses, and of the codes that it ends with at least 99.5 % are ours too.
func TestAgainstBoringSSL(t *testing.T) {
	t.Parallel()
	var total, ends, stops, falseAccepts, falseRefusals int
	for i, a := range readAnswers(t) {
		total++
		var anchors []Anchor
		for _, der := range a.Roots {
			anchors = append(anchors, Anchor{DER: der})
		}
		v := Judge(Input{Chain: a.Chain, Roots: NewAnchors("test", anchors...), At: time.Unix(a.At, 0), Cipher: NoHandshake})
		wantStops, wantEnds := a.Stops, a.Ends
		if a.Unparsable >= 0 {
			wantStops, wantEnds = noResult, noResult
		}
		made := strings.Join(a.Made, " ")
		switch {
		case !a.OK && v.Class != Refused:
			falseAccepts++
			t.Errorf("chain %d (%s): %s, BoringSSL ends with %d", i, made, v.Class, wantEnds)
		case a.OK && v.Ends.Code != 0:
			falseRefusals++
			t.Logf("chain %d (%s): refused with %d, BoringSSL accepts it", i, made, v.Ends.Code)
		}
		if v.Ends.Code == wantEnds {
			ends++
		} else {
			t.Logf("chain %d (%s): ends with %d, BoringSSL with %d", i, made, v.Ends.Code, wantEnds)
		}
		if v.Stops.Code == wantStops {
			stops++
		}
	}
	if total != 603 {
		t.Errorf("%d chains, want 603", total)
	}
	t.Logf("%d chains: end codes %d (%.1f %%), first codes %d (%.1f %%), false accepts %d, false refusals %d",
		total, ends, percent(ends, total), stops, percent(stops, total), falseAccepts, falseRefusals)
	if percent(ends, total) < 99.5 {
		t.Errorf("end codes %.1f %%, want at least 99.5 %%", percent(ends, total))
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

func readAnswers(t *testing.T) []answer {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "boringssl.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var list []answer
	for d := json.NewDecoder(bufio.NewReader(z)); d.More(); {
		var a answer
		if err := d.Decode(&a); err != nil {
			t.Fatal(err)
		}
		list = append(list, a)
	}
	return list
}
