package leaving

import (
	"fmt"
	"strings"
	"time"

	"harness/client/persona"
	"harness/cmd/internal/profile"
	"harness/verify/clean"
)

// Letter is a customer's letter about one mailbox, ready to be sent: the first
// line is its subject. It says only what the logs showed of this mailbox.
type Letter struct {
	Lang    string           // "en" or "ja"
	Profile *profile.Profile // the host's; nil: no greeting and signature of its own, and no webmail is named
	Now     time.Time        // the letter speaks of the end as coming, as now, or as past
}

// Write gives the letter's text.
func (l Letter) Write(m Mailbox) string {
	w := &writer{lang: l.Lang, holes: []string{
		"mailbox", clean.Line(m.Mailbox), "fetched", clean.Line(m.LastPOP), "sent", clean.Line(m.LastSent), "inflow", sizeText(max(m.Inflow, 0)),
		"quota", sizeText(m.Quota), "used", sizeText(max(m.Used, 0)), "days", fmt.Sprint(m.DaysUntilFull),
	}}
	greeting, signature, ways := greetingText.In(l.Lang), "", []profile.Way{profile.GmailApp, profile.MailProgram, profile.Forwarding}
	if p := l.Profile; p != nil {
		if text := p.Greeting.In(l.Lang); text != "" {
			greeting = text
		}
		signature, ways = p.Signature.In(l.Lang), p.Ways()
	}
	w.line(subjectText)
	w.blank()
	w.text(greeting)
	w.blank()
	w.line(openingText)
	w.when(m.Fetches, fetchesText)
	w.when(m.Sends, sendsText)
	w.blank()
	now := persona.Gmail.Phase(l.Now)
	w.line(announced[now])
	l.changes(w, m)
	if m.Fetches {
		l.copies(w, m, now)
	}
	l.stays(w, m)
	waysOn(w, m, ways)
	w.blank()
	w.line(passwordText)
	if signature != "" {
		w.blank()
		w.text(signature)
	}
	return w.String()
}

func (l Letter) changes(w *writer, m Mailbox) {
	w.head(changesHead)
	w.when(m.Fetches, arrivesText)
	w.when(m.Fetches, filterText)
	w.when(m.Fetches, togetherText)
	w.when(m.Sends, writeText)
}

// copies says whether the host has what Gmail fetched, and when the mailbox is full.
func (l Letter) copies(w *writer, m Mailbox, now persona.Phase) {
	switch m.Deletes {
	case Yes, Mixed:
		w.head(noCopyHead)
		if m.Deletes == Yes {
			w.line(noCopyText)
		} else {
			w.line(someCopiesText)
		}
		switch {
		case m.DaysUntilFull >= 0:
			w.line(fillsText)
			w.line(fullText)
		case m.Inflow > 0:
			w.line(fillsText)
		default:
			w.line(fillsSomeText)
		}
		w.when(now != persona.Ended, keepText)
	case Unknown:
		w.head(unknownHead)
		w.line(unknownText)
		w.when(m.DaysUntilFull >= 0, ifFullText)
	}
}

func (l Letter) stays(w *writer, m Mailbox) {
	w.head(staysHead)
	w.line(staysText)
	w.line(mailboxStaysText)
	switch {
	case m.Fetches && m.Deletes == No:
		w.line(copiesText)
		w.when(m.Sends, sentCopiesText)
	case m.Fetches:
		w.line(notOverText)
	}
}

func waysOn(w *writer, m Mailbox, ways []profile.Way) {
	w.head(waysHead)
	n := 0
	for _, way := range ways {
		// Who only sends may have the mail forwarded already; it would bring nothing back.
		if way == profile.Forwarding && !m.Fetches {
			continue
		}
		n++
		w.text(fmt.Sprintf("%d. ", n) + wayText[way].Filled(w.lang, w.holes...))
	}
}

// writer collects lines of one language.
type writer struct {
	strings.Builder
	lang  string
	holes []string
}

func (w *writer) line(t words) { w.text(t.Filled(w.lang, w.holes...)) }

func (w *writer) text(s string) {
	for line := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		w.WriteString(clean.Line(strings.ReplaceAll(line, "\t", "    ")) + "\n")
	}
}

func (w *writer) blank() { w.WriteString("\n") }

func (w *writer) head(t words) {
	w.blank()
	w.line(t)
}

func (w *writer) when(yes bool, t words) {
	if yes {
		w.line(t)
	}
}
