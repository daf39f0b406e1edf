package integration

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/fixtures/fault"
	"harness/fixtures/scenario"
	"harness/fixtures/spool"
)

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
	{"send ssl", scenario.Settings{SMTP: "smtp.customer.test:465 ssl"}, "greeting ehlo auth mail rcpt data body quit"},
	{"fetch ssl", scenario.Settings{}, "greeting user pass capa list uidl top retr dele quit"},
	{"fetch stls", scenario.Settings{POP: "pop.customer.test:110 stls"}, "greeting capa stls capa2 user pass list uidl top retr dele quit"},
}

// unsaid is a step that the client does not take, as Gmail does not (docs/gmail.md
// section 1): what a server would answer there changes nothing.
const unsaid = evidence.StageStat

// faultsAt are what can go wrong in an answer, for either protocol.
var faultsAt = []struct {
	name string
	make func(smtp bool) fault.Fault
}{
	{"close", func(bool) fault.Fault { return fault.Fault{Close: true} }},
	{"reset", func(bool) fault.Fault { return fault.Fault{Reset: true} }},
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
	{"endless lines", func(smtp bool) fault.Fault { return lines(smtp, 0) }},
	{"slow lines", func(smtp bool) fault.Fault { return lines(smtp, 50*time.Millisecond) }},
	{"byte by byte", func(bool) fault.Fault { return fault.Fault{Piece: 1} }},
	{"byte by byte, slow", func(bool) fault.Fault { return fault.Fault{Piece: 1, Pause: 10 * time.Second} }},
	{"empty", func(bool) fault.Fault { return fault.Fault{Reply: "\r\n"} }},
	{"twice", func(bool) fault.Fault { return fault.Fault{Edit: func(s string) string { return s + s }} }},
}

// lines are carried out, and their answer has no end: how slow the machine is does
// not count.
func lines(smtp bool, pause time.Duration) fault.Fault {
	first, next := "+OK\r\n", "1 and on\r\n"
	if smtp {
		first, next = "250-go\r\n", "250-and on\r\n"
	}
	return fault.Fault{Edit: func(string) string { return first }, Endless: next, Pause: pause}
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
		if strings.HasPrefix(m.mode, "fetch") {
			out = append(out, faultCase{m.mode, unsaid, "close"})
		}
	}
	return out
}

// scenario is a healthy host with the fault, which counts how often it showed.
func (c faultCase) scenario(t *testing.T, shown *atomic.Int32) scenario.Scenario {
	t.Helper()
	s := scenario.HangUps()[0]
	s.Name, s.Hosts[0].SMTPDo, s.Hosts[0].POPDo = c.String(), nil, nil
	s.Mail = spool.Options{Others: 3}
	s.Step, s.Wait = 30*time.Second, 700*time.Millisecond
	if strings.Contains(c.fault, "stall") || strings.Contains(c.fault, "endless") || strings.Contains(c.fault, "slow") {
		s.Step = 2 * time.Second // it is waited for
	}
	if strings.HasPrefix(c.mode, "send") {
		s.Wait = 30 * time.Second // the letter is there, or was refused
	}
	if passing := c.fault == "temporary" || c.fault == "421"; passing && c.stage != evidence.StageQuit {
		s.Wait = 2 * time.Second // for so long it is tried again, to the same end
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
		f := f.make(smtp)
		f.Unless = func(fault.Case) bool { shown.Add(1); return false }
		if plan := (fault.Plan{c.stage: f}); smtp {
			s.Hosts[0].SMTPDo = plan
		} else {
			s.Hosts[0].POPDo = plan
		}
	}
	return s
}
