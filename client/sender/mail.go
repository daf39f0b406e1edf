package sender

import (
	"bufio"
	"bytes"
	"io"
	"net/mail"
	"net/netip"
	"net/textproto"
	"regexp"
	"strings"
	"sync"

	"harness/client/evidence"
	"harness/client/evidence/parts"
	"harness/client/hostname"
	"harness/client/letter"
)

// read takes from a mail what it says about its way: the address that it left
// from, the greeting, the envelope sender, the From line; of a delivery report
// what was refused and why.
func read(s *evidence.Sender, raw []byte) {
	whole := len(raw) <= MaxMail
	raw = crlf(raw[:min(len(raw), MaxMail)])
	s.Mail = &evidence.Letter{Raw: raw, Size: int64(len(raw))}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return
	}
	if d, ok := letter.ReadDelivery(raw); ok {
		report(s, d)
		return
	}
	s.Whole = whole && parts.Plain(raw)
	s.MailFrom = address(m.Header.Get("Return-Path"))
	if d := hostname.OfAddress(address(m.Header.Get("From"))); d != "" {
		s.From = ascii(d)
	}
	for _, line := range m.Header["Received"] {
		if helo, ip := arrival(line); ip.IsValid() {
			s.Helo, s.IP, s.IPFrom = helo, ip, "mail"
			return
		}
	}
}

// report takes from a delivery report the words of the refusal, and whose mail it
// was.
func report(s *evidence.Sender, d letter.Delivery) {
	r := d.Record()
	r.Reporting, r.RemoteMTA, r.Status, r.Diagnostic = oneLine(r.Reporting), oneLine(r.RemoteMTA), oneLine(r.Status), evidence.Bytes(oneLine(d.Diagnostic))
	s.Bounce = &r
	if h, err := header(d.Original); h != nil && (err == nil || err == io.EOF) {
		if from := hostname.OfAddress(address(h.Get("From"))); from != "" {
			s.From = ascii(from)
		}
		s.MailFrom = address(h.Get("Return-Path"))
	}
	if ip := RefusedIP(string(r.Diagnostic)); ip.IsValid() {
		s.IP, s.IPFrom, s.Helo = ip, "bounce", r.Reporting
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func header(text []byte) (textproto.MIMEHeader, error) {
	text = append(bytes.TrimLeft(text, "\r\n"), "\r\n\r\n"...)
	return textproto.NewReader(bufio.NewReader(bytes.NewReader(text))).ReadMIMEHeader()
}

var (
	fromIP   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\[(?:IPv6:)?([0-9a-fA-F.:]+)\]`) })
	fromName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^\s*from\s+([^\s()\[\]]+)`) })
	// In Gmail's refusals: "SPF [shop.example] with ip: [203.0.113.7]", and
	// "550-5.7.1 [203.0.113.7      19] Our system has detected". Addresses in
	// other brackets are those of the receiving server.
	gmailSays = sync.OnceValue(func() []*regexp.Regexp {
		return []*regexp.Regexp{
			regexp.MustCompile(`(?i)\bip:?\s*=?\s*\[([0-9a-fA-F.:]+)\]`),
			regexp.MustCompile(`\b[45]\.\d{1,3}\.\d{1,3}\s+\[([0-9a-fA-F.:]+)(?:\s+\d+)?\]`),
		}
	})
)

// arrival reads a Received line: who handed the mail over, and from where.
// Lines of the way inside a house, from private addresses, say nothing.
func arrival(line string) (helo string, ip netip.Addr) {
	line = strings.Join(strings.Fields(line), " ")
	if !strings.HasPrefix(strings.ToLower(line), "from ") {
		return "", netip.Addr{}
	}
	head, _, _ := strings.Cut(line, " by ")
	m := fromIP().FindStringSubmatch(head)
	if m == nil {
		return "", netip.Addr{}
	}
	ip, err := netip.ParseAddr(m[1])
	if err != nil || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() {
		return "", netip.Addr{}
	}
	if n := fromName().FindStringSubmatch(head); n != nil {
		helo = strings.ToLower(n[1])
	}
	return helo, ip.Unmap()
}

// RefusedIP is the address that Gmail names in a refusal as the one that the
// mail came from; the zero Addr: none.
func RefusedIP(said string) netip.Addr {
	for _, says := range gmailSays() {
		for _, m := range says.FindAllStringSubmatch(said, 8) {
			if ip, err := netip.ParseAddr(m[1]); err == nil && !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsUnspecified() {
				return ip.Unmap()
			}
		}
	}
	return netip.Addr{}
}

// address is the mail address in a header field, "" if there is none.
func address(field string) string {
	if a, err := mail.ParseAddress(field); err == nil {
		return a.Address
	}
	return ""
}

func ascii(domain string) string {
	if a, err := hostname.Normal(domain); err == nil {
		return a
	}
	return domain
}

// crlf gives a mail that was saved with bare line feeds its line ends back; a
// signature counts them.
func crlf(raw []byte) []byte {
	if bytes.Contains(raw, []byte("\r\n")) {
		return bytes.Clone(raw)
	}
	return bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
}
