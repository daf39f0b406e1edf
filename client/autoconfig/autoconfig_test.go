package autoconfig

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"harness/client/evidence"
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
		list, _ := parse(strings.NewReader(text), "shop.example")
		for _, h := range hostsOf(list) {
			if strings.ContainsAny(h, " /@<>\x00\n") {
				t.Errorf("%q", h)
			}
		}
	})
}

// TestParse: what documents leave unsaid is filled in as the programs do.
func TestParse(t *testing.T) {
	t.Parallel()
	const imap, pop, smtp = evidence.IMAP, evidence.POP3, evidence.SMTP
	list, err := parse(strings.NewReader(`<clientConfig><emailProvider>
<incomingServer type="imap"><hostname>a.test</hostname><port>143</port><socketType>plain</socketType></incomingServer>
<incomingServer type="pop3"><hostname>a.test</hostname><socketType>STARTTLS</socketType></incomingServer>
<incomingServer type="exchange"><hostname>a.test</hostname></incomingServer>
<outgoingServer type="smtp"><hostname>a.test</hostname><port>587</port><username>%EMAILLOCALPART%</username></outgoingServer>
<outgoingServer type="smtp"><hostname>a.test</hostname><port>587</port></outgoingServer>
</emailProvider></clientConfig>`), "shop.test")
	want := []evidence.Setting{
		{Proto: imap, Host: "a.test", Port: 143, Security: evidence.Plain}, {Proto: pop, Host: "a.test", Port: 110, Security: evidence.STLS},
		{Proto: smtp, Host: "a.test", Port: 587, Security: evidence.StartTLS, Login: "%EMAILLOCALPART%"},
	}
	if err != nil || !slices.Equal(list, want) {
		t.Errorf("%+v, %v", list, err)
	}
	d, err := parseAutodiscover(strings.NewReader(`<Autodiscover xmlns="x"><Response xmlns="y"><Account>
<Protocol><Type>IMAP</Type><Server>a.test</Server><Port>993</Port></Protocol>
<Protocol><Type>POP3</Type><Server>a.test</Server><Port>110</Port><SSL>off</SSL></Protocol>
<Protocol><Type>SMTP</Type><Server>a.test</Server><Port>587</Port><SSL>on</SSL><Encryption>TLS</Encryption></Protocol>
<Protocol><Type>EXCH</Type><Server>a.test</Server></Protocol></Account></Response></Autodiscover>`))
	want = []evidence.Setting{
		{Proto: imap, Host: "a.test", Port: 993, Security: evidence.SSL}, {Proto: pop, Host: "a.test", Port: 110, Security: evidence.Plain},
		{Proto: smtp, Host: "a.test", Port: 587, Security: evidence.StartTLS},
	}
	if err != nil || !slices.Equal(d.settings, want) {
		t.Errorf("%+v, %v", d, err)
	}
	if d, err := parseAutodiscover(strings.NewReader(`<Autodiscover><Response><Account><RedirectUrl>https://b.test/</RedirectUrl></Account></Response></Autodiscover>`)); err != nil || d.redirect != "https://b.test/" {
		t.Errorf("%+v, %v", d, err)
	}
	for _, none := range []string{"", "<clientConfig/>", "<html><body>welcome</body></html>", "<clientConfig>"} {
		if list, err := parse(strings.NewReader(none), "shop.test"); err == nil {
			t.Errorf("%q: %+v", none, list)
		}
	}
}

// FuzzDocuments: whatever a web server says, no name comes out that is none.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><plist><dict><key>EmailAccountType</key><string>EmailTypePOP</string></dict></plist>`))
	f.Add([]byte("<?xml version='1.0'?><plist></dict></plist>"))
	f.Fuzz(func(t *testing.T, text []byte) {
		list, _ := profile(text)
		d, _ := parseAutodiscover(bytes.NewReader(text))
		for _, s := range append(list, d.settings...) {
			if strings.ContainsAny(s.Host, " /@<>\x00\n") || s.Port == 0 && s.Security == "" {
				t.Errorf("%+v", s)
			}
		}
	})
}
