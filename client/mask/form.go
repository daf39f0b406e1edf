package mask

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"unicode/utf16"
)

// kind is the view in which a form is looked for.
type kind int

const (
	asItIs  kind = iota // line ends, codes and white space gone
	escaped             // escapes undone as well
	based               // base64, either alphabet
	digits              // hexadecimal digits without what stands between them
)

// form is one way in which a password may come back.
type form struct {
	kind  kind
	text  []byte // as it would stand in the view
	low   []byte // the same in lower case
	cut   int    // how many characters may be missing at each end
	plain bool   // made of the password's own characters, so that names may hold parts of it
	own   bool   // the password itself: whole and in its own letters it is no accident
	run   bool   // all of the base64 around it belongs to it
}

// maker makes forms of a password. Each has a test that fails without it.
type maker struct {
	name  string
	forms func(password string, logins []string) []form
}

// makers are all forms. Letter case, cut ends, white space and line ends within
// a form are seen by the search, escapes and UTF-16 by the views.
var makers = []maker{
	{"as it is", func(p string, _ []string) []form {
		out := []form{}
		for _, v := range []string{p, strings.ToUpper(p), strings.ToLower(p)} {
			f := newForm(asItIs, squeeze([]byte(v)), shortest)
			for i := range f {
				f[i].plain, f[i].own = true, v == p
			}
			out = append(out, f...)
		}
		return out
	}},
	{"reversed", func(p string, _ []string) []form {
		runes := []rune(p)
		slices.Reverse(runes)
		octets := []byte(p)
		slices.Reverse(octets)
		out := append(newForm(asItIs, squeeze([]byte(string(runes))), fewest), newForm(asItIs, squeeze(octets), fewest)...)
		for i := range out {
			out[i].plain = true
		}
		return out
	}},
	{"base64", func(p string, _ []string) []form {
		out := []form{}
		for pad := range 3 { // where it stands among what is encoded with it
			enc := base64.RawStdEncoding.EncodeToString(append(make([]byte, pad), p...))
			end := (pad + len(p)) * 8 / 6
			out = append(out, newForm(based, []byte(enc[(pad*8+5)/6:end]), shortest)...)
		}
		return runs(out)
	}},
	{"AUTH PLAIN", func(p string, logins []string) []form {
		out := []form{}
		for _, login := range logins {
			for _, start := range []string{login + "\x00" + login + "\x00", "\x00" + login + "\x00"} {
				// What does not depend on the password: the line may be cut off behind it.
				f := newForm(based, []byte(base64.StdEncoding.EncodeToString([]byte(start))[:len(start)/3*4]), 8)
				for i := range f {
					f[i].cut = 0
				}
				out = append(out, f...)
			}
		}
		return runs(out)
	}},
	{"hexadecimal", func(p string, _ []string) []form {
		return newForm(digits, []byte(hex.EncodeToString([]byte(p))), shortest)
	}},
	{"UTF-16", func(p string, _ []string) []form {
		out := []form{}
		if strings.IndexFunc(p, func(r rune) bool { return r > '~' }) < 0 {
			return out // what is left of ASCII without NUL is the form as it is
		}
		var little, big []byte
		for _, u := range utf16.Encode([]rune(p)) {
			little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
		}
		out = append(out, newForm(asItIs, squeeze(little), shortest)...)
		return append(out, newForm(asItIs, squeeze(big), shortest)...)
	}},
}

// newForm is a form, none if it is shorter than least.
func newForm(k kind, text []byte, least int) []form {
	if len(text) < least {
		return nil
	}
	f := form{kind: k, text: text, low: fold(text)}
	if len(text) >= fewest {
		f.cut = len(text) / 4
	}
	return []form{f}
}

func runs(list []form) []form {
	for i := range list {
		list[i].run = true
	}
	return list
}

// seed is a part of a form that stands in every part of it that is hidden.
type seed struct{ from, to int }

// seeds are such that each part of the form, cut at both ends by at most cut and
// not below fewest, has one of them.
func (f form) seeds() []seed {
	n := len(f.low)
	if n <= fewest || f.cut == 0 {
		return []seed{{0, n}}
	}
	if n-2*f.cut >= fewest {
		return []seed{{f.cut, n - f.cut}}
	}
	var out []seed
	for from := 0; from <= f.cut; from++ {
		if from+fewest >= n-f.cut && from+fewest <= n {
			out = append(out, seed{from, from + fewest})
		}
	}
	return out
}

// squeeze takes white space and NUL out, as the views do.
func squeeze(b []byte) []byte {
	return slices.DeleteFunc(bytes.Clone(b), blank)
}

// blank tells what may be strewn among the characters of a password.
func blank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' || c == 0 }

// fold is a copy with ASCII letters in lower case; no other byte changes, so
// places stay where they are.
func fold(b []byte) []byte {
	out := bytes.Clone(b)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}
