package job

import (
	"context"
	"slices"

	"harness/client/evidence"
	"harness/client/lookup"
)

// listed adds to a trip whose login was refused where the hosting company lists
// the mailbox, and the addresses of that server.
func (s *Subject) listed(ctx context.Context, trip *evidence.Trip) {
	if s.req.Home == nil || !slices.ContainsFunc(trip.Legs, func(l evidence.Leg) bool { return loginRefused(l.Sessions) }) {
		return
	}
	homes, err := s.req.Home(ctx, trip.Address)
	if err != nil {
		s.req.warn("inventory", err)
		return
	}
	ask := lookup.New(s.options.Resolver).Within(s.options.Timeout)
	for _, h := range homes {
		trip.Homes = append(trip.Homes, h)
		for _, typ := range []string{"A", "AAAA"} {
			trip.DNS = append(trip.DNS, ask.Ask(ctx, h.Host, typ))
		}
	}
}
