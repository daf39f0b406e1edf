package ticket

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/cmd/internal/ticket/paste"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// matter is one account of the ticket.
type matter struct {
	subject  paste.Subject
	domain   string // where to look if there is no address
	words    []word
	dialogs  []*dialog
	inbound  *report.Diagnosis
	unread   []string // what was typed and cannot be a server, for the note
	listed   map[finding.Leg]bool
	program  bool // it is about a mail program's settings
	usesGoog bool // Google's own SMTP server is typed for an address that is not Google's
}

// dialog is one of Gmail's dialogs of an account.
type dialog struct {
	leg   finding.Leg
	typed paste.Dialog
	cause Cause
	word  *word // that says so; nil: none
	seen  Seen
	move  Move
	run   *report.Diagnosis
	leg0  *advice.Leg
	best  *advice.Option // what is to be typed; nil: nothing
	proof Proof
}

func (d *dialog) typedText() string {
	if d.typed.Host == "" {
		return ""
	}
	out := d.typed.Host
	if d.typed.Port != 0 {
		out += fmt.Sprintf(":%d", d.typed.Port)
	}
	if d.typed.Security != "" {
		out += " " + string(d.typed.Security)
	}
	return out
}

// study finds out what each account's dialogs are about.
func (t *ticket) study(ctx context.Context) error {
	subjects := t.subjects()
	for i, s := range subjects {
		m := &matter{subject: s, program: t.program.Name != "", listed: map[finding.Leg]bool{}}
		if s.Address == "" && !t.reading.Named() && len(t.reading.Domains) == 1 {
			m.domain = t.reading.Domains[0]
		}
		m.words = t.wordsFor(i, subjects)
		m.usesGoog = s.Send.Host == "smtp.gmail.com" || s.Send.Host == "smtp.googlemail.com"
		if m.usesGoog {
			m.subject.Send = paste.Dialog{Quotes: s.Send.Quotes}
			if len(m.words) == 0 || m.words[0].cause == Login {
				m.words = append([]word{{cause: Google, leg: finding.Send, id: "smtp.gmail.com"}}, m.words...)
			}
		}
		if err := t.examine(ctx, m); err != nil {
			return err
		}
		if err := t.prove(ctx, m); err != nil {
			m.unread = append(m.unread, err.Error())
			t.unproved = err
		}
		t.cases = append(t.cases, m)
	}
	return nil
}

// subjects are the accounts; what the desk gave beside the ticket stands over
// what was read.
func (t *ticket) subjects() []paste.Subject {
	list := slices.Clone(t.reading.Subjects)
	given := t.req.Job.Typed
	if given.Address != "" {
		i := slices.IndexFunc(list, func(s paste.Subject) bool { return strings.EqualFold(s.Address, given.Address) })
		switch {
		case i >= 0:
			list = list[i : i+1]
		case len(list) > 0:
			list = list[:1]
			list[0].Address = given.Address
		default:
			list = []paste.Subject{{Address: given.Address}}
		}
	}
	if len(list) == 0 {
		list = []paste.Subject{{}}
	}
	give(&list[0].Send, evidence.SMTP, given.SMTP)
	give(&list[0].Fetch, evidence.POP3, given.POP)
	return list
}

// give puts a dialog that the desk gave in the place of the one that was read.
// A server that cannot be one is left for the look to complain about.
func give(to *paste.Dialog, proto evidence.Proto, from job.Dialog) {
	server, err := account.ParseServer(proto, from.Server)
	if from.Server == "" || err != nil {
		return
	}
	*to = paste.Dialog{Host: server.Host, Typed: from.Server, Port: server.Port, Security: cmp.Or(from.Security, account.Natural(proto, server.Port)), User: cmp.Or(from.Login, to.User), Quotes: to.Quotes}
}

// wordsFor are the words about one of several accounts: those of a dialog that
// it has, or that name its host or address.
func (t *ticket) wordsFor(i int, all []paste.Subject) []word {
	if len(all) == 1 {
		return t.words
	}
	var out []word
	for _, w := range t.words {
		if t.owner(w, all) == i || w.leg == finding.Both && t.owner(w, all) < 0 {
			out = append(out, w)
		}
	}
	return out
}

func (t *ticket) owner(w word, all []paste.Subject) int {
	for i, s := range all {
		for _, host := range []string{s.Send.Host, s.Fetch.Host, s.Address} {
			if host != "" && strings.Contains(strings.ToLower(w.quote), host) {
				return i
			}
		}
	}
	if w.leg == finding.Both {
		return -1
	}
	for i, s := range all {
		if !s.Leg(w.leg).Empty() {
			return i
		}
	}
	return 0
}

// examine decides which dialogs are spoken of, looks at their servers, and takes
// the move for each.
func (t *ticket) examine(ctx context.Context, m *matter) error {
	for _, leg := range []finding.Leg{finding.Send, finding.Fetch} {
		d := &dialog{leg: leg, typed: *m.subject.Leg(leg), cause: Nothing, seen: Unseen}
		for k := range m.words {
			if w := &m.words[k]; d.word == nil && (w.leg == leg || w.leg == finding.Both && (m.typed(leg) || !m.typed(other(leg)))) {
				d.word, d.cause = w, w.cause
			}
		}
		m.dialogs = append(m.dialogs, d)
	}
	send, fetch := m.dialogs[0], m.dialogs[1]
	about := func(d *dialog) bool { return d.word != nil || !d.typed.Empty() }
	switch {
	case about(send) && !about(fetch):
		m.dialogs = []*dialog{send}
	case about(fetch) && !about(send):
		m.dialogs = []*dialog{fetch}
	}
	// The customer's own words say which dialog it is about, where neither
	// Gmail's words nor settings speak of the other.
	if about := t.reading.About; len(m.dialogs) == 2 && about != finding.Both && len(t.cases) == 0 && len(t.reading.Subjects) < 2 {
		aside := m.dialogs[0]
		if aside.leg == about {
			aside = m.dialogs[1]
		}
		if aside.typed.Empty() && (aside.word == nil || aside.word.leg == finding.Both) {
			m.dialogs = slices.DeleteFunc(m.dialogs, func(d *dialog) bool { return d == aside })
		}
	}
	told := false // words speak of one dialog in particular
	for _, d := range m.dialogs {
		told = told || d.word != nil
	}
	beyond := len(m.words) > 0 && m.words[0].beyondServers()
	if beyond && m.words[0].cause == Google && m.subject.Address != "" {
		// What should be typed instead of Google's server is worth a look.
		m.dialogs = []*dialog{send}
		beyond = false
	}
	if beyond && m.words[0].cause == Inbound {
		m.inbound = inbound(ctx, source{raw: t.req.Raw, text: t.reading.Text, said: t.reading.Said, address: m.subject.Address, domain: m.domain, outbound: t.req.Profile.Outbound()}, t.jobRequest())
		t.runs = append(t.runs, m.inbound)
		m.subject = paste.Subject{Address: m.subject.Address} // hosts of a refusal are no settings
		if strings.Contains(m.inbound.Target, "@") {
			m.subject.Address = m.inbound.Target
		}
	}
	if beyond { // one answer, whatever the dialogs are
		m.dialogs = m.dialogs[:1]
		m.dialogs[0].word, m.dialogs[0].cause = &m.words[0], m.words[0].cause
		m.dialogs[0].typed = *m.subject.Leg(m.dialogs[0].leg)
	} else if err := t.survey(ctx, m, told); err != nil {
		return err
	}
	for _, d := range m.dialogs {
		d.move = decide(d.cause, d.seen, told && d.word == nil)
		if len(d.typed.Others) > 0 && d.move != Quiet && !beyond {
			d.move = Ask // two hosts claim the field
		}
		if d.move == Change && d.best == nil {
			d.move = Ask
		}
		if d.move == Ask && d.cause == Nothing && d.seen == Fits && t.only465() && persona.Gmail.Send.Natural(d.typed.Port) == evidence.SSL {
			d.move = Stay
		}
		if d.move == ToGmail && m.words[0].told && !m.answersSymptom() {
			d.move = Ask
		}
	}
	return nil
}

// only465 tells whether a ticket complains of nothing and only repeats that
// port 465 is out of date.
func (t *ticket) only465() bool {
	return t.reading.About == finding.Both && len(t.reading.Matches) == 0 &&
		slices.ContainsFunc(phrasebook.Corrections(t.reading.Text, nil), func(m phrasebook.Myth) bool { return m.ID == "465-deprecated" })
}

// typed tells whether the ticket says anything of a dialog.
func (m *matter) typed(leg finding.Leg) bool { return !m.subject.Leg(leg).Empty() }

func other(leg finding.Leg) finding.Leg {
	if leg == finding.Send {
		return finding.Fetch
	}
	return finding.Send
}
