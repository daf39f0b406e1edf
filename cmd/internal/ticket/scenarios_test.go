package ticket

import (
	"fmt"
	"strings"
	"testing"

	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/verify/render"
)

// fields is a server of a scenario as a customer writes it.
func fields(label, server string) string {
	at, security, _ := strings.Cut(server, " ")
	host, port, _ := strings.Cut(at, ":")
	return fmt.Sprintf("%s: %s\nPort: %s\nConnection type: %s\n", label, host, port, security)
}

// TestScenarios tells every scenario of the lab as a ticket of settings alone,
// and holds the reply in both languages against what every reply keeps to.
func TestScenarios(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes a look at every scenario of the lab")
	}
	for _, s := range scenario.All() {
		if s.Group == scenario.IMAP { // of another client than the one whose settings these are
			continue
		}
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			acc, err := s.Account()
			if err != nil {
				t.Fatal(err)
			}
			text := fmt.Sprintf("It does not work any more.\nMail address: %s\n\n", acc.Address) +
				fields("SMTP Server", fmt.Sprintf("%s:%d %s", acc.SMTP.Host, acc.SMTP.Port, acc.SMTP.Security)) +
				fields("POP Server", fmt.Sprintf("%s:%d %s", acc.POP.Host, acc.POP.Port, acc.POP.Security))
			lab, err := job.OpenLab(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			defer lab.Close()
			k := &ticket{req: Request{Raw: []byte(text), Date: dates[0], Job: job.Request{Env: lab.Env}}, lang: "en", date: dates[0]}
			k.reading = job.Read(k.req.Raw)
			if len(k.reading.Subjects) != 1 || k.reading.Subjects[0].Send.Host != acc.SMTP.Host || k.reading.Subjects[0].Fetch.Host != acc.POP.Host {
				t.Fatalf("read %+v of\n%s", k.reading.Subjects, text)
			}
			if err := k.study(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, lang := range []string{"en", "ja"} {
				k.lang = lang
				a, err := k.answer()
				if err != nil {
					t.Fatal(err)
				}
				for line := range strings.SplitSeq(a.Note+a.Reply, "\n") {
					if render.Columns(line) > 80 && !strings.HasPrefix(line, "      ") && strings.Contains(strings.TrimSpace(line), " ") {
						t.Errorf("%s %s: %d columns: %q", s.Name, lang, render.Columns(line), line)
					}
				}
				keeps(t, s.Name+" "+lang, a.Reply, append(known(a, text), acc.SMTP.Host, acc.POP.Host))
				// Our own trouble with DNS is never told as a fact.
				if strings.HasPrefix(s.Name, "dns-") && (strings.Contains(a.Reply, "does not exist") || strings.Contains(a.Reply, "存在し")) {
					t.Errorf("%s:\n%s", decidedFor(a), a.Reply)
				}
				if s.Name == "healthy" && a.Sendable {
					t.Errorf("unknown words and servers that fit are answered:\n%s", a.Reply)
				}
			}
		})
	}
}
