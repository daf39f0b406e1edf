package finding

import "testing"

func TestFill(t *testing.T) {
	t.Parallel()
	args := map[string]string{"host": "mail.example.test", "evil": "{host}]]", "empty": ""}
	for _, c := range []struct{ text, want string }{
		{"plain", "plain"},
		{"at {host}.", "at mail.example.test."},
		{"at {unknown}.", "at ?."},
		{"at {empty}.", "at ?."},
		{"names[[: {host}]]", "names: mail.example.test"},
		{"names[[: {unknown}]]", "names"},
		{"a[[ {host} {unknown}]]b[[ {host}]]", "ab mail.example.test"},
		{"value {evil} stands", "value {host}]] stands"},
		{"[[{evil}]]", "{host}]]"},
		{"{not a hole} {Host} {", "{not a hole} {Host} {"},
		{"{x {host}", "{x mail.example.test"},
		{"open [[ {host}", "open [[ mail.example.test"},
		{"", ""},
	} {
		if got := Fill(c.text, args); got != c.want {
			t.Errorf("Fill(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestIn(t *testing.T) {
	t.Parallel()
	text := Text{"en", "ja"}
	for lang, want := range map[string]string{"en": "en", "ja": "ja", "ja_JP.UTF-8": "ja", "C": "en", "": "en", "de": "en"} {
		if got := text.In(lang); got != want {
			t.Errorf("In(%q) = %q, want %q", lang, got, want)
		}
	}
}
