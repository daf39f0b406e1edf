package phrasebook

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
)

const (
	gistHead = "From: Taro <taro@customer.example>\r\nTo: help@hoster.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n"
	gistPDF  = "--a\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
	gistSaid = "TLS Negotiation failed, the certificate doesn't match the host."
)

// What a long text says at its beginning, in its middle and at its end is there,
// in this order; what is short stands as it is.
func TestGist(t *testing.T) {
	t.Parallel()
	junk := func(n int) string { return strings.Repeat("nothing of it is of use to anybody here\n", n/40) }
	attachment := strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 40_000)
	for name, text := range map[string]string{
		"middle":  "first line\n" + junk(1<<20) + gistSaid + "\n" + junk(1<<20) + "last line\n",
		"no ends": "first line\n" + strings.Repeat("x", 1<<20) + "\n550 5.7.1 no\n" + strings.Repeat("y", 1<<20) + " last line",
		"log":     "first line\n" + strings.Repeat("Nov 24 10:00:00 mx postfix/smtp[1]: A: status=deferred\n", 1<<15) + "last line",
	} {
		got, whole, err := Gist(strings.NewReader(text), MaxPaste)
		if err != nil || whole || len(got) > MaxPaste+4 {
			t.Fatalf("%s: %d bytes, %v, %v", name, len(got), whole, err)
		}
		if !bytes.HasPrefix(got, []byte("first line\n")) || !strings.HasSuffix(strings.TrimSpace(string(got)), "last line") {
			t.Errorf("%s: %.20q ... %q", name, got, got[len(got)-20:])
		}
		if name == "middle" && !bytes.Contains(got, []byte("\n"+gistSaid+"\n")) {
			t.Errorf("%s: the line in the middle is lost", name)
		}
	}
	for name, mail := range map[string]string{
		"behind an attachment":  gistHead + gistPDF + attachment + "--a\r\nContent-Type: text/plain\r\n\r\n" + gistSaid + "\r\n--a--\r\n",
		"before an attachment":  gistHead + "--a\r\nContent-Type: text/plain\r\n\r\n" + gistSaid + "\r\n" + gistPDF + attachment + "--a--\r\n",
		"between two":           gistHead + gistPDF + attachment + "--a\r\n\r\n" + gistSaid + "\r\n" + gistPDF + attachment + "--a--\r\n",
		"a letter that is sent": gistHead + "--a\r\nContent-Type: message/rfc822\r\n\r\nSubject: y\r\nContent-Type: image/png\r\n\r\n" + attachment + "\r\n--a\r\n\r\n" + gistSaid,
	} {
		if found := Causes(Decode([]byte(mail))); len(found) == 0 || found[0].Near || found[0].Quote != gistSaid {
			t.Errorf("%s: %+v", name, found)
		}
	}
	between := gistHead + gistPDF + attachment + "--a\r\n\r\nplain words of no account\r\n" + gistPDF + attachment + "--a--\r\n"
	if text := Decode([]byte(between)); !strings.Contains(text, "plain words of no account") || len(text) > 1000 {
		t.Errorf("%d bytes are read of a part between two attachments", len(text))
	}
	broken := errors.New("broken")
	if got, whole, err := Gist(io.MultiReader(strings.NewReader("abc"), brokenOff{broken}), 10); string(got) != "abc" || whole || !errors.Is(err, broken) {
		t.Errorf("%q, %v, %v", got, whole, err)
	}
	if got, whole, err := Gist(io.MultiReader(strings.NewReader(junk(100)), brokenOff{broken}), 10); len(got) == 0 || whole || !errors.Is(err, broken) {
		t.Errorf("%q, %v, %v", got, whole, err)
	}
}

type brokenOff struct{ err error }

func (f brokenOff) Read([]byte) (int, error) { return 0, f.err }

// TestGistIsBounded: whatever comes in, no more than most bytes come out, a text
// that is no longer comes out as it is, and the memory does not grow with it.
func TestGistIsBounded(t *testing.T) {
	t.Parallel()
	const most = 4 << 10
	r := rand.New(rand.NewPCG(11, 6))
	bits := []string{"\n", "\r\n", "--a\r\n", "Content-Type: image/png\r\n", "\r\n\r\n", "SSL error\n", "550 no\n", "\xff\xfe", "a\x00", strings.Repeat("z", 4100), "5", "text\n"}
	for range 400 {
		var b strings.Builder
		for range r.IntN(60) {
			b.WriteString(bits[r.IntN(len(bits))])
		}
		got, whole, err := Gist(strings.NewReader(b.String()), most)
		if err != nil || whole != (b.Len() <= most) || len(got) > most+2 || whole && string(got) != b.String() {
			t.Fatalf("%d of %d bytes, %v, %v", len(got), b.Len(), whole, err)
		}
	}
	g := gist{head: make([]byte, 0, most), most: most}
	for i := range 20_000 {
		g.piece([]byte([]string{"SSL error\n", "nothing\n", "--a\n", "text that does not end"}[i%4]), true)
		if held := cap(g.head) + g.held + cap(g.tail); held > 2*most {
			t.Fatalf("%d bytes are held after %d pieces", held, i)
		}
	}
}
