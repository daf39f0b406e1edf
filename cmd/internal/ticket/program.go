package ticket

import (
	"fmt"
	"slices"
	"strings"

	"harness/client/persona"
	"harness/verify/clean"
)

// programName is the mail program whose words the ticket quotes, "" where they are
// Gmail's, its app's or several's. What was asked for stands over it.
func (t *ticket) programName() string {
	name := t.req.Job.Options.Persona.Name
	if name == "" {
		name = t.reading.Client()
	}
	if !slices.Contains([]string{persona.Thunderbird, persona.Outlook, persona.AppleMail}, name) {
		return ""
	}
	return name
}

// fetchServer is what was typed for fetching, as far as the ticket tells.
func (t *ticket) fetchServer() string {
	for _, s := range t.reading.Subjects {
		if d := s.Fetch; d.Host != "" && d.Port != 0 {
			return fmt.Sprintf("%s:%d", d.Host, d.Port)
		} else if d.Host != "" {
			return d.Host
		}
	}
	return ""
}

// protocolTold tells whether the ticket says by which protocol the program fetches: by
// a port, or by the name of the server.
func (t *ticket) protocolTold() bool {
	server := strings.ToLower(t.fetchServer())
	return strings.Contains(server, ":") || strings.HasPrefix(server, "pop") || strings.HasPrefix(server, "imap")
}

// programFields are what to type in a mail program, with its own labels.
func (t *ticket) programFields(p *page, m *matter, changed []*dialog) {
	p.head(headProgram)
	for i, d := range changed {
		if i > 0 {
			p.line("")
		}
		o := d.best
		if foreign(o) && !t.req.Profile.Owns(o.Host) && d.proof.Outcome != Proved {
			if !slices.Contains(p.strangers, o.Host) {
				p.strangers = append(p.strangers, clean.Line(o.Host))
			}
			p.unsure(noteForeign.fill(p.lang, map[string]string{"host": o.Host}))
		}
		own := t.program.Fetch
		if d.leg == t.program.Send.Proto.Leg() {
			own = t.program.Send
		}
		p.put(text(own.Title).In(p.lang))
		p.field(own.Host, clean.Line(o.Host))
		known := d.leg != t.program.Fetch.Proto.Leg() || t.protocolTold()
		if known {
			p.field(own.On, fmt.Sprint(o.Port))
		} else {
			p.field(own.On, sameLogin.In(p.lang))
			p.unsure(noteProgram.fill(p.lang, map[string]string{"client": text(t.program.Title).In(p.lang)}))
		}
		if login := d.typed.User; login != "" {
			p.field(own.User, clean.Line(login))
		} else if m.subject.Address != "" {
			p.field(own.User, clean.Line(m.subject.Address))
		}
		if known {
			p.line("  " + choose.In(p.lang) + text(own.Choices[o.Security]).In(p.lang))
		}
	}
	p.head(headWay)
	p.say(programWay, nil)
}

// field is a field of a program's settings; some labels end in a colon of their own.
func (p *page) field(l persona.Label, v string) {
	name := text(l)
	name.EN, name.JA = strings.TrimSuffix(name.EN, ":"), strings.TrimSuffix(name.JA, ":")
	p.value(name, v)
}
