package client

import (
	"bytes"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/mask"
)

// Mask hides the passwords of an account in what servers say, and leaves its
// names alone.
func Mask(acc account.Account) *mask.Mask {
	acc = acc.WithDefaults()
	k := mask.Known{Names: []string{acc.Address, hostname.OfAddress(acc.Address), acc.To, hostname.OfAddress(acc.To)}}
	for _, s := range []account.Server{acc.SMTP, acc.POP} {
		k.Names = append(k.Names, s.Host, s.Login)
		k.Logins = append(k.Logins, s.Login)
		k.Passwords = append(k.Passwords, s.Password.Reveal())
	}
	return mask.New(k)
}

// hide masks what was fetched: servers write into letters, too. What stands in
// the letter as it was sent is ours and stays.
func (t *trip) hide(got *arrival) {
	if l := got.returned; l != nil {
		l.Raw, l.UIDL = t.maskLetter(l.Raw), string(t.mask.Text([]byte(l.UIDL)))
	}
	if c := got.comparison; c != nil {
		for i := range c.Differences {
			c.Differences[i].Got = t.mask.Text(c.Differences[i].Got)
		}
	}
	if l := got.bounce; l != nil {
		l.Raw, l.UIDL = t.maskLetter(l.Raw), string(t.mask.Text([]byte(l.UIDL)))
	}
	if r := got.report; r != nil {
		r.Diagnostic, r.Text = t.mask.Text(r.Diagnostic), t.mask.Text(r.Text)
		for _, s := range []*string{&r.Action, &r.Status, &r.Recipient, &r.RemoteMTA} {
			*s = string(t.mask.Text([]byte(*s)))
		}
	}
}

// maskLetter masks the lines of a letter that we did not write.
func (t *trip) maskLetter(raw evidence.Bytes) evidence.Bytes {
	ours := map[string]bool{}
	for line := range bytes.Lines(t.letter) {
		ours[string(line)] = true
	}
	var out, theirs []byte
	flush := func() {
		out = append(out, t.mask.Text(theirs)...)
		theirs = theirs[:0]
	}
	for line := range bytes.Lines(raw) {
		if !ours[string(line)] {
			theirs = append(theirs, line...)
			continue
		}
		flush()
		out = append(out, line...)
	}
	flush()
	return out
}
