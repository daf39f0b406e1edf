package evidence

import (
	"testing"
	"time"
)

// TestRemains: a letter that may lie in a mailbox is one that was accepted, or
// whose answer was not heard, and that was neither deleted nor sent back.
func TestRemains(t *testing.T) {
	t.Parallel()
	body := func(kind Kind) Trip {
		return Trip{Token: "a", Legs: []Leg{{Name: SendLeg, Sessions: []Session{{Steps: []Step{
			{Stage: StageBody, Trouble: &Trouble{Kind: kind}},
		}}}}}}
	}
	at := time.Unix(1, 0)
	for _, tt := range []struct {
		name string
		trip Trip
		want bool
	}{
		{"accepted", Trip{Token: "a", SentAt: at}, true},
		{"seen, and not deleted", Trip{Token: "a", SentAt: at, Returned: &Letter{}}, true},
		{"deleted", Trip{Token: "a", SentAt: at, Returned: &Letter{}, Deleted: true}, false},
		{"to be kept", Trip{Token: "a", SentAt: at, Keep: true}, false},
		{"sent back", Trip{Token: "a", SentAt: at, Bounce: &Letter{}}, false},
		{"none", Trip{SentAt: at}, false},
		{"no answer to the letter", body(EOF), true},
		{"refused", body(Denied), false},
		{"interrupted before", Trip{Token: "a", Stopped: "interrupted"}, false},
	} {
		if got := tt.trip.Remains(); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
