package mask

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/quotedprintable"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"harness/client/evidence"
)

const (
	login = "info@customer.test"
	host  = "mail.customer.test"
)

// spellings are how a server may write a password that it was told.
var spellings = map[string]func(p string, r *rand.Rand) string{
	"as it is":         func(p string, _ *rand.Rand) string { return p },
	"upper case":       func(p string, _ *rand.Rand) string { return strings.ToUpper(p) },
	"lower case":       func(p string, _ *rand.Rand) string { return strings.ToLower(p) },
	"base64":           func(p string, r *rand.Rand) string { return b64(base64.StdEncoding, p, r) },
	"base64 of a URL":  func(p string, r *rand.Rand) string { return b64(base64.URLEncoding, p, r) },
	"base64 unpadded":  func(p string, r *rand.Rand) string { return b64(base64.RawStdEncoding, p, r) },
	"base64 capitals":  func(p string, r *rand.Rand) string { return strings.ToUpper(b64(base64.StdEncoding, p, r)) },
	"AUTH PLAIN":       func(p string, _ *rand.Rand) string { return authPlain(p) },
	"AUTH PLAIN begun": func(p string, _ *rand.Rand) string { return authPlain(p)[:len(authPlain(p))-len(p)*4/3-1] },
	"hexadecimal":      func(p string, _ *rand.Rand) string { return hex.EncodeToString([]byte(p)) },
	"HEXADECIMAL":      func(p string, _ *rand.Rand) string { return strings.ToUpper(hex.EncodeToString([]byte(p))) },
	"hex with colons":  func(p string, _ *rand.Rand) string { return each(p, "%02x:") },
	"hex with 0x":      func(p string, _ *rand.Rand) string { return each(p, "0x%02x, ") },
	"percent":          func(p string, _ *rand.Rand) string { return each(p, "%%%02X") },
	"percent of a URL": func(p string, _ *rand.Rand) string { return url.PathEscape(p) },
	"backslash x":      func(p string, _ *rand.Rand) string { return each(p, "\\x%02x") },
	"octal":            func(p string, _ *rand.Rand) string { return each(p, "\\%03o") },
	"backslash u": func(p string, _ *rand.Rand) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(p)) {
			fmt.Fprintf(&b, "\\u%04x", u)
		}
		return b.String()
	},
	"quoted": func(p string, _ *rand.Rand) string { return fmt.Sprintf("%+q", p) },
	"quoted-printable": func(p string, _ *rand.Rand) string {
		var b bytes.Buffer
		w := quotedprintable.NewWriter(&b)
		w.Write([]byte(p))
		w.Close()
		return b.String()
	},
	"quoted-printable, all": func(p string, _ *rand.Rand) string { return each(p, "=%02X") },
	"HTML":                  func(p string, _ *rand.Rand) string { return html.EscapeString(p) },
	"HTML, all":             func(p string, _ *rand.Rand) string { return eachRune(p, "&#%d;") },
	"HTML, hexadecimal":     func(p string, _ *rand.Rand) string { return eachRune(p, "&#x%x;") },
	"UTF-16 LE":             func(p string, _ *rand.Rand) string { return utf16Of(p, false) },
	"UTF-16 BE":             func(p string, _ *rand.Rand) string { return utf16Of(p, true) },
	"reversed": func(p string, _ *rand.Rand) string {
		r := []rune(p)
		slices.Reverse(r)
		return string(r)
	},
	"spaced":           func(p string, r *rand.Rand) string { return strewn(p, r, " ") },
	"cut at the end":   func(p string, _ *rand.Rand) string { return p[:len(p)-cutOf(p)] },
	"cut at the start": func(p string, _ *rand.Rand) string { return p[cutOf(p):] },
	"cut at both":      func(p string, _ *rand.Rand) string { return p[cutOf(p)/2 : len(p)-(cutOf(p)-cutOf(p)/2)] },
	"capitals, cut":    func(p string, _ *rand.Rand) string { return strings.ToUpper(p[:len(p)-cutOf(p)]) },
	"reversed in \\x": func(p string, _ *rand.Rand) string {
		b := []byte(p)
		slices.Reverse(b)
		return each(string(b), "\\x%02x")
	},
	"hexadecimal, cut":  func(p string, _ *rand.Rand) string { h := hex.EncodeToString([]byte(p)); return h[:len(h)-len(h)/4] },
	"base64 in columns": func(p string, r *rand.Rand) string { return strewn(b64(base64.StdEncoding, p, r), r, " ") },
}

// cutOf is how much may be cut off: a quarter, and not below six characters.
func cutOf(p string) int { return max(0, min(len(p)/4, len(p)-6)) }

func b64(e *base64.Encoding, p string, r *rand.Rand) string {
	return e.EncodeToString([]byte("xyz\x00\x01"[:r.IntN(5)] + p + "\x00zyx"[:r.IntN(4)]))
}

func authPlain(p string) string {
	return base64.StdEncoding.EncodeToString([]byte("\x00" + login + "\x00" + p))
}

func each(p, format string) string {
	var b strings.Builder
	for _, c := range []byte(p) {
		fmt.Fprintf(&b, format, c)
	}
	return b.String()
}

func eachRune(p, format string) string {
	var b strings.Builder
	for _, c := range p {
		fmt.Fprintf(&b, format, c)
	}
	return b.String()
}

func utf16Of(p string, big bool) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(p)) {
		if big {
			u = u<<8 | u>>8
		}
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func strewn(p string, r *rand.Rand, with string) string {
	var b strings.Builder
	for i, c := range []byte(p) {
		if i > 0 && r.IntN(3) == 0 {
			b.WriteString(with)
		}
		b.WriteByte(c)
	}
	return b.String()
}

// secretOf is a random password of 8 to 24 characters.
func secretOf(r *rand.Rand) string {
	const ascii = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!#$%&*+-./:;<=>?@^_~\\\"'"
	letters := []rune(ascii)
	if r.IntN(6) == 0 {
		letters = append(letters, []rune("äöüßéぱすわ語")...)
	}
	p := make([]rune, 8+r.IntN(17))
	for i := range p {
		p[i] = letters[r.IntN(len(letters))]
	}
	return string(p)
}

// said is a reply that has the text in it, in lines broken anywhere.
func said(text string, r *rand.Rand, proto evidence.Proto) [][]byte {
	all := []string{"no such thing: ", "PASS ", "", "\xff\xfe ", "you said <", "x='"}[r.IntN(6)] + text + []string{"", " !", "\" is wrong", ">", "' for " + login}[r.IntN(5)]
	head := "-ERR [AUTH] "
	if proto == evidence.SMTP {
		head = "535-5.7.8 "
	}
	var lines [][]byte
	for i, line := range strings.Split(all, "\n") {
		for first := true; first || line != ""; first = false {
			n := len(line)
			if n > 0 && r.IntN(2) == 0 {
				n = 1 + r.IntN(n)
			}
			if proto != evidence.SMTP && (i > 0 || !first) {
				head = ""
			}
			lines = append(lines, []byte(head+line[:n]))
			line = line[n:]
		}
	}
	return lines
}

// remains is what of a reply may be read: words without codes and white space.
func remains(lines [][]byte, proto evidence.Proto) string {
	var b []byte
	for i, line := range lines {
		b = append(b, line[codeOf(line, proto, i == 0):]...)
	}
	return string(squeeze(b))
}

// leak is one that got through, "" if none did among n random replies.
func leak(m func(string) *Mask, n int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 7))
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range spellings {
			if !yield(name) {
				return
			}
		}
	})
	for i := range n {
		p, name := secretOf(r), names[i%len(names)]
		proto := []evidence.Proto{evidence.SMTP, evidence.POP3, ""}[r.IntN(3)]
		if len(p) > 0 && strings.Contains(name, "cut") && strings.IndexFunc(p, func(r rune) bool { return r > '~' }) >= 0 {
			continue // half a character is no text
		}
		text := spellings[name](p, r)
		lines := said(text, r, proto)
		got := m(p).Lines(lines, Reading{Proto: proto})
		if len(got) != len(lines) {
			return fmt.Sprintf("%d lines became %d", len(lines), len(got))
		}
		for k := range got {
			if n := codeOf(lines[k], proto, k == 0); !bytes.HasPrefix(got[k], lines[k][:n]) {
				return fmt.Sprintf("the code of %q is gone: %q", lines[k], got[k])
			}
		}
		rest := string(fold([]byte(remains(got, proto))))
		for _, form := range []string{text, p, text[:max(len(text)*3/4, 1)]} {
			if form = string(fold(squeeze([]byte(strings.ReplaceAll(form, "\n", ""))))); strings.Contains(rest, form) {
				return fmt.Sprintf("%s: password %q, said %q, kept %q", name, p, lines, got)
			}
		}
	}
	return ""
}

// TestNothingLeaks: random passwords, in every spelling, in replies broken
// anywhere: nothing of them is left, and each code is.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	full := func(p string) *Mask {
		return New(Known{Passwords: []string{p}, Logins: []string{login}, Names: []string{host, login}})
	}
	if found := leak(full, cases, 1); found != "" {
		t.Error(found)
	}
	t.Logf("%d replies, %d spellings: no password is left", cases, len(spellings))
}

// TestEveryMakerIsNeeded: with any of the makers gone, a password is seen.
func TestEveryMakerIsNeeded(t *testing.T) {
	t.Parallel()
	for i, gone := range makers {
		t.Run(gone.name, func(t *testing.T) {
			t.Parallel()
			rest := slices.Delete(slices.Clone(makers), i, i+1)
			if leak(func(p string) *Mask {
				return with(Known{Passwords: []string{p}, Logins: []string{login}}, rest)
			}, 4000, 2) == "" {
				t.Error("without it, nothing leaks: it is not needed, or not tested")
			}
		})
	}
}

// TestSpared: names, codes and words that advice depends on stay, whatever the
// password is made of.
func TestSpared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		password, said, want string
		read                 Reading
	}{
		{"sakura2020", "220 www1234.sakura.ne.jp ESMTP Postfix", "", Reading{Proto: evidence.SMTP}},
		{"sakura2020", "220 sakura2020.sakura.ne.jp ESMTP", "", Reading{Proto: evidence.SMTP}},
		{"sakura2020", "535 5.7.8 no sakura2020 here", "535 5.7.8 no (hidden) here", Reading{Proto: evidence.SMTP}},
		{"sakura2020", "535 5.7.8 no SAKURA2020 here", "535 5.7.8 no (hidden) here", Reading{Proto: evidence.SMTP}},
		{"info1234", "-ERR [AUTH] info@customer.test is not known", "", Reading{Proto: evidence.POP3}},
		{"info1234", "-ERR [AUTH] info1234 is not known", "-ERR [AUTH] (hidden) is not known", Reading{Proto: evidence.POP3}},
		{"Gmoserver!", "220 mail.gmoserver.jp ESMTP", "", Reading{Proto: evidence.SMTP}},
		{"Gmoserver!", "ask mail12.gmoserver.jp", "", Reading{}},
		{"Gmoserver!", "-ERR Gmoserve", "-ERR (hidden)", Reading{Proto: evidence.POP3}},
		{"customer", "554 5.7.1 mail.customer.test: customer", "554 5.7.1 mail.customer.test: (hidden)", Reading{Proto: evidence.SMTP}},
		{"password1", "-ERR Invalid password", "", Reading{Proto: evidence.POP3}},
		{"server12", "220 Server ready", "", Reading{Proto: evidence.SMTP}},
		{"535-5.7.8", "535 5.7.8 no", "", Reading{Proto: evidence.SMTP}},
		{"STARTTLS", "250 STARTTLS", "", Reading{Proto: evidence.SMTP, Verb: "EHLO"}},
		{"STARTTLS", "500 STARTTLS", "500 (hidden)", Reading{Proto: evidence.SMTP, Verb: "AUTH"}},
		{"a", "-ERR [AUTH] a plain word", "-ERR [AUTH] (withheld: the password is too short to be hidden) plain", Reading{Proto: evidence.POP3, Revealed: true}},
		{"a", "-ERR [AUTH] a plain word", "", Reading{Proto: evidence.POP3}},
		{"abc", "-ERR nothing of it", "", Reading{Proto: evidence.POP3, Revealed: true}},
		{"secret.word", "-ERR ecret.word", "-ERR (hidden)", Reading{Proto: evidence.POP3}},
		{"Geheim-7.wort", "-ERR [AUTH] Geheim", "", Reading{Proto: evidence.POP3}},
		{"Geheim-7.wort", "Geheim-7.wortGeheim-7.wort", "(hidden)", Reading{}},
		{"Geheim-7.wort", "", "", Reading{}},
	} {
		m := New(Known{Passwords: []string{c.password}, Logins: []string{login}, Names: []string{host, "customer.test", login}})
		want := c.want
		if want == "" {
			want = c.said
		}
		if got := m.Lines([][]byte{[]byte(c.said)}, c.read); string(got[0]) != want {
			t.Errorf("password %q: %q became %q, want %q", c.password, c.said, got[0], want)
		}
	}
	if got := (*Mask)(nil).Text([]byte("as it is")); string(got) != "as it is" {
		t.Errorf("%q", got)
	}
}
