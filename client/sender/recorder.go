package sender

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/lookup"
)

// recorder is a resolver for the libraries that puts every answer into the
// record. No question goes anywhere else.
type recorder struct {
	ctx      context.Context
	resolver *lookup.Resolver
	log      lookup.Log
}

func (r *recorder) ask(name, typ string) evidence.Answer {
	return r.log.Ask(r.ctx, r.resolver, name, typ)[0]
}

// failure is the error that the libraries understand.
func failure(a evidence.Answer) error {
	if a.Trouble == nil {
		return nil
	}
	notFound := a.Trouble.Kind == evidence.NoSuchHost || a.Trouble.Kind == evidence.NoAddress
	return &net.DNSError{Err: a.Trouble.Detail, Name: a.Name, Server: a.Server, IsNotFound: notFound, IsTemporary: !notFound}
}

// LookupTXT is for spf.DNSResolver.
func (r *recorder) LookupTXT(_ context.Context, name string) ([]string, error) {
	a := r.ask(name, "TXT")
	return data(a), failure(a)
}

// LookupMX is for spf.DNSResolver.
func (r *recorder) LookupMX(_ context.Context, name string) ([]*net.MX, error) {
	a := r.ask(name, "MX")
	var list []*net.MX
	for _, d := range data(a) {
		pref, host, _ := strings.Cut(d, " ")
		if n, err := strconv.ParseUint(pref, 10, 16); err == nil {
			list = append(list, &net.MX{Host: host, Pref: uint16(n)})
		}
	}
	return list, failure(a)
}

// LookupIPAddr is for spf.DNSResolver.
func (r *recorder) LookupIPAddr(_ context.Context, host string) ([]net.IPAddr, error) {
	a, b := r.ask(host, "A"), r.ask(host, "AAAA")
	var list []net.IPAddr
	for _, ip := range lookup.Addresses(a, b) {
		list = append(list, net.IPAddr{IP: net.IP(ip.AsSlice())})
	}
	if len(list) > 0 {
		return list, nil
	}
	if err := failure(a); err != nil {
		return nil, err
	}
	return nil, failure(b)
}

// LookupAddr is for spf.DNSResolver.
func (r *recorder) LookupAddr(_ context.Context, addr string) ([]string, error) {
	ip, err := netip.ParseAddr(addr)
	if err != nil {
		return nil, fmt.Errorf("reverse look-up: %w", err)
	}
	a := r.ask(lookup.ReverseName(ip), "PTR")
	return data(a), failure(a)
}

// data are the records of the type that was asked for.
func data(a evidence.Answer) []string {
	var list []string
	for _, rec := range a.Records {
		if rec.Type == a.Type {
			list = append(list, rec.Data)
		}
	}
	return list
}
