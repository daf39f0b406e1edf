package desk

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"harness/client/account"
)

const doorToken = "correct-horse-battery-staple"

// TestToken: without the token no page is shown and nothing is done; with it
// the person is in until the session ends, and only there.
func TestToken(t *testing.T) {
	t.Parallel()
	at := time.Unix(1_800_000_000, 0)
	d := newDesk(t, Config{Lab: true, Now: func() time.Time { return at }, Door: Door{Token: account.NewSecret(doorToken)}})
	for _, path := range []string{"/", "/cases/x", "/runs/x", "/runs/x/result.html", "/nothing"} {
		body, res := d.get(t, path)
		if res.StatusCode != http.StatusUnauthorized || !strings.Contains(body, `id="token"`) || strings.Contains(body, "gmo-shared") {
			t.Errorf("%s: %s", path, res.Status)
		}
	}
	if _, res := d.post(t, "/cases", url.Values{"lab": {"healthy"}}); res.StatusCode != http.StatusUnauthorized || len(d.store.matters) != 0 {
		t.Errorf("a case was opened from outside: %s", res.Status)
	}
	if body, res := d.post(t, "/login", url.Values{"token": {doorToken + "x"}}); res.StatusCode != http.StatusUnauthorized || strings.Contains(body, doorToken) {
		t.Errorf("a wrong token: %s", res.Status)
	}
	if _, res := d.get(t, "/login?token="+doorToken); res.StatusCode != http.StatusUnauthorized {
		t.Error("a token in an address lets in")
	}
	if body, res := d.post(t, "/login", url.Values{"token": {doorToken}}); res.StatusCode != http.StatusOK || !strings.Contains(body, "gmo-shared") {
		t.Fatalf("%s: %.300s", res.Status, body)
	}
	d.newCase(t, url.Values{"lab": {"healthy"}})
	other := *d
	other.browser = person(t)
	if _, res := other.get(t, "/"); res.StatusCode != http.StatusUnauthorized {
		t.Error("somebody else is in too")
	}
	at = at.Add(insideFor)
	if _, res := d.get(t, "/"); res.StatusCode != http.StatusUnauthorized {
		t.Error("the session never ends")
	}
}

// TestKnocks: tokens cannot be tried one after the other, and the right one
// does not come in among them either.
func TestKnocks(t *testing.T) {
	t.Parallel()
	at := time.Unix(1_800_000_000, 0)
	d := newDesk(t, Config{Now: func() time.Time { return at }, Door: Door{Token: account.NewSecret(doorToken)}})
	for range perKnock {
		d.post(t, "/login", url.Values{"token": {"wrong"}})
	}
	if _, res := d.post(t, "/login", url.Values{"token": {doorToken}}); res.StatusCode != http.StatusTooManyRequests {
		t.Errorf("%s", res.Status)
	}
	at = at.Add(time.Minute)
	if _, res := d.post(t, "/login", url.Values{"token": {doorToken}}); res.StatusCode != http.StatusOK {
		t.Errorf("a minute later: %s", res.Status)
	}
}

// TestProxyHeader: a name counts from the proxy alone, once, and not empty.
func TestProxyHeader(t *testing.T) {
	t.Parallel()
	for _, one := range []struct {
		from  string
		names []string
		in    bool
	}{
		{"192.0.2.10:5000", []string{"hanako"}, true},
		{"[::ffff:192.0.2.10]:5000", []string{"hanako"}, true},
		{"192.0.2.11:5000", []string{"hanako"}, false},
		{"192.0.2.10:5000", nil, false},
		{"192.0.2.10:5000", []string{" "}, false},
		{"192.0.2.10:5000", []string{"mallory", "hanako"}, false},
		{"192.0.2.10:5000", []string{strings.Repeat("x", maxName+1)}, false},
		{"unreadable", []string{"hanako"}, false},
	} {
		d, err := New(t.Context(), Config{Hosts: []string{"desk.example"}, Door: Door{Header: "X-Forwarded-User", Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.10/32")}}})
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodGet, "https://Desk.example/", nil)
		r.RemoteAddr = one.from
		for _, name := range one.names {
			r.Header.Add("X-Forwarded-User", name)
		}
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		if got := w.Code == http.StatusOK; got != one.in || !got && w.Code != http.StatusForbidden {
			t.Errorf("%+v: %d", one, w.Code)
		}
		d.Close()
	}
}

// TestProxyShares: people behind one proxy have a share each, not one together.
func TestProxyShares(t *testing.T) {
	t.Parallel()
	at := time.Unix(1_800_000_000, 0)
	d, err := New(t.Context(), Config{Lab: true, Now: func() time.Time { return at }, Hosts: []string{"desk.example"}, Door: Door{Header: "X-User", Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.10/32")}}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	open := func(name string) int {
		r := httptest.NewRequest(http.MethodPost, "https://desk.example/cases", strings.NewReader("lab=healthy"))
		r.RemoteAddr = "192.0.2.10:5000"
		r.Header.Set("X-User", name)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		d.ServeHTTP(w, r)
		return w.Code
	}
	for range 3 * perUser {
		if code := open("hanako"); code != http.StatusSeeOther {
			t.Fatal(code)
		}
	}
	if hanako, taro := open("hanako"), open("taro"); hanako != http.StatusTooManyRequests || taro != http.StatusSeeOther {
		t.Errorf("hanako %d, taro %d", hanako, taro)
	}
}
