package hasty

import (
	"testing"
	"time"
)

func TestHasty(t *testing.T) {
	began := time.Now()
	if time.Since(began) > time.Second {
		t.Error("slow")
	}
	if took := time.Since(began); took > time.Second {
		t.Error("slow")
	}
	best := time.Hour
	best = min(best, time.Since(began))
	if time.Second < best {
		t.Error("slow")
	}
	t.Log(time.Since(began))
}
