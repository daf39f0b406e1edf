package forward

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"harness/client/hostname"
	"harness/fixtures/forwarder"
	"harness/verify/inbound"
)

// table answers for names under .test, which nobody else can have (RFC 6761
// section 6.2), and for the addresses that it has a PTR record of; all else is
// asked of next, or is not there without one.
type table struct {
	records []forwarder.Record
	next    inbound.DNS
}

func (t table) mine(name string) bool {
	return t.next == nil || hostname.Within(strings.TrimSuffix(strings.ToLower(name), "."), "test")
}

func (t table) find(name, typ string) ([]string, error) {
	name = strings.TrimSuffix(name, ".")
	var out []string
	for _, r := range t.records {
		if r.Type == typ && strings.EqualFold(r.Name, name) {
			out = append(out, r.Data)
		}
	}
	if len(out) == 0 {
		return nil, &net.DNSError{Err: "no such record", Name: name, IsNotFound: true}
	}
	return out, nil
}

// LookupTXT and the others make it the DNS of package inbound.
func (t table) LookupTXT(ctx context.Context, name string) ([]string, error) {
	if !t.mine(name) {
		return t.next.LookupTXT(ctx, name)
	}
	return t.find(name, "TXT")
}

// LookupMX gives the hosts.
func (t table) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	if !t.mine(name) {
		return t.next.LookupMX(ctx, name)
	}
	list, err := t.find(name, "MX")
	var out []*net.MX
	for _, host := range list {
		out = append(out, &net.MX{Host: host})
	}
	return out, err
}

// LookupIPAddr gives the addresses.
func (t table) LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error) {
	if !t.mine(host) {
		return t.next.LookupIPAddr(ctx, host)
	}
	list, err := t.find(host, "A")
	var out []net.IPAddr
	for _, text := range list {
		if ip, err := netip.ParseAddr(text); err == nil {
			out = append(out, net.IPAddr{IP: ip.AsSlice()})
		}
	}
	return out, err
}

// LookupAddr gives the names of an address.
func (t table) LookupAddr(ctx context.Context, addr string) ([]string, error) {
	if list, err := t.find(addr, "PTR"); err == nil || t.next == nil {
		return list, err
	}
	return t.next.LookupAddr(ctx, addr)
}
