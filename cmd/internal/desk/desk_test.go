package desk

import (
	"context"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"harness/cmd/internal/certfile"
	"harness/cmd/internal/job"
	"harness/internal/together"
	"harness/verify/certs"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(together.Wait(m)) }

func mozilla(t *testing.T) *certs.Roots {
	t.Helper()
	roots, _, err := certfile.Trust{Read: os.ReadFile}.Load()
	if err != nil {
		t.Fatal(err)
	}
	return roots
}

// testDesk is a desk and one person's browser.
type testDesk struct {
	*Desk
	url     string
	browser *http.Client
}

func newDesk(t *testing.T, cfg Config) *testDesk {
	t.Helper()
	d, err := New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(d)
	t.Cleanup(func() {
		d.Close() // first: it ends open streams
		server.Close()
	})
	out := &testDesk{Desk: d, url: server.URL}
	out.browser = person(t)
	return out
}

func person(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Jar: jar, Transport: transport, Timeout: 15 * time.Minute} // of a hang
}

// unlimited lifts the limits by the minute: a test is not about them.
func (d *testDesk) unlimited() {
	at := time.Unix(0, 0)
	next := func() time.Time { at = at.Add(time.Hour); return at }
	d.users, d.hosts = &limiter{now: next}, &limiter{now: next}
}

// get is a page's text and status.
func (d *testDesk) get(t *testing.T, path string) (string, *http.Response) {
	t.Helper()
	res, err := d.browser.Get(d.url + path)
	return read(t, res, err)
}

func (d *testDesk) post(t *testing.T, path string, form url.Values) (string, *http.Response) {
	t.Helper()
	res, err := d.browser.PostForm(d.url+path, form)
	return read(t, res, err)
}

func read(t *testing.T, res *http.Response, err error) (string, *http.Response) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body), res
}

// newCase pastes, and gives the path of the page of the dialogs.
func (d *testDesk) newCase(t *testing.T, form url.Values) string {
	t.Helper()
	body, res := d.post(t, "/cases", form)
	if path := res.Request.URL.Path; strings.HasPrefix(path, "/cases/") && res.StatusCode == http.StatusOK {
		return path
	}
	t.Fatalf("%s: %s", res.Status, body)
	return ""
}

var input = regexp.MustCompile(`<input ([^>]*)>`)
var attribute = regexp.MustCompile(`([\w-]+)="([^"]*)"`)

// asShown is what a browser sends for the form of a page that nobody changed.
func asShown(page string) url.Values {
	form := url.Values{}
	for _, m := range input.FindAllStringSubmatch(page, -1) {
		at := map[string]string{}
		for _, a := range attribute.FindAllStringSubmatch(m[1], -1) {
			at[a[1]] = html.UnescapeString(a[2])
		}
		if (at["type"] == "radio" || at["type"] == "checkbox") && !strings.Contains(m[1], " checked") {
			continue
		}
		form.Set(at["name"], at["value"])
	}
	return form
}

// newRun runs with a form, and gives the path of the run.
func (d *testDesk) newRun(t *testing.T, path string, form url.Values) string {
	t.Helper()
	body, res := d.post(t, path+"/runs", form)
	if run := res.Request.URL.Path; strings.HasPrefix(run, "/runs/") && res.StatusCode == http.StatusOK {
		return run
	}
	t.Fatalf("%s: %s", res.Status, body)
	return ""
}

// finish waits for a run's end by its events, and gives them and the last page.
func (d *testDesk) finish(t *testing.T, run string) (events, page string) {
	t.Helper()
	events, _ = d.get(t, run+"/events")
	page, _ = d.get(t, run)
	return events, page
}

// story is a ticket of package ticket's tests.
func story(t *testing.T, name string) (lab, paste string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "ticket", "testdata", "stories", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	head, paste, _ := strings.Cut(string(raw), "\n\n")
	return strings.TrimPrefix(head, "lab: "), paste
}

// TestStories: from the paste to the reply, in the viewer's language; the reply
// has the ticket's.
func TestStories(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"02-gmo-both-settings-ja":      "smtp.gmoserver.test",
		"05-sakura-password-right-ja":  "textarea id=\"reply-text\" lang=\"ja\"",
		"07-two-names-dialog-en":       "textarea id=\"reply-text\" lang=\"en\"",
		"11-centos5-server-ja":         "textarea id=\"reply-text\" lang=\"ja\"",
		"10-plesk-obsidian-one-leg-en": "textarea id=\"reply-text\" lang=\"en\"",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, Config{Lab: true})
			lab, paste := story(t, name)
			path := d.newCase(t, url.Values{"paste": {paste}, "lab": {lab}})
			shown, _ := d.get(t, path)
			run := d.newRun(t, path, asShown(shown))
			events, page := d.finish(t, run)
			if strings.Count(events, "event: look\n") < 2 || !strings.Contains(events, "id: 1\n") || !strings.HasSuffix(events, "event: end\ndata: \"done\"\n\n") {
				t.Errorf("events: %.600q", events)
			}
			if !strings.Contains(page, want) {
				t.Errorf("no %s in %s", want, page)
			}
			for _, lang := range []string{"en", "ja"} {
				page, _ := d.get(t, run+"?lang="+lang)
				at := 0
				for _, key := range []string{"replyHead", "whyHead", "wordsHead", "gridHead", "transcript", "untestedHead", "rerun", "asHTML"} { // in this order
					i := strings.Index(page[at:], ">"+html.EscapeString(texts(lang)[key])+"<")
					if i < 0 {
						t.Fatalf("%s: %s is missing or in another place", lang, key)
					}
					at += i
				}
				if !strings.Contains(page, `<html lang="`+lang+`">`) {
					t.Errorf("the page is not in %s", lang)
				}
			}
		})
	}
}

// TestOneRun follows a scenario that was clicked: the dialogs, a run without a
// script, its files, and the run after it.
func TestOneRun(t *testing.T) {
	t.Parallel()
	d := newDesk(t, Config{Lab: true, Quote: func(words ...string) string { return strings.Join(words, " ") }})
	home, _ := d.get(t, "/?lang=en")
	if !strings.Contains(home, `value="gmo-shared"`) || !strings.Contains(home, "<textarea id=\"paste\"") {
		t.Fatal(home)
	}
	path := d.newCase(t, url.Values{"lab": {"gmo-shared"}})
	shown, _ := d.get(t, path)
	form := asShown(shown)
	if form.Get("smtp-host") != "smtp.nippon-kigyou.test" || form.Get("pop-security") != "ssl" || form.Get("address") != "info@nippon-kigyou.test" {
		t.Fatalf("%v", form)
	}
	run := d.newRun(t, path, form)
	_, page := d.finish(t, run)
	for _, want := range []string{"smtp.gmoserver.test", "pop-05.gmoserver.test", "tls-name-mismatch", "harness diagnose --lab gmo-shared --no-login --user info@nippon-kigyou.test"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	alone, res := d.get(t, run+"/result.html")
	if !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") || !strings.Contains(alone, "<style>:root") {
		t.Errorf("%s: %.300s", res.Status, alone)
	}
	if regexp.MustCompile(`(?:src|href|action|data-events)=`).MatchString(alone) || strings.Contains(alone, "<script") {
		t.Error("the file needs something beside itself")
	}
	if body, _ := d.get(t, run+"/ticket.json"); !strings.Contains(body, `"command": "ticket"`) {
		t.Errorf("%.200s", body)
	}
	if body, _ := d.get(t, run+"/diagnosis/0.json"); !strings.Contains(body, `"command": "diagnose"`) {
		t.Errorf("%.200s", body)
	}
	form.Set("smtp-host", "smtp.gmoserver.test")
	form.Set("pop-host", "pop-05.gmoserver.test")
	_, page = d.finish(t, d.newRun(t, path, form)) // mended
	if !strings.Contains(page, texts("en")["earlierHead"]) || !strings.Contains(page, `href="`+run+`"`) || !strings.Contains(page, `<h1 class="works">`) {
		t.Errorf("no comparison in %s", page)
	}
}

// TestCancel: a run that hangs ends at once, and its page says so; until then
// its page goes on by itself, with a script or without.
func TestCancel(t *testing.T) {
	t.Parallel()
	hang := func(ctx context.Context, _, _ string) (net.Conn, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	d := newDesk(t, Config{Env: job.Env{Roots: mozilla(t), Resolver: netip.MustParseAddrPort("127.0.0.1:1"), Timeout: time.Hour, Dial: hang}})
	path := d.newCase(t, url.Values{"paste": {public}})
	run := d.newRun(t, path, url.Values{"smtp-host": {public}, "smtp-port": {"587"}, "smtp-security": {"tls"}})
	live, _ := d.get(t, run+"?lang=en")
	if !strings.Contains(live, `<noscript><meta http-equiv="refresh"`) || !strings.Contains(live, `data-events="`+run+`/events"`) {
		t.Errorf("without a script the page does not go on: %s", live)
	}
	page, _ := d.post(t, run+"/cancel", nil)
	if !strings.Contains(page, texts("en")["cancelled"]) || strings.Contains(page, "http-equiv=\"refresh\"") {
		t.Error(page)
	}
}
