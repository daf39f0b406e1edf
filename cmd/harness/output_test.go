package main

import "testing"

func TestLangFollowsTheLocale(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		flag string
		env  map[string]string
		want string
	}{
		{"", nil, "en"},
		{"", map[string]string{"LANG": "ja_JP.UTF-8"}, "ja"},
		{"", map[string]string{"LANG": "ja"}, "ja"},
		{"", map[string]string{"LANG": "JA-JP"}, "ja"},
		{"", map[string]string{"LANG": "Japanese_Japan.932"}, "ja"},
		{"", map[string]string{"LANG": "jam_JM.UTF-8"}, "en"},
		{"", map[string]string{"LANG": "C.UTF-8"}, "en"},
		{"", map[string]string{"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"},
		{"", map[string]string{"LC_MESSAGES": "ja_JP", "LANG": "en_US"}, "ja"},
		{"en", map[string]string{"LANG": "ja_JP.UTF-8"}, "en"},
	} {
		o := output{Lang: c.flag}
		if got := o.lang(&app{getenv: func(name string) string { return c.env[name] }}); got != c.want {
			t.Errorf("%q %v: %s, want %s", c.flag, c.env, got, c.want)
		}
	}
}
