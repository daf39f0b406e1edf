// Package advice decides what a survey is worth: which names and settings a
// customer could type instead, ranked, each with its reasons and risks; what
// must be mended at the server where no name helps; and where a password may
// go to prove it. It is pure: a survey comes in, advice goes out.
//
// A name is advised only if it was seen to reach an address of a host that was
// typed, and to present a certificate valid for it there. Everything else that
// the way turned up is listed as unproven. Nothing in clear is ever advised.
package advice

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
)

// Case is everything that advice depends on.
type Case struct {
	Trip     *evidence.Trip // Address and Legs as typed; Survey must be there
	Roots    *certs.Roots   // trusted
	Said     []string       // host names in the text that the customer pasted
	Received []string       // host names in the Received lines of a mail of the customer
	Auto     []string       // host names in the published autoconfig
	NoSNI    bool           // the trip was to send no server name

	Own func(host string) bool // the hosting company's own servers, by its profile; nil: not known

	memo map[string]certs.Verdict // see verdict; nil: every chain is judged anew
}

// Advice is the outcome.
type Advice struct {
	Rows    []Row    `json:"rows"`    // what was typed or guessed, one listener each
	Legs    []Leg    `json:"legs"`    //
	Remarks []Line   `json:"remarks"` // on the survey as a whole, worst first
	Mends   []Mend   `json:"mends"`   // for the server's side
	Names   []Ranked `json:"names"`   // every candidate with its sources
	Marks   []string `json:"marks"`   // of the survey's sessions, in their order: MarkOK or what stops Gmail
}

// Leg is the advice for one of Gmail's two dialogs.
type Leg struct {
	Leg      finding.Leg     `json:"leg"`
	Typed    evidence.Server `json:"typed"`
	Proto    evidence.Proto  `json:"proto,omitempty"` // where it is not the usual one of the leg
	Reaches  bool            `json:"reaches"`         // Gmail would reach the login as typed
	Options  []Option        `json:"options"`         // what to type instead, best first; never null
	Unproven []Unproven      `json:"unproven"`        // names that were found and could not be proved; never null
	Listed   *Option         `json:"listed"`          // where the hosting company lists the mailbox, on another machine than typed; seen up to the login, without one; nil: none
	Mend     bool            `json:"mend"`            // nothing that a customer can type helps
	Codes    []finding.Code  `json:"codes"`           // why not, as typed; never null
}

// Advised is what is to be typed, nil if nothing is: where the mailbox is listed
// goes before every name of the machine that was typed.
func (l *Leg) Advised() *Option {
	if l.Listed != nil {
		return l.Listed
	}
	return l.Best()
}

// Best is the first option, nil if there is none.
func (l *Leg) Best() *Option {
	if len(l.Options) == 0 {
		return nil
	}
	return &l.Options[0]
}

// Option is a setting worth typing.
type Option struct {
	Host     string            `json:"host"`
	Port     uint16            `json:"port"`
	Security evidence.Security `json:"security"`
	Addrs    []netip.Addr      `json:"addrs"` // of typed hosts, where it was seen to work; none where only a proxy knows
	Via      evidence.Via      `json:"via"`   // how they came about
	Sources  []Source          `json:"sources"`
	Reasons  []Line            `json:"reasons"`
	Risks    []Line            `json:"risks"`
	Panel    *Panel            `json:"panel"` // where the customer finds the name; nil: the host's custom is not known
}

// Unproven is a name that may not be advised, and why.
type Unproven struct {
	Host    string   `json:"host"`
	Sources []Source `json:"sources"`
	Why     Line     `json:"why"`
}

// Line is one remark: a code of package advice and what fills its text.
type Line struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args"`
	Text string            `json:"text"` // "" but in a form, see Advice.In
}

// open tells whether a reason leaves it open that the name helps.
func (l Line) open() bool {
	return slices.Contains([]string{"not-looked", "not-looked-limit", "not-looked-left", "refused-so-far", "dns-failed", "detour"}, l.Code)
}

// Asks tells whether a reason why a name is not advised leaves something to
// find out: it was not tried to the end, or only the hosting company knows.
func (l Line) Asks() bool { return l.open() || l.Code == "wildcard-only" }

// Text is one text in both languages, as it stands in JSON.
type Text struct {
	EN string `json:"en"`
	JA string `json:"ja"`
}

// In is the text in a language.
func (t Text) In(lang string) string { return finding.Text(t).In(lang) }

// Source is a place where a name was found.
type Source struct {
	Kind   Kind   `json:"kind"`
	Detail string `json:"detail"` // the address, certificate or banner, for people
}

// Advise decides.
func Advise(c Case) *Advice {
	v := viewOf(c)
	a := &Advice{Rows: v.rows(), Remarks: v.remarks(), Names: v.names(), Legs: []Leg{}}
	for _, leg := range c.legs() {
		a.Legs = append(a.Legs, v.advise(leg, a.Names))
	}
	a.Marks = v.marks()
	a.Mends = v.mends(a)
	return a
}

type dialog struct {
	leg    finding.Leg
	proto  evidence.Proto
	server evidence.Server
}

func (c Case) legs() []dialog {
	var out []dialog
	for _, l := range c.Trip.Legs {
		out = append(out, dialog{l.Name, l.Proto, l.Server})
	}
	return out
}

// advise is the advice for one dialog.
func (v *view) advise(d dialog, names []Ranked) Leg {
	l := Leg{Leg: d.leg, Typed: d.server, Options: []Option{}, Unproven: []Unproven{}, Codes: []finding.Code{}}
	if d.proto == evidence.IMAP {
		l.Proto = d.proto
	}
	for _, r := range v.rows() {
		if r.is(d) {
			l.Reaches, l.Codes = r.Outcome == Accepts, r.codes()
		}
	}
	l.Options = v.options(d, names)
	l.Listed = v.listed(d)
	for _, n := range names {
		advised := slices.ContainsFunc(l.Options, func(o Option) bool { return o.Host == n.Host })
		why := v.whyNot(d, n)
		if !advised && !n.typed() && !(n.invented() && why.Code == "no-address") {
			l.Unproven = append(l.Unproven, Unproven{Host: n.Host, Sources: n.Sources, Why: why})
		}
	}
	if len(l.Options) == 0 {
		for _, star := range v.stars() {
			l.Unproven = append(l.Unproven, Unproven{Host: star, Sources: []Source{{BySAN, ""}}, Why: line("wildcard-only")})
		}
	}
	// "Nothing helps" is said only where everything was tried.
	open := slices.ContainsFunc(l.Unproven, func(u Unproven) bool { return u.Why.open() })
	for _, n := range names {
		open = open || n.typed() && len(l.Options) == 0 && len(v.untried(d, n)) > 0
	}
	l.Mend = len(l.Options) == 0 && !open && slices.ContainsFunc(v.rows(), func(r Row) bool {
		return r.Leg == d.leg && (r.is(d) || d.server.Host == "") && r.Outcome == Refuses
	})
	return l
}

// The marks of sessions beside the codes of findings.
const (
	MarkOK   = "ok"   // Gmail would log in
	MarkSTLS = "stls" // it would work, and Gmail's dialog does not offer it
)

// marks say of each session what it is worth, in codes.
func (v *view) marks() []string {
	out := make([]string, len(v.sights))
	for i := range v.sights {
		g := &v.sights[i]
		var codes []string
		for _, c := range g.codes {
			codes = append(codes, string(c))
		}
		if g.s.Proto == evidence.IMAP && !v.c.speaks(evidence.IMAP) {
			for _, f := range g.verdict.Faults {
				if !f.Class.Passes(false) {
					codes = append(codes, f.Code)
				}
			}
		}
		_, trouble := g.strict.Trouble()
		switch {
		case g.ready && g.s.Security == evidence.STLS:
			out[i] = MarkSTLS
		case g.ready, g.s.Proto == evidence.IMAP && !v.c.speaks(evidence.IMAP) && trouble == nil && len(codes) == 0:
			out[i] = MarkOK
		case len(codes) > 0:
			out[i] = strings.Join(codes, " ")
		case trouble != nil && v.c.speaks(g.s.Proto):
			out[i] = string(trouble.Kind)
		}
	}
	return out
}

// Trip is what was asked, for advice that is given again: the dialogs as
// typed, without evidence.
func (a *Advice) Trip(address string) *evidence.Trip {
	t := &evidence.Trip{Schema: evidence.Schema, Address: address, NoLogin: true}
	for _, l := range a.Legs {
		proto := cmp.Or(l.Proto, evidence.POP3)
		if l.Leg == evidence.SendLeg {
			proto = evidence.SMTP
		}
		t.Legs = append(t.Legs, evidence.Leg{Name: l.Leg, Proto: proto, Server: l.Typed})
	}
	return t
}
