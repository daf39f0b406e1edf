package leaving

import "testing"

func TestWho(t *testing.T) {
	t.Parallel()
	const goog = `{"syncToken":"1","creationTime":"2026-11-01T00:00:00","prefixes":[{"ipv4Prefix":"34.64.0.0/10"},{"ipv6Prefix":"2600:1900::/28"},{"ipv4Prefix":"8.8.8.0/24"}]}`
	const cloud = `{"syncToken":"1","creationTime":"2026-11-01T00:00:00","prefixes":[{"ipv4Prefix":"34.80.0.0/15","service":"Google Cloud","scope":"asia-east1"}]}`
	withGoog, withBoth := NewGoogle(), NewGoogle()
	for g, files := range map[*Google][]string{withGoog: {goog}, withBoth: {goog, cloud}} {
		for _, text := range files {
			if err := g.AddJSON("file", []byte(text)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name, addr       string
		alone, goog, all How
	}{
		{"mail-wr1-f41.google.com", "209.85.221.41", ByName, ByName, ByName},
		{"MAIL-WR1-F41.Google.com.", "192.0.2.1", ByName, ByName, ByName},
		{"unknown", "209.85.221.41", ByAddress, ByAddress, ByAddress},
		{"", "::ffff:209.85.221.41", ByAddress, ByAddress, ByAddress},
		{"", "2a00:1450:4864:20::52c", ByAddress, ByAddress, ByAddress},
		{"google-proxy-66-249-81-1.google.com", "66.249.81.1", ByAddress, ByAddress, ByAddress},
		{"rate-limited-proxy.google.com", "192.0.2.1", Maybe, Maybe, Maybe},
		{"", "34.80.1.2", nobodys, Maybe, nobodys}, // a customer's machine
		{"2.1.80.34.bc.googleusercontent.com", "34.80.1.2", nobodys, nobodys, nobodys},
		{"", "34.64.1.2", nobodys, Maybe, ByAddress},
		{"", "8.8.8.8", nobodys, Maybe, ByAddress},
		{"", "198.51.100.7", nobodys, nobodys, nobodys},
		{"", "not an address", nobodys, nobodys, nobodys},
	} {
		for i, g := range []*Google{NewGoogle(), withGoog, withBoth} {
			if got, want := g.who([]byte(tt.name), []byte(tt.addr)), []How{tt.alone, tt.goog, tt.all}[i]; got != want {
				t.Errorf("%s [%s], lists %d: %d, want %d", tt.name, tt.addr, i, got, want)
			}
		}
	}
	for _, bad := range []string{"", "[]", "{}", `{"prefixes":[{"ipv4Prefix":"300.1.1.0/8"}]}`} {
		if err := NewGoogle().AddJSON("file", []byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
