package parts

import (
	"fmt"
	"strings"
	"testing"
)

// A report with a forwarded message, cut off anywhere: the leaves come in their
// order, never more than there are, and what is there is not lost.
func TestLeaves(t *testing.T) {
	t.Parallel()
	const raw = "Content-Type: multipart/report; boundary=a\r\n\r\npreamble\r\n--a\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n44OG44K544OI\r\n" +
		"--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nplain\r\n--b\r\nContent-Type: TEXT/html; charset=\"x\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<b>=41\r\n--b--\r\n" +
		"--a\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ny\r\n--a--\r\n"
	show := func(raw string) string {
		var b strings.Builder
		for _, p := range Leaves([]byte(raw)) {
			body, whole := p.Decoded()
			fmt.Fprintf(&b, "%s %v %v %q\n", p.Type, p.Report, whole, body)
		}
		return b.String()
	}
	want := "text/plain true true \"テスト\"\ntext/plain true true \"plain\"\ntext/html true true \"<b>A\"\nmessage/rfc822 true true \"Subject: x\\r\\n\\r\\ny\"\n"
	if got := show(raw); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for end := range len(raw) {
		got := strings.Split(strings.TrimSuffix(show(raw[:end]), "\n"), "\n")
		for i, line := range got[:len(got)-1] {
			if whole := strings.Split(want, "\n")[i]; line != whole {
				t.Fatalf("cut at %d: part %d is %s, want %s", end, i, line, whole)
			}
		}
	}
}

// Depth and number are bounded, and what lies below stands as it was carried.
func TestLeavesAreBounded(t *testing.T) {
	t.Parallel()
	deep := "x"
	for i := range 40 {
		deep = fmt.Sprintf("Content-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%[1]d\r\n%s\r\n--x%[1]d--\r\n", i+10, deep)
	}
	if got := Leaves([]byte(deep)); len(got) != 1 || got[0].Type != "multipart/mixed" {
		t.Errorf("%d leaves of %v", len(got), got[0].Type)
	}
	wide := "Content-Type: multipart/mixed; boundary=a\r\n\r\n" + strings.Repeat("--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"+strings.Repeat("--b\r\n\r\nx\r\n", 60)+"--b--\r\n", 60) + "--a--\r\n"
	if got := Leaves([]byte(wide)); len(got) != maxParts {
		t.Errorf("%d leaves", len(got))
	}
}

// What cannot be decoded to its end is compared as it was carried, and read as
// far as it goes.
func TestOctets(t *testing.T) {
	t.Parallel()
	p := Part{Type: "text/plain", Encoding: "base64", Body: []byte("44OG44K5!\n")}
	if body, whole := p.Decoded(); whole || string(body) != "テス" {
		t.Errorf("%q, %v", body, whole)
	}
	if got := string(p.Octets()); got != "44OG44K5!\r\n" {
		t.Errorf("%q", got)
	}
}
