package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

const (
	hostileHead = "From: Taro <taro@nippon-kigyou.test>\r\nTo: support@hoster.test\r\nSubject: trouble\r\nMIME-Version: 1.0\r\n"
	hostileSaid = "TLS Negotiation failed, the certificate doesn't match the host.\r\nSMTP server: smtp.nippon-kigyou.test port 587 TLS\r\n"
	hostileBody = "Content-Type: text/plain; charset=utf-8\r\n\r\n" + hostileSaid
	attachment  = "--a\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
	mixed       = hostileHead + "Content-Type: multipart/mixed; boundary=a\r\n\r\n"
)

// hostile are mails and pastes that ask for more work than any customer's: a
// beginning, what is repeated until there are enough bytes, and an end.
func hostile() map[string][3]string {
	r := rand.New(rand.NewPCG(11, 6))
	noise := make([]byte, 57*100)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	var encoded strings.Builder
	for line := range bytes.Lines([]byte(base64.StdEncoding.EncodeToString(noise))) {
		for ; len(line) > 76; line = line[76:] {
			encoded.Write(append(line[:76:76], "\r\n"...))
		}
	}
	out := map[string][3]string{
		"attachment":          {mixed + "--a\r\n" + hostileBody + attachment, encoded.String(), "--a--\r\n"},
		"attachment first":    {mixed + attachment, encoded.String(), "--a\r\n" + hostileBody + "--a--\r\n"},
		"text in base64":      {hostileHead + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n", encoded.String(), ""},
		"quoted-printable":    {hostileHead + "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", strings.Repeat("=E3=81=82", 8) + "=\r\n", ""},
		"HTML":                {hostileHead + "Content-Type: text/html\r\n\r\n", "<p><b>smtp.customer.test</b>&nbsp;587</p>", ""},
		"header lines":        {hostileHead, "X-Header: of a line that says nothing at all\r\n", "\r\n" + hostileSaid},
		"Received lines":      {hostileHead, "Received: from a.example (b [203.0.113.7]) by c.example; Tue\r\n", "\r\n" + hostileSaid},
		"a folded field":      {hostileHead + "X-Folded: a\r\n", " b\r\n", "\r\n" + hostileSaid},
		"parts":               {mixed, "--a\r\nContent-Type: text/plain\r\n\r\nx\r\n", "--a--\r\n"},
		"a part in a part":    {mixed, "--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n", hostileSaid},
		"forwards":            {hostileHead, "Content-Type: message/rfc822\r\n\r\n", hostileBody},
		"boundaries":          {mixed, "--a", ""},
		"one line":            {hostileSaid, "x", "\r\n" + hostileSaid},
		"words":               {"", hostileSaid, ""},
		"line ends":           {"", "\r\n", ""},
		"tags":                {hostileSaid, "<a", ""},
		"entities":            {hostileSaid, "&amp", ""},
		"encoded bytes":       {hostileSaid, "=41", ""},
		"citations":           {hostileSaid, "> ", ""},
		"zeros":               {"", "\x00", ""},
		"escapes":             {"\x1b$B", "\x1b$B", ""},
		"noise":               {"", string(noise), ""},
		"UTF-16":              {"\xff\xfe", "s\x00m\x00t\x00p\x00.\x00", ""},
		"a delivery report":   {hostileHead + "Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.nippon-kigyou.test\r\n\r\nStatus: 5.7.26\r\nDiagnostic-Code: smtp; 550-5.7.26 unauthenticated\r\n\r\n--a\r\nContent-Type: message/rfc822\r\n\r\n" + hostileHead, encoded.String(), "\r\n--a--\r\n"},
		"a log":               {"", "Nov 24 10:00:00 mx postfix/smtp[1]: A: to=<a@gmail.com>, status=deferred\r\n", ""},
		"signatures":          {strings.Repeat("DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=k; c=relaxed/relaxed; h=from; bh=AAAA; b=AAAA\r\n", 50) + mixed, encoded.String(), ""},
		"5,000 levels":        {hostileHead + levels(5000) + hostileBody, " ", ""},
		"5,000 levels, whole": {hostileHead + levels(5000) + hostileBody, " ", closed(5000)},
	}
	for _, name := range charsets {
		for form, text := range map[string]string{"noise": string(noise), "escapes": "\x1b$B", "lead bytes": "\x81", "shifts": "~{+/v8-"} {
			encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat(text, 57*3/len(text)+3))[:57*3])
			out[name+" "+form] = [3]string{hostileHead + "Content-Type: text/plain; charset=" + name + "\r\nContent-Transfer-Encoding: base64\r\n\r\n", encoded + "\r\n", ""}
		}
	}
	return out
}

// charsets are names that a mail may declare: all kinds that have shifts, escapes
// or several bytes to a letter, and some that nobody knows.
var charsets = []string{
	"utf-7", "utf-16", "utf-16le", "utf-16be", "iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "hz-gb-2312", "gb18030", "gbk", "big5", "euc-kr", "euc-jp", "shift_jis",
	"x-user-defined", "replacement", "ibm866", "windows-874", "x-mac-cyrillic", "iso-8859-8-i", "none",
}

func levels(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=\"b%d\"\r\n\r\n--b%[1]d\r\n", i)
	}
	return b.String()
}

func closed(n int) string {
	var b strings.Builder
	for i := n - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "\r\n--b%d--\r\n", i)
	}
	return b.String()
}

// of is a hostile text of at least size bytes.
func of(parts [3]string, size int) io.Reader {
	repeated := &again{text: parts[1]}
	return io.MultiReader(strings.NewReader(parts[0]), io.LimitReader(repeated, int64(max(0, size-len(parts[0])))), strings.NewReader(parts[2]))
}

// again says one text without end.
type again struct {
	text string
	at   int
}

func (r *again) Read(p []byte) (n int, err error) {
	for n < len(p) {
		c := copy(p[n:], r.text[r.at:])
		n, r.at = n+c, (r.at+c)%len(r.text)
	}
	return n, nil
}

// TestHostileInputs gives mails and pastes of hostileSize bytes to the commands
// that read them: each ends with a verdict or a question.
func TestHostileInputs(t *testing.T) {
	t.Parallel()
	var figures hostileFigures
	for name, parts := range hostile() {
		for _, args := range hostileCommands {
			if !hostileTaken(name) {
				continue
			}
			code, said := figures.run(t, name, args, of(parts, hostileSize))
			if code < 0 || code > int(exitUndecided) || strings.Contains(said, "goroutine ") {
				t.Errorf("%s: %s: exit %d\n%s", name, args, code, said)
			}
			if long := "the lines that tell something"; strings.Contains(said, long) == strings.Contains(args, "--mail") {
				t.Errorf("%s: %s: that it is long should be said, and is a fault of --mail alone:\n%s", name, args, said)
			}
		}
	}
	figures.tell(t)
}
