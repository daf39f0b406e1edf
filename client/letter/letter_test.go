package letter

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"harness/client/account"
)

const token = "0123456789abcdef0123456789abcdef"

func spec(torture bool) Spec {
	m := account.Mailbox{Local: "info", Domain: "customer.test"}
	return Spec{From: m, To: m, Token: token, Sent: time.Unix(1800000000, 0).UTC(), Torture: torture}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	for _, torture := range []bool{false, true} {
		raw := Write(spec(torture))
		m, err := mail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"From": "<info@customer.test>", "To": "<info@customer.test>", "Auto-Submitted": "auto-generated",
			"X-Auto-Response-Suppress": "All", "Message-Id": "<" + token + "@customer.test>", "Mime-Version": "1.0",
		} {
			if got := m.Header.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if _, err := m.Header.Date(); err != nil {
			t.Error(err)
		}
		if !strings.HasPrefix(m.Header.Get("X-Harness-Letter"), "v1; token="+token+"; sent=1800000000; body=") {
			t.Errorf("mark: %q", m.Header.Get("X-Harness-Letter"))
		}
		longest := 0
		for _, line := range bytes.Split(raw, []byte("\r\n")) {
			longest = max(longest, len(line))
			if bytes.ContainsAny(line, "\r\n\x00") {
				t.Errorf("line %q", line)
			}
			for _, b := range line {
				if b > 126 {
					t.Fatalf("8-bit line %q", line)
				}
			}
		}
		if longest > 998 || torture && longest != 998 {
			t.Errorf("longest line %d", longest)
		}
		if !bytes.HasSuffix(raw, []byte("\r\n")) || torture && !bytes.Contains(raw, []byte("\r\n.\r\n")) {
			t.Error("the end, or the dot")
		}
		text := string(decoded(raw))
		if !strings.Contains(text, "test letter") || !strings.Contains(text, "削除しても問題ありません") {
			t.Errorf("text: %s", text)
		}
		if !Ours(raw, token) || !Unhurt(raw) || !Between(raw, "info@customer.test", "INFO@customer.test") {
			t.Error("does not know itself")
		}
		if c := Compare(raw, append([]byte("Received: by x\r\nReturn-Path: <>\r\n"), raw...)); !c.BodyEqual || !c.Marked || len(c.Differences) != 0 {
			t.Errorf("grown header: %+v", c)
		}
	}
}

// TestOurs: a token that is quoted, attached or half there does not count.
func TestOurs(t *testing.T) {
	t.Parallel()
	raw := Write(spec(false))
	other := strings.Repeat("f", 32)
	for name, c := range map[string]struct {
		raw       []byte
		ours, kin bool
	}{
		"itself":            {raw, true, true},
		"folded":            {bytes.Replace(raw, []byte("; sent="), []byte(";\r\n\tsent="), 1), true, true},
		"quoted":            {append([]byte("Subject: Re\r\n\r\n> "), raw...), false, false},
		"attached":          {[]byte("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + string(raw) + "\r\n--b--\r\n"), false, false},
		"other Message-ID":  {bytes.Replace(raw, []byte("Message-ID: <"+token), []byte("Message-ID: <"+other), 1), false, true},
		"other mark":        {bytes.Replace(raw, []byte("token="+token), []byte("token="+other), 1), false, true},
		"in reply to":       {[]byte("In-Reply-To: <" + token + "@customer.test>\r\nMessage-ID: <x@y>\r\n\r\n"), false, false},
		"other token":       {bytes.ReplaceAll(raw, []byte(token), []byte(other)), false, false},
		"empty":             {nil, false, false},
		"second mark":       {append([]byte("X-Harness-Letter: none\r\n"), raw...), false, true},
		"mark in the body":  {[]byte("Message-ID: <" + token + "@customer.test>\r\n\r\nX-Harness-Letter: v1; token=" + token), false, true},
		"mark of version 2": {bytes.Replace(raw, []byte("v1;"), []byte("v2;"), 1), false, true},
	} {
		if got := Ours(c.raw, token); got != c.ours {
			t.Errorf("%s: ours %v", name, got)
		}
		if got := Kin(c.raw, token); got != c.kin {
			t.Errorf("%s: kin %v", name, got)
		}
	}
	if Ours(raw, "") || Kin(raw, "") {
		t.Error("the empty token fits nothing")
	}
}

// recode is the letter with its body in another transfer encoding.
func recode(raw []byte, encoding string, encode func([]byte) []byte) []byte {
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	head = bytes.Replace(head, []byte("quoted-printable"), []byte(encoding), 1)
	return append(append(head, "\r\n\r\n"...), encode(decoded(raw))...)
}

func TestCompare(t *testing.T) {
	t.Parallel()
	raw := Write(spec(false))
	for name, c := range map[string]struct {
		got   []byte
		equal bool
		where string // of the first difference
	}{
		"base64": {recode(raw, "base64", func(b []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(b)) }), true, ""},
		"8bit":   {recode(raw, "8bit", func(b []byte) []byte { return b }), true, ""},
		"quoted-printable with other breaks": {recode(raw, "Quoted-Printable", func(b []byte) []byte {
			var w bytes.Buffer
			q := quotedprintable.NewWriter(&w)
			q.Binary = true
			q.Write(b)
			q.Close()
			return w.Bytes()
		}), true, ""},
		"bare LF":        {bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), true, ""},
		"footer":         {append(bytes.Clone(raw), "-- \r\nscanned\r\n"...), false, "body"},
		"cut":            {raw[:len(raw)-40], false, "body"},
		"stripped bytes": {recode(raw, "8bit", func(b []byte) []byte { return bytes.Map(func(r rune) rune { return r & 0x7f }, b) }), false, "body"},
		"subject":        {bytes.Replace(raw, []byte("Subject: "), []byte("Subject: [SPAM] "), 1), true, "Subject"},
		"empty":          {nil, false, "MIME-Version"},
	} {
		got := Compare(raw, c.got)
		if got.BodyEqual != c.equal || Unhurt(c.got) != (c.equal && name != "empty") {
			t.Errorf("%s: equal %v, unhurt %v", name, got.BodyEqual, Unhurt(c.got))
		}
		if c.where == "" && len(got.Differences) > 0 || c.where != "" && (len(got.Differences) == 0 || got.Differences[0].Where != c.where) {
			t.Errorf("%s: %+v", name, got.Differences)
		}
	}
}

const postfixBounce = `Return-Path: <>
From: MAILER-DAEMON@mx.customer.test (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: info@customer.test
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="21E65990536.1/mx.customer.test"

This is a MIME-encapsulated message.

--21E65990536.1/mx.customer.test
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.customer.test.

--21E65990536.1/mx.customer.test
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.test
X-Postfix-Queue-ID: 21E65990536

Final-Recipient: rfc822; nobody@customer.test
Original-Recipient: rfc822;nobody@customer.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.other.test
Diagnostic-Code: smtp; 550 5.1.1 <nobody@customer.test>: Recipient address
    rejected: User unknown

--21E65990536.1/mx.customer.test
Content-Description: Undelivered Message
Content-Type: %s

%s
--21E65990536.1/mx.customer.test--
`

func bounce(typ, attached string) []byte {
	return bytes.ReplaceAll([]byte(fmt.Sprintf(postfixBounce, typ, attached)), []byte("\n"), []byte("\r\n"))
}

func TestReadReport(t *testing.T) {
	t.Parallel()
	letter := strings.ReplaceAll(string(Write(spec(false))), "\r\n", "\n")
	head, _, _ := strings.Cut(letter, "\n\n")
	for name, c := range map[string]struct {
		raw []byte
		ok  bool
	}{
		"whole message":    {bounce("message/rfc822", letter), true},
		"header only":      {bounce("text/rfc822-headers", head+"\n"), true},
		"another letter":   {bounce("message/rfc822", strings.ReplaceAll(letter, token, strings.Repeat("e", 32))), false},
		"quoted only":      {bounce("text/plain", letter), false},
		"the letter":       {Write(spec(false)), false},
		"nothing attached": {bounce("message/rfc822", ""), false},
	} {
		r, ok := ReadReport(c.raw, token)
		if ok != c.ok {
			t.Errorf("%s: %v", name, ok)
			continue
		}
		if !ok {
			continue
		}
		if !MayBeReport(c.raw) {
			t.Errorf("%s: the header does not say that it may be a report", name)
		}
		if r.Action != "failed" || r.Status != "5.1.1" || r.Recipient != "nobody@customer.test" || r.RemoteMTA != "mx.other.test" ||
			string(r.Diagnostic) != "550 5.1.1 <nobody@customer.test>: Recipient address rejected: User unknown" ||
			!strings.Contains(string(r.Text), "mail system at host") {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func FuzzRecognise(f *testing.F) {
	f.Add(Write(spec(false)))
	f.Add(Write(spec(true)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if Ours(raw, token) && !Kin(raw, token) {
			t.Error("ours but not kin")
		}
		Unhurt(raw)
		Between(raw, "a@b.test", "c@d.test")
		Received(raw)
		if m, ok := Marked(raw); ok && !Ours(raw, m.Token) {
			t.Errorf("the mark of another: %q", m.Token)
		}
		if c := Compare(Write(spec(false)), raw); len(c.Differences) > maxDifferences {
			t.Errorf("%d differences", len(c.Differences))
		}
	})
}

func FuzzReport(f *testing.F) {
	f.Add(bounce("message/rfc822", string(Write(spec(false)))))
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, _ := ReadReport(raw, token)
		if len(r.Text) > 2048 {
			t.Errorf("%d octets of text", len(r.Text))
		}
	})
}
