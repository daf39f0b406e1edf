package account

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/client/hostname"
)

func TestParseServer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		proto    evidence.Proto
		text     string
		host     string
		port     uint16
		security evidence.Security
		err      error
	}{
		{evidence.SMTP, "smtp.customer.test", "smtp.customer.test", 587, evidence.StartTLS, nil},
		{evidence.SMTP, "smtp.customer.test:465", "smtp.customer.test", 465, evidence.SSL, nil},
		{evidence.SMTP, "SMTP.Customer.Test:25", "smtp.customer.test", 25, evidence.StartTLS, nil},
		{evidence.SMTP, "smtp.customer.test:2525", "smtp.customer.test", 2525, evidence.StartTLS, nil},
		{evidence.POP3, "pop.customer.test", "pop.customer.test", 995, evidence.SSL, nil},
		{evidence.POP3, "pop.customer.test:110", "pop.customer.test", 110, "", nil},
		{evidence.POP3, "pop.customer.test.", "pop.customer.test", 995, evidence.SSL, nil},
		{evidence.POP3, "pop.customer.test.:995", "pop.customer.test", 995, evidence.SSL, nil},
		{evidence.POP3, " pop.customer.test　", "pop.customer.test", 995, evidence.SSL, nil},
		{evidence.POP3, "pop.\u200bcustomer.\u00a0test : 995", "pop.customer.test", 995, evidence.SSL, nil},
		{evidence.POP3, "ｐｏｐ.customer.test：995", "pop.customer.test", 995, evidence.SSL, nil},
		{evidence.SMTP, "メール.日本語.test", "xn--4dkua4c.xn--wgv71a119e.test", 587, evidence.StartTLS, nil},
		{evidence.SMTP, "smtp。customer。test", "smtp.customer.test", 587, evidence.StartTLS, nil},
		{evidence.SMTP, "my_mail.customer.test", "my_mail.customer.test", 587, evidence.StartTLS, nil},
		{evidence.SMTP, "192.0.2.7:25", "192.0.2.7", 25, evidence.StartTLS, nil},
		{evidence.SMTP, "[2001:DB8::7]:465", "2001:db8::7", 465, evidence.SSL, nil},
		{evidence.SMTP, "[2001:db8::7]", "2001:db8::7", 587, evidence.StartTLS, nil},
		{evidence.SMTP, "2001:db8::7", "2001:db8::7", 587, evidence.StartTLS, nil},
		{evidence.SMTP, strings.Repeat("a", 64) + ".test", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "", "", 0, "", hostname.ErrName},
		{evidence.SMTP, ".", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "a..test", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "a.test..", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "a.test/x", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "a.test\x00", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "https://a.test", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "[192.0.2.7]:25", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "[2001:db8::7", "", 0, "", hostname.ErrName},
		{evidence.SMTP, "a.test:", "", 0, "", ErrPort},
		{evidence.SMTP, "a.test:0", "", 0, "", ErrPort},
		{evidence.SMTP, "a.test:65536", "", 0, "", ErrPort},
		{evidence.SMTP, "a.test:smtp", "", 0, "", ErrPort},
		{evidence.SMTP, "a:b:c", "", 0, "", hostname.ErrName},
	} {
		s, err := ParseServer(c.proto, c.text)
		if !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
			t.Errorf("%q: %v, want %v", c.text, err, c.err)
			continue
		}
		if err == nil && (s.Host != c.host || s.Port != c.port || s.Security != c.security) {
			t.Errorf("%q: %+v", c.text, s)
		}
		if !strings.HasPrefix(c.text, s.Typed) {
			t.Errorf("%q: typed %q", c.text, s.Typed)
		}
	}
}

// What is more than a server is not read as one; what may have been meant is
// asked.
func TestSlips(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"smtp.customer.test 587":               "smtp.customer.test:587",
		"smtp.customer.test\u3000587":          "smtp.customer.test:587",
		"smtp.customer.test ポート 587":           "smtp.customer.test:587",
		"smtp.customer.test port: 465":         "smtp.customer.test:465",
		"https://smtp.customer.test/":          "smtp.customer.test",
		"smtps://info@smtp.customer.test:465/": "smtp.customer.test:465",
		"http://localhost/":                    "",
		"bad host name":                        "",
		"ma il.customer.test":                  "",
		"smtp.customer.test 99999":             "",
	} {
		_, err := ParseServer(evidence.SMTP, text)
		var slip *SlipError
		if !errors.As(err, &slip) || !errors.Is(err, hostname.ErrName) || slip.Meant != want || slip.Typed != text {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// Typed is the dialog's host field as it was filled in, and no port.
func TestTyped(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"pop.customer.test":        "pop.customer.test",
		" pop.customer.test\u3000": " pop.customer.test\u3000",
		"pop.customer.test.:995":   "pop.customer.test.",
		"pop.customer.test : 995":  "pop.customer.test ",
		"pop.customer.test：995":    "pop.customer.test",
		"[2001:DB8::7]:465":        "[2001:DB8::7]",
		"2001:db8::7":              "2001:db8::7",
	} {
		s, err := ParseServer(evidence.POP3, text)
		if err != nil || s.Typed != want {
			t.Errorf("%q: typed %q, %v, want %q", text, s.Typed, err, want)
		}
	}
}

func TestSecure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		proto  evidence.Proto
		port   uint16
		choice evidence.Security
		want   evidence.Security
		err    error
	}{
		{evidence.SMTP, 587, "", evidence.StartTLS, nil},
		{evidence.SMTP, 587, "none", evidence.Plain, nil},
		{evidence.SMTP, 465, "tls", evidence.StartTLS, nil},
		{evidence.SMTP, 587, "stls", "", ErrSecurity},
		{evidence.SMTP, 587, "TLS", "", ErrSecurity},
		{evidence.POP3, 995, "", evidence.SSL, nil},
		{evidence.POP3, 110, "", "", ErrNeedsSecurity},
		{evidence.POP3, 1110, "", "", ErrNeedsSecurity},
		{evidence.POP3, 110, "stls", evidence.STLS, nil},
		{evidence.POP3, 110, "tls", "", ErrSecurity},
	} {
		s := evidence.Server{Host: "a.test", Port: c.port, Security: Natural(c.proto, c.port)}
		err := Secure(c.proto, &s, c.choice)
		if !errors.Is(err, c.err) || err == nil && s.Security != c.want {
			t.Errorf("%+v: %v, %q", c, err, s.Security)
		}
	}
}

func TestParseAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"info@customer.test":                       "info@customer.test",
		" info@Customer.TEST ":                     "info@customer.test",
		"\u200binfo@customer.test\u3000\u00a0":     "info@customer.test",
		"Info+x@customer.test":                     "Info+x@customer.test",
		"情報@日本語.test":                              "情報@xn--wgv71a119e.test",
		"info＠customer.test":                       "info@customer.test",
		"info":                                     "",
		"@customer.test":                           "",
		"info@":                                    "",
		"info@192.0.2.7":                           "",
		"a b@customer.test":                        "",
		"Info <info@customer.test>":                "",
		"x@customer.test>\x00 FOO":                 "",
		"x\r\nRCPT@customer.test":                  "",
		"x>@customer.test":                         "",
		"a@b@customer.test":                        "",
		"a,b@customer.test":                        "",
		strings.Repeat("a", 65) + "@customer.test": "",
	} {
		m, err := ParseAddress(text)
		if want == "" {
			if !errors.Is(err, ErrAddress) {
				t.Errorf("%q: %v, %v", text, m, err)
			}
			continue
		}
		if err != nil || m.String() != want {
			t.Errorf("%q: %v, %v, want %s", text, m, err, want)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good := func() Account {
		a := Account{Address: "info@customer.test"}
		a.SMTP.Server, _ = ParseServer(evidence.SMTP, "smtp.customer.test")
		a.POP.Server, _ = ParseServer(evidence.POP3, "pop.customer.test")
		return a.WithDefaults()
	}
	if a := good(); a.Check("") != nil || a.To != a.Address || a.SMTP.Login != a.Address || a.POP.Login != a.Address {
		t.Errorf("%+v: %v", a, a.Check(""))
	}
	for name, c := range map[string]struct {
		change func(*Account)
		only   evidence.LegName
		want   error
	}{
		"login":          {func(a *Account) { a.POP.Login = "bob\r\nDELE 1" }, "", ErrCredentials},
		"password":       {func(a *Account) { a.SMTP.Password = NewSecret("x\ny") }, "", ErrCredentials},
		"NUL":            {func(a *Account) { a.SMTP.Login = "x\x00y" }, "", ErrCredentials},
		"other leg":      {func(a *Account) { a.SMTP.Login = "x\x00y" }, evidence.FetchLeg, nil},
		"address":        {func(a *Account) { a.Address = "x" }, "", ErrAddress},
		"to":             {func(a *Account) { a.To = "x" }, "", ErrAddress},
		"POP security":   {func(a *Account) { a.POP.Port, a.POP.Security = 110, "" }, "", ErrNeedsSecurity},
		"to be guessed":  {func(a *Account) { a.POP.Server = evidence.Server{} }, "", nil},
		"odd securities": {func(a *Account) { a.POP.Security = "starttls" }, "", ErrSecurity},
	} {
		a := good()
		c.change(&a)
		if err := a.Check(c.only); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		} else if err != nil && strings.Contains(err.Error(), "x\ny") {
			t.Errorf("%s: shows the password: %v", name, err)
		}
	}
}

func TestSecretHides(t *testing.T) {
	t.Parallel()
	secret := NewSecret("geheim")
	a := Account{SMTP: Server{Password: secret}}
	out, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	slog.New(slog.NewTextHandler(&text, nil)).Info("x", "secret", secret, "account", a)
	all := []string{string(out), text.String(), fmt.Sprint(a, secret), fmt.Sprintln(secret), fmt.Errorf("%w", fmt.Errorf("%v", a)).Error()}
	values := []any{secret, &secret, a, &a, a.SMTP, []Secret{secret}, map[string]Secret{"x": secret}, struct{ s any }{secret}}
	for verb := 'A'; verb <= 'z'; verb++ {
		for _, flags := range []string{"", "+", "#", " ", "0", "-9", "9.9", "+#", "# "} {
			for _, v := range values {
				all = append(all, fmt.Sprintf("%"+flags+string(verb), v))
			}
		}
	}
	shown := []string{"geheim", "67656865696d", "67 65 68", "0x67", "103 101 104", "1100111 1100101", "'g'", "U+0067", "147 145"}
	for _, s := range all {
		for _, part := range shown {
			if strings.Contains(strings.ToLower(s), strings.ToLower(part)) {
				t.Errorf("shown: %s", s)
			}
		}
	}
}

func FuzzParseServer(f *testing.F) {
	for _, s := range []string{"a.test:25", "[::1]:25", "メール.test", "a。b：1", "\u200b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseServer(evidence.SMTP, text)
		if err != nil {
			return
		}
		if s.Host == "" || s.Port == 0 || strings.ContainsAny(s.Host, " \r\n\x00/@") || len(s.Host) > 253 {
			t.Errorf("%q: %+v", text, s)
		}
		if again, err := hostname.Normal(s.Host); err != nil || again != s.Host {
			t.Errorf("%q: %q normalises to %q, %v", text, s.Host, again, err)
		}
	})
}

func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"a@b.test", "情報@日本語.test", "\"a b\"@c.test"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseAddress(text)
		if err == nil && strings.ContainsAny(m.String(), "\r\n\x00<> ") {
			t.Errorf("%q: %q", text, m)
		}
	})
}
