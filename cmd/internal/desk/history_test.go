package desk

import (
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
)

func openHistory(t *testing.T, c HistoryConfig) *History {
	t.Helper()
	h, err := OpenHistory(c)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// filesIn are the names and all octets of a folder.
func filesIn(t *testing.T, dir string) (names []string, all string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f.Name(), info.Mode(), err)
		}
		names, all = append(names, f.Name()), all+string(raw)
	}
	return names, all
}

// TestHistory: a domain's runs are listed, one is shown as it was found, two
// stand side by side; also on a desk that was started anew.
func TestHistory(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "history")
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	var mu sync.Mutex // several looks of a run ask for the time
	now := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		at = at.Add(time.Second)
		return at
	}
	d := newDesk(t, Config{Lab: true, Now: now, History: openHistory(t, HistoryConfig{Dir: dir, KeepFor: time.Hour, Now: now})})
	path := d.newCase(t, url.Values{"lab": {"gmo-shared"}})
	shown, _ := d.get(t, path)
	form := asShown(shown)
	_, first := d.finish(t, d.newRun(t, path, form))
	if !strings.Contains(first, `id="history" href="/history/nippon-kigyou.test"`) {
		t.Error("the result does not lead to the history")
	}
	form.Set("smtp-host", "smtp.gmoserver.test")
	form.Set("pop-host", "pop-05.gmoserver.test")
	_, mended := d.finish(t, d.newRun(t, path, form))
	checkCompared(t, mended)

	again := newDesk(t, Config{Now: now, History: openHistory(t, HistoryConfig{Dir: dir, KeepFor: time.Hour, Now: now})})
	home, _ := again.get(t, "/?lang=en")
	list, _ := again.get(t, "/history")
	past, _ := again.get(t, "/history/nippon-kigyou.test")
	if !strings.Contains(home, `href="/history"`) || !strings.Contains(list, `href="/history/nippon-kigyou.test"`) || strings.Count(past, `name="before"`) != 2 || !strings.Contains(past, "tls-name-mismatch") {
		t.Errorf("%s\n%s", list, past)
	}
	kept, err := again.cfg.History.entries("nippon-kigyou.test")
	if err != nil || len(kept) != 2 {
		t.Fatal(len(kept), err)
	}
	for _, lang := range []string{"en", "ja"} {
		entry, res := again.get(t, "/history/nippon-kigyou.test/"+kept[1].ID+"?lang="+lang)
		for _, want := range []string{"tls-name-mismatch", "smtp.gmoserver.test", `class="cert c0"`, `<h1 class="broken">`, html.EscapeString(texts(lang)["oldHelp"])} {
			if res.StatusCode != http.StatusOK || !strings.Contains(entry, want) {
				t.Errorf("%s, %s: no %s", lang, res.Status, want)
			}
		}
	}
	side, _ := again.get(t, "/history/nippon-kigyou.test/compare?lang=en&before="+kept[1].ID+"&after="+kept[0].ID)
	checkCompared(t, side)
	if !strings.Contains(side, `lang=ja&amp;`) && !strings.Contains(side, `&amp;lang=ja`) {
		t.Error("the page in the other language is another page")
	}
	for _, gone := range []string{"/history/other.test", "/history/other.test/" + kept[0].ID, "/history/nippon-kigyou.test/..%2f" + kept[0].ID, "/history/nippon-kigyou.test/compare?before=x"} {
		if _, res := again.get(t, gone); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", gone, res.Status)
		}
	}
	if _, res := newDesk(t, Config{}).get(t, "/history"); res.StatusCode != http.StatusNotFound {
		t.Error("there is a history without one")
	}
}

// checkCompared: the mended story beside the broken one.
func checkCompared(t *testing.T, page string) {
	t.Helper()
	for _, want := range []string{texts("en")["mended"], "smtp.nippon-kigyou.test</td>", `class="changed">smtp.gmoserver.test<`, `class="broken">broken<`, `class="works">works<`, "<code>tls-name-mismatch</code>"} {
		if !strings.Contains(page, want) {
			t.Errorf("side by side: no %s in %s", want, page)
		}
	}
}

// TestHistoryIsDiscreet: of people the domain and a first letter are kept, and of
// what they wrote nothing; with Addresses their addresses, too. What was kept is
// judged as it was.
func TestHistoryIsDiscreet(t *testing.T) {
	t.Parallel()
	for _, addresses := range []bool{false, true} {
		dir := t.TempDir()
		d := newDesk(t, Config{Lab: true, History: openHistory(t, HistoryConfig{Dir: dir, Addresses: addresses, KeepFor: time.Hour, Now: time.Now})})
		d.unlimited()
		for _, name := range []string{"gmo-shared", "healthy"} {
			path := d.newCase(t, url.Values{"lab": {name}, "paste": {"My name is Hanako Yamada. Login failed. My password is geheim-2026.\ninfo@customer.test or info@nippon-kigyou.test\n"}})
			shown, _ := d.get(t, path)
			form := asShown(shown)
			sc, err := scenario.ByName(name)
			if err != nil {
				t.Fatal(err)
			}
			acc, err := sc.Account()
			if err != nil {
				t.Fatal(err)
			}
			form.Set("address", acc.Address)
			form.Set("smtp-host", acc.SMTP.Host)
			form.Set("pop-host", acc.POP.Host)
			form.Set("smtp-user", "hanako77")
			run := d.newRun(t, path, form)
			d.finish(t, run)
			was := d.store.run(strings.TrimPrefix(run, "/runs/")).result
			kept, err := d.cfg.History.entries("")
			if err != nil {
				t.Fatal(err)
			}
			old, err := d.cfg.History.entry(kept[0].Domains[0], kept[0].ID, &d.cfg)
			if err != nil {
				t.Fatal(err)
			}
			for i, one := range was.diagnoses {
				if one.Survey == nil {
					continue
				}
				if a, b := codesOf(one), codesOf(old.diagnoses[i]); !slices.Equal(a, b) || one.Outcome != old.diagnoses[i].Outcome {
					t.Errorf("%s: %v %s, kept as %v %s", name, a, one.Outcome, b, old.diagnoses[i].Outcome)
				}
			}
		}
		_, all := filesIn(t, dir)
		for _, never := range []string{"Yamada", "geheim", scenario.Password} {
			if strings.Contains(all, never) {
				t.Errorf("%q is kept", never)
			}
		}
		for _, people := range []string{"info@", "hanako77", base64.StdEncoding.EncodeToString([]byte("hanako77"))} {
			if got := strings.Contains(all, people); got && !addresses || !got && addresses && people == "info@" {
				t.Errorf("%q is kept: %v, wanted %v: %.300s", people, got, addresses, all[max(0, strings.Index(all, people)-100):])
			}
		}
	}
}

// TestVeil: whatever form an address or a login has.
func TestVeil(t *testing.T) {
	t.Parallel()
	v := veilOf(&run{of: &matter{reading: job.Read(nil)}})
	w := veilOf(&run{of: &matter{reading: job.Read(nil)}, typed: job.Typed{SMTP: job.Dialog{Login: "hanako77"}}})
	for in, want := range map[string]string{
		"info@hana.example":                                  "i***@hana.example",
		"<info+x@hana.example>, 山田@花.example":                "<i***@hana.example>, 山***@花.example",
		`"hanako yamada"@hana.example`:                       "h***@hana.example",
		"smtp.hana.example:587":                              "smtp.hana.example:587",
		"MAIL FROM:<o'hara@mail.hana.example> BODY=8BITMIME": "MAIL FROM:<o***@mail.hana.example> BODY=8BITMIME",
	} {
		if got := v.text(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
	for in, want := range map[string]string{
		`{"login":"hanako77","host":"hanako77.example"}`:                           `{"host":"hanako77.example","login":"h***"}`,
		`{"said":["USER hanako77","aGFuYWtvNzc=","QUIT"]}`:                         `{"said":["USER h***","aCoqKg==","QUIT"]}`,
		`{"text":[{"b64":"` + b64("\xffhanako77 x") + `"}],"n":12345678901234567}`: `{"n":12345678901234567,"text":[{"b64":"` + b64("\xffh*** x") + `"}]}`,
		`{"chain":[{"b64":"` + b64("\xffinfo@hana.example") + `"}]}`:               `{"chain":[{"b64":"` + b64("\xffinfo@hana.example") + `"}]}`,
	} {
		if got, err := w.json([]byte(in)); err != nil || string(got) != want {
			t.Errorf("%s: %s, %v", in, got, err)
		}
	}
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

// TestHistoryEnds: an entry is removed on its day, also while nobody looks and
// the desk was off; the oldest of too many go; what is not ours stays.
func TestHistoryEnds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	c := HistoryConfig{Dir: dir, KeepFor: 24 * time.Hour, Now: func() time.Time { return at }}
	h := openHistory(t, c)
	one := &run{began: at, of: &matter{target: "hana.example", reading: job.Read(nil)}}
	if err := h.add(one); err != nil {
		t.Fatal(err)
	}
	at = at.Add(time.Hour)
	one.began = at
	if err := h.add(one); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"mine.txt": "x", "run-torn.jsonl": `{"schema":1,"id":"to`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if list, err := h.entries("hana.example"); err != nil || len(list) != 2 || !list[0].Ends.Equal(at.Add(24*time.Hour)) {
		t.Fatalf("%+v, %v", list, err)
	}
	at = at.Add(23 * time.Hour) // the first one's day is over, to the second
	if list, err := h.entries("hana.example"); err != nil || len(list) != 1 {
		t.Fatalf("%+v, %v", list, err)
	}
	if names, _ := filesIn(t, dir); len(names) != 3 {
		t.Error(names)
	}
	at = at.Add(24 * time.Hour)
	if list := openHistory(t, c).list; len(list) != 0 {
		t.Errorf("%+v", list)
	}
	if names, _ := filesIn(t, dir); !slices.Equal(names, []string{"mine.txt", "run-torn.jsonl"}) {
		t.Error(names)
	}
	for range maxKept + 2 {
		h.list = append(h.list, kept{ID: "x", Ends: at.Add(time.Hour)})
	}
	if err := h.expire(); err != nil || len(h.list) != maxKept {
		t.Error(len(h.list), err)
	}
}

// TestUnkept: a folder that fails costs the run nothing, and is said.
func TestUnkept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "history")
	d := newDesk(t, Config{Lab: true, History: openHistory(t, HistoryConfig{Dir: dir, KeepFor: time.Hour, Now: time.Now})})
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	path := d.newCase(t, url.Values{"lab": {"healthy"}})
	shown, _ := d.get(t, path)
	if _, page := d.finish(t, d.newRun(t, path, asShown(shown))); !strings.Contains(page, texts("en")["unkept"]) || !strings.Contains(page, `<h1 class="works">`) {
		t.Error(page)
	}
}
