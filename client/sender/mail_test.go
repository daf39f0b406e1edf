package sender

import (
	"net/netip"
	"testing"

	"harness/client/evidence"
)

func TestArrival(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]struct{ helo, ip string }{
		"from sv1234.xserver.jp (sv1234.xserver.jp [203.0.113.12])\r\n\tby mx.google.com with ESMTPS": {"sv1234.xserver.jp", "203.0.113.12"},
		"from localhost (localhost [127.0.0.1]) by sv1234.xserver.jp":                                 {"", ""},
		"from [192.168.0.2] by sv1234.xserver.jp":                                                     {"", ""},
		"from a.example ([IPv6:2001:db8::1]) by b.example":                                            {"a.example", "2001:db8::1"},
		"by b.example [203.0.113.12] (Postfix)":                                                       {"", ""},
		"from evil by me [203.0.113.9]":                                                               {"", ""},
	} {
		helo, ip := arrival(line)
		if text := ip.String(); helo != want.helo || text != want.ip && !(want.ip == "" && !ip.IsValid()) {
			t.Errorf("%q: %q %s", line, helo, ip)
		}
	}
}

func TestRefusedIP(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"550-5.7.26  SPF [customer.test] with ip: [198.51.100.25] = did not pass":                                                                         "198.51.100.25",
		"550-5.7.1 [203.0.113.7      19] Gmail has detected that this message":                                                                            "203.0.113.7",
		"550-5.7.25 [2001:db8::7] The IP address sending this message":                                                                                    "2001:db8::7",
		"<a@gmail.com>: host gmail-smtp-in.l.google.com[142.250.102.26] said:\n    550-5.7.26 SPF [a.example] with ip:\n    [203.0.113.8] = Did not pass": "203.0.113.8",
		"host mx.example[203.0.113.9] said: 550 no":                                                                                                       "",
	} {
		got := RefusedIP(said)
		if want == "" && got.IsValid() || want != "" && got != netip.MustParseAddr(want) {
			t.Errorf("%q: %s", said, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Received: from a (b [203.0.113.1]) by c\r\nFrom: <a@b.test>\r\n\r\nx"))
	f.Add([]byte("Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; a\r\n\r\nStatus: 5.7.26\r\nDiagnostic-Code: smtp; 550 [203.0.113.1]\r\n\r\n--x--\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := &evidence.Sender{}
		read(s, raw)
		if s.IP.IsValid() && (s.IP.IsLoopback() || s.IP.IsPrivate()) {
			t.Errorf("%s", s.IP)
		}
	})
}
