package ticket

import (
	"slices"

	"harness/verify/clean"
)

// app tells whether the words are the Gmail app's: it has accounts of its own
// (IMAP) in place of Gmail's two dialogs, so neither their labels nor the end
// of the features concern it.
func (d *dialog) app() bool { return d.word != nil && d.word.app }

// appFields are the names to type in the app. Of ports and kinds of encryption
// nothing is said: what was looked at is POP3, and the app speaks IMAP.
func (t *ticket) appFields(p *page, changed []*dialog) {
	p.head(headApp)
	for _, d := range changed {
		o := d.best
		if foreign(o) && !t.req.Profile.Owns(o.Host) && d.proof.Outcome != Proved {
			if !slices.Contains(p.strangers, o.Host) {
				p.strangers = append(p.strangers, clean.Line(o.Host))
			}
			p.unsure(noteForeign.fill(p.lang, map[string]string{"host": o.Host}))
		}
		p.value(appLabel[d.leg], clean.Line(o.Host))
	}
	p.unsure(noteApp.In(p.lang))
	p.head(headWay)
	p.say(appWay, nil)
}
