package paste

import (
	"cmp"
	"slices"
	"strings"

	"harness/client/hostname"
)

// block is a run of fields of one dialog.
type block struct {
	leg    Leg
	fields []field
	host   *field
	near   string // the address that stands above or in it
}

// group makes accounts of fields: a host opens a block, what follows fills it;
// blocks go to the account whose address they name, else to that of their
// domain, else to the nearest above.
func group(fields []field, addresses []string) []Subject {
	fields = settle(fields)
	var blocks []*block
	var open *block
	near := ""
	var lead []field // before any host: ports, users
	fits := func(b *block, f field) bool {
		if b == nil || f.leg != Unknown && b.leg != Unknown && f.leg != b.leg {
			return false
		}
		return true
	}
	find := func(f field) *block {
		if fits(open, f) {
			return open
		}
		for i := len(blocks) - 1; i >= 0; i-- {
			if blocks[i].leg == f.leg {
				return blocks[i]
			}
		}
		return nil
	}
	for _, f := range fields {
		switch f.kind {
		case hostField:
			f := f
			open = &block{leg: f.leg, host: &f, near: f.near}
			var keep []field
			for _, p := range lead {
				if fits(open, p) && f.line-p.line <= 8 {
					open.fields = append(open.fields, p)
				} else {
					keep = append(keep, p)
				}
			}
			lead = keep
			blocks = append(blocks, open)
		case addressField:
			near = strings.ToLower(f.text)
			if open != nil && open.near == "" {
				open.near = near
			}
		case userField:
			if strings.Contains(f.text, "@") && open == nil {
				near = strings.ToLower(f.text)
			}
			if b := find(f); b != nil && !b.has(userField, f) {
				b.fields = append(b.fields, f)
			} else {
				lead = append(lead, f)
			}
		default:
			if b := find(f); b != nil && !b.has(f.kind, f) {
				b.fields = append(b.fields, f)
			} else {
				lead = append(lead, f)
			}
		}
	}
	// Fields without any host: a dialog of which the host is not told.
	for _, f := range lead {
		leg := f.leg
		if leg == Unknown {
			continue
		}
		i := slices.IndexFunc(blocks, func(b *block) bool { return b.leg == leg })
		switch {
		case i < 0:
			blocks = append(blocks, &block{leg: leg, fields: []field{f}, near: near})
		case !blocks[i].has(f.kind, f):
			blocks[i].fields = append(blocks[i].fields, f)
		}
	}
	return accounts(blocks, addresses)
}

// has tells whether a field of a kind is there already.
func (b *block) has(k kind, f field) bool {
	return slices.ContainsFunc(b.fields, func(o field) bool {
		return o.kind == k && (f.leg == Unknown || o.leg == Unknown || o.leg == f.leg || o.leg == b.leg)
	})
}

// settle leaves out what others told, and what is weak where something better
// stands for the same field.
func settle(fields []field) []field {
	strong := func(f field) bool {
		return slices.ContainsFunc(fields, func(o field) bool {
			return o.kind == f.kind && !o.told && !o.weak && (o.leg == f.leg || o.leg == Unknown || f.leg == Unknown)
		})
	}
	var out []field
	for _, f := range fields {
		if f.told || f.weak && strong(f) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// accounts gives every block its account.
func accounts(blocks []*block, addresses []string) []Subject {
	var list []Subject
	at := func(address string) *Subject {
		for i := range list {
			if list[i].Address == address {
				return &list[i]
			}
		}
		list = append(list, Subject{Address: address})
		return &list[len(list)-1]
	}
	for _, b := range blocks {
		owner := at(b.owner(addresses))
		legs := []Leg{b.leg}
		if b.leg == Unknown { // one name without a word of which dialog: it may be either's
			legs = []Leg{Send, Fetch}
		}
		for _, leg := range legs {
			owner.Leg(leg).take(b, leg)
		}
	}
	if len(list) == 0 && len(addresses) > 0 {
		list = append(list, Subject{Address: addresses[0]})
	}
	return list
}

// owner is the address that a block belongs to.
func (b *block) owner(addresses []string) string {
	for _, f := range b.fields {
		if f.kind == userField && strings.Contains(f.text, "@") && !google(hostname.OfAddress(f.text)) {
			return strings.ToLower(f.text)
		}
	}
	if b.host != nil {
		var same []string
		for _, a := range addresses {
			if registrable(hostname.OfAddress(a)) == registrable(b.host.host) {
				same = append(same, a)
			}
		}
		switch {
		case slices.Contains(same, b.near):
			return b.near
		case len(same) > 0:
			return same[0]
		}
	}
	if b.near != "" && slices.Contains(addresses, b.near) {
		return b.near
	}
	if len(addresses) > 0 {
		return addresses[0]
	}
	return ""
}

// take fills the dialog of a leg from a block; a second host is a claim that
// has to be asked about.
func (d *Dialog) take(b *block, leg Leg) {
	quote := func(f field) {
		if !slices.Contains(d.Quotes, f.quote) {
			d.Quotes = append(d.Quotes, f.quote)
		}
	}
	if b.host != nil {
		switch {
		case d.Host == "":
			d.Host, d.Typed = b.host.host, b.host.text
			quote(*b.host)
		case d.Host != b.host.host:
			if b.leg != Unknown && !slices.Contains(d.Others, b.host.host) {
				d.Others = append(d.Others, b.host.host)
				quote(*b.host)
			}
			return // its port and user are its own
		}
	}
	for _, f := range b.fields {
		if f.leg != Unknown && f.leg != leg {
			continue
		}
		before := *d
		switch f.kind {
		case portField:
			if d.Port == 0 {
				d.Port = f.port
			}
		case securityField:
			if d.Security == "" {
				d.Security = f.safe
			}
		case userField:
			if d.User == "" {
				d.User = f.text
			}
		}
		if before.Port != d.Port || before.Security != d.Security || before.User != d.User {
			quote(f)
		}
	}
}

// registrable is the domain that somebody registered, the whole name where
// that cannot be told.
func registrable(host string) string {
	return cmp.Or(hostname.Registrable(host), host)
}

// Claim enters a host that Gmail's own words name for a dialog: of the account
// under whose domain it lies, else of the first.
func (p *Paste) Claim(leg Leg, host, quote string) {
	if len(p.Subjects) == 0 {
		p.Subjects = []Subject{{}}
	}
	at := 0
	for _, s := range p.Subjects {
		if s.Leg(leg).Host == host {
			return
		}
	}
	for i, s := range p.Subjects {
		if s.Address != "" && registrable(hostname.OfAddress(s.Address)) == registrable(host) {
			at = i
			break
		}
	}
	for _, a := range p.Addresses { // an address of this domain that has no fields yet
		if registrable(hostname.OfAddress(a)) == registrable(host) && registrable(hostname.OfAddress(p.Subjects[at].Address)) != registrable(host) && p.Subjects[at].Leg(leg).Host != "" {
			p.Subjects = append(p.Subjects, Subject{Address: a})
			at = len(p.Subjects) - 1
			break
		}
	}
	d := p.Subjects[at].Leg(leg)
	switch {
	case d.Host == "":
		d.Host, d.Typed = host, host
	case d.Host != host && !slices.Contains(d.Others, host):
		d.Others = append(d.Others, host)
	}
	if !slices.Contains(d.Quotes, quote) {
		d.Quotes = append(d.Quotes, quote)
	}
}
