package daemons

import (
	"slices"
	"testing"

	"harness/integration/realmail"
	"harness/verify/report"
)

// TestSharedHostThroughNSD tells the lab's gmo-shared with nothing of the lab:
// Postfix, Dovecot, and NSD with the story's zone, in which the addresses are
// loopback. --connect-to leads ports elsewhere and no address: without NSD's
// answers nothing is found.
func TestSharedHostThroughNSD(t *testing.T) {
	t.Parallel()
	story := named(t, "gmo-shared")
	zone := local(story.Zone, story.Hosts)
	file, err := zone.File()
	if err != nil {
		t.Fatal(err)
	}
	nsd := realmail.NSDForTest(t, file)
	s := newStack(t, realmail.Options{Domain: "nippon-kigyou.test", Names: story.Hosts[0].Cert.Names})
	account, err := story.Account()
	if err != nil {
		t.Fatal(err)
	}
	right, err := story.RightAccount()
	if err != nil {
		t.Fatal(err)
	}
	reach := []string{"--resolver", nsd.Addr.String()}
	for _, to := range s.ConnectPorts() {
		reach = append(reach, "--connect-to", to)
	}
	red := trip{stack: s, alone: true, smtp: account.SMTP.Host + ":587", pop: account.POP.Host + ":995", args: append([]string{"--format", "json"}, reach...)}
	for _, wrong := range unlike(story.Expect, red.run(t)) {
		t.Error(wrong)
	}
	neverLoggedIn(t, s, "587")
	green := red
	green.smtp, green.pop = right.SMTP.Host+":587", right.POP.Host+":995"
	got := green.run(t)
	got.want(t, 0)
	if len(unlike(story.Expect, got)) == 0 {
		t.Error("the right names fit the expectation of the wrong ones as well")
	}

	// diagnose finds the right names by NSD's PTR records. They lie outside of the
	// customer's domain, and get the password only when they are named.
	d, code := diagnoseBy(t, s, true, reach...)
	if code != 1 || d.After != nil {
		t.Errorf("exit %d, proved without being asked to: %+v", code, d.After)
	}
	for _, host := range story.Expect.RightNames {
		reach = append(reach, "--prove", host)
	}
	d, code = diagnoseBy(t, s, true, reach...)
	if code != 1 || !d.WayOut || d.After == nil || d.After.Outcome != report.Works {
		t.Errorf("exit %d, way out %v, after %+v", code, d.WayOut, d.After)
	}
	for _, l := range d.Advice.Legs {
		if l.Best() == nil || !slices.Contains(story.Expect.RightNames, l.Best().Host) {
			t.Errorf("%s: %+v", l.Leg, l.Options)
		}
	}

	// Without the name server there is nothing to connect to.
	blind := red
	blind.args = slices.Clone(red.args)
	blind.args[slices.Index(blind.args, nsd.Addr.String())] = "127.0.0.1:9"
	if got := blind.run(t); len(unlike(story.Expect, got)) == 0 || got.code == 0 {
		t.Errorf("without NSD: exit %d, and as expected of the story", got.code)
	}
}
