package profile

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// FuzzParse: a profile is read, and then answers, or all its problems are said.
func FuzzParse(f *testing.F) {
	data, err := os.ReadFile("../../../docs/profile.example.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, seed := range []string{"", "name: a\n", "servers: {patterns: ['sv*.a.example', '*', '[']}\n", "tests:\n- {server: a, password: x}\n", "panels: [{name: a, url: 'javascript:x'}]\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 16<<10 {
			return
		}
		p, err := Parse(data)
		var problems Problems
		switch {
		case err == nil:
			p.Owns("mail.shop.example")
			p.Outbound()
		case !errors.As(err, &problems) || len(problems) == 0 || strings.TrimSpace(err.Error()) == "":
			t.Errorf("%v", err)
		}
	})
}

// FuzzInventory: a line of an inventory names servers that can be dialled, or
// there is an error.
func FuzzInventory(f *testing.F) {
	f.Add("shop.example smtp.hoster.example pop.hoster.example\n# x\n", "shop.example")
	f.Add("shop.example,-,pop.hoster.example:995;x", "shop.example")
	f.Add("SHOP.example\t[::1]:25 -\n", "shop.example")
	f.Fuzz(func(t *testing.T, text, domain string) {
		home, err := readFile(strings.NewReader(text), domain)
		if err == nil && (home.SMTP.Host == "" && home.SMTP.Port != 0 || home.POP.Host == "" && home.POP.Port != 0) {
			t.Errorf("%+v", home)
		}
	})
}
