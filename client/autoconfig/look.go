package autoconfig

import (
	"cmp"
	"context"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"

	"harness/client"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/hostname"
)

// Question is whose settings are wanted.
type Question struct {
	Options client.Options // how servers are reached; Roots must be there
	Domain  string         // normalised
	Address string         // that web servers are told, as mail programs tell theirs
	Profile []byte         // a .mobileconfig that the host hands out; nil: none
	Name    string         // of the profile, for people
}

// Look asks for everything that the domain itself publishes: some ten requests at
// most to its web servers and to that of the domain that its MX lies in, each of
// a few seconds, and eight questions to DNS. Thunderbird's database belongs to
// somebody else and is not asked.
func Look(ctx context.Context, q Question) (evidence.Published, error) {
	if q.Options.Roots == nil {
		return evidence.Published{}, client.ErrNoRoots
	}
	if q.Options.Pacer == nil {
		q.Options.Pacer = new(dial.Pacer)
	}
	l := &looker{q: q, plan: q.Options.Plan(nil)}
	out := evidence.Published{Domain: q.Domain, Address: q.Address}
	services, discover, mx := l.records(ctx)
	for _, p := range webPlaces(q.Domain, mx, hostname.Registrable) {
		out.Sources = append(out.Sources, source(p.name, p.at))
	}
	out.Sources = append(out.Sources, discover, services)
	var wg sync.WaitGroup
	for i := range out.Sources {
		switch src := &out.Sources[i]; {
		case src.Source == evidence.SourceDatabase, src.Source == evidence.SourceSRV, src.Seen != evidence.SeenUnasked:
		default:
			wg.Go(func() { l.web(ctx, src) })
		}
	}
	wg.Wait()
	if q.Profile != nil {
		src := source(evidence.SourceProfile, q.Name)
		src.Seen = evidence.SeenUnreadable
		if list, err := profile(q.Profile); err == nil {
			src.Seen, src.Settings = evidence.SeenSettings, list
		}
		out.Sources = append(out.Sources, src)
	}
	for _, a := range l.plan.Answers() { // addresses stand in the hops
		if a.Type == "SRV" || a.Type == "MX" {
			out.DNS = append(out.DNS, a)
		}
	}
	return out, ctx.Err()
}

// Own are the settings in the document that the domain itself publishes at its
// own web servers, inside TLS and with a certificate that passes; two requests at
// most. What redirections lead to is the domain's word. trouble: none was found,
// and it may be our side or the moment.
func Own(ctx context.Context, q Question) (list []evidence.Setting, trouble *evidence.Trouble) {
	if q.Options.Pacer == nil {
		q.Options.Pacer = new(dial.Pacer)
	}
	l := &looker{q: q, plan: q.Options.Plan(nil)}
	for _, p := range webPlaces(q.Domain, "", hostname.Registrable)[:2] {
		src := source(p.name, p.at)
		l.web(ctx, &src)
		switch src.Seen {
		case evidence.SeenSettings:
			return src.Settings, nil
		case evidence.SeenFailed:
			trouble = &evidence.Trouble{Kind: evidence.Timeout, Detail: p.at + ": " + src.Detail}
		}
	}
	return nil, trouble
}

func source(name evidence.SourceName, at string) evidence.Source {
	return evidence.Source{Source: name, At: at, Seen: evidence.SeenUnasked, Hops: []evidence.Hop{}, Settings: []evidence.Setting{}}
}

// web asks one web server.
func (l *looker) web(ctx context.Context, src *evidence.Source) {
	switch src.Source {
	case evidence.SourceAutodiscoverHTTP:
		l.redirected(ctx, src)
	case evidence.SourceAutodiscover, evidence.SourceAutodiscoverRoot, evidence.SourceAutodiscoverSRV:
		l.discover(ctx, src, src.At)
	default:
		a := l.ask(ctx, src, src.At+"?emailaddress="+l.q.Address, "")
		settle(src, a, func(r io.Reader) ([]evidence.Setting, error) { return parse(r, l.q.Domain) })
	}
}

// discover is autodiscover's question; an answer may send on to another place.
func (l *looker) discover(ctx context.Context, src *evidence.Source, at string) {
	for range 2 {
		var d discovered
		a := l.ask(ctx, src, at, request(l.q.Address))
		settle(src, a, func(r io.Reader) (_ []evidence.Setting, err error) {
			d, err = parseAutodiscover(r)
			return d.settings, err
		})
		if src.Seen != evidence.SeenSettings || len(src.Settings) > 0 {
			return
		}
		at = d.redirect
	}
	src.Seen, src.Detail = evidence.SeenUnreadable, "it sends from one place to the next"
}

// redirected is the question in clear, of which only a redirection counts.
func (l *looker) redirected(ctx context.Context, src *evidence.Source) {
	u := src.At
	hop, a := l.first(ctx, u)
	src.Hops = append(src.Hops, hop)
	switch {
	case a == nil:
		settle(src, nil, nil)
	case !strings.HasPrefix(strings.ToLower(a.location), "https://"):
		src.Seen = evidence.SeenNothing
	default:
		l.discover(ctx, src, a.location)
	}
}

// records are what DNS has: the servers of RFC 6186, autodiscover's, and the best
// MX.
func (l *looker) records(ctx context.Context) (services, discover evidence.Source, mx string) {
	list := append(evidence.Services(), evidence.Service{Label: "_autodiscover._tcp."})
	answers := make([]evidence.Answer, len(list)+1)
	var wg sync.WaitGroup
	for i, s := range list {
		wg.Go(func() { answers[i] = l.plan.Records(ctx, s.Label+l.q.Domain, "SRV")[0] })
	}
	wg.Go(func() { answers[len(list)] = l.plan.Records(ctx, l.q.Domain, "MX")[0] })
	wg.Wait()
	services = source(evidence.SourceSRV, l.q.Domain)
	services.Seen = evidence.SeenNothing
	discover = source(evidence.SourceAutodiscoverSRV, "_autodiscover._tcp."+l.q.Domain)
	discover.Seen = evidence.SeenNothing
	for i, s := range list {
		a := answers[i]
		if a.Trouble != nil && a.Trouble.Kind != evidence.NoSuchHost && a.Trouble.Kind != evidence.NoAddress {
			src := &services
			if s.Proto == "" {
				src = &discover
			}
			src.Seen, src.Detail = evidence.SeenFailed, a.Trouble.Detail
			continue
		}
		for _, srv := range targets(a) {
			if s.Proto == "" {
				discover.Seen = evidence.SeenUnasked
				discover.At = "https://" + net.JoinHostPort(srv.Target, strconv.Itoa(int(srv.Port))) + atAutodiscover
				break
			}
			services.Settings = append(services.Settings, evidence.Setting{Proto: s.Proto, Host: srv.Target, Port: srv.Port, Security: s.Security})
		}
	}
	if len(services.Settings) > 0 {
		services.Seen = evidence.SeenSettings
	}
	return services, discover, bestMX(answers[len(list)])
}

// targets are the hosts of an answer of SRV records, the best first (RFC 2782);
// "." says that the service is not there.
func targets(a evidence.Answer) []evidence.SRV {
	var list []evidence.SRV
	for _, r := range a.Own() {
		srv, ok := r.SRV()
		host, err := hostname.Normal(srv.Target)
		if ok && err == nil && srv.Target != "." && srv.Port != 0 {
			srv.Target = host
			list = append(list, srv)
		}
	}
	slices.SortStableFunc(list, func(a, b evidence.SRV) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(b.Weight, a.Weight))
	})
	return list[:min(len(list), 4)]
}

func bestMX(a evidence.Answer) string {
	best, mx := uint16(0), ""
	for _, r := range a.Own() {
		pref, host, ok := r.MX()
		if host, err := hostname.Normal(host); ok && err == nil && (mx == "" || pref < best) {
			best, mx = pref, host
		}
	}
	return mx
}
