package autoconfig

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

const published = `<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="shop.example">
<incomingServer type="imap"><hostname>imap.host.example</hostname></incomingServer>
<incomingServer type="pop3"><hostname> POP.host.example. </hostname><port>995</port></incomingServer>
<outgoingServer type="smtp"><hostname>smtp.%EMAILDOMAIN%</hostname></outgoingServer>
<outgoingServer type="smtp"><hostname>localhost</hostname></outgoingServer>
</emailProvider></clientConfig>`

func TestHosts(t *testing.T) {
	t.Parallel()
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		if r.URL.Path == "/none" {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(published))
	}))
	defer s.Close()
	got, err := Hosts(t.Context(), s.Client(), "shop.example", []string{s.URL + "/none", s.URL + "/config"})
	if err != nil || !slices.Equal(got, []string{"smtp.shop.example", "pop.host.example"}) {
		t.Errorf("%q %v", got, err)
	}
	if _, err := Hosts(t.Context(), s.Client(), "shop.example", []string{s.URL + "/none"}); err == nil {
		t.Error("nothing is published, and no error")
	}
	for _, url := range URLs("shop.example") {
		if !strings.HasPrefix(url, "https://") || strings.Contains(url, "@") {
			t.Errorf("%s", url)
		}
	}
	if len(asked) != 3 {
		t.Errorf("asked %q", asked)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(published)
	f.Fuzz(func(t *testing.T, text string) {
		hosts, _ := parse(strings.NewReader(text), "shop.example")
		for _, h := range hosts {
			if strings.ContainsAny(h, " /@<>\x00\n") {
				t.Errorf("%q", h)
			}
		}
	})
}
