package sender

import (
	"bytes"
	"strings"
	"testing"

	"harness/client/evidence"
)

// TestLargeMail: of a mail that is not looked at whole, or whose header would cost
// more than any mail's, the way is read, and its signature is not judged.
func TestLargeMail(t *testing.T) {
	t.Parallel()
	head := "Received: from a.example (b [203.0.113.1]) by c\r\nFrom: <a@shop.example>\r\n"
	for name, c := range map[string]struct {
		raw   string
		whole bool
	}{
		"usual":  {head + "\r\nx", true},
		"large":  {head + "\r\n" + strings.Repeat("x", MaxMail), false},
		"folded": {head + "X: a\r\n" + strings.Repeat(" b\r\n", 100_000) + "\r\nx", false},
	} {
		s := &evidence.Sender{}
		read(s, []byte(c.raw))
		if s.Whole != c.whole || s.IP.String() != "203.0.113.1" || s.From != "shop.example" {
			t.Errorf("%s: %v %s %s", name, s.Whole, s.IP, s.From)
		}
		if !bytes.HasPrefix([]byte(c.raw), s.Mail.Raw) || len(s.Mail.Raw) > MaxMail {
			t.Errorf("%s: %d bytes are kept", name, len(s.Mail.Raw))
		}
	}
}
