package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestHeaders: what every answer carries, also one that is refused.
func TestHeaders(t *testing.T) {
	t.Parallel()
	d := newDesk(t, Config{Lab: true})
	for _, path := range []string{"/", "/nothing", "/style.css", "/desk.js", "/runs/nothing", "/runs/nothing/events", "/cases/nothing"} {
		_, res := d.get(t, path)
		if got := res.Header.Get("Content-Security-Policy"); got != policy || strings.Contains(got, "unsafe") || res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %q", path, res.Header)
		}
		for _, c := range res.Cookies() {
			if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
				t.Errorf("%s: %v", path, c)
			}
		}
	}
}

// TestStrangersAreRefused: another site's form, and another name that leads here.
func TestStrangersAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t, Config{Lab: true})
	ask := func(method, host, site string) int {
		r, err := http.NewRequestWithContext(t.Context(), method, d.url+"/cases", strings.NewReader("lab=gmo-shared"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", site)
		if r.Host = host; host == "" {
			r.Host = r.URL.Host
		}
		res, err := d.browser.Do(r)
		_, res = read(t, res, err)
		return res.StatusCode
	}
	for _, c := range []struct {
		host, site string
		want       int
	}{
		{"", "same-origin", http.StatusOK}, {"", "cross-site", http.StatusForbidden}, {"", "same-site", http.StatusForbidden},
		{"localhost:8025", "same-origin", http.StatusOK}, {"evil.test", "same-origin", http.StatusMisdirectedRequest}, {"localhost.evil.test:8025", "same-origin", http.StatusMisdirectedRequest},
	} {
		if got := ask(http.MethodPost, c.host, c.site); got != c.want {
			t.Errorf("%s from %s: %d", c.host, c.site, got)
		}
	}
}

// TestLabIsAsked: without --lab no scenario can be started, whatever a form says.
func TestLabIsAsked(t *testing.T) {
	t.Parallel()
	d := newDesk(t, Config{})
	if home, _ := d.get(t, "/"); strings.Contains(home, "gmo-shared") {
		t.Error("the lab is offered")
	}
	if _, res := d.post(t, "/cases", url.Values{"lab": {"gmo-shared"}}); res.StatusCode != http.StatusNotFound {
		t.Error(res.Status)
	}
}

// hostile is what a customer might paste to harm whoever reads it.
const hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onfocus=alert(3) x=\"\n" +
	"SMTP server: \"><svg onload=alert(4)>.evil.test\nPort: 587\n\u202eevil\u202c\x1b[31m\x00\x07\n{{.}} ]]> --></textarea></pre><a href=javascript:alert(5)>\n"

// TestHostilePaste: it is shown, and stays text.
func TestHostilePaste(t *testing.T) {
	t.Parallel()
	d := newDesk(t, Config{Lab: true})
	path := d.newCase(t, url.Values{"paste": {hostile}, "lab": {"healthy"}})
	shown, _ := d.get(t, path)
	run := d.newRun(t, path, url.Values{"address": {`"><script>alert(6)</script>@evil.test`}, "smtp-host": {"<script>alert(7)</script>"}})
	events, page := d.finish(t, run)
	alone, _ := d.get(t, run+"/result.html")
	for _, text := range []string{shown, events, page, alone} {
		low := strings.ToLower(text)
		for _, bad := range []string{"<script>", "<img", "<svg", "<a href=javascript", "\x1b", "\u009b"} {
			if strings.Contains(low, bad) {
				t.Errorf("%q stands in a page", bad)
			}
		}
	}
}

// TestBounds: what is too large or too often is refused with a page, and what is
// kept is bounded.
func TestBounds(t *testing.T) {
	t.Parallel()
	at := time.Unix(1, 0)
	d := newDesk(t, Config{Lab: true, Now: func() time.Time { return at }})
	large := strings.Repeat("x", maxBody+1)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.url+"/cases", strings.NewReader("paste="+large))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := d.browser.Do(r)
	if body, res := read(t, res, err); res.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(body, texts("en")["tooLarge"]) {
		t.Error(res.Status)
	}
	refused := 0
	for range 3*perUser + 5 {
		if _, res := d.post(t, "/cases", url.Values{"paste": {"nothing"}}); res.StatusCode == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 5 {
		t.Errorf("%d were refused", refused)
	}
	s := store{now: func() time.Time { return at }}
	for range maxCases + 10 {
		s.addMatter(&matter{paste: strings.Repeat("y", 1<<20)})
	}
	if len(s.matters) != maxHeld>>20 || s.held > maxHeld {
		t.Errorf("%d kept, %d bytes", len(s.matters), s.held)
	}
}

// TestQueue: everybody has a turn a round, and one who gives up takes none.
func TestQueue(t *testing.T) {
	t.Parallel()
	q := newQueue(1, 4)
	leave, _ := q.enter(t.Context(), "a")
	var order []string
	turns := make(chan string)
	ends := make(chan func())
	wait := func(ctx context.Context, user, name string) {
		q.mu.Lock()
		n := len(q.waiting[user])
		q.mu.Unlock()
		go func() {
			if leave, ok := q.enter(ctx, user); ok {
				turns <- name
				ends <- leave
			}
		}()
		for { // until it stands in the queue
			q.mu.Lock()
			now := len(q.waiting[user])
			q.mu.Unlock()
			if now > n {
				return
			}
		}
	}
	gone, give := context.WithCancel(t.Context())
	wait(t.Context(), "a", "a1")
	wait(gone, "a", "never")
	wait(t.Context(), "a", "a2")
	wait(t.Context(), "b", "b1")
	if !q.full() {
		t.Error("not full")
	}
	give()
	for q.full() {
	}
	for range 3 {
		leave()
		order = append(order, <-turns)
		leave = <-ends
	}
	leave()
	if got := fmt.Sprint(order); got != "[a1 b1 a2]" || q.free != 1 || len(q.waiting) != 0 || len(q.order) != 0 {
		t.Errorf("%s, %+v", got, q)
	}
}
