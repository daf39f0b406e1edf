package forward

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"mime"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"harness/fixtures/forwarder"
)

// canary is one of the letters that are sent through the forwarder. Each has a
// domain of its own under .test, which exists nowhere but in the run's own DNS.
type canary struct {
	id     string
	signed dkim.Canonicalization // of header and body; "" unsigned
	eight  bool                  // a body of 8bit
	reject bool                  // the domain's DMARC policy; else it has none
}

// canaries are the letters, those that forwarding can carry first.
func canaries() []canary {
	return []canary{
		{id: "signed", signed: dkim.CanonicalizationRelaxed, reject: true},
		{id: "simple", signed: dkim.CanonicalizationSimple, reject: true},
		{id: "eight-bit", signed: dkim.CanonicalizationRelaxed, eight: true, reject: true},
		{id: "plain"},
		{id: "unsigned", reject: true},
	}
}

// authorIP is where the canaries would come from by their SPF records (RFC 5737).
const (
	authorIP = "198.51.100.7"
	selector = "canary"
	field    = "X-Harness-Canary"
)

func (c canary) domain() string  { return c.id + "-canary.test" }
func (c canary) address() string { return "news@" + c.domain() }

// token is what a letter is known by.
func token() string {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// write makes the letter, signed where it is to be.
func (c canary) write(to, token string, now time.Time) ([]byte, error) {
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	encoding := "7bit"
	if c.eight {
		encoding = "8bit"
	}
	line("From: News <%s>", c.address())
	line("To: <%s>", to)
	line("Date: %s", now.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	line("Message-ID: <%s@%s>", token, c.domain())
	line("Subject: %s", mime.QEncoding.Encode("utf-8", "harness forwarding test "+token))
	line("MIME-Version: 1.0")
	line("Content-Type: text/plain; charset=UTF-8")
	line("Content-Transfer-Encoding: %s", encoding)
	line("Auto-Submitted: auto-generated") // RFC 3834 section 5
	line("%s: %s", field, token)
	line("")
	line("This letter shows what becomes of mail that is forwarded to Gmail.")
	line("It was written by a program; please do not answer.")
	if c.eight {
		line("転送されたメールが Gmail に届くかどうかを確認するためのメールです。")
	}
	if c.signed == "" {
		return b.Bytes(), nil
	}
	key, err := forwarder.Key()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = dkim.Sign(&out, &b, &dkim.SignOptions{
		Domain: c.domain(), Selector: selector, Signer: key, HeaderCanonicalization: c.signed, BodyCanonicalization: c.signed,
		HeaderKeys: []string{"From", "To", "Date", "Message-ID", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"},
	})
	return out.Bytes(), err
}

// records are the DNS of all canaries' domains.
func records() ([]forwarder.Record, error) {
	key, err := forwarder.KeyRecord()
	if err != nil {
		return nil, err
	}
	var out []forwarder.Record
	for _, c := range canaries() {
		out = append(out,
			forwarder.Record{Name: c.domain(), Type: "TXT", Data: "v=spf1 ip4:" + authorIP + " -all"},
			forwarder.Record{Name: c.domain(), Type: "A", Data: authorIP})
		if c.signed != "" {
			out = append(out, forwarder.Record{Name: selector + "._domainkey." + c.domain(), Type: "TXT", Data: key})
		}
		if c.reject {
			out = append(out, forwarder.Record{Name: "_dmarc." + c.domain(), Type: "TXT", Data: "v=DMARC1; p=reject"})
		}
	}
	return out, nil
}
