// Package browser holds the desk's pages against a real browser: Debian's
// Chromium, with axe-core for what people with a keyboard or a screen reader
// need. HARNESS_SHOTS names a folder for pictures of the pages.
package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"harness/cmd/internal/certfile"
	"harness/cmd/internal/desk"
	"harness/cmd/internal/job"
)

// needed is what the tests need of the machine.
func needed(t *testing.T) (axe string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js")) // npm ci
	if err == nil {
		_, err = exec.LookPath("chromium")
	}
	if err != nil {
		if os.Getenv("HARNESS_REAL") == "require" {
			t.Fatal("HARNESS_REAL=require: ", err)
		}
		t.Skip("chromium and axe-core are needed: ", err)
	}
	return string(raw)
}

// chromium is the one browser of all tests, started by the first; each tab is a
// person of its own in it.
var chromium = sync.OnceValues(func() (*process, error) {
	dir, err := os.MkdirTemp("", "desk-browser")
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(dir),
		chromedp.WSURLReadTimeout(2*time.Minute),
		// A page that is kept and shown again fires no load event, which chromedp waits for.
		chromedp.Flag("disable-features", "site-per-process,Translate,BlinkGenPropertyTrees,BackForwardCache"))
	alloc, endAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(alloc)
	p := &process{ctx: ctx, end: func() error {
		err := chromedp.Cancel(ctx) // waits until the browser has ended: until then it writes into its folder
		end()
		endAlloc()
		return errors.Join(err, os.RemoveAll(dir))
	}}
	started = p
	return p, chromedp.Run(ctx)
})

// process is a browser that runs.
type process struct {
	ctx context.Context
	end func() error
}

var started *process // nil: no test has asked for it

func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil {
		if err := started.end(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// tab is one person's page, and what went wrong on it.
type tab struct {
	ctx    context.Context
	axe    string
	origin string

	mu     sync.Mutex
	faults []string
}

func open(t *testing.T, cfg desk.Config) *tab {
	t.Helper()
	axe := needed(t)
	d, err := desk.New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(d)
	t.Cleanup(func() {
		d.Close()
		server.Close()
	})
	return person(t, &tab{axe: axe, origin: server.URL})
}

// person opens a page for somebody else at the desk of another.
func person(t *testing.T, beside *tab) *tab {
	t.Helper()
	b, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	bounded, stop := context.WithTimeout(b.ctx, 8*time.Minute) // of a hang
	// A window in a profile of its own; chromedp opens tabs alone.
	browserOf := chromedp.FromContext(bounded).Browser
	inBrowser := cdp.WithExecutor(bounded, browserOf)
	profile, err := target.CreateBrowserContext().Do(inBrowser)
	if err != nil {
		t.Fatal(err)
	}
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(profile).WithNewWindow(true).Do(inBrowser)
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := chromedp.NewContext(bounded, chromedp.WithTargetID(id))
	t.Cleanup(func() {
		end()
		if err := target.DisposeBrowserContext(profile).Do(inBrowser); err != nil {
			t.Log(err)
		}
		stop()
	})
	p := &tab{ctx: ctx, axe: beside.axe, origin: beside.origin}
	chromedp.ListenTarget(ctx, p.listen)
	p.do(t, network.Enable())
	granted := browser.GrantPermissions([]browser.PermissionType{browser.PermissionTypeClipboardReadWrite, browser.PermissionTypeClipboardSanitizedWrite}).WithOrigin(p.origin).WithBrowserContextID(profile)
	p.do(t, granted, usual)
	return p
}

// listen notes what a page must not do.
func (p *tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, p.origin+"/") {
			p.faults = append(p.faults, "a request leaves the origin: "+url)
		}
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, "exception: "+e.ExceptionDetails.Error())
	case *runtime.EventConsoleAPICalled:
		p.faults = append(p.faults, fmt.Sprintf("console: %s", e.Type))
	}
}

func (p *tab) do(t *testing.T, actions ...chromedp.Action) {
	t.Helper()
	if err := chromedp.Run(p.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

func (p *tab) text(t *testing.T, script string) string {
	t.Helper()
	var out string
	p.do(t, chromedp.Evaluate(script, &out, func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	return out
}

// widths are those of a phone, of a tablet and of a desk.
var widths = []int64{360, 768, 1440}

// usual is how wide a page is where it is not looked at: a click goes to where a
// button was a moment before.
var usual = emulation.SetDeviceMetricsOverride(1440, 900, 1, false)

// check holds the page that is open against axe-core in light and dark, and
// against three widths. With HARNESS_SHOTS it does so in both languages, and
// takes the pictures.
func (p *tab) check(t *testing.T, name string) {
	t.Helper()
	lang := p.text(t, `document.documentElement.lang`)
	p.checkIn(t, name+"-"+lang)
	if os.Getenv("HARNESS_SHOTS") == "" {
		return
	}
	for _, other := range []string{map[string]string{"en": "ja", "ja": "en"}[lang], lang} {
		at := p.text(t, `location.href`)
		p.do(t, chromedp.Click(`a[hreflang="`+other+`"]`), chromedp.WaitReady(`html[lang="`+other+`"]`))
		if other != lang {
			p.checkIn(t, name+"-"+other)
		}
		p.quiet(at)
	}
}

// quiet forgets that the browser reports the status of a page that is asked for
// before one has come in.
func (p *tab) quiet(at string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if strings.Contains(at, "/login") {
		p.faults = nil
	}
}

func (p *tab) checkIn(t *testing.T, name string) {
	t.Helper()
	p.text(t, `document.querySelectorAll("details").forEach(d => { d.dataset.was = d.open; d.open = true }); ""`)
	p.do(t, chromedp.Evaluate(p.axe+";0", nil))
	for _, scheme := range []string{"light", "dark"} {
		p.do(t, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}))
		found := p.text(t, `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(r => JSON.stringify(
			r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + " " + n.failureSummary).join(" | "))))`)
		var list []string
		if err := json.Unmarshal([]byte(found), &list); err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			t.Errorf("%s, %s: %s", name, scheme, v)
		}
	}
	for _, width := range widths {
		p.do(t, emulation.SetDeviceMetricsOverride(width, 900, 1, false))
		if got := p.text(t, `String(document.documentElement.scrollWidth - document.documentElement.clientWidth)`); got != "0" {
			t.Errorf("%s: %s pixels too wide at %d: %s", name, got, width, p.text(t, `[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll")).slice(0, 3).map(e => e.outerHTML.slice(0, 200)).join(" | ")`))
		}
	}
	p.text(t, `document.querySelectorAll("details").forEach(d => { d.open = d.dataset.was == "true" }); ""`)
	p.shots(t, name)
	p.do(t, emulation.SetEmulatedMedia(), usual)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.faults {
		t.Errorf("%s: %s", name, f)
	}
	p.faults = nil
}

// shots takes the pictures of a page: at each width, dark, printed, and as it
// stands in the README.
func (p *tab) shots(t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("HARNESS_SHOTS")
	if dir == "" {
		return
	}
	take := func(suffix string, width, height int64, media *emulation.SetEmulatedMediaParams, whole bool) {
		var picture []byte
		shot := chromedp.CaptureScreenshot(&picture)
		if whole {
			shot = chromedp.FullScreenshot(&picture, 100)
		}
		p.do(t, media, emulation.SetDeviceMetricsOverride(width, height, 1, false), chromedp.Evaluate(`scrollTo(0, 0)`, nil), shot)
		if err := os.WriteFile(filepath.Join(dir, name+"-"+suffix+".png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	scheme := func(value string) *emulation.SetEmulatedMediaParams {
		return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}})
	}
	for _, width := range widths {
		take(fmt.Sprint(width), width, 900, scheme("light"), true)
	}
	take("dark", 768, 900, scheme("dark"), true)
	take("print", 768, 900, emulation.SetEmulatedMedia().WithMedia("print"), true)
	take("readme", 1000, 800, scheme("light"), false)
}

// TestStories: from the paste to the copied reply, in both languages, back and
// reload; every page on the way is checked once in each language.
func TestStories(t *testing.T) {
	for _, lang := range []string{"en", "ja"} {
		t.Run(lang, func(t *testing.T) {
			p := open(t, desk.Config{Lab: true})
			for i, name := range []string{"02-gmo-both-settings-ja", "05-sakura-password-right-ja", "07-two-names-dialog-en", "10-plesk-obsidian-one-leg-en", "11-centos5-server-ja"} {
				p.story(t, name, lang, i == 0)
			}
			p.do(t, chromedp.Click("#rerun"), chromedp.WaitVisible("#earlier")) // the comparison, see TestMended
		})
	}
}

// story pastes one, and looks whether all can be had that the desk has for it.
func (p *tab) story(t *testing.T, name, lang string, checked bool) {
	t.Helper()
	check := func(page string) {
		if checked {
			p.check(t, page)
		}
	}
	raw, err := os.ReadFile(filepath.Join("..", "..", "ticket", "testdata", "stories", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	head, paste, _ := strings.Cut(string(raw), "\n\n")
	p.do(t, chromedp.Navigate(p.origin+"/?lang="+lang))
	check("start")
	p.do(t, chromedp.SetValue("#paste", paste), chromedp.SetValue("#lab", strings.TrimPrefix(head, "lab: ")), chromedp.Click("#read"), chromedp.WaitVisible("#run"))
	check("dialogs")
	p.do(t, chromedp.Click("#run"), chromedp.WaitVisible("#reply-text"))
	if got := p.text(t, `document.documentElement.lang`); got != lang {
		t.Errorf("%s: the page is in %s", name, got)
	}
	p.do(t, chromedp.Click("#copy-reply"), chromedp.WaitVisible(`#copy-reply[data-copied="yes"]`))
	if copied, reply := p.text(t, `navigator.clipboard.readText()`), p.text(t, `document.getElementById("reply-text").value`); copied != reply || len(reply) < 100 {
		t.Errorf("%s: %q was copied of %q", name, copied, reply)
	}
	check("result")
	if os.Getenv("HARNESS_SHOTS") != "" {
		return // the way back leads over the other language there
	}
	h1 := p.text(t, `document.querySelector("h1").textContent`)
	p.do(t, chromedp.Reload(), chromedp.WaitVisible("#reply-text"), chromedp.NavigateBack(), chromedp.WaitVisible("#run"), chromedp.NavigateForward(), chromedp.WaitVisible("#reply-text"))
	if got := p.text(t, `document.querySelector("h1").textContent`); got != h1 {
		t.Errorf("%s: after back and reload %q", name, got)
	}
}

// hanging is a network whose port for sending never answers: a run in it goes
// on until it is cancelled.
func hanging(t *testing.T) job.Env {
	t.Helper()
	roots, _, err := certfile.Trust{Read: os.ReadFile}.Load()
	if err != nil {
		t.Fatal(err)
	}
	return job.Env{
		Roots: roots, Resolver: netip.MustParseAddrPort("127.0.0.1:1"), Timeout: time.Hour,
		Dial: func(ctx context.Context, _, addr string) (net.Conn, error) {
			if strings.HasSuffix(addr, ":587") {
				<-ctx.Done()
				return nil, ctx.Err()
			}
			return nil, syscall.ECONNREFUSED
		},
	}
}

// TestLive: a step is seen while the run goes on, without another page being
// asked for; and the run can be cancelled.
func TestLive(t *testing.T) {
	p := open(t, desk.Config{Env: hanging(t)})
	p.do(t, chromedp.Navigate(p.origin+"/?lang=en"), chromedp.SetValue("#paste", "93.184.215.14"), chromedp.Click("#read"), chromedp.WaitVisible("#run"),
		chromedp.SetValue("#smtp-host", "93.184.215.14"), chromedp.SetValue("#smtp-port", "587"), chromedp.SetValue("#pop-host", "93.184.215.14"), chromedp.SetValue("#pop-port", "995"),
		chromedp.Click("#run"), chromedp.WaitVisible("#looks > li"))
	if got := p.text(t, `document.querySelector("#looks > li").textContent`); !strings.Contains(got, "pop3 93.184.215.14:995") {
		t.Errorf("%q", got)
	}
	p.check(t, "live")
	p.do(t, chromedp.Click("#cancel"), chromedp.WaitNotPresent("#cancel"))
	if got := p.text(t, `document.querySelector("h1").textContent`); got != "Cancelled" {
		t.Errorf("%q", got)
	}
	p.check(t, "cancelled")
}
