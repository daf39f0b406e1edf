package lookup

import (
	"context"
	"net"
	"net/netip"

	"harness/client/evidence"
)

// Recorder answers a library's questions as a *net.Resolver would, through a
// Resolver, and records every answer. It fits blitiri.com.ar/go/spf.
type Recorder struct {
	Log      *Log
	Resolver *Resolver
}

// failure is an answer as the net package's users expect it.
func failure(a evidence.Answer) error {
	if a.Trouble == nil {
		return nil
	}
	notFound := a.Trouble.Kind == evidence.NoSuchHost || a.Trouble.Kind == evidence.NoAddress
	return &net.DNSError{
		Err: a.Trouble.Detail, Name: a.Name, Server: a.Server,
		IsNotFound: notFound, IsTemporary: !notFound,
	}
}

func (r Recorder) ask(ctx context.Context, name, typ string) ([]string, error) {
	a := r.Log.Ask(ctx, r.Resolver, name, typ)[0]
	list := []string{}
	for _, rec := range a.Records {
		if rec.Type == typ {
			list = append(list, rec.Data)
		}
	}
	return list, failure(a)
}

// LookupTXT gives each record with its strings joined.
func (r Recorder) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return r.ask(ctx, name, "TXT")
}

// LookupMX gives the hosts as served.
func (r Recorder) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	a := r.Log.Ask(ctx, r.Resolver, name, "MX")[0]
	list := []*net.MX{}
	for _, rec := range a.Records {
		if pref, host, ok := rec.MX(); ok {
			list = append(list, &net.MX{Host: host, Pref: pref})
		}
	}
	return list, failure(a)
}

// LookupIPAddr gives addresses, IPv4 first.
func (r Recorder) LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error) {
	answers := r.Log.Ask(ctx, r.Resolver, host, "A", "AAAA")
	list := []net.IPAddr{}
	for _, ip := range evidence.Addresses(host, answers) {
		list = append(list, net.IPAddr{IP: ip.AsSlice()})
	}
	if len(list) > 0 {
		return list, nil
	}
	return nil, failure(evidence.Answer{Name: host, Trouble: evidence.Lacking(host, answers)})
}

// LookupAddr gives the names of an address.
func (r Recorder) LookupAddr(ctx context.Context, addr string) ([]string, error) {
	ip, err := netip.ParseAddr(addr)
	if err != nil {
		return nil, &net.DNSError{Err: err.Error(), Name: addr, IsNotFound: true}
	}
	return r.ask(ctx, evidence.ReverseName(ip), "PTR")
}
