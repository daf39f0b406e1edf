package job_test

import (
	"bytes"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/finding"
	"harness/verify/render"
	"harness/verify/report"
)

const (
	saysNothingHelps = "no name or port that can be typed in Gmail helps"
	saysNoChange     = "nothing to change"
)

// tooMuch are the claims of a diagnosis that its own record does not bear:
// that nothing helps, while a name which it shows is untried, and that nothing
// has to change, while a leg is not green. It reads what is shown and what was
// opened, and none of the reasons of the advice.
func tooMuch(d *report.Diagnosis) []string {
	var b bytes.Buffer
	if err := (render.Text{}).Write(&b, d, render.Style{Lang: "en", Details: true}); err != nil {
		return []string{err.Error()}
	}
	text := b.String()
	var out []string
	for _, l := range d.Advice.Legs {
		said := section(text, d.Before.Client, l.Leg)
		if last := d.Last(l.Leg); strings.Contains(said, saysNoChange) && (last == nil || legOf(last, l.Leg).Outcome != report.Works) {
			out = append(out, string(l.Leg)+": nothing to change, and the leg is not green")
		}
		if !strings.Contains(said, saysNothingHelps) {
			continue
		}
		for _, u := range l.Unproven {
			wildcard := strings.HasPrefix(u.Host, "*") // no name that can be tried: it is asked for
			if !wildcard && strings.Contains(text, u.Host) && !tried(d, l, u.Host) {
				out = append(out, string(l.Leg)+": nothing helps, and "+u.Host+" was not tried")
			}
		}
	}
	return out
}

// tried tells whether a name was opened for a leg, or leads nowhere, or to
// machines that nobody named.
func tried(d *report.Diagnosis, l advice.Leg, host string) bool {
	for _, s := range d.Survey.Sessions {
		if s.Host == host && (s.Proto == evidence.SMTP) == (l.Leg == finding.Send) {
			return true
		}
	}
	for _, a := range d.Survey.DNS {
		if a.Name != host+"." || a.Type != "A" {
			continue
		}
		if a.Trouble != nil {
			return a.Trouble.Kind == evidence.NoSuchHost || a.Trouble.Kind == evidence.NoAddress
		}
		return !slices.ContainsFunc(d.Survey.Sessions, func(s evidence.Session) bool {
			return slices.ContainsFunc(a.Records, func(r evidence.Record) bool { return r.Data == s.Addr.Addr().String() })
		})
	}
	return false
}

// madeUp are changes to a recorded trip, each of which makes a claim wrong
// that fitted before or would be easy to make.
var madeUp = map[string]func(*evidence.Survey, []string){
	"as it was":      func(*evidence.Survey, []string) {},
	"no name exists": func(s *evidence.Survey, names []string) { lead(s, names, nil) },
	"all names lead elsewhere": func(s *evidence.Survey, names []string) {
		lead(s, names, []netip.Addr{netip.MustParseAddr("192.0.2.77")})
	},
	"no name exists, and every port was looked at": func(s *evidence.Survey, names []string) {
		lead(s, names, nil)
		everyPort(s)
	},
	"one name leads to the server, and every port was looked at": func(s *evidence.Survey, names []string) {
		lead(s, names[1:], nil)
		lead(s, names[:1], []netip.Addr{s.Sessions[0].Addr.Addr()})
		everyPort(s)
	},
	"one name leads to the server": func(s *evidence.Survey, names []string) {
		lead(s, names[1:], nil)
		lead(s, names[:1], []netip.Addr{s.Sessions[0].Addr.Addr()})
	},
	"a name at its limit": func(s *evidence.Survey, names []string) {
		lead(s, names, []netip.Addr{s.Sessions[0].Addr.Addr()})
		s.Skipped = append(s.Skipped, evidence.Skip{Addr: s.Sessions[0].Addr.Addr(), Why: evidence.SkipLimit, Listeners: 2})
	},
	"the server fell silent": func(s *evidence.Survey, names []string) {
		lead(s, names, nil)
		s.Skipped = append(s.Skipped, evidence.Skip{Addr: s.Sessions[0].Addr.Addr(), Why: evidence.SkipSilent})
	},
}

// everyPort adds what the typed names say on the other ports, of the other leg
// too: the same as where they were looked at, or nothing listens there.
func everyPort(s *evidence.Survey) {
	for _, seen := range slices.Clone(s.Sessions) {
		for _, h := range s.Hosts {
			if h.Name != seen.Host && len(h.Addrs) > 0 {
				too := seen
				too.Host, too.Addr = h.Name, netip.AddrPortFrom(h.Addrs[0], seen.Port)
				s.Sessions = append(s.Sessions, too)
			}
		}
	}
	for _, seen := range slices.Clone(s.Sessions) {
		for _, at := range map[evidence.Proto][]evidence.Listener{
			evidence.SMTP: {{Port: 465, Security: evidence.SSL}, {Port: 587, Security: evidence.StartTLS}, {Port: 25, Security: evidence.StartTLS}},
			evidence.POP3: {{Port: 995, Security: evidence.SSL}, {Port: 110, Security: evidence.Plain}, {Port: 110, Security: evidence.STLS}},
		}[seen.Proto] {
			if at.Port == seen.Port {
				continue
			}
			shut := seen
			shut.Port, shut.Security, shut.Addr = at.Port, at.Security, netip.AddrPortFrom(seen.Addr.Addr(), at.Port)
			shut.Steps = slices.Clone(seen.Steps[:1])
			shut.Steps[0].Trouble = &evidence.Trouble{Kind: evidence.Refused}
			s.Sessions = append(s.Sessions, shut)
		}
	}
}

// lead answers for names: with addresses, or that they do not exist.
func lead(s *evidence.Survey, names []string, addrs []netip.Addr) {
	for _, n := range names {
		a := evidence.Answer{Type: "A", Name: n + ".", RCode: "NOERROR", Records: []evidence.Record{}}
		for _, addr := range addrs {
			a.Records = append(a.Records, evidence.Record{Name: n + ".", Type: "A", Data: addr.String()})
		}
		if len(addrs) == 0 {
			a.RCode, a.Trouble = "NXDOMAIN", &evidence.Trouble{Kind: evidence.NoSuchHost}
		}
		s.DNS = append(s.DNS, a)
	}
}

// No command claims more than it saw of recorded trips either, and not of any
// that were made up from them: with one leg stopped, and with names that lead
// nowhere, elsewhere, or to the server.
func TestNothingIsClaimedOfRecordedTrips(t *testing.T) {
	t.Parallel()
	trips, err := filepath.Glob("../../../verify/testdata/*.json")
	if err != nil || len(trips) < 2 {
		t.Fatalf("trips: %v, %v", trips, err)
	}
	stays := 0
	for _, name := range trips {
		for change, apply := range madeUp {
			for _, stopped := range []evidence.LegName{"", evidence.SendLeg, evidence.FetchLeg} {
				trip, roots := recorded(t, name)
				if i := slices.IndexFunc(trip.Legs, func(l evidence.Leg) bool { return l.Name == stopped }); i >= 0 {
					stop(&trip.Legs[i])
				}
				at := verify.Options{Roots: roots, Now: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)}
				cs := asSurvey(trip, roots)
				var names []string
				for _, l := range advice.Advise(cs).Legs {
					for _, u := range l.Unproven {
						if !strings.HasPrefix(u.Host, "*") && !slices.Contains(names, u.Host) {
							names = append(names, u.Host)
						}
					}
				}
				if len(names) > 0 {
					apply(cs.Trip.Survey, names)
				}
				d := &report.Diagnosis{Command: "diagnose", Target: trip.Address, Before: verify.Judge(trip, at),
					Survey: cs.Trip.Survey, Advice: advice.Advise(cs)}
				d.Conclude()
				for _, claim := range tooMuch(d) {
					t.Errorf("%s, %s, stopped %q: %s", filepath.Base(name), change, stopped, claim)
				}
				var b bytes.Buffer
				if err := (render.Text{}).Write(&b, d, render.Style{Lang: "en"}); err != nil {
					t.Fatal(err)
				}
				if strings.Contains(b.String(), saysNoChange) {
					stays++
				}
			}
		}
	}
	if stays == 0 {
		t.Error("nothing to change is never said: the law was not tried")
	}
}

// stop ends a leg's conversations before anything was answered.
func stop(l *evidence.Leg) {
	for i := range l.Sessions {
		s := &l.Sessions[i]
		s.Steps = slices.Clone(s.Steps[:1])
		s.Steps[0].Trouble = &evidence.Trouble{Kind: evidence.Timeout}
	}
}

// The law can fail: a diagnosis that was made up to claim too much is caught.
func TestClaimsAreCaught(t *testing.T) {
	t.Parallel()
	trip, roots := recorded(t, "../../../verify/testdata/gmo-shared.json")
	cs := asSurvey(trip, roots)
	d := &report.Diagnosis{Command: "diagnose", Survey: cs.Trip.Survey, Advice: advice.Advise(cs),
		Before: verify.Judge(trip, verify.Options{Roots: roots, Now: trip.Started})}
	d.Conclude()
	if got := tooMuch(d); len(got) > 0 {
		t.Errorf("as it is: %q", got)
	}
	for i := range d.Advice.Legs {
		d.Advice.Legs[i].Mend = true
	}
	if got := tooMuch(d); !slices.ContainsFunc(got, func(s string) bool { return strings.HasSuffix(s, "smtp.gmoserver.test was not tried") }) {
		t.Errorf("nothing helps where a name is untried: %q", got)
	}
}
