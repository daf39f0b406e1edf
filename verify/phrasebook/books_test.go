package phrasebook

import (
	"slices"
	"strings"
	"testing"

	"harness/client/persona"
	"harness/verify/finding"
)

// Each persona has a Book, and each Book a persona.
func TestEveryPersonaHasItsBook(t *testing.T) {
	t.Parallel()
	for _, who := range persona.All() {
		if book := Of(Books(), who.Name); book.Links == nil || len(book.Phrases()) == 0 {
			t.Errorf("%s says nothing", who.Name)
		}
	}
	for _, book := range Books() {
		if _, ok := persona.Find(persona.All(), book.Persona); !ok {
			t.Errorf("nobody says the words of %s", book.Persona)
		}
	}
}

// unlinked are phrases of programs that no fault of a server leads to by itself, and
// why not.
var unlinked = map[string]string{
	"T09": "Thunderbird's on Android", "T19": "its set-up's search, which is not made here",
}

// Fault -> phrase -> explain -> the fault among the causes, for each client but
// Gmail, in both languages; every phrase was seen somewhere or says from what it is
// inferred, and every one that was seen is said for something.
func TestFaultPhraseFaultOfPrograms(t *testing.T) {
	t.Parallel()
	for _, book := range Books() {
		if book.Persona == Gmail.Persona {
			continue // TestFaultPhraseFault
		}
		t.Run(book.Persona, func(t *testing.T) {
			t.Parallel()
			said, read := map[string]bool{}, map[Said]bool{}
			for _, doc := range finding.All() {
				for _, leg := range []finding.Leg{finding.Send, finding.Fetch, finding.Both} {
					for _, port := range []string{"995", "993", "587"} {
						args := sample().With(finding.Args{
							finding.KeyPort: {port}, finding.KeyLogin: {"info@customer.test"},
							finding.KeyNotAfter: {"2026-01-31T10:00:00Z"}, finding.KeyNotBefore: {"2027-01-31T10:00:00Z"},
						})
						for _, s := range book.Says(finding.Finding{Code: doc.Code, Leg: leg, Args: args}) {
							said[s.ID] = true
							if at := (Said{ID: s.ID, Text: string(doc.Code) + s.Text, Rank: s.Rank, Basis: s.Basis}); !read[at] {
								read[at] = true
								back(t, doc.Code, s)
							}
						}
					}
				}
			}
			for _, p := range book.Phrases() {
				if !said[p.ID] && unlinked[p.ID] == "" {
					t.Errorf("%s: no fault leads to it", p.ID)
				}
				if p.Basis == Seen && len(p.Sightings) == 0 || p.Basis != Seen && p.Basis != Inferred || p.Note.EN == "" || p.Note.JA == "" {
					t.Errorf("%s has no evidence: %+v", p.ID, p)
				}
			}
		})
	}
}

// back reads a text that a client says: the phrase is found again, and with it the
// fault, unless it only stands over the line that names it.
func back(t *testing.T, code finding.Code, s Said) {
	t.Helper()
	for _, lang := range []string{finding.EN, finding.JA} {
		text := s.In(lang)
		if text == "" || strings.ContainsAny(text, "{}") {
			t.Errorf("%s says a text with an open hole: %q", code, text)
		}
		matches := Causes(text)
		i := slices.IndexFunc(matches, func(m Match) bool { return m.Phrase.ID == s.ID && !m.Near })
		if i < 0 {
			t.Errorf("%s: %s is not recognised again in %q", code, s.ID, text)
			continue
		}
		if s.Rank == First && s.Basis == Seen && !slices.Contains(matches[i].Causes, code) {
			t.Errorf("%s: %s leads to %v", code, s.ID, matches[i].Causes)
		}
	}
}
