package main

import (
	"bufio"
	"fmt"
	"net/netip"
	"os"
	"slices"
	"strings"

	"harness/client"
	"harness/client/account"
	"harness/client/evidence"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/report"
)

// prove makes the round trip with the advised settings, the best first. A leg
// that is fine as typed keeps its settings, one whose login was refused is
// left out: the same credentials are not tried again.
func (c *diagnoseCmd) prove(a *app, j *job, s *subject, d *report.Diagnosis, opt verify.Options) error {
	consent := advice.Consent{Address: j.account.Address, Hosts: d.Survey.Hosts, Prove: slices.Clone(c.Prove)}
	if j.lab != nil && j.lab.Right != nil { // the lab's owner consents to the story's right names, and to no others
		consent.Prove = append(consent.Prove, j.lab.Right.SMTP.Host, j.lab.Right.POP.Host)
	}
	tried := map[string]bool{}
	for range c.Tries {
		plan := c.plan(a, j, d, &consent, tried)
		if plan == nil {
			return nil
		}
		trip, err := client.RoundTrip(a.ctx, plan.account, plan.options)
		if err != nil {
			return err
		}
		d.After = verify.Judge(trip, opt)
		if d.After.Outcome == report.Works || trip.Refusals > 0 || a.ctx.Err() != nil {
			return nil
		}
	}
	return nil
}

// plan is the next round trip to make, nil if there is none.
func (c *diagnoseCmd) plan(a *app, j *job, d *report.Diagnosis, consent *advice.Consent, tried map[string]bool) *job {
	p := &job{account: j.account, options: j.options}
	p.options.ConnectTo = slices.Clone(j.options.ConnectTo)
	news, can := false, map[evidence.LegName]bool{}
	for i := range d.Advice.Legs {
		l := &d.Advice.Legs[i]
		server := p.account.Server(l.Leg)
		if loginRefused(d.Before, l.Leg) {
			continue
		}
		if l.Reaches && l.Typed.Security != evidence.Plain {
			can[l.Leg] = true
			continue
		}
		o := c.choose(a, j, d, l, consent, tried)
		if o == nil {
			continue
		}
		server.Server = evidence.Server{Typed: o.Host, Host: o.Host, Port: o.Port, Security: o.Security, Login: server.Login}
		p.pin(server, consent.Provable(*o))
		can[l.Leg], news = true, true
	}
	if !news {
		return nil
	}
	switch {
	case !can[evidence.SendLeg]:
		p.options.Only = evidence.FetchLeg
	case !can[evidence.FetchLeg]:
		p.options.Only = evidence.SendLeg
	}
	return p
}

// choose is the best option of a leg that may have the password and was not
// tried yet; what may not have it is noted for the report.
func (c *diagnoseCmd) choose(a *app, j *job, d *report.Diagnosis, l *advice.Leg, consent *advice.Consent, tried map[string]bool) *advice.Option {
	for i := range l.Options {
		o := &l.Options[i]
		key := fmt.Sprintf("%s %s %d %s", l.Leg, o.Host, o.Port, o.Security)
		if tried[key] {
			continue
		}
		if len(consent.Provable(*o)) == 0 && i == 0 && c.agreed(a, j, o) {
			consent.Prove = append(consent.Prove, o.Host)
		}
		if len(consent.Provable(*o)) == 0 {
			if i == 0 && !slices.Contains(d.Asks, o.Host) {
				d.Asks = append(d.Asks, o.Host)
			}
			continue
		}
		tried[key] = true
		return o
	}
	return nil
}

// agreed asks on the terminal.
func (c *diagnoseCmd) agreed(a *app, j *job, o *advice.Option) bool {
	in, ok := a.stdin.(*os.File)
	if !ok || !isTerminal(in) || !isTerminal(a.stderr) || j.lab != nil {
		return false
	}
	fmt.Fprintf(a.stderr, "\r\x1b[K%s lies outside of the customer's domain; it was found at %v and has a valid certificate.\nSend the password of %s there? [y/N] ",
		report.Clean(o.Host), o.Addrs, report.Clean(j.account.Address))
	answer, _ := bufio.NewReader(in).ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes"
}

// pin makes the trip dial the address that was looked at, and no other that
// DNS may give meanwhile. What --connect-to says stands.
func (j *job) pin(s *account.Server, addrs []netip.Addr) {
	for _, to := range j.options.ConnectTo {
		if (to.Host == "" || to.Host == s.Host) && (to.Port == 0 || to.Port == s.Port) {
			return
		}
	}
	j.options.ConnectTo = append(j.options.ConnectTo, client.ConnectTo{Host: s.Host, Port: s.Port, Addr: addrs[0].String()})
}

// loginRefused tells whether the credentials were refused on a leg.
func loginRefused(before *report.Report, leg evidence.LegName) bool {
	if before == nil || before.Trip == nil {
		return false
	}
	sessions := before.Trip.Sessions(leg)
	for i := range sessions {
		st, trouble := sessions[i].Trouble()
		if trouble == nil || trouble.Kind != evidence.Denied {
			continue
		}
		switch st.Stage {
		case evidence.StageAuth, evidence.StageUser, evidence.StagePass:
			return true
		}
	}
	return false
}
