package exporter

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"harness/cmd/internal/job"
	"harness/cmd/internal/sweep"
	"harness/fixtures/scenario"
)

// Only the list's targets are looked at, each once for all who ask at a time;
// both pages are the text format.
func TestExporter(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("gmo-shared")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := job.OpenLab(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	defer lab.Close()
	secrets, err := sweep.ReadSecrets(nil, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(Config{
		Targets: []sweep.Target{{Line: 1, Target: "info@nippon-kigyou.test", SMTP: "smtp.nippon-kigyou.test:587", POP: "pop.nippon-kigyou.test"}, {Line: 2, Target: "unasked.test"}},
		Sweep:   sweep.Config{Env: lab.Env, Mode: sweep.TLS, Secrets: secrets}, PerTarget: true, Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(e.Handler())
	defer s.Close()
	get := func(path string) (int, string) {
		res, err := http.Get(s.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		if res.StatusCode == http.StatusOK && path != "/" {
			parser := expfmt.NewTextParser(model.LegacyValidation)
			if _, err := parser.TextToMetricFamilies(strings.NewReader(string(text))); err != nil {
				t.Errorf("%s: %v\n%s", path, err, text)
			}
		}
		return res.StatusCode, string(text)
	}
	for range 2 {
		if code, text := get("/probe?target=" + url.QueryEscape("info@nippon-kigyou.test")); code != 200 || !strings.Contains(text, `code="tls-name-mismatch"`) {
			t.Errorf("%d\n%s", code, text)
		}
	}
	visits := len(lab.Events())
	if visits != 2 {
		t.Errorf("%d connections, want one to each server", visits)
	}
	for _, path := range []string{"/probe", "/probe?target=smtp.elsewhere.test", "/probe?target=127.0.0.1:22", "/nothing"} {
		if code, text := get(path); code != 404 {
			t.Errorf("%s: %d\n%s", path, code, text)
		}
	}
	code, text := get("/metrics")
	if code != 200 || !strings.Contains(text, `harness_listener_targets{server="smtp.nippon-kigyou.test",listener="send 587 tls",cause="tls-name-mismatch"} 1`) ||
		!strings.Contains(text, `harness_target_success{target="info@nippon-kigyou.test",cause="tls-name-mismatch"} 0`) {
		t.Errorf("%d\n%s", code, text)
	}
	if now := len(lab.Events()); now != visits {
		t.Errorf("/metrics made %d connections", now-visits)
	}
	if _, err := New(Config{Targets: make([]sweep.Target, MostPerTarget+1), PerTarget: true}); err == nil {
		t.Error("series for any number of targets")
	}
}
