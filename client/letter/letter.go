// Package letter writes the test message and knows it again when it comes
// back. It is pure: no network, no clock.
package letter

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"

	"harness/client/account"
)

// Spec is what a letter is made of.
type Spec struct {
	From, To account.Mailbox
	Token    string // 32 hex digits
	Sent     time.Time
	Torture  bool
}

const text = `This is a test letter. It was sent to check that this mailbox can send and
receive. It was written by a program; please do not answer.
It may be deleted at any time.

これはテスト用のメールです。このメールボックスで送信と受信ができることを
確認するために、プログラムから自動で送信されました。返信は不要です。
いつ削除しても問題ありません。
`

// Write makes the letter, with CRLF line ends and no line over 998 octets
// (RFC 5322 section 2.1.1). The order of the header fields is that of a
// message sent by Gmail's "Send mail as".
func Write(s Spec) []byte {
	body := []byte(strings.ReplaceAll(text, "\n", "\r\n"))
	contentType, encoding, wire := "text/plain; charset=UTF-8", "quoted-printable", quoted(body)
	hash := sha256.Sum256(body)
	if s.Torture {
		contentType, encoding, wire = tortured(s.Token, body)
		hash = sha256.Sum256(append(bytes.Clone(body), rack()...))
	}
	var b bytes.Buffer
	field := func(name, value string) { fmt.Fprintf(&b, "%s: %s\r\n", name, value) }
	field("MIME-Version", "1.0")
	field("From", "<"+s.From.String()+">")
	field("Date", s.Sent.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	field("Message-ID", "<"+s.Token+"@"+s.From.Domain+">")
	field("Subject", mime.QEncoding.Encode("utf-8", "harness test letter / テストメール "+s.Token[:min(8, len(s.Token))]))
	field("To", "<"+s.To.String()+">")
	field("Content-Type", contentType)
	field("Content-Transfer-Encoding", encoding)
	field("Auto-Submitted", "auto-generated") // RFC 3834 section 5
	field("X-Auto-Response-Suppress", "All")
	field(MarkField, Mark{Token: s.Token, Sent: s.Sent.Unix(), Body: hex.EncodeToString(hash[:])}.String())
	b.WriteString("\r\n")
	b.Write(wire)
	return b.Bytes()
}

func quoted(body []byte) []byte {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	w.Write(body) // a bytes.Buffer takes everything
	w.Close()
	return b.Bytes()
}

// tortured is a multipart body whose second part is hard to carry.
func tortured(token string, body []byte) (contentType, encoding string, wire []byte) {
	boundary := "harness-" + token
	var b bytes.Buffer
	fmt.Fprintf(&b, "--%s\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", boundary)
	b.Write(quoted(body))
	fmt.Fprintf(&b, "\r\n--%s\r\nContent-Type: text/plain; charset=US-ASCII\r\nContent-Transfer-Encoding: 7bit\r\n\r\n", boundary)
	b.Write(rack())
	fmt.Fprintf(&b, "\r\n--%s--\r\n", boundary)
	return `multipart/mixed; boundary="` + boundary + `"`, "7bit", b.Bytes()
}

// rack is the text of the second part: a line of one dot, lines that begin
// with dots, a line that mbox files escape, trailing white space, and a line of
// 998 octets.
func rack() []byte {
	lines := []string{
		"the next line is one dot",
		".",
		"..two dots, then a line that begins with one",
		".one",
		"From the start of a line",
		"trailing space and tab \t",
		strings.Repeat("0123456789", 99) + "01234567",
		"=3D is not quoted-printable here",
		"end",
	}
	return []byte(strings.Join(lines, "\r\n") + "\r\n")
}
