package published_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
	"harness/verify/published"
	"harness/verify/report"
)

func setting(proto evidence.Proto, host string, port uint16, security evidence.Security) evidence.Setting {
	return evidence.Setting{Proto: proto, Host: host, Port: port, Security: security}
}

// at is a source whose web server's certificate is another's.
func at(name evidence.SourceName, seen evidence.Seen, list ...evidence.Setting) evidence.Source {
	hop := evidence.Hop{URL: "https://autoconfig.example.test/x?y", Host: "autoconfig.example.test", Codes: []string{"tls-self-signed"}, Names: []string{"other.test"}}
	return evidence.Source{Source: name, At: hop.URL, Seen: seen, Hops: []evidence.Hop{hop}, Detail: "in a test", Settings: list}
}

// TestHolesAreFilled: each {hole} of each Doc of this package's codes is filled by
// Judge, and each code is found.
func TestHolesAreFilled(t *testing.T) {
	t.Parallel()
	const imap = evidence.IMAP
	inClear := at(evidence.SourceAutoconfigClear, evidence.SeenSettings, setting(imap, "a.test", 993, evidence.SSL), setting(imap, "b.test", 143, evidence.Plain))
	inClear.Hops = []evidence.Hop{{URL: "http://autoconfig.example.test/"}}
	filled := map[finding.Code]map[string]bool{}
	for _, sources := range [][]evidence.Source{
		{inClear, at(evidence.SourceSRV, evidence.SeenSettings, setting(imap, "c.test", 143, evidence.StartTLS)), at(evidence.SourceWellKnown, evidence.SeenFailed)},
		{at(evidence.SourceAutoconfig, evidence.SeenCertificate), at(evidence.SourceWellKnown, evidence.SeenUnreadable)},
	} {
		c := published.Case{Seen: evidence.Published{Domain: "example.test", Sources: sources}}
		c.Servers = published.Servers(c.Seen)
		for i := range c.Servers {
			c.Servers[i].Outcome, c.Servers[i].Codes = []report.Outcome{report.Broken, report.Works, report.Undecided}[i], []finding.Code{finding.NetTimeout}
		}
		c.Guessed = []published.Server{{Setting: setting(imap, "imap.example.test", 993, evidence.SSL), Outcome: report.Broken, Codes: []finding.Code{finding.TLSNameMismatch}}}
		for _, f := range published.Judge(c) {
			filled[f.Code] = map[string]bool{}
			for k := range f.Args {
				filled[f.Code][string(k)] = f.Args.Text(k) != ""
			}
		}
	}
	hole := regexp.MustCompile(`\{([a-z0-9_]+)\}`)
	for _, d := range finding.All() {
		if !strings.HasPrefix(string(d.Code), "published-") {
			continue
		}
		if filled[d.Code] == nil {
			t.Errorf("nothing leads to %s", d.Code)
		}
		for _, text := range []finding.Text{d.Title, d.Why, d.Fix} {
			for _, m := range hole.FindAllStringSubmatch(text.EN+text.JA, -1) {
				if !filled[d.Code][m[1]] {
					t.Errorf("%s: nothing fills {%s}", d.Code, m[1])
				}
			}
		}
	}
}

// TestCertificate: what a refused web server decides depends on what its program
// has besides.
func TestCertificate(t *testing.T) {
	t.Parallel()
	works := func(list ...evidence.Setting) []published.Server {
		var out []published.Server
		for _, s := range list {
			out = append(out, published.Server{Setting: s, Outcome: report.Works})
		}
		return out
	}
	both := []evidence.Setting{setting(evidence.IMAP, "imap.example.test", 993, evidence.SSL), setting(evidence.SMTP, "smtp.example.test", 465, evidence.SSL)}
	refused := func(name evidence.SourceName) evidence.Source { return at(name, evidence.SeenCertificate) }
	for name, one := range map[string]struct {
		sources []evidence.Source
		guessed []published.Server
		want    finding.Severity
	}{
		"nothing else":                    {[]evidence.Source{refused(evidence.SourceAutoconfig)}, []published.Server{}, finding.Broken},
		"common names work":               {[]evidence.Source{refused(evidence.SourceAutoconfig)}, works(both...), finding.Warning},
		"another place has them":          {[]evidence.Source{refused(evidence.SourceAutoconfig), at(evidence.SourceMXBase, evidence.SeenSettings, both...)}, nil, finding.Warning},
		"a web site that need not":        {[]evidence.Source{refused(evidence.SourceWellKnown)}, []published.Server{}, finding.Warning},
		"a program that does not guess":   {[]evidence.Source{refused(evidence.SourceAutodiscover)}, works(both...), finding.Broken},
		"which finds them somewhere else": {[]evidence.Source{refused(evidence.SourceAutodiscover), at(evidence.SourceAutodiscoverSRV, evidence.SeenSettings, both...)}, nil, finding.Warning},
	} {
		c := published.Case{Seen: evidence.Published{Sources: one.sources}, Guessed: one.guessed}
		c.Servers = works(both...)
		all := published.Judge(c)
		i := slices.IndexFunc(all, func(f finding.Finding) bool { return f.Code == finding.PublishedCertificate })
		if i < 0 || all[i].Weighs() != one.want {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

// TestUnseen: what could not be looked at may be there: nothing is said to be
// absent, and nothing to fail for its absence.
func TestUnseen(t *testing.T) {
	t.Parallel()
	nothing := []evidence.Source{
		at(evidence.SourceAutoconfig, evidence.SeenCertificate), at(evidence.SourceWellKnown, evidence.SeenNothing),
		at(evidence.SourceAutodiscover, evidence.SeenNothing), at(evidence.SourceSRV, evidence.SeenNothing),
	}
	c := published.Case{Seen: evidence.Published{Sources: nothing}, Guessed: []published.Server{}}
	weight := func(all []finding.Finding) (broken bool) {
		for _, f := range all {
			broken = broken || f.Weighs() == finding.Broken
		}
		return broken
	}
	if !weight(published.Judge(c)) {
		t.Fatal("all was seen, and nothing is broken")
	}
	for i := range nothing {
		c.Seen.Sources = slices.Clone(nothing)
		c.Seen.Sources[i].Seen = evidence.SeenFailed
		all := published.Judge(c)
		if c.Seen.Sources[i].Source == evidence.SourceWellKnown && weight(all) {
			t.Errorf("%s was not seen: %+v", c.Seen.Sources[i].Source, all)
		}
		for _, f := range all {
			if f.Code == finding.PublishedNowhere || f.Code == finding.PublishedGuessRefused {
				t.Errorf("%s was not seen, and %s", c.Seen.Sources[i].Source, f.Code)
			}
		}
		for _, p := range published.Programs(c) {
			if p.Program == "thunderbird" && p.Outcome == report.Broken && c.Seen.Sources[i].Source != evidence.SourceSRV {
				t.Errorf("%s was not seen, and %+v", c.Seen.Sources[i].Source, p)
			}
		}
	}
}

// TestRight: TLS from the first byte first, what is not there said to be absent, and
// nothing at all where an account could not be made of it.
func TestRight(t *testing.T) {
	t.Parallel()
	list := []published.Server{
		{Setting: setting(evidence.SMTP, "smtp.example.test", 587, evidence.StartTLS), Outcome: report.Works},
		{Setting: setting(evidence.IMAP, "x<y>.example.test", 993, evidence.SSL), Outcome: report.Works},
		{Setting: setting(evidence.POP3, "pop.example.test", 995, evidence.SSL), Outcome: report.Broken},
		{Setting: setting(evidence.IMAP, "imap.example.test", 143, evidence.Plain), Outcome: report.Works},
	}
	r := published.RightFor("example.test", list)
	if r == nil || len(r.Settings) != 2 || !strings.Contains(r.Document, "x&lt;y&gt;.example.test") || strings.Contains(r.Document, "pop3") {
		t.Fatalf("%+v", r)
	}
	for _, want := range []string{
		"_submission._tcp.example.test. IN SRV 10 1 587 smtp.example.test.", "_submissions._tcp.example.test. IN SRV 0 0 0 .", "_pop3s._tcp.example.test. IN SRV 0 0 0 .",
	} {
		if !slices.Contains(r.Records, want) {
			t.Errorf("no %s in %q", want, r.Records)
		}
	}
	if r := published.RightFor("example.test", list[:1]); r != nil {
		t.Errorf("%+v of sending alone", r)
	}
}
