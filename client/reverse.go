package client

import (
	"context"
	"net/netip"
	"slices"

	"harness/client/evidence"
)

// reverse asks for the names of the addresses at which a certificate was
// refused: one of them may be the name to type. The answers are evidence alone,
// and stand with the others.
func (t *trip) reverse(ctx context.Context, legs []evidence.Leg) {
	var asked []netip.Addr
	for _, l := range legs {
		for i := range l.Sessions {
			s := &l.Sessions[i]
			st := s.Step(evidence.StageTLS)
			ip := s.Addr.Addr().Unmap()
			if st == nil || st.TLS == nil || !st.TLS.Refused || !ip.IsValid() || slices.Contains(asked, ip) || len(asked) == reverseMost {
				continue
			}
			asked = append(asked, ip)
			t.plan.Extra(ctx, evidence.ReverseName(ip), "PTR")
		}
	}
}

// reverseMost is how many addresses are asked about.
const reverseMost = 4
