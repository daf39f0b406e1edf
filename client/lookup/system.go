package lookup

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"github.com/miekg/dns"

	"harness/client/evidence"
)

// fromFile reads the resolvers from a resolv.conf. Where there is none, as on
// Windows, the operating system is asked, and the answers have neither TTL nor
// response code beyond NOERROR and NXDOMAIN.
func fromFile(path string) *Resolver {
	conf, err := dns.ClientConfigFromFile(path)
	if err != nil {
		return &Resolver{system: net.DefaultResolver}
	}
	r := &Resolver{}
	for _, s := range conf.Servers {
		ip, err := netip.ParseAddr(s)
		port, perr := strconv.ParseUint(conf.Port, 10, 16)
		if err == nil && perr == nil && len(r.Servers) < 3 { // resolv.conf(5): up to three
			r.Servers = append(r.Servers, netip.AddrPortFrom(ip, uint16(port)))
		}
	}
	return r
}

func (r *Resolver) askSystem(ctx context.Context, a *evidence.Answer) {
	a.Server = "system"
	data, err := r.systemData(ctx, a)
	var dnsErr *net.DNSError
	switch {
	case err == nil, errors.As(err, &dnsErr) && dnsErr.IsNotFound:
		a.RCode = "NOERROR"
		if err != nil && a.Type == "A" {
			// The system does not tell "no such name" from "no such record":
			// a name that has no address of either family counts as missing.
			if any, e := r.system.LookupNetIP(ctx, "ip", a.Name); e != nil && len(any) == 0 {
				a.RCode = "NXDOMAIN"
			}
		}
	default:
		a.Trouble = r.trouble(ctx, err)
		return
	}
	for _, d := range data {
		a.Records = append(a.Records, evidence.Record{Name: a.Name, Type: a.Type, Data: d})
	}
	a.Trouble = trouble(a)
}

func (r *Resolver) systemData(ctx context.Context, a *evidence.Answer) (data []string, err error) {
	switch a.Type {
	case "A", "AAAA":
		network := map[string]string{"A": "ip4", "AAAA": "ip6"}[a.Type]
		ips, err := r.system.LookupNetIP(ctx, network, a.Name)
		for _, ip := range ips {
			data = append(data, ip.Unmap().String())
		}
		return data, err
	case "MX":
		list, err := r.system.LookupMX(ctx, a.Name)
		for _, mx := range list {
			data = append(data, fmt.Sprintf("%d %s", mx.Pref, mx.Host))
		}
		return data, err
	case "TXT":
		return r.system.LookupTXT(ctx, a.Name)
	case "CNAME":
		name, err := r.system.LookupCNAME(ctx, a.Name)
		if err == nil && !strings.EqualFold(name, a.Name) {
			data = []string{name}
		}
		return data, err
	case "PTR":
		ip, ok := reverse(a.Name)
		if !ok {
			return nil, fmt.Errorf("%s is not the reverse name of an address", a.Name)
		}
		return r.system.LookupAddr(ctx, ip.String())
	}
	return nil, fmt.Errorf("the operating system cannot be asked for %s; give --resolver", a.Type)
}

// reverse is the address of a reverse name.
func reverse(name string) (netip.Addr, bool) {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if v4, ok := strings.CutSuffix(name, ".in-addr.arpa"); ok {
		p := strings.Split(v4, ".")
		if len(p) != 4 {
			return netip.Addr{}, false
		}
		ip, err := netip.ParseAddr(p[3] + "." + p[2] + "." + p[1] + "." + p[0])
		return ip, err == nil
	}
	v6, ok := strings.CutSuffix(name, ".ip6.arpa")
	if !ok || len(v6) != 63 {
		return netip.Addr{}, false
	}
	var b strings.Builder
	for i := 62; i >= 0; i -= 2 {
		b.WriteByte(v6[i])
	}
	hex := b.String()
	groups := make([]string, 8)
	for i := range groups {
		groups[i] = hex[4*i : 4*i+4]
	}
	ip, err := netip.ParseAddr(strings.Join(groups, ":"))
	return ip, err == nil
}
