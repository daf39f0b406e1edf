package phrasebook

import (
	"slices"
	"sync"

	"harness/client/persona"
	"harness/verify/finding"
)

// Book is what one client says, as its users read it.
type Book struct {
	Persona string          // its persona's name
	Phrases func() []Phrase // its words
	// Links chooses the phrases for a finding, likeliest first; nil where the
	// client's words for it are not known.
	Links func(finding.Finding) []Link
}

// Gmail is the Book of persona.Gmail.
var Gmail = Book{
	Persona: persona.Gmail.Name,
	Phrases: sync.OnceValue(func() []Phrase {
		return slices.Concat(sendPhrases, bouncePhrases, popPhrases, sslPhrases(), endPhrases, deliveryPhrases, inboundPhrases)
	}),
	Links: linksOf,
}

// Books lists them. Another client's is one line here.
func Books() []Book { return []Book{Gmail, app, thunderbird, outlook, appleMail} }

// Client is the persona whose words are read on a surface, "" where they are nobody's
// in particular.
func (s Surface) Client() string {
	switch s {
	case SendDialog, SendBounce, POPDialog, POPHistory, GmailFooter:
		return persona.Gmail.Name
	case GmailApp:
		return persona.GmailApp.Name
	case Thunderbird:
		return persona.Thunderbird
	case OutlookBox:
		return persona.Outlook
	case AppleMail:
		return persona.AppleMail
	}
	return ""
}

// Of is the Book of a persona in a list. Where there is none, its words are not
// known: the empty Book says nothing.
func Of(list []Book, name string) Book {
	for _, b := range list {
		if b.Persona == name {
			return b
		}
	}
	return Book{Persona: name}
}

// Says is what the client says for a finding: on the dialog and in the bounce
// for sending, on the dialog and in the history for fetching; the likeliest
// first. It is empty where the wording is not known, and leaves out a text of
// which a part is not known: nothing is made up.
func (b Book) Says(f finding.Finding) []Said {
	if b.Links == nil {
		return nil
	}
	var said []Said
	args := holes(dated(f))
	for _, l := range b.Links(f) {
		for _, p := range byID(b.Phrases(), l.ID) {
			if !filled(p.Shown(), args) {
				continue
			}
			basis := p.Basis
			if l.Basis != "" && basis != Inferred {
				basis = l.Basis
			}
			said = append(said, Said{
				ID: p.ID, Surface: p.Surface, Basis: basis, Rank: l.Rank, Note: p.Note,
				Text: finding.Fill(p.Shown(), args), japanese: finding.Fill(p.JA, args),
			})
		}
	}
	return said
}
