package profile

import (
	"net/netip"
	"slices"
	"strings"

	"harness/client/hostname"
)

// Owns tells whether a host is one of the company's servers. No profile owns
// nothing.
func (p *Profile) Owns(host string) bool {
	host, err := hostname.Normal(host)
	if p == nil || err != nil {
		return false
	}
	for _, name := range p.Servers.Names {
		if own, err := hostname.Normal(name); err == nil && own == host {
			return true
		}
	}
	return slices.ContainsFunc(p.Servers.Patterns, func(pattern string) bool { return matches(pattern, host) })
}

// matches tells whether a pattern covers a host, label by label.
func matches(pattern, host string) bool {
	want, have := strings.Split(strings.ToLower(pattern), "."), strings.Split(host, ".")
	if len(want) != len(have) {
		return false
	}
	for i := range want {
		if !matchesLabel(want[i], have[i]) {
			return false
		}
	}
	return true
}

// matchesLabel knows one sign, "*": any run of letters, also none.
func matchesLabel(pattern, label string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == label
	}
	if !strings.HasPrefix(label, parts[0]) {
		return false
	}
	label = label[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(label, part)
		if i < 0 {
			return false
		}
		label = label[i+len(part):]
	}
	return strings.HasSuffix(label, parts[len(parts)-1])
}

// TestAccount is the test mailbox of a server, nil if there is none. An entry
// that names the server itself comes before a pattern.
func (p *Profile) TestAccount(host string) *Account {
	host, err := hostname.Normal(host)
	if p == nil || err != nil {
		return nil
	}
	var wide *Account
	for i := range p.Tests {
		a := &p.Tests[i]
		name, err := hostname.Normal(a.Server)
		switch {
		case err == nil && name == host:
			return a
		case wide == nil && strings.Contains(a.Server, "*") && matches(a.Server, host):
			wide = a
		}
	}
	return wide
}

// Sends tells whether mail leaves from an address of the company's.
func (p *Profile) Sends(from netip.Addr) bool {
	return p != nil && slices.ContainsFunc(p.Sender.Outbound, func(text string) bool {
		if one, err := netip.ParseAddr(text); err == nil {
			return one.Unmap() == from.Unmap()
		}
		network, err := netip.ParsePrefix(text)
		return err == nil && network.Contains(from.Unmap())
	})
}

// Outbound is the first single address that mail leaves from, the zero one if
// the profile names none. Of a network nobody knows which addresses send.
func (p *Profile) Outbound() netip.Addr {
	if p == nil {
		return netip.Addr{}
	}
	for _, text := range p.Sender.Outbound {
		if ip, err := netip.ParseAddr(text); err == nil {
			return ip
		}
	}
	return netip.Addr{}
}

// Ways are the ways on that the company allows, best first.
func (p *Profile) Ways() []Way {
	if p == nil || len(p.WaysOn) == 0 {
		return allWays()
	}
	return p.WaysOn
}
