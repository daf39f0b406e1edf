package wire

import (
	"encoding/base64"
	"strings"
	"testing"
)

// TestScrub: however a server repeats what it was told, nothing of the password
// stands in the record.
func TestScrub(t *testing.T) {
	t.Parallel()
	const login, password = "info@customer.test", "Geheim-7.wort"
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	plain := b64("\x00" + login + "\x00" + password)
	c := &Conn{secrets: secretForms(login, password)}
	for said, want := range map[string]string{
		"-ERR bad command \"PASS " + password + "\"":            "-ERR bad command \"PASS (hidden)\"",
		"-ERR UNKNOWN PASS " + strings.ToUpper(password) + " !": "-ERR UNKNOWN PASS (hidden) !",
		password + password:                                         "(hidden)(hidden)",
		"535 5.7.8 AUTH PLAIN " + plain + " no":                     "535 5.7.8 AUTH PLAIN (hidden) no",
		"500 unrecognised: AUTH PLAIN " + plain[:36] + "...":        "500 unrecognised: AUTH PLAIN (hidden)...",
		"500 AUTH PLAIN " + b64(login+"\x00"+login+"\x00"+password): "500 AUTH PLAIN (hidden)",
		"535 " + b64(password) + ": no":                             "535 (hidden): no",
		"535 " + b64(password)[:11] + " no":                         "535 (hidden) no",
		"535 5.7.8 authentication failed for " + login:              "535 5.7.8 authentication failed for " + login,
		"-ERR [AUTH] Geheim":                                        "-ERR [AUTH] Geheim",
		"":                                                          "",
		"\xff\xfe \u0130 " + password:                               "\xff\xfe \u0130 (hidden)",
	} {
		if got := c.scrub(said); got != want {
			t.Errorf("%q became %q, want %q", said, got, want)
		}
	}
	if got := (&Conn{secrets: secretForms("a", password)}).scrub("-ERR manageable"); got != "-ERR manageable" {
		t.Errorf("%q", got)
	}
	for _, short := range []string{"", "a", "abc"} {
		if got := (&Conn{secrets: secretForms("", short)}).scrub("a plain abc word"); got != "a plain abc word" {
			t.Errorf("%q: %q", short, got)
		}
	}
}
