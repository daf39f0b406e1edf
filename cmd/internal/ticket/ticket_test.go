package ticket

import (
	"errors"
	"os"
	"strings"
	"testing"

	"harness/client/account"
	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/fixtures/scenario"
)

// TestFromABounce takes Gmail's own bounce, in which the customer's address
// stands only in the letter that came back.
func TestFromABounce(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../../verify/phrasebook/testdata/said/b01-eml-qp.eml")
	if err != nil {
		t.Fatal(err)
	}
	bounce := strings.ReplaceAll(string(raw), "info@customer.example", "info@nippon-kigyou.test")
	a := answered(t, "gmo-shared", Request{Raw: []byte(bounce), Date: dates[0]})
	if a.Exit != 1 || !strings.Contains(a.Reply, "SMTP Server: smtp.gmoserver.test\n") || !strings.Contains(a.Reply, "Username: info@nippon-kigyou.test\n") {
		t.Errorf("exit %d:\n%s\n%s", a.Exit, a.Note, a.Reply)
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	if _, err := Of(t.Context(), Request{Raw: []byte(" \n")}); !errors.Is(err, ErrEmpty) {
		t.Error(err)
	}
}

// TestInventory: where the company's own list says where a domain lives, the
// reply names that, and asks nothing.
func TestInventory(t *testing.T) {
	t.Parallel()
	p := &profile.Profile{
		Name: "GMO", Servers: profile.Servers{Patterns: []string{"*.gmoserver.test"}},
		Inventory: profile.Inventory{File: "servers.txt"},
		Tests:     []profile.Account{{Server: "*.gmoserver.test", Address: "info@nippon-kigyou.test", PasswordEnv: "X"}},
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/servers.txt", []byte("nippon-kigyou.test smtp.gmoserver.test:587 pop-05.gmoserver.test:995\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := "info@nippon-kigyou.test で送信できません。\nTLS Negotiation failed, the certificate doesn't match the host.\n"
	asked := 0
	a := answered(t, "gmo-shared", Request{Raw: []byte(text), Date: dates[0], Profile: p, Files: os.DirFS(dir), Password: func(box profile.Account) (account.Secret, error) {
		asked++
		return account.NewSecret(scenario.Password), nil
	}})
	if !a.Sendable || !strings.Contains(a.Reply, "SMTP サーバー: smtp.gmoserver.test\n") {
		t.Errorf("%s\n%s", decidedFor(a), a.Reply)
	}
	if strings.Contains(a.Note, "お客様のドメインの名前ではありません") {
		t.Errorf("the company's own name is to be confirmed:\n%s", a.Note)
	}
	if asked != 1 || !strings.Contains(a.Note, "当社のテスト用メールボックスで確認済み") {
		t.Errorf("the test mailbox was asked for %d times:\n%s", asked, a.Note)
	}
	if strings.Contains(a.Note+a.Reply, scenario.Password) {
		t.Error("the password of the test mailbox is shown")
	}
}

// TestProofFails: a test mailbox that fails under the name to be typed is told
// to the desk.
func TestProofFails(t *testing.T) {
	t.Parallel()
	p := &profile.Profile{Name: "A", Tests: []profile.Account{{Server: "mail.customer.test", Address: "info@customer.test", PasswordEnv: "X"}}}
	text := "info@customer.test\nPOP server: mail.customer.test Port: 995\nServer denied POP3 access for the given username and password.\n"
	a := answered(t, "login-refused", Request{Raw: []byte(text), Date: dates[0], Profile: p, Password: func(profile.Account) (account.Secret, error) {
		return account.NewSecret(scenario.Password), nil
	}})
	if !strings.Contains(strings.Join(strings.Fields(a.Note), " "), "Our test mailbox FAILED at mail.customer.test (pop-login-refused)") {
		t.Errorf("%s", a.Note)
	}
}

// TestQuestionsCanBeAnswered: what the tool's own questions ask for, filled in
// as customers do, is read by the tool, in both languages.
func TestQuestionsCanBeAnswered(t *testing.T) {
	t.Parallel()
	for lang, say := range map[string]map[string]string{
		"en": {"SMTP Server:": "smtp.hana.example", "POP Server:": "pop.hana.example", "Port:": "", "Username:": "info@hana.example", "Connection type:": "", "The mail address that it is about:": "info@hana.example"},
		"ja": {"SMTP サーバー:": "smtp.hana.example", "POP サーバー:": "pop.hana.example", "ポート:": "", "ユーザー名:": "info@hana.example", "接続の種類:": "", "対象のメール アドレス:": "info@hana.example"},
	} {
		for style, dress := range map[string]func(string) string{
			"filled in": func(s string) string { return s },
			"cited":     func(s string) string { return "> " + s },
		} {
			k := &ticket{lang: lang, date: dates[0], reading: job.Read([]byte("?")), cases: []*matter{{}}}
			k.cases[0].dialogs = []*dialog{{leg: "send", cause: Nothing, seen: Unseen, move: Ask}, {leg: "fetch", cause: Nothing, seen: Unseen, move: Ask}}
			k.words = nil
			k.cases[0].subject.Address = "info@hana.example" // so that both forms are asked for
			k.cases[0].words = []word{{cause: Certificate}}
			form := k.reply().String()
			leg := ""
			var answer []string
			filled := 0
			for line := range strings.SplitSeq(form, "\n") {
				trimmed := strings.TrimSpace(line)
				switch {
				case strings.HasPrefix(trimmed, "SMTP"):
					leg = "smtp"
				case strings.HasPrefix(trimmed, "POP"):
					leg = "pop"
				}
				for label, value := range say {
					if trimmed != label {
						continue
					}
					filled++
					switch {
					case value != "":
					case strings.HasPrefix(label, "Port") || strings.HasPrefix(label, "ポート"):
						value = map[string]string{"smtp": "587", "pop": "995"}[leg]
					default:
						value = map[string]string{"smtp": "TLS", "pop": "SSL"}[leg]
					}
					line += " " + value
				}
				answer = append(answer, dress(line))
			}
			if filled != 8 {
				t.Errorf("%s, %s: %d fields of the form were found:\n%s", lang, style, filled, form)
			}
			r := job.Read([]byte(strings.Join(answer, "\n")))
			if len(r.Subjects) != 1 {
				t.Fatalf("%s, %s: %d accounts", lang, style, len(r.Subjects))
			}
			s := r.Subjects[0]
			if s.Address != "info@hana.example" || s.Send.Host != "smtp.hana.example" || s.Send.Port != 587 || s.Send.Security != "tls" || s.Send.User != "info@hana.example" ||
				s.Fetch.Host != "pop.hana.example" || s.Fetch.Port != 995 || s.Fetch.Security != "ssl" {
				t.Errorf("%s, %s: read %+v of\n%s", lang, style, s, strings.Join(answer, "\n"))
			}
		}
	}
}

// TestStranger: reverse name, certificate and banner of the customer's address
// point to a stranger's domain. A company that has named its servers never tells
// a customer to type that; without a profile the desk is told to confirm first.
func TestStranger(t *testing.T) {
	t.Parallel()
	text := "info@good-shop.test\nSMTP server: mail.good-shop.test Port: 587 TLS\nTLS Negotiation failed, the certificate doesn't match the host.\n"
	a := answered(t, "evil-ptr", Request{Raw: []byte(text), Date: dates[0]})
	if !strings.Contains(strings.Join(strings.Fields(a.Note), " "), "Before it is sent, confirm that this is the server of the contract: mail.evil.test") {
		t.Errorf("%s", a.Note)
	}
	p := &profile.Profile{Name: "A", Servers: profile.Servers{Patterns: []string{"*.hoster.test"}}}
	a = answered(t, "evil-ptr", Request{Raw: []byte(text), Date: dates[0], Profile: p})
	if strings.Contains(a.Reply, "Server: mail.evil.test") {
		t.Errorf("%s\n%s", decidedFor(a), a.Reply)
	}
}

// TestPublishes: who tells that mail to Gmail does not arrive, and has no SPF
// record, gets the company's own as the profile says it.
func TestPublishes(t *testing.T) {
	t.Parallel()
	p := &profile.Profile{Name: "Hoster", Sender: profile.Sender{SPFInclude: "spf.hoster.test"}}
	a := answered(t, "spf-missing", Request{Raw: []byte("Gmail 宛てのメールだけ届きません。info@customer.test"), Date: dates[0], Profile: p})
	if !a.Sendable || !strings.Contains(a.Reply, "\n  v=spf1 include:spf.hoster.test ~all\n") || !strings.Contains(a.Reply, "customer.test") {
		t.Errorf("%s%s\n%s", decidedFor(a), a.Note, a.Reply)
	}
}
