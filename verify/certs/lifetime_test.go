package certs

import (
	"testing"
	"time"
)

// The shares of a lifetime, their upper bounds, and what overrides them.
func TestMargins(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	given := func(d time.Duration) *time.Duration { return &d }
	at := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		life, left time.Duration
		m          Margins
		want       Expiry
	}{
		{90 * day, 60 * day, Margins{}, Lasting},
		{90 * day, 21 * day, Margins{}, Lasting}, // at most 21 days, and not on the day
		{90 * day, 21*day - 1, Margins{}, EndsSoon},
		{90 * day, 7 * day, Margins{}, EndsSoon},
		{90 * day, 7*day - 1, Margins{}, EndsNow},
		{365 * day, 30 * day, Margins{}, Lasting},
		{47 * day, 12 * day, Margins{}, Lasting}, // a quarter: 11.75 days
		{47 * day, 11 * day, Margins{}, EndsSoon},
		{47 * day, 4 * day, Margins{}, EndsNow}, // a tenth: 4.7 days
		{6 * day, 2 * day, Margins{}, Lasting},
		{6 * day, 35 * time.Hour, Margins{}, EndsSoon},
		{6 * day, 14 * time.Hour, Margins{}, EndsNow},
		{6 * day, 1, Margins{}, EndsNow},
		{6 * day, 0, Margins{}, Ended},
		{90 * day, -day, Margins{}, Ended},
		{90 * day, 60 * day, Margins{Warn: given(60 * day)}, EndsSoon},
		{90 * day, 20 * day, Margins{Warn: given(0)}, Lasting},
		{90 * day, 6 * day, Margins{Warn: given(0)}, EndsNow},
		{90 * day, 6 * day, Margins{Crit: given(0)}, EndsSoon},
		{90 * day, 6 * day, Margins{Warn: given(0), Crit: given(0)}, Lasting},
		{90 * day, 30 * day, Margins{Crit: given(30 * day)}, EndsNow},
		{90 * day, -day, Margins{Warn: given(0), Crit: given(0)}, Ended},
	} {
		l := Lifetime{NotBefore: at.Add(test.left - test.life), NotAfter: at.Add(test.left)}
		if got := test.m.of(l, at); got != test.want {
			t.Errorf("%v of %v left, %+v: %q, want %q", test.left, test.life, test.m, got, test.want)
		}
	}
	for d, want := range map[time.Duration]int{0: 0, day - 1: 0, day: 1, 36 * time.Hour: 1, -1: -1, -day: -1, -day - 1: -2} {
		if got := days(d); got != want {
			t.Errorf("%v: %d days, want %d", d, got, want)
		}
	}
}

// The first to end counts, of those that end soon; after an end, none does.
func TestEndsFirst(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	l := func(days int, e Expiry) Lifetime { return Lifetime{NotAfter: at.AddDate(0, 0, days), Expiry: e} }
	for _, test := range []struct {
		list []Lifetime
		want int
	}{
		{nil, -1},
		{[]Lifetime{l(60, Lasting), l(900, Lasting)}, -1},
		{[]Lifetime{l(15, EndsSoon), l(900, Lasting)}, 0},
		{[]Lifetime{l(15, EndsSoon), l(10, EndsSoon)}, 1},
		{[]Lifetime{l(15, EndsSoon), l(-3, Ended)}, -1},
	} {
		got := EndsFirst(test.list)
		if test.want < 0 && got != nil || test.want >= 0 && got != &test.list[test.want] {
			t.Errorf("%+v: %+v", test.list, got)
		}
	}
}

// What is no certificate has no dates, and keeps its place.
func TestLifetimesOfNonsense(t *testing.T) {
	t.Parallel()
	got := Lifetimes([][]byte{[]byte("no certificate"), nil}, time.Now(), Margins{})
	if len(got) != 2 || !got[0].NotAfter.IsZero() || got[0].Expiry != Lasting || got[1].DaysLeft != 0 {
		t.Errorf("%+v", got)
	}
}
