// Package published judges the settings that a domain publishes for mail
// programs: what each program finds, where the places contradict each other and
// the servers, and what a right publication is. It is pure.
package published

import (
	"slices"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/report"
)

// Server is one published server and what was seen of it.
type Server struct {
	evidence.Setting
	Sources []evidence.SourceName `json:"sources"`
	Outcome report.Outcome        `json:"outcome"`
	Codes   []finding.Code        `json:"codes"` // what decides
	Ends    string                `json:"ends"`  // its certificate's last day, "" if none was seen
}

// Servers are those that the sources name, each once, in their order.
func Servers(p evidence.Published) []Server {
	list := []Server{}
	for _, src := range p.Sources {
		for _, s := range src.Settings {
			i := slices.IndexFunc(list, func(have Server) bool { return have.Same(s) })
			if i < 0 {
				list = append(list, Server{Setting: s, Codes: []finding.Code{}})
				i = len(list) - 1
			}
			if !slices.Contains(list[i].Sources, src.Source) {
				list[i].Sources = append(list[i].Sources, src.Source)
			}
			if list[i].Login == "" {
				list[i].Login = s.Login
			}
		}
	}
	return list
}

// Case is what a judgement depends on.
type Case struct {
	Seen    evidence.Published
	Servers []Server // those of Servers, looked at
	Guessed []Server // common names that were tried, as nothing was published; nil: not tried
}

// Judge is what is wrong, in the order of its weight for a mail program: the
// sources first, then the servers that they name.
func Judge(c Case) []finding.Finding {
	all := append(c.sources(), c.contradictions()...)
	for _, s := range c.Servers {
		args := finding.Args{
			finding.KeyHost: {s.Host}, finding.KeyPort: {strconv.Itoa(int(s.Port))}, finding.KeySources: names(s.Sources), finding.KeyGate: codes(s.Codes),
		}
		switch {
		case s.Security == evidence.Plain:
			all = append(all, note(finding.PublishedPlaintext, args))
		case s.Outcome == report.Broken:
			all = append(all, note(finding.PublishedServerRefused, args))
		case s.Outcome == report.Undecided:
			all = append(all, note(finding.PublishedServerNotSeen, args))
		}
	}
	return all
}

// sources judges the places themselves.
func (c Case) sources() []finding.Finding {
	var all []finding.Finding
	found := false
	for _, src := range c.Seen.Sources {
		args := finding.Args{finding.KeyURL: {src.At}, finding.KeyDetail: {src.Detail}}
		if n := len(src.Hops); n > 0 && src.Hops[n-1].URL != "" {
			args[finding.KeyURL] = []string{bare(src.Hops[n-1].URL)}
		}
		switch found = found || src.Seen == evidence.SeenSettings; src.Seen {
		case evidence.SeenCertificate:
			all = c.refused(all, src)
		case evidence.SeenUnreadable:
			all = append(all, note(finding.PublishedUnreadable, args))
		case evidence.SeenFailed:
			all = append(all, note(finding.PublishedNotSeen, args))
		case evidence.SeenSettings:
			if p := programOf(src.Source); clear(src) && p != nil && p.choice(c.Seen).Source == src.Source {
				all = append(all, note(finding.PublishedInClear, args))
			}
		}
	}
	unseen := slices.ContainsFunc(c.Seen.Sources, func(s evidence.Source) bool { return s.Seen == evidence.SeenFailed })
	if found || unseen { // what was not seen may be there
		return all
	}
	all = append(all, note(finding.PublishedNowhere, finding.Args{finding.KeyDomain: {c.Seen.Domain}}))
	if taken := guess(c.Guessed); c.Guessed != nil && !taken.complete() {
		f := note(finding.PublishedGuessRefused, finding.Args{finding.KeyBad: bad(c.Guessed)})
		if slices.ContainsFunc(c.Guessed, func(s Server) bool { return s.Outcome == report.Undecided }) {
			f.Severity = finding.Undecided
		}
		all = append(all, f)
	}
	return all
}

// refused adds a source whose web server's certificate is refused to the findings;
// places with one and the same fault are one. It decides where the place has no
// other purpose, and its program is left with nothing at all.
func (c Case) refused(all []finding.Finding, src evidence.Source) []finding.Finding {
	last := src.Hops[len(src.Hops)-1]
	f := note(finding.PublishedCertificate, finding.Args{finding.KeyHosts: {last.Host}, finding.KeyGate: last.Codes, finding.KeySANs: last.Names})
	if p := programOf(src.Source); src.Source != evidence.SourceWellKnown && src.Source != evidence.SourceAutodiscoverRoot &&
		p != nil && p.choice(c.Seen).Source == "" && (!p.guesses || !guess(c.Guessed).complete()) && !p.unseen(c.Seen) {
		f.Severity = finding.Broken
	}
	for i, o := range all {
		if o.Code != f.Code || o.Severity != f.Severity || o.Args.Text(finding.KeyGate) != f.Args.Text(finding.KeyGate) || o.Args.Text(finding.KeySANs) != f.Args.Text(finding.KeySANs) {
			continue
		}
		if hosts := o.Args[finding.KeyHosts]; !slices.Contains(hosts, last.Host) {
			all[i].Args[finding.KeyHosts] = append(hosts, last.Host)
		}
		return all
	}
	return append(all, f)
}

// clear tells whether a source was read without encryption.
func clear(src evidence.Source) bool {
	return slices.ContainsFunc(src.Hops, func(h evidence.Hop) bool { return strings.HasPrefix(h.URL, "http://") }) &&
		src.Source != evidence.SourceAutodiscoverHTTP
}

// contradictions are protocols for which two sources have no host in common.
func (c Case) contradictions() []finding.Finding {
	var all []finding.Finding
	for _, proto := range []evidence.Proto{evidence.IMAP, evidence.POP3, evidence.SMTP} {
		var said []string
		var first []string
		differ := false
		for _, src := range c.Seen.Sources {
			hosts := hostsOf(src.Settings, proto)
			if len(hosts) == 0 {
				continue
			}
			said = append(said, string(src.Source)+": "+strings.Join(hosts, " "))
			if first == nil {
				first = hosts
			}
			differ = differ || !slices.ContainsFunc(hosts, func(h string) bool { return slices.Contains(first, h) })
		}
		if differ {
			all = append(all, note(finding.PublishedContradicts, finding.Args{finding.KeyWhat: {strings.ToUpper(string(proto))}, finding.KeySources: said}))
		}
	}
	return all
}

func hostsOf(list []evidence.Setting, proto evidence.Proto) []string {
	var out []string
	for _, s := range list {
		if s.Proto == proto && !slices.Contains(out, s.Host) {
			out = append(out, s.Host)
		}
	}
	return out
}

func note(code finding.Code, args finding.Args) finding.Finding {
	return finding.Finding{Code: code, Session: -1, Step: -1, Args: args}
}

// bare is a URL without the address that was sent with it.
func bare(url string) string {
	url, _, _ = strings.Cut(url, "?")
	return url
}

func names(list []evidence.SourceName) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

func codes(list []finding.Code) []string {
	out := make([]string, len(list))
	for i, c := range list {
		out[i] = string(c)
	}
	return out
}

// bad are the common names that cannot be used, each once with its codes.
func bad(list []Server) []string {
	var out []string
	for _, s := range list {
		if s.Outcome == report.Works {
			continue
		}
		line := s.Host + " (" + strings.Join(codes(s.Codes), ", ") + ")"
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}
