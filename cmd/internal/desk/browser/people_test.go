package browser

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"harness/client/account"
	"harness/cmd/internal/desk"
	"harness/cmd/internal/profile"
	"harness/fixtures/scenario"
)

// TestMended: a domain that was broken and was mended stands in the history, and
// the company's test mailbox has proved what was to be typed.
func TestMended(t *testing.T) {
	history, err := desk.OpenHistory(desk.HistoryConfig{Dir: filepath.Join(t.TempDir(), "history"), KeepFor: time.Hour, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, desk.Config{
		Lab: true, History: history, Logins: []string{"nippon-kigyou.test"},
		Profile:  &profile.Profile{Name: "Hoster", Servers: profile.Servers{Patterns: []string{"*.gmoserver.test"}}, Tests: []profile.Account{{Server: "*.gmoserver.test", Address: "info@nippon-kigyou.test"}}},
		Password: func(profile.Account) (account.Secret, error) { return account.NewSecret(scenario.Password), nil },
	})
	p.do(t, chromedp.Navigate(p.origin+"/?lang=ja"), chromedp.SetValue("#lab", "gmo-shared"), chromedp.SetValue("#paste", "info@nippon-kigyou.test で送受信できません。\n"+
		"SMTP サーバー: smtp.nippon-kigyou.test\nポート: 587\nPOP サーバー: pop.nippon-kigyou.test\nポート: 995\n"), chromedp.Click("#read"), chromedp.WaitVisible("#password"))
	p.check(t, "password")
	p.do(t, chromedp.Click("#run"), chromedp.WaitVisible("#proof"))
	p.check(t, "proved")
	if got := p.text(t, `document.querySelector("section[aria-labelledby=proof]").textContent`); strings.Count(got, "成功:") != 2 {
		t.Error(got)
	}
	p.do(t, chromedp.Click(`a[href^="/cases/"]`), chromedp.WaitVisible("#run"), chromedp.SetValue("#smtp-host", "smtp.gmoserver.test"), chromedp.SetValue("#pop-host", "pop-05.gmoserver.test"),
		chromedp.Click("#run"), chromedp.WaitVisible("#earlier"))
	p.check(t, "compared")
	p.do(t, chromedp.Click("#history"), chromedp.WaitVisible("#compare"))
	p.check(t, "history")
	p.do(t, chromedp.Click("#compare"), chromedp.WaitVisible(".sides"))
	p.check(t, "sidebyside")
	if got := p.text(t, `document.querySelector("main").textContent`); !strings.Contains(got, "解消:") || !strings.Contains(got, "smtp.gmoserver.test") {
		t.Error(got)
	}
	p.do(t, chromedp.Click(`a[href="/history/nippon-kigyou.test"]`), chromedp.WaitVisible("#compare"), chromedp.Click(`tbody th a`), chromedp.WaitVisible("#look"))
	p.check(t, "kept")
	p.do(t, chromedp.Navigate(p.origin+"/history"), chromedp.WaitVisible("#find"))
	p.check(t, "domains")
}

// TestTwoPeople: one without scripts, the other in another language; each has the
// own reply, and a page that stands alone goes on by itself.
func TestTwoPeople(t *testing.T) {
	p := open(t, desk.Config{Lab: true})
	other := person(t, p)
	p.do(t, emulation.SetScriptExecutionDisabled(true))
	p.do(t, chromedp.Navigate(p.origin+"/?lang=ja"), chromedp.SetValue("#paste", "info@nippon-kigyou.test で送信できません。\nTLS Negotiation failed, the certificate doesn't match the host.\nSMTP サーバー: smtp.nippon-kigyou.test\nポート: 587\n"), chromedp.SetValue("#lab", "gmo-shared"), chromedp.Click("#read"), chromedp.WaitVisible("#run"), chromedp.Click("#run"))
	other.do(t, chromedp.Navigate(p.origin+"/?lang=en"), chromedp.SetValue("#paste", "I cannot send as info@customer.test any more.\nTLS Negotiation failed, the certificate has expired\nSMTP server: mail.customer.test\nPort: 587\n"), chromedp.SetValue("#lab", "expired"), chromedp.Click("#read"), chromedp.WaitVisible("#run"), chromedp.Click("#run"))
	p.do(t, chromedp.WaitVisible("#reply-text"))
	other.do(t, chromedp.WaitVisible("#reply-text"))
	if got := p.text(t, `document.documentElement.lang + document.getElementById("reply-text").value + [...document.querySelectorAll(".copy")].some(b => !b.hidden)`); !strings.HasPrefix(got, "ja") || !strings.Contains(got, "smtp.gmoserver.test") || !strings.HasSuffix(got, "false") {
		t.Error(got)
	}
	if got := other.text(t, `document.documentElement.lang + document.getElementById("reply-text").value`); !strings.HasPrefix(got, "en") || !strings.Contains(got, "expired") {
		t.Error(got)
	}
}
