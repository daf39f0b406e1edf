package paste

import (
	"net/netip"
	"strings"
	"testing"
	"unicode/utf8"

	"harness/client/hostname"
)

// FuzzRead: whatever a customer writes, what is read of settings are host names,
// addresses and ports that somebody can type, out of the text itself.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"SMTP server: smtp.shop.example\nPort: 587\nUsername: info@shop.example\nPassword: hunter2",
		"送信サーバー smtp.shop.example、ポート 465（SSL）。受信サーバー pop.shop.example:995 で info@shop.example を使っています。",
		"> POP server: ＰＯＰ．shop.example\n> 110\nReceived: from a (b.example [203.0.113.1]) by c.example\n",
		"TLS Negotiation failed, the certificate doesn't match the host.\nCN=*.hoster.example, SAN: DNS:hoster.example",
		"POP server 0.0.0.0", // an address may be typed, too
		"From: a@b.example\r\nTo: c@d.example\r\n\r\nserver = [::1]:25 \u202e \x1b[31m user=<x> pass=\"y z\"",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		for _, s := range Read(text).Subjects {
			for _, d := range []Dialog{s.Send, s.Fetch} {
				if _, err := netip.ParseAddr(d.Host); err != nil && d.Host != "" && !hostname.Is(d.Host) {
					t.Errorf("host %q", d.Host)
				}
				if !utf8.ValidString(d.User + d.Typed) {
					t.Errorf("%q, %q", d.User, d.Typed)
				}
			}
		}
	})
}
