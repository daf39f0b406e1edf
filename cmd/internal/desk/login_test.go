package desk

import (
	"encoding/base64"
	"fmt"
	"html"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"harness/client/account"
	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/fixtures/scenario"
)

// TestLogin: a password may be typed for the domains that are listed, is used for
// one run, and stands nowhere afterwards.
func TestLogin(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := newDesk(t, Config{Lab: true, Logins: []string{"nippon-kigyou.test"}, History: openHistory(t, HistoryConfig{Dir: dir, KeepFor: time.Hour, Now: time.Now})})
	d.unlimited()
	path := d.newCase(t, url.Values{"lab": {"gmo-shared"}})
	shown, _ := d.get(t, path)
	if !strings.Contains(shown, `name="password" type="password" autocomplete="off"`) || !strings.Contains(shown, "<code>nippon-kigyou.test</code>") {
		t.Error("no password can be typed")
	}
	form := asShown(shown)
	form.Set("password", scenario.Password)
	run := d.newRun(t, path, form)
	events, page := d.finish(t, run)
	alone, _ := d.get(t, run+"/result.html")
	diagnosis, _ := d.get(t, run+"/diagnosis/0.json")
	if !strings.Contains(diagnosis, `"no_login": false`) || !strings.Contains(page, html.EscapeString(texts("en")["loggedIn"])) || !strings.Contains(page, `id="reply-text"`) {
		t.Errorf("nothing was logged in: %.300s", diagnosis)
	}
	if one := d.store.run(strings.TrimPrefix(run, "/runs/")); !one.secret.Empty() || one.result.diagnoses[0].After == nil {
		t.Error("the password is kept, or was not used where it leads")
	}
	_, kept := filesIn(t, dir)
	for what, text := range map[string]string{"events": events, "page": page, "file": alone, "diagnosis": diagnosis, "history": kept} {
		for _, form := range []string{scenario.Password, base64.StdEncoding.EncodeToString([]byte(scenario.Password)), base64.StdEncoding.EncodeToString([]byte("\x00info@nippon-kigyou.test\x00" + scenario.Password))} {
			if strings.Contains(text, form) {
				t.Errorf("the password stands in the %s", what)
			}
		}
		if what == "history" && strings.Contains(text, "info@") {
			t.Errorf("the address is kept: %.200s", text[strings.Index(text, "info@")-100:])
		}
	}
	again, _ := d.get(t, run)
	if strings.Contains(again, scenario.Password) || strings.Contains(again, `name="password"`) {
		t.Error("the form to run again has a password")
	}
	for address, want := range map[string]int{"info@nippon-kigyou.test": 200, "info@mail.Nippon-Kigyou.test": 200, "info@other.test": 403, "info@xnippon-kigyou.test": 403, "": 403} {
		form.Set("address", address)
		if body, res := d.post(t, path+"/runs", form); res.StatusCode != want || strings.Contains(body, scenario.Password) {
			t.Errorf("%s: %s", address, res.Status)
		}
	}
	plain := newDesk(t, Config{Lab: true})
	path = plain.newCase(t, url.Values{"lab": {"healthy"}})
	if shown, _ := plain.get(t, path); strings.Contains(shown, `name="password"`) {
		t.Error("a password is asked for on a desk without listed domains")
	}
	if _, res := plain.post(t, path+"/runs", form); res.StatusCode != http.StatusForbidden {
		t.Errorf("a password is taken there: %s", res.Status)
	}
}

// TestProof: the company's test mailbox proves what is to be typed, from a
// ticket and from the dialogs alone; a password that is refused is said.
func TestProof(t *testing.T) {
	t.Parallel()
	secret := scenario.Password
	d := newDesk(t, Config{Lab: true, Profile: &profile.Profile{Name: "Hoster", Servers: profile.Servers{Patterns: []string{"*.gmoserver.test"}},
		Tests: []profile.Account{{Server: "*.gmoserver.test", Address: "info@nippon-kigyou.test", PasswordEnv: "X"}},
	}, Password: func(profile.Account) (account.Secret, error) {
		if secret == "" {
			return account.Secret{}, fmt.Errorf("no file")
		}
		return account.NewSecret(secret), nil
	}})
	d.unlimited()
	proved := func(paste string, form url.Values) string {
		path := d.newCase(t, url.Values{"lab": {"gmo-shared"}, "paste": {paste}})
		shown, _ := d.get(t, path)
		for name, values := range asShown(shown) {
			if _, given := form[name]; !given && form != nil {
				form[name] = values
			}
		}
		if form == nil {
			form = asShown(shown)
		}
		_, page := d.finish(t, d.newRun(t, path, form))
		return page
	}
	said := html.EscapeString(texts("en")["proofHelp"])
	for what, page := range map[string]string{
		"ticket":  proved("", nil),
		"address": proved("info@nippon-kigyou.test", url.Values{"smtp-host": {"smtp.gmoserver.test"}, "smtp-port": {"587"}, "pop-host": {"pop-05.gmoserver.test"}, "pop-port": {"995"}, "pop-security": {"ssl"}}),
	} {
		if !strings.Contains(page, said) || strings.Count(page, ">"+texts("en")["proved"]+"<") != 2 || strings.Contains(page, texts("en")["unprovedWord"]) || strings.Contains(page, secret) {
			t.Errorf("%s: %s", what, page)
		}
	}
	secret = ""
	if page := proved("", nil); !strings.Contains(page, texts("en")["noProof"]) || strings.Contains(page, texts("en")["proved"]) {
		t.Error("a mailbox that cannot be asked proves something")
	}
}

// TestSpent: a server that refused as many logins as it may see is left alone,
// and the page says so.
func TestSpent(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("healthy")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := job.OpenLab(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	acc := lab.Env.Account
	d := newDesk(t, Config{
		Env: lab.Env, Logins: []string{"customer.test"}, Refusals: job.NewRefusals(job.Budget{Count: 1, In: time.Hour}, time.Now),
		Allow: []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("2001:db8::/32")},
	})
	d.unlimited()
	path := d.newCase(t, url.Values{"paste": {acc.Address}})
	form := url.Values{
		"address": {acc.Address}, "smtp-host": {acc.SMTP.Host}, "smtp-security": {string(acc.SMTP.Security)}, "pop-host": {acc.POP.Host}, "pop-security": {string(acc.POP.Security)},
		"password": {"wrong-password"},
	}
	_, first := d.finish(t, d.newRun(t, path, form))
	form.Set("password", scenario.Password)
	_, second := d.finish(t, d.newRun(t, path, form))
	said := html.EscapeString(texts("en")["spent"])
	if !strings.Contains(first, "smtp-auth-refused") || strings.Contains(first, said) || !strings.Contains(second, said) {
		t.Errorf("%s\n\n%s", first, second)
	}
}
