package main

import (
	"strings"
	"testing"
)

func TestFirstLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want, err string }{
		{"secret\n", "secret", ""},
		{"secret\r\nsecond\r\n", "secret", ""},
		{"secret", "secret", ""},
		{" s p \n", " s p ", ""},
		{"\ufeffsecret\r\n", "secret", ""},
		{"", "", "the first line of FILE is empty"},
		{"\r\nsecret", "", "the first line of FILE is empty"},
		{"\ufeff\n", "", "the first line of FILE is empty"},
		{strings.Repeat("a", maxPassword-1) + "\n", strings.Repeat("a", maxPassword-1), ""},
		{strings.Repeat("a", maxPassword+10), "", "longer than 4096 octets"},
		{"\xff\xfes\x00e\x00", "", "FILE is UTF-16"},
		{"\xfe\xff\x00s\x00e", "", "FILE is UTF-16"},
	} {
		got, err := firstLine(strings.NewReader(c.text), "FILE")
		switch {
		case c.err == "" && (err != nil || got.Reveal() != c.want):
			t.Errorf("%.20q: %q, %v", c.text, got.Reveal(), err)
		case c.err != "" && (err == nil || !strings.Contains(err.Error(), c.err) || strings.Contains(err.Error(), "aaa")):
			t.Errorf("%.20q: %v, want %q", c.text, err, c.err)
		}
	}
}
