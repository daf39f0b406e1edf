package integration

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/fixtures/fault"
	"harness/fixtures/scenario"
	"harness/fixtures/spool"
	"harness/verify/render"
)

var update = flag.Bool("update", false, "write docs/faults.md anew; with -tags long")

// faultCase is one fault at one step of a healthy host.
type faultCase struct {
	mode  string // "send tls"
	stage evidence.Stage
	fault string
}

func (c faultCase) String() string { return c.mode + " " + string(c.stage) + " " + c.fault }

// stagesOf are the steps of each way in, as the client goes through them.
var stagesOf = []struct {
	mode   string
	typed  scenario.Settings
	stages string
}{
	{"send tls", scenario.Settings{}, "greeting ehlo starttls ehlo2 auth mail rcpt data body quit"},
	{"send ssl", scenario.Settings{SMTP: "smtp.nippon-kigyou.test:465 ssl"}, "greeting ehlo auth mail rcpt data body quit"},
	{"fetch ssl", scenario.Settings{}, "greeting user pass capa list uidl top retr dele quit"},
	{"fetch stls", scenario.Settings{POP: "pop.nippon-kigyou.test:110 stls"}, "greeting capa stls capa2 user pass list uidl top retr dele quit"},
}

// faultsAt are what can go wrong in an answer, for either protocol.
var faultsAt = []struct {
	name string
	make func(smtp bool) fault.Fault
}{
	{"close", func(bool) fault.Fault { return fault.Fault{Close: true} }},
	{"stall", func(bool) fault.Fault { return fault.Fault{Hang: true} }},
	{"half line", func(smtp bool) fault.Fault { return fault.Fault{Reply: half(smtp), Close: true} }},
	{"half line, stall", func(smtp bool) fault.Fault { return fault.Fault{Reply: half(smtp), Hang: true} }},
	{"wrong code", func(smtp bool) fault.Fault { return replies(smtp, "354 go on", "+ go on") }},
	{"temporary", func(smtp bool) fault.Fault { return replies(smtp, "451 4.3.0 not now", "-ERR [SYS/TEMP] not now") }},
	{"permanent", func(smtp bool) fault.Fault { return replies(smtp, "550 5.7.1 never", "-ERR never") }},
	{"421", func(smtp bool) fault.Fault {
		f := replies(smtp, "421 4.3.2 going down", "-ERR [IN-USE] locked")
		f.Close = true
		return f
	}},
	{"code 999", func(smtp bool) fault.Fault { return replies(smtp, "999 what", "+YES what") }},
	{"garbage", func(bool) fault.Fault { return fault.Fault{Reply: "\x16\x17\x18?!\x01\x02\r\n"} }},
	{"NUL", func(smtp bool) fault.Fault { return replies(smtp, "550 5.7.1 a\x00b", "-ERR a\x00b") }},
	{"bare LF", func(bool) fault.Fault {
		return fault.Fault{Edit: func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }}
	}},
	{"8 bit", func(smtp bool) fault.Fault { return replies(smtp, "550 5.7.1 \xff\xfe\x80", "-ERR \xff\xfe\x80") }},
	{"overlong", func(smtp bool) fault.Fault {
		return replies(smtp, "550 5.7.1 "+strings.Repeat("x", 9000), "-ERR "+strings.Repeat("x", 9000))
	}},
	{"endless line", func(smtp bool) fault.Fault { return fault.Fault{Reply: half(smtp), Endless: "xxxxxxxxxxxxxxxx"} }},
	{"endless lines", func(smtp bool) fault.Fault {
		if smtp {
			return fault.Fault{Reply: "250-go\r\n", Endless: "250-and on\r\n"}
		}
		return fault.Fault{Reply: "+OK\r\n", Endless: "1 and on\r\n"}
	}},
	{"empty", func(bool) fault.Fault { return fault.Fault{Reply: "\r\n"} }},
	{"twice", func(bool) fault.Fault { return fault.Fault{Edit: func(s string) string { return s + s }} }},
}

func half(smtp bool) string {
	if smtp {
		return "250 hal"
	}
	return "+OK hal"
}

func replies(smtp bool, smtpSays, popSays string) fault.Fault {
	if smtp {
		return fault.Fault{Reply: smtpSays + "\r\n"}
	}
	return fault.Fault{Reply: popSays + "\r\n"}
}

// faultCases are all of them.
func faultCases() []faultCase {
	var out []faultCase
	for _, m := range stagesOf {
		for stage := range strings.FieldsSeq(m.stages) {
			for _, f := range faultsAt {
				out = append(out, faultCase{m.mode, evidence.Stage(stage), f.name})
			}
		}
	}
	return out
}

// scenario is a healthy host with the fault.
func (c faultCase) scenario(t *testing.T) scenario.Scenario {
	t.Helper()
	s := scenario.HangUps()[0]
	s.Name, s.Hosts[0].SMTPDo, s.Hosts[0].POPDo = c.String(), nil, nil
	s.Mail = spool.Options{Others: 3}
	s.Step, s.Wait = 30*time.Second, 700*time.Millisecond
	if strings.Contains(c.fault, "stall") || strings.Contains(c.fault, "endless") {
		s.Step = 2 * time.Second // it is waited for
	}
	if strings.HasPrefix(c.mode, "send") {
		s.Wait = 30 * time.Second // the letter is there, or was refused
	}
	smtp := strings.HasPrefix(c.mode, "send")
	for _, m := range stagesOf {
		if m.mode == c.mode && m.typed.SMTP != "" {
			s.Typed.SMTP = m.typed.SMTP
		}
		if m.mode == c.mode && m.typed.POP != "" {
			s.Typed.POP = m.typed.POP
		}
	}
	for _, f := range faultsAt {
		if f.name != c.fault {
			continue
		}
		if plan := (fault.Plan{c.stage: f.make(smtp)}); smtp {
			s.Hosts[0].SMTPDo = plan
		} else {
			s.Hosts[0].POPDo = plan
		}
	}
	return s
}

// TestFaultMatrix: whatever goes wrong, and wherever, the trip ends, with the code
// and the exit code of docs/faults.md, and the other mail stays. That nothing is
// left running, TestMain sees; that the password is in no output, runScenario.
func TestFaultMatrix(t *testing.T) {
	t.Parallel()
	file := filepath.Join("..", "docs", "faults.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := faultCases()
	var mu sync.Mutex
	got := map[string]string{}
	t.Run("cases", func(t *testing.T) {
		for i, c := range all {
			if i%faultStep != 0 {
				continue
			}
			t.Run(c.String(), func(t *testing.T) {
				t.Parallel()
				r := runScenario(t, c.scenario(t))
				codes := []string{}
				for _, f := range r.report.Findings {
					if code := "`" + string(f.Code) + "`"; f.Severity.Decides() && !slices.Contains(codes, code) {
						codes = append(codes, code)
					}
				}
				slices.Sort(codes)
				row := fmt.Sprintf("| %s | %s | %s | %d | %s |", c.mode, c.stage, c.fault, render.ExitCode(r.report.Outcome), strings.Join(codes, ", "))
				if r.lab.Mailbox.Others() != 3 {
					t.Errorf("%d of 3 other messages are left", r.lab.Mailbox.Others())
				}
				if !*update && !strings.Contains(string(page), row+"\n") {
					t.Errorf("docs/faults.md lacks\n%s", row)
				}
				mu.Lock()
				defer mu.Unlock()
				got[c.String()] = row
			})
		}
	})
	t.Logf("%d of %d cases: each ended with its code, no other message is gone", len(got), len(all))
	if !*update {
		return
	}
	var table strings.Builder
	for _, c := range all {
		table.WriteString(got[c.String()] + "\n")
	}
	head, _, _ := strings.Cut(string(page), "|---|---|---|---|---|\n")
	if err := os.WriteFile(file, []byte(head+"|---|---|---|---|---|\n"+table.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
