package rules

import (
	"slices"
	"strconv"
	"time"

	"harness/client/evidence"
	"harness/verify/finding"
)

// lateAfter is when a delivered letter counts as late: delivery within one
// host takes seconds.
const lateAfter = time.Minute

// letter: what became of the letter once the server had accepted it.
func letter(c *Case) []finding.Finding {
	t := c.Trip
	if t.Sent == nil || t.SentAt.IsZero() {
		return nil
	}
	args := map[string]string{"to": t.To, "token": t.Token, "address": t.Address}
	found := func(code finding.Code, leg finding.Leg, extra map[string]string) finding.Finding {
		all := map[string]string{}
		for k, v := range args {
			all[k] = v
		}
		for k, v := range extra {
			all[k] = v
		}
		return finding.Finding{Code: code, Leg: leg, Session: -1, Step: -1, Args: all}
	}
	var out []finding.Finding
	fetched := t.Asked(evidence.FetchLeg)
	if t.Bounce != nil {
		out = append(out, found(finding.LetterBounced, finding.Send, bounceArgs(t.BounceReport)))
	}
	switch {
	case !fetched:
	case t.Returned == nil && t.Bounce == nil:
		if fetchWorks(c) || t.Stopped != "" { // an interrupted wait decides nothing
			out = append(out, found(finding.LetterNotReturned, finding.Fetch, map[string]string{"host": t.Server(evidence.FetchLeg).Host}))
		}
	case t.Returned != nil:
		if d := tookToReturn(t); d > lateAfter {
			out = append(out, found(finding.LetterLate, finding.Fetch, map[string]string{"late": d.Round(time.Second).String()}))
		}
		if t.Comparison != nil && (!t.Comparison.BodyEqual || len(t.Comparison.Differences) > 0) {
			out = append(out, found(finding.LetterDamaged, finding.Fetch, damageArgs(t.Comparison)))
		}
		if t.Copies > 1 {
			out = append(out, found(finding.LetterDuplicated, finding.Fetch, map[string]string{"copies": strconv.Itoa(t.Copies)}))
		}
	}
	if fetched && !t.Deleted && !t.Keep && t.Returned != nil {
		out = append(out, found(finding.LetterLeftBehind, finding.Fetch, nil))
	}
	return out
}

// fetchWorks tells whether the mailbox could be read to the end of the wait:
// otherwise that is why the letter was not seen.
func fetchWorks(c *Case) bool {
	for _, p := range c.stops() {
		if p.leg.Name == evidence.FetchLeg {
			return false
		}
	}
	return slices.ContainsFunc(c.Trip.Sessions(evidence.FetchLeg), func(s evidence.Session) bool { return s.Purpose == evidence.ToFetch })
}

// tookToReturn is the time from the acceptance to the session that fetched.
func tookToReturn(t *evidence.Trip) time.Duration {
	for _, s := range slices.Backward(t.Sessions(evidence.FetchLeg)) {
		if s.Purpose == evidence.ToFetch {
			return s.Started.Sub(t.SentAt)
		}
	}
	return 0
}

// bounceArgs is the report's reason: the remote server's words if it has them.
func bounceArgs(r *evidence.BounceReport) map[string]string {
	if r == nil {
		return nil
	}
	return map[string]string{
		"reply": string(r.Diagnostic), "status": r.Status, "recipient": r.Recipient, "remote_mta": r.RemoteMTA, "action": r.Action,
	}
}

// damageArgs shows the first difference.
func damageArgs(c *evidence.Comparison) map[string]string {
	if len(c.Differences) == 0 {
		return nil
	}
	d := c.Differences[0]
	for _, other := range c.Differences {
		if other.Where == "body" {
			d = other
			break
		}
	}
	return map[string]string{
		"where": d.Where, "line": strconv.Itoa(d.Line), "sent": string(d.Sent), "got": string(d.Got),
		"differences": strconv.Itoa(len(c.Differences)),
	}
}
