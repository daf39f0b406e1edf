package report

import (
	"fmt"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
)

// FailOn is what makes a run fail for a pipeline: "any" failure, one that is
// "new", a certificate that is "expiring", "danger": what works and is harmful.
type FailOn []string

// ParseFailOn reads "any,danger"; "none" is the empty list.
func ParseFailOn(text string) (FailOn, error) {
	var out FailOn
	for name := range strings.SplitSeq(text, ",") {
		switch name = strings.TrimSpace(name); name {
		case "any", "new", "expiring", "danger":
			out = append(out, name)
		case "", "none":
		default:
			return nil, fmt.Errorf("%q is none of any, new, expiring, danger, none", name)
		}
	}
	return out, nil
}

// Conclusion is what a pipeline is to make of a result. The zero value: what
// the outcome says.
type Conclusion struct {
	Outcome Outcome  // "": the outcome stands
	Why     []string // what it failed on, of FailOn's names
}

// of holds what was found against what makes a run fail. Where nothing could be
// told that is so, whatever else.
func (f FailOn) of(o Outcome, danger, expiring bool) Conclusion {
	c := Conclusion{Outcome: Works}
	for _, name := range f {
		if name == "any" && o == Broken || name == "danger" && danger || name == "expiring" && expiring {
			c.Outcome = Broken
			c.Why = append(c.Why, name)
		}
	}
	if o == Undecided {
		c.Outcome = Undecided
	}
	return c
}

// FailOn concludes by what makes the run fail.
func (r *Report) FailOn(f FailOn) { r.Concluded = f.of(r.Outcome, r.danger(), r.expiring()) }

// FailOn concludes by what makes the run fail: of what was typed, or of the way
// out where that counts.
func (d *Diagnosis) FailOn(f FailOn) {
	of := d.Before
	if d.WayOutCounts && d.WayOut {
		of = d.After
	}
	expiring := of.expiring()
	if of == nil {
		expiring = slices.ContainsFunc(d.Certificates, func(c Certificate) bool { return c.Expiry != certs.Lasting })
	}
	d.Concluded = f.of(d.verdict(), of.danger(), expiring)
}

// Danger tells whether a leg does harm, whatever its outcome: a password in
// clear, a risky certificate.
func (r *Report) Danger(l *Leg) bool {
	harmful := func(it Item) bool { return it.Severity == finding.High }
	return l.Security == evidence.Plain || slices.ContainsFunc(r.Of(l.Leg), harmful) || slices.ContainsFunc(r.Of(finding.Both), harmful)
}

func (r *Report) danger() bool {
	if r == nil {
		return false
	}
	for i := range r.Legs {
		if r.Danger(&r.Legs[i]) {
			return true
		}
	}
	return false
}

func (r *Report) expiring() bool {
	if r == nil {
		return false
	}
	return slices.ContainsFunc(r.Legs, func(l Leg) bool {
		return slices.ContainsFunc(l.Certificates, func(c certs.Lifetime) bool { return !c.NotAfter.IsZero() && c.Expiry != certs.Lasting })
	})
}
