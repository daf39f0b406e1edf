package desk

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"sync"
	"syscall"

	"harness/client/persona"
)

// guard decides which addresses the desk may dial. It is asked at every dial,
// for the address that is dialled then: a name that was harmless when it was
// looked up and leads elsewhere a moment later passes it like every other.
type guard struct {
	allow []netip.Prefix // networks that may be dialled although they are not public

	mu      sync.Mutex
	refused []netip.AddrPort // each once, for the page
}

// closedNetworks are no place for a customer's mail server: IANA's registries of
// special-purpose addresses (RFC 6890 and its updates) and multicast. Of IPv6
// only 2000::/3 is handed out, see open; the networks here that carry an IPv4
// address within would lead around the list.
func closedNetworks() []netip.Prefix {
	var list []netip.Prefix
	for _, text := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
		"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"2001::/23",     // IETF protocols; Teredo in it (RFC 4380)
		"2001:db8::/32", // documentation (RFC 3849)
		"2002::/16",     // 6to4 (RFC 3056)
		"3fff::/20",     // documentation (RFC 9637)
	} {
		list = append(list, netip.MustParsePrefix(text))
	}
	return list
}

// open tells whether an address may be dialled at a port.
func (g *guard) open(at netip.AddrPort) bool {
	ip := at.Addr()
	if !ip.IsValid() || ip.Zone() != "" || !mailPort(at.Port()) {
		return false
	}
	ip = ip.Unmap()
	if in(g.allow, ip) {
		return true
	}
	if ip.Is6() && !netip.MustParsePrefix("2000::/3").Contains(ip) {
		return false
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !in(closedNetworks(), ip)
}

func in(list []netip.Prefix, ip netip.Addr) bool {
	return slices.ContainsFunc(list, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// mailPort tells whether a port is one of mail: no other service is ever spoken
// to, whatever a form says.
func mailPort(port uint16) bool {
	for _, l := range persona.Listeners() {
		if l.Port == port {
			return true
		}
	}
	return false
}

// refuse is the error of a dial that is not made: as a local firewall says no.
func (g *guard) refuse(network string, at netip.AddrPort) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if at.IsValid() && !slices.Contains(g.refused, at) && len(g.refused) < 32 {
		g.refused = append(g.refused, at)
	}
	return &net.OpError{Op: "dial", Net: network, Addr: net.TCPAddrFromAddrPort(at), Err: syscall.EACCES}
}

// turnedAway are the addresses that were not dialled.
func (g *guard) turnedAway() []netip.AddrPort {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.refused)
}

// dialler dials what the guard lets pass; of the network the operating system
// is asked once more, with the address in its own form.
func (g *guard) dialler(dial func(ctx context.Context, network, addr string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	if dial == nil {
		dial = (&net.Dialer{Control: func(network, addr string, _ syscall.RawConn) error {
			if at, err := netip.ParseAddrPort(addr); err != nil || !g.open(at) {
				return syscall.EACCES
			}
			return nil
		}}).DialContext
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		at, err := netip.ParseAddrPort(addr)
		if err != nil {
			return nil, fmt.Errorf("dial %q: an address is wanted, names are for the resolver: %w", addr, g.refuse(network, at))
		}
		if network != "tcp" || !g.open(at) {
			return nil, g.refuse(network, at)
		}
		return dial(ctx, network, netip.AddrPortFrom(at.Addr().Unmap(), at.Port()).String())
	}
}
