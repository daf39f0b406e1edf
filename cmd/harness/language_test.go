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
		{"", map[string]string{"HARNESS_LANG": "ja", "LANG": "en_US.UTF-8"}, "ja"},
		{"", map[string]string{"HARNESS_LANG": "en", "LC_ALL": "ja_JP.UTF-8"}, "en"},
		{"en", map[string]string{"HARNESS_LANG": "ja"}, "en"},
	} {
		o := spoken{Lang: c.flag}
		if got := o.lang(&app{getenv: func(name string) string { return c.env[name] }}); got != c.want {
			t.Errorf("%q %v: %s, want %s", c.flag, c.env, got, c.want)
		}
	}
}

// The system's own settings count where no variable says anything.
func TestLangFollowsTheSystem(t *testing.T) {
	t.Parallel()
	for locale, want := range map[string]string{"ja-JP": "ja", "ja_JP": "ja", "en-US": "en", "": "en"} {
		a := &app{getenv: func(string) string { return "" }, locale: func() string { return locale }}
		if got := a.language(); got != want {
			t.Errorf("%q: %s, want %s", locale, got, want)
		}
		a.getenv = func(name string) string { return map[string]string{"LANG": "C"}[name] }
		if got := a.language(); got != "en" {
			t.Errorf("%q beside LANG=C: %s", locale, got)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"healthy", "gmo-shared", "cn-only", "expired"}
	for word, want := range map[string]string{"gmo-shard": "gmo-shared", "GMO-shared": "gmo-shared", "helthy": "healthy", "cn-onyl": "cn-only", "nope": "", "x": ""} {
		if got := nearest(word, known); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	for word, want := range map[string]string{"tls-name-missmatch": "tls-name-mismatch", "TLS-cert-expird": "tls-cert-expired", "two-factor": "", "report-2026.eml": "", "it does-not work": ""} {
		if got := slip(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
