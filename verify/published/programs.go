package published

import (
	"slices"

	"harness/client/evidence"
	"harness/verify/report"
)

// Program is a mail program and what it finds for a domain.
type Program struct {
	Program string              `json:"program"`
	Source  evidence.SourceName `json:"source"` // where it finds them; "": nowhere
	Guess   bool                `json:"guess"`  // it tries common names, and these are they
	// Passed are the places that it passes over without a word, for their
	// certificate.
	Passed  []evidence.SourceName `json:"passed"`
	Fetch   *Server               `json:"fetch"` // that it sets up for receiving; null: none
	Send    *Server               `json:"send"`  // for sending
	Outcome report.Outcome        `json:"outcome"`
}

// complete tells whether a program has all that an account needs, and it works.
func (p Program) complete() bool {
	return p.Fetch != nil && p.Send != nil && p.Fetch.Outcome == report.Works && p.Send.Outcome == report.Works
}

// program is where one looks, in its order.
type program struct {
	name    string
	sources []evidence.SourceName
	guesses bool
}

// programs are the mail programs that are known to look for settings. Thunderbird:
// comm-central FetchConfig.sys.mjs, GuessConfig.sys.mjs (read 2026-11-25; its own
// database, which stands before the MX's places, is not asked, and settings that
// autodiscover alone has are offered too). Outlook: MS-OXDISCO section 3.1.5, of
// the classic one; the new one lets Microsoft's servers ask. Apple's Mail is not
// known to look anywhere: it takes a profile. SRV records of RFC 6186 are read by
// other programs.
func programs() []program {
	return []program{
		{"thunderbird", []evidence.SourceName{
			evidence.SourceAutoconfig, evidence.SourceWellKnown, evidence.SourceAutoconfigClear, evidence.SourceWellKnownClear,
			evidence.SourceMX, evidence.SourceMXBase,
			evidence.SourceAutodiscoverRoot, evidence.SourceAutodiscover, evidence.SourceAutodiscoverHTTP, evidence.SourceAutodiscoverSRV,
		}, true},
		{"outlook", []evidence.SourceName{
			evidence.SourceAutodiscoverRoot, evidence.SourceAutodiscover, evidence.SourceAutodiscoverHTTP, evidence.SourceAutodiscoverSRV,
		}, false},
		{"apple-mail", []evidence.SourceName{evidence.SourceProfile}, false},
		{"rfc6186", []evidence.SourceName{evidence.SourceSRV}, false},
	}
}

// programOf is the program that a source is meant for: of those that look there,
// the one that looks at the fewest places.
func programOf(name evidence.SourceName) *program {
	var best *program
	for _, p := range programs() {
		if slices.Contains(p.sources, name) && (best == nil || len(p.sources) < len(best.sources)) {
			best = &p
		}
	}
	return best
}

// choice is the first source of a program that has settings; the zero Source if
// none has.
func (p program) choice(seen evidence.Published) evidence.Source {
	for _, name := range p.sources {
		i := slices.IndexFunc(seen.Sources, func(s evidence.Source) bool { return s.Source == name })
		if i >= 0 && seen.Sources[i].Seen == evidence.SeenSettings {
			return seen.Sources[i]
		}
	}
	return evidence.Source{}
}

// unseen tells whether a place of a program's could not be looked at: settings may
// stand there.
func (p program) unseen(seen evidence.Published) bool {
	return slices.ContainsFunc(seen.Sources, func(s evidence.Source) bool {
		return s.Seen == evidence.SeenFailed && slices.Contains(p.sources, s.Source)
	})
}

// Programs are what the programs find. Of one that found nothing, with a place of
// its own that was not seen, nothing is known.
func Programs(c Case) []Program {
	var out []Program
	for _, p := range programs() {
		src := p.choice(c.Seen)
		found := Program{Program: p.name, Source: src.Source, Passed: []evidence.SourceName{}}
		if src.Source != "" {
			var own []Server
			for _, s := range src.Settings {
				if i := slices.IndexFunc(c.Servers, func(have Server) bool { return have.Same(s) }); i >= 0 {
					own = append(own, c.Servers[i])
				}
			}
			found.Fetch, found.Send = first(own, false), first(own, true)
		} else if p.guesses && c.Guessed != nil && !p.unseen(c.Seen) {
			taken := guess(c.Guessed)
			found.Guess, found.Fetch, found.Send = true, taken.Fetch, taken.Send
		}
		for _, name := range p.sources {
			if name == src.Source {
				break
			}
			if slices.ContainsFunc(c.Seen.Sources, func(s evidence.Source) bool { return s.Source == name && s.Seen == evidence.SeenCertificate }) {
				found.Passed = append(found.Passed, name)
			}
		}
		found.Outcome = report.Broken
		if src.Source == "" && p.unseen(c.Seen) {
			found.Outcome = report.Undecided
		}
		if found.Fetch != nil && found.Send != nil {
			found.Outcome = report.Worse(found.Fetch.Outcome, found.Send.Outcome)
		}
		out = append(out, found)
	}
	return out
}

// guess is what a program takes of the common names: those that work.
func guess(tried []Server) Program {
	var good []Server
	for _, s := range tried {
		if s.Outcome == report.Works {
			good = append(good, s)
		}
	}
	return Program{Fetch: first(good, false), Send: first(good, true)}
}

// first is the first server of a leg: of receiving by IMAP, where there is one.
func first(list []Server, sending bool) *Server {
	order := []evidence.Proto{evidence.IMAP, evidence.POP3}
	if sending {
		order = []evidence.Proto{evidence.SMTP}
	}
	for _, proto := range order {
		if i := slices.IndexFunc(list, func(s Server) bool { return s.Proto == proto }); i >= 0 {
			return &list[i]
		}
	}
	return nil
}
