package letter

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/evidence/parts"
)

// What filters do on the way, and whether the text that was sent is still all
// there.
func TestTextKept(t *testing.T) {
	t.Parallel()
	box := account.Mailbox{Local: "info", Domain: "customer.test"}
	for _, torture := range []bool{false, true} {
		sent := Write(Spec{From: box, To: box, Token: strings.Repeat("ab", 16), Sent: time.Unix(1e9, 0), Torture: torture})
		head, body, _ := bytes.Cut(sent, []byte("\r\n\r\n"))
		replaced := func(old, new string) []byte { return bytes.Replace(sent, []byte(old), []byte(new), 1) }
		encoded := base64.StdEncoding.EncodeToString(decoded(sent))
		for name, c := range map[string]struct {
			got   []byte
			kept  bool
			where []string // of the differences; nil: any
			parts bool     // for the letter of many parts as well
		}{
			"as sent":         {sent, true, []string{}, true},
			"tag":             {replaced("Subject: ", "Subject: [SPAM] "), true, []string{"Subject"}, true},
			"trace":           {append([]byte("Received: by x\r\n"), sent...), true, []string{}, true},
			"banner":          {bytes.Join([][]byte{head, []byte("\r\n\r\nCAUTION: from outside\r\n"), body}, nil), true, []string{"body"}, false},
			"disclaimer":      {append(bytes.Clone(sent), "-- \r\nconfidential\r\n"...), true, []string{"body", "body"}, false},
			"other encoding":  {[]byte(strings.Replace(string(head), "quoted-printable", "base64", 1) + "\r\n\r\n" + encoded), true, []string{}, false},
			"a letter lost":   {replaced("test letter. It", "test leter. It"), false, []string{"body"}, true},
			"a line lost":     {replaced("It may be deleted at any time.", ""), false, []string{"body"}, false},
			"mislabelled":     {replaced("quoted-printable", "base64"), false, nil, false},
			"text wrapped":    {replaced("send and\r\nreceive.", "send\r\nand receive."), true, []string{"body", "body"}, false},
			"disclaimer part": {inParts(head, body), true, []string{"body"}, false},
		} {
			if torture && !c.parts {
				continue
			}
			got := Compare(sent, c.got)
			var where []string
			for _, d := range got.Differences {
				where = append(where, d.Where)
			}
			if got.TextKept != c.kept || c.where != nil && !slices.Equal(where, c.where) {
				t.Errorf("%s: kept %v, differs in %q, want %v, %q\n%+v", name, got.TextKept, where, c.kept, c.where, got)
			}
		}
	}
}

// inParts is a letter to which a disclaimer was put as a part of its own.
func inParts(head, body []byte) []byte {
	inner := "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
	outer := strings.Replace(string(head), inner, "Content-Type: multipart/mixed; boundary=\"x\"\r\n", 1)
	return []byte(outer + "\r\n\r\n--x\r\n" + inner + "\r\n" + string(body) + "\r\n--x\r\nContent-Type: text/plain\r\n\r\nconfidential\r\n--x--\r\n")
}

// A subject that was only encoded anew has not changed; one that was tagged
// differs in words that a person can read.
func TestSubjectIsReadable(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]int{"=?UTF-8?B?6Kmm?=": 0, "[SPAM] =?UTF-8?B?6Kmm?=": 1} {
		var c evidence.Comparison
		compareHeaders(&c, []parts.Field{{Name: "Subject", Value: "=?utf-8?q?=E8=A9=A6?="}}, []parts.Field{{Name: "Subject", Value: got}})
		if len(c.Differences) != want || want == 1 && (string(c.Differences[0].Sent) != "試" || string(c.Differences[0].Got) != "[SPAM] 試") {
			t.Errorf("%s: %+v", got, c.Differences)
		}
	}
}
