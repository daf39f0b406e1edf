package verify

import (
	"net/netip"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/verify/finding"
	"harness/verify/report"
)

// nameFaults are those where another name may be the one to type.
var nameFaults = []finding.Code{finding.TLSNameMismatch, finding.TLSSNIIgnored, finding.TLSSNIRefused, finding.TLSSNIBroken}

// candidates are the names that a leg's server shows where it refuses the typed
// one: in its certificate, and as the reverse names of its address. Nothing was
// tried with them.
func candidates(t *evidence.Trip, l *report.Leg) []report.Candidate {
	if !slices.ContainsFunc(l.Codes, func(c finding.Code) bool { return slices.Contains(nameFaults, c) }) {
		return nil
	}
	var out []report.Candidate
	add := func(name string, from report.Origin) {
		name = strings.ToLower(strings.TrimSuffix(name, "."))
		known := slices.ContainsFunc(out, func(c report.Candidate) bool { return c.Name == name })
		if !known && hostname.Is(strings.TrimPrefix(name, "*.")) && !strings.EqualFold(name, l.Host) {
			out = append(out, report.Candidate{Leg: l.Leg, Name: name, From: from})
		}
	}
	// A reverse name that the certificate covers is the likeliest.
	if ip, err := netip.ParseAddr(l.Addr); err == nil {
		reverse := evidence.ReverseName(ip)
		for _, a := range t.DNS {
			for _, r := range a.Records {
				if r.Type == "PTR" && strings.EqualFold(strings.TrimSuffix(a.Name, "."), reverse) {
					add(r.Data, report.FromReverse)
				}
			}
		}
	}
	for _, name := range l.Names {
		add(name, report.FromCertificate)
	}
	return out
}
