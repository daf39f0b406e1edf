package client

import (
	"context"
	"testing"
	"time"
)

// TestInterruptedAnywhere: whenever the trip is interrupted, the other mail
// stays, and the letter does not.
func TestInterruptedAnywhere(t *testing.T) {
	t.Parallel()
	for i := range 40 {
		delay := time.Duration(i) * 500 * time.Microsecond
		t.Run(delay.String(), func(t *testing.T) {
			t.Parallel()
			m := &mailbox{}
			m.put("Subject: old\r\n\r\nold\r\n", "Subject: older\r\n\r\nold\r\n")
			s := serve(t, m.smtp(nil), m.pop(nil))
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			timer := time.AfterFunc(delay, cancel)
			defer timer.Stop()
			trip := s.run(t, ctx, options())
			left := m.all()
			if len(left) != 2 || left[0].uidl != "u1" || left[1].uidl != "u2" {
				t.Errorf("left: %d, stopped %q, sent %v, deleted %v", len(left), trip.Stopped, trip.Sent != nil, trip.Deleted)
			}
		})
	}
}
