package dmarc

import (
	"context"
	"errors"
	"strings"
)

// record is the one record at a name, nil where there is none or several.
func record(ctx context.Context, domain string, dns DNS) (*policyRecord, error) {
	list, err := dns.LookupTXT(ctx, "_dmarc."+domain)
	if Temporary(err) {
		return nil, err
	}
	var found *policyRecord
	for _, txt := range list {
		if r := parsePolicy(domain, txt); r != nil {
			if found != nil {
				return nil, nil // section 4.10: several count as none
			}
			found = r
		}
	}
	return found, nil
}

// walk is the tree walk of RFC 9989 section 4.10: the records from a domain
// upwards, eight questions at most.
func walk(ctx context.Context, domain string, dns DNS) ([]*policyRecord, error) {
	labels := strings.Split(domain, ".")
	var out []*policyRecord
	for first := true; len(labels) > 0; first = false {
		r, err := record(ctx, strings.Join(labels, "."), dns)
		if err != nil {
			return nil, err
		}
		if r != nil {
			out = append(out, r)
			if r.psd != "u" {
				break
			}
		}
		if first && len(labels) > 8 {
			labels = labels[len(labels)-7:]
		} else {
			labels = labels[1:]
		}
	}
	return out, nil
}

// organisation is the organisational domain by what a walk found (section 4.10.2).
func organisation(domain string, found []*policyRecord) string {
	if len(found) == 0 {
		return domain
	}
	for _, r := range found {
		switch {
		case r.psd == "n":
			return r.domain
		case r.psd == "y" && r.domain != domain:
			labels := strings.Split(domain, ".")
			return strings.Join(labels[len(labels)-strings.Count(r.domain, ".")-2:], ".")
		}
	}
	return found[len(found)-1].domain // the fewest labels
}

// Temporary tells a failure of the moment from "there is none". The errors are
// those of package net, known here by what they can say.
func Temporary(err error) bool {
	var t interface{ Temporary() bool }
	return err != nil && errors.As(err, &t) && t.Temporary()
}
