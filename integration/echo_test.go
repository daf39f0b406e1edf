package integration

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/fixtures/fault"
	"harness/fixtures/scenario"
)

// echoes are replies with the password in them, as hostile and as careless
// servers write them, and what of each must not be seen anywhere, in lower case
// and without white space.
func echoes() map[string][2]string {
	const p = scenario.Password
	octets := []byte(p)
	slices.Reverse(octets)
	coded := base64.StdEncoding.EncodeToString([]byte(p))
	out := map[string][2]string{
		"upper case":    {strings.ToUpper(p), p},
		"base64":        {coded, coded[:len(coded)-4]},
		"base64, URL":   {base64.URLEncoding.EncodeToString([]byte("x" + p)), base64.URLEncoding.EncodeToString([]byte("x" + p))[4:20]},
		"hexadecimal":   {hex.EncodeToString([]byte(p)), hex.EncodeToString([]byte(p))},
		"backslash":     {fmt.Sprintf("\\%03o", p[0]) + p[1:], p[1:]},
		"reversed":      {string(octets), string(octets)},
		"spaced":        {strings.Join(strings.Split(p, ""), " "), p},
		"cut":           {p[:len(p)-5], p[:len(p)-5]},
		"over lines":    {p[:9] + "\r\n%s" + p[9:], p},
		"a long line":   {strings.Repeat("x", 3990) + p + strings.Repeat("y", 5000), p},
		"a longer line": {strings.Repeat("x", 240) + p + strings.Repeat("y", 9000), p[:16]},
		"many lines":    {strings.Repeat("word\r\n%s", 300) + p, p},
	}
	return out
}

// TestEchoedPassword: whatever a server makes of the password that it was told,
// and in whatever reply it says it, it stands in no form of the report and in no
// transcript.
func TestEchoedPassword(t *testing.T) {
	t.Parallel()
	list := echoes()
	names := make([]string, 0, len(list))
	for name := range list {
		names = append(names, name)
	}
	slices.Sort(names)
	n := 0
	for _, s := range scenario.HangUps() {
		leg, stage, _ := strings.Cut(s.Name, "-hangs-up-at-")
		if stage == string(evidence.StageStartTLS) || stage == string(evidence.StageSTLS) {
			continue // no password was told yet, and TLS must follow
		}
		for range 2 {
			name := names[n%len(names)]
			n++
			one := s
			one.Name = leg + " " + stage + " " + name
			one.Wait = 100 * time.Millisecond
			t.Run(one.Name, func(t *testing.T) {
				t.Parallel()
				one.Hosts = slices.Clone(s.Hosts)
				reply := "-ERR [AUTH] " + strings.ReplaceAll(list[name][0], "%s", "") + "\r\n"
				if leg == "send" {
					reply = "535-5.7.8 " + strings.ReplaceAll(list[name][0], "%s", "535-5.7.8 ") + "\r\n535 5.7.8 no\r\n"
				}
				plan := fault.Plan{evidence.Stage(stage): {Reply: reply, Close: true}}
				if leg == "send" {
					one.Hosts[0].SMTPDo = plan
				} else {
					one.Hosts[0].POPDo = plan
				}
				r := runScenario(t, one)
				for _, output := range []string{r.forms, r.transcript} {
					seen := strings.ToLower(strings.Join(strings.Fields(output), ""))
					for _, code := range []string{"<~535-5.7.8", "<-535-5.7.8", `","535-5.7.8`, "<~", "<-", `","`} {
						seen = strings.ReplaceAll(seen, code, "")
					}
					secret := strings.ToLower(list[name][1])
					if i := strings.Index(seen, secret); i >= 0 {
						t.Errorf("%q is seen: ...%.300q", secret, seen[max(0, i-150):])
					}
				}
			})
		}
	}
}
