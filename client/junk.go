package client

import (
	"context"

	"harness/client/evidence"
	"harness/client/letter"
)

// mostFolders is how many folders of junk are looked at.
const mostFolders = 5

// seek looks for a letter that did not come into the inbox in the folders of
// junk, over IMAP and read-only. It stays where it is.
func (f *fetchLeg) seek(ctx context.Context) {
	g := &f.got
	if f.acc.Fetching() != evidence.IMAP || g.returned != nil || g.report != nil || f.over || ctx.Err() != nil {
		return
	}
	f.progress("look for the letter in junk", f.server.Host)
	opened, _ := f.openBox(ctx, evidence.ToSeek, nil)
	box, ok := opened.(imapBox)
	if !ok {
		return
	}
	names, err := box.Junk()
	for _, name := range names[:min(len(names), mostFolders)] {
		if err != nil || box.Broken() || g.strayed != "" {
			break
		}
		if box.Examine(name) != nil {
			continue
		}
		var has bool
		if has, err = box.Holds(letter.MarkField, f.token); has {
			g.strayed = name
		}
	}
	box.Leave()
	f.sessions = append(f.sessions, box.Session())
}
