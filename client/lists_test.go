package client

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"harness/client/evidence"
)

// TestListsAsGmail: each session asks CAPA, LIST and UIDL in Gmail's order, and
// the letter keeps the size that LIST gave.
func TestListsAsGmail(t *testing.T) {
	t.Parallel()
	m := &mailbox{}
	m.put("Subject: old\r\n\r\nold\r\n")
	s := serve(t, m.smtp(nil), m.pop(nil))
	trip := s.run(t, context.Background(), options())
	want := []evidence.Stage{"connect", "greeting", "user", "pass", "capa", "list", "uidl", "quit"}
	for i, session := range trip.Sessions(evidence.FetchLeg) {
		var got []evidence.Stage
		for _, st := range session.Steps {
			if st.Stage != evidence.StageTop && st.Stage != evidence.StageRetr && st.Stage != evidence.StageDele {
				got = append(got, st.Stage)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("session %d: %v, want %v", i, got, want)
		}
	}
	if r := trip.Returned; r == nil || r.Listed == nil || *r.Listed != r.Size {
		t.Errorf("listed size of %+v", r)
	}
}

// TestListsRefused: a server may refuse either list, but not both.
func TestListsRefused(t *testing.T) {
	t.Parallel()
	for refused, c := range map[string]struct {
		returned, listed bool
		ended            string
	}{
		"LIST":      {true, false, ""},
		"UIDL":      {true, true, ""},
		"LIST UIDL": {false, false, "uidl denied"},
	} {
		m := &mailbox{}
		m.put("Subject: old\r\n\r\nold\r\n")
		opt := options()
		opt.Wait /= 10
		trip := serve(t, m.smtp(nil), m.pop(func(line string) string {
			if strings.Contains(refused, line) {
				return "-ERR unknown command"
			}
			return ""
		})).run(t, context.Background(), opt)
		if got := ended(trip.Sessions(evidence.FetchLeg)); got != c.ended || (trip.Returned != nil) != c.returned {
			t.Errorf("without %s: %q, returned %v", refused, got, trip.Returned != nil)
		}
		if trip.Returned != nil && (trip.Returned.Listed != nil) != c.listed {
			t.Errorf("without %s: listed %v", refused, trip.Returned.Listed)
		}
	}
}

// TestListsInDisorder: the record says so, and the letter is found and deleted
// all the same, nothing else. A number that stands twice ends the session.
func TestListsInDisorder(t *testing.T) {
	t.Parallel()
	for _, verb := range []string{"LIST", "UIDL"} {
		for _, twice := range []bool{false, true} {
			m := &mailbox{}
			m.put("Subject: old\r\n\r\nold\r\n", "Subject: older\r\n\r\nolder\r\n")
			opt := options()
			if twice {
				opt.Wait /= 10
			}
			trip := serve(t, m.smtp(nil), m.pop(func(line string) string {
				if line != verb {
					return ""
				}
				lines := []string{"+OK"}
				all := m.all()
				for i, x := range slices.Backward(all) {
					value := x.uidl
					if verb == "LIST" {
						value = fmt.Sprint(len(x.text))
					}
					n := i + 1
					if twice {
						n = min(n, 1)
					}
					lines = append(lines, fmt.Sprintf("%d %s", n, value))
				}
				return strings.Join(append(lines, "."), "\r\n")
			})).run(t, context.Background(), opt)
			kind := evidence.Disorder
			if twice {
				kind = evidence.Protocol
			}
			for i, session := range trip.Sessions(evidence.FetchLeg) {
				if st, trouble := session.Trouble(); trouble == nil || trouble.Kind != kind || !strings.EqualFold(string(st.Stage), verb) {
					t.Errorf("%s, session %d: %+v", verb, i, trouble)
				}
			}
			if !twice && (trip.Returned == nil || !trip.Deleted || len(m.all()) != 2) || twice && (trip.Returned != nil || len(m.all()) != 3) {
				t.Errorf("%s, twice %v: returned %v, deleted %v, %d left", verb, twice, trip.Returned != nil, trip.Deleted, len(m.all()))
			}
		}
	}
}
