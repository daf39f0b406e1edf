package popfetch

import (
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestParseUIDL(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]Item{
		"1 a":                            {N: 1, UIDL: "a", Size: -1},
		"12 000000016b0205f3":            {N: 12, UIDL: "000000016b0205f3", Size: -1},
		"1 a ":                           {N: 1, UIDL: "a", Size: -1},
		"1 " + strings.Repeat("x", 70):   {N: 1, UIDL: strings.Repeat("x", 70), Size: -1},
		"1 " + strings.Repeat("x", 71):   {},
		"":                               {},
		"1":                              {},
		"1 ":                             {},
		"0 a":                            {},
		"-1 a":                           {},
		"+1 a":                           {},
		"1 a b":                          {},
		"1\ta":                           {},
		"x a":                            {},
		"1  a":                           {},
		"1 \x00":                         {},
		"1 ü":                            {},
		"99999999999999999999 a":         {},
		"4294967297 a":                   {},
		"1 \x1b[31m":                     {},
		"000000000000000000000000000001": {},
	} {
		got, err := parseUIDL([]byte(line))
		if got != want || (err == nil) != (want.N != 0) {
			t.Errorf("%q: %+v, %v", line, got, err)
		}
	}
}

// TestBadLinesCostNothing: a list may have millions of lines, none of them right.
func TestBadLinesCostNothing(t *testing.T) { // not parallel: AllocsPerRun is not
	for _, line := range []string{"1 and on", "x y", "1", "99999999999 1", "1 9999999999999999999999"} {
		text := []byte(line)
		if n := testing.AllocsPerRun(100, func() { _, _ = parseSize(text); _, _, _ = number(text) }); n > 0 {
			t.Errorf("%q: %v allocations", line, n)
		}
	}
}

func TestParseSize(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]Item{
		"1 120":                    {N: 1, Size: 120},
		"1 0":                      {N: 1},
		"1 120 more":               {N: 1, Size: 120},
		"1 -1":                     {},
		"1 x":                      {},
		"1 9999999999999999999999": {},
	} {
		got, err := parseSize([]byte(line))
		if got != want || (err == nil) != (want.N != 0) {
			t.Errorf("%q: %+v, %v", line, got, err)
		}
	}
}

func FuzzParseUIDL(f *testing.F) {
	f.Add([]byte("1 a"))
	f.Fuzz(func(t *testing.T, line []byte) {
		if i, err := parseUIDL(line); err == nil && (i.N < 1 || i.UIDL == "" || len(i.UIDL) > 70 || strings.ContainsAny(i.UIDL, " \r\n\x00\x1b")) {
			t.Errorf("%q: %+v", line, i)
		}
	})
}

func FuzzParseSize(f *testing.F) {
	f.Add([]byte("1 120"))
	f.Fuzz(func(t *testing.T, line []byte) {
		if i, err := parseSize(line); err == nil && (i.N < 1 || i.Size < 0) {
			t.Errorf("%q: %+v", line, i)
		}
	})
}
