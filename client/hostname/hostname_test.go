package hostname

import (
	"errors"
	"strings"
	"testing"
	"unicode"
)

func TestNormal(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"SMTP.Customer.TEST":              "smtp.customer.test",
		"smtp.customer.test.":             "smtp.customer.test",
		" smtp.\u200bcustomer.test\u3000": "smtp.customer.test",
		"smtp。customer．test":              "smtp.customer.test",
		"メール.日本語.test":                    "xn--4dkua4c.xn--wgv71a119e.test",
		"my_mail.customer.test":           "my_mail.customer.test",
		"localhost":                       "localhost",
		"192.0.2.7":                       "192.0.2.7",
		"::ffff:192.0.2.7":                "192.0.2.7",
		"2001:DB8:0::7":                   "2001:db8::7",
		"fe80::1%eth0":                    "",
		"":                                "",
		".":                               "",
		"a..test":                         "",
		"a.test..":                        "",
		"a.test\x00":                      "",
		"a.test:25":                       "",
		strings.Repeat("a", 64) + ".test": "",
		strings.Repeat("a.", 128):         "",
	} {
		got, err := Normal(text)
		if got != want || errors.Is(err, ErrName) != (want == "") {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
}

// TestUnseen: every character that Unicode lets a font leave out is taken away
// and called unsafe, never taken away in silence.
func TestUnseen(t *testing.T) {
	t.Parallel()
	for _, r := range "\u3164\u034f\u115f\u1160\uffa0\u17b4\u17b5\u180b\u180f\ufe0f\ufeff\u2060\u2800\u200b\u200d\u00ad\u061c\u202e\U000e0041\U000e0100\U000e01ef\U0001d173\u3000\u00a0\u2028\t\n " {
		host := "smtp." + string(r) + "customer.test"
		if got, err := Normal(host); err != nil || got != "smtp.customer.test" {
			t.Errorf("%U: %q, %v", r, got, err)
		}
		if !Unsafe(host) || !Unsafe("smtp.customer.test"+string(r)) {
			t.Errorf("%U: taken away in silence", r)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if want := unicode.IsSpace(r) || r == '\u2800' || unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector); Unseen(r) != want {
			t.Errorf("%U: unseen %v", r, Unseen(r))
		}
		if Unseen(r) != (Strip(string(r)) == "") || Unseen(r) && !Unsafe(string(r)) {
			t.Errorf("%U: taken away %v, unsafe %v", r, Strip(string(r)) == "", Unsafe(string(r)))
		}
	}
	for _, host := range []string{"smtp.customer.test", "メール.日本語.test", "smtp。customer.test", "m\u0308.test"} {
		if Unsafe(host) {
			t.Errorf("%q is called unsafe", host)
		}
	}
	if !Unsafe("smtp.customer.test\x00") {
		t.Error("a control is safe")
	}
}

// White space between two words parts them; elsewhere it is a blemish.
func TestApart(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"bad host name": true, "ma il.customer.test": true, "mail.customer.test 587": true, "mail.customer.test\u3000587": true,
		"mail.customer.test \u200b587": true, "mail.customer.test\n587": true, "メール 日本語.test": true,
		"": false, " mail.customer.test ": false, "mail. customer.test": false, "mail.customer.test : 587": false,
		"mail.cus\u200btomer.test": false, "\u3000mail.customer.test\u00a0": false, "[2001:db8::7] :465": false,
	} {
		if got := Apart(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
		if _, err := Normal(text); want && err == nil {
			t.Errorf("%q is taken for a name", text)
		}
	}
	for text, want := range map[string]bool{"ｍａｉｌ.customer.test": true, "mail１.customer.test": true, "mail.customer.test": false, "メール.日本語.test": false, "smtp。customer．test": true, "sm\u200btp.customer.test": false,
		"ⓢmtp.customer.test": true, "メール。日本語.test": true, " smtp.customer.test\u3000": false, "日本語ｍｌ.test": true, "smtp.customer.test：587": false} {
		if got := FullWidth(text); got != want {
			t.Errorf("%q: full width %v", text, got)
		}
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"mail.customer.test": true, "my_mail.customer.test": true, "customer.test": true,
		"": false, "localhost": false, "Mail.customer.test": false, "mail.customer.test.": false, "192.0.2.7": false,
		"a..test": false, "*.customer.test": false, "mail customer.test": false, strings.Repeat("a", 64) + ".test": false,
	} {
		if Is(text) != want {
			t.Errorf("%q: %v", text, !want)
		}
	}
}

func TestDomains(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"smtp.example.co.jp": "example.co.jp", "Example.COM.": "example.com", "co.jp": "", "com": "", "192.0.2.7": "", "": "", "..": "",
	} {
		if got := Registrable(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for _, c := range []struct {
		name, of      string
		under, within bool
	}{
		{"pop.example.co.jp", "smtp.example.co.jp", true, false},
		{"EXAMPLE.co.jp.", "smtp.example.co.jp", true, false},
		{"a.b.example.com", "B.example.com.", true, true},
		{"example.com", "example.com", true, true},
		{"evilexample.com", "example.com", false, false},
		{"a.co.jp", "b.co.jp", false, false},
		{"a.co.jp", "co.jp", false, true},
		{"a.com", "", false, false},
		{"", "", false, false},
		{"192.0.2.7", "192.0.2.7", false, true},
	} {
		if Under(c.name, c.of) != c.under || Within(c.name, c.of) != c.within {
			t.Errorf("%q and %q: under %v, within %v", c.name, c.of, !c.under, !c.within)
		}
	}
	for name, want := range map[string]bool{"example.co.jp": true, "a.example": true, "mail.customer.test": true, "Node.js": false, "e.g": false, "README.md": true} {
		if Plausible(name) != want {
			t.Errorf("%q: plausible %v", name, !want)
		}
	}
	for address, want := range map[string]string{"info@Customer.TEST.": "customer.test", "a@b@c.test": "c.test", "info": "", "info@": ""} {
		if got := OfAddress(address); got != want {
			t.Errorf("%q: %q", address, got)
		}
	}
}

func FuzzNormal(f *testing.F) {
	for _, s := range []string{"メール.test", "a。b", "\u200b", "[::1]", "\u3164.test"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		host, err := Normal(text)
		if err != nil {
			return
		}
		if again, err := Normal(host); err != nil || again != host || host == "" || Unsafe(host) || len(host) > maxName {
			t.Errorf("%q: %q, again %q, %v", text, host, again, err)
		}
		if text != host && Unsafe(text) != (Strip(text) != text) {
			t.Errorf("%q: stripped in silence", text)
		}
	})
}

func TestLetters(t *testing.T) {
	t.Parallel()
	for ascii, want := range map[string]string{
		"mail.example.test": "", "xn--bcher-kva.example.test": "bücher.example.test",
		"xn--a.example.test": "", "": "", "192.0.2.1": "",
	} {
		if got := Letters(ascii); got != want {
			t.Errorf("%s: %q, want %q", ascii, got, want)
		}
	}
	const typed = "メール.gmoserver.jp"
	if ascii, err := Normal(typed); err != nil || Letters(ascii) != typed {
		t.Errorf("%s: %s, back %s", typed, ascii, Letters(ascii))
	}
}
