package rules

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
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
	args := finding.Args{finding.KeyTo: {t.To}, finding.KeyToken: {t.Token}, finding.KeyAddress: {t.Address}}
	found := func(code finding.Code, leg finding.Leg, extra finding.Args) finding.Finding {
		return finding.Finding{Code: code, Leg: leg, Session: -1, Step: -1, Args: args.With(extra)}
	}
	var out []finding.Finding
	fetched := t.Asked(evidence.FetchLeg)
	if t.Bounce != nil {
		out = append(out, found(finding.LetterBounced, finding.Send, bounceArgs(t.BounceReport)))
	}
	switch {
	case !fetched:
	case t.Returned == nil && t.Strayed != "":
		out = append(out, found(finding.LetterInJunk, finding.Fetch, finding.Args{finding.KeyFolder: {t.Strayed}}))
	case t.Returned == nil && t.Bounce == nil:
		if t.Stopped != "" { // an interrupted wait decides nothing
			out = append(out, found(finding.TripInterrupted, finding.Fetch, finding.Args{finding.KeyHost: {t.Server(evidence.FetchLeg).Host}}))
		} else if fetchWorks(c) {
			out = append(out, found(finding.LetterNotReturned, finding.Fetch, finding.Args{finding.KeyHost: {t.Server(evidence.FetchLeg).Host}}))
		}
	case t.Returned != nil:
		if d := tookToReturn(t); d > lateAfter {
			out = append(out, found(finding.LetterLate, finding.Fetch, finding.Args{finding.KeyLate: {d.Round(time.Second).String()}}))
		}
		switch c := t.Comparison; {
		case c == nil:
		case damaged(t.Returned, c):
			out = append(out, found(finding.LetterDamaged, finding.Fetch, damageArgs(c, 1)))
		case !c.BodyEqual || len(c.Differences) > 0:
			out = append(out, found(finding.LetterMarked, finding.Fetch, damageArgs(c, mostLines)))
		}
		if l := t.Returned; l.Listed != nil && !fits(*l.Listed, l) {
			out = append(out, found(finding.POPSizeWrong, finding.Fetch, finding.Args{
				finding.KeyListed: {strconv.FormatInt(*l.Listed, 10)}, finding.KeySize: {strconv.FormatInt(l.Size, 10)},
			}))
		}
		if t.Copies > 1 {
			out = append(out, found(finding.LetterDuplicated, finding.Fetch, finding.Args{finding.KeyCopies: {strconv.Itoa(t.Copies)}}))
		}
	}
	if fetched && !t.Deleted && !t.Keep && t.Returned != nil {
		code := finding.LetterLeftBehind
		if t.Unconfirmed == evidence.FateUnknown {
			code = finding.LetterFateUnknown
		}
		out = append(out, found(code, finding.Fetch, nil))
	}
	return out
}

// damaged tells whether text was lost or cannot be read: of the body, of the
// subject, or all of it where lines do not end as they must (RFC 1939 section
// 3). What was only put to it, as filters and disclaimers do, is no damage:
// nothing is known of a client that refuses such mail.
func damaged(came *evidence.Letter, c *evidence.Comparison) bool {
	if !c.BodyEqual && !c.TextKept || bytes.Count(came.Raw, []byte("\n")) != bytes.Count(came.Raw, []byte("\r\n")) {
		return true
	}
	return slices.ContainsFunc(c.Differences, func(d evidence.Difference) bool {
		return d.Where == "Subject" && !bytes.Contains(d.Got, d.Sent)
	})
}

// fits tells whether a size may stand for a letter in a list: its octets (RFC
// 1939 section 11), or what a server comes to that counts each line end as one
// octet, or a bare line feed as two. A last CRLF that is only sent to end the
// message (section 3) may be left out.
func fits(listed int64, l *evidence.Letter) bool {
	crlf := int64(bytes.Count(l.Raw, []byte("\r\n")))
	bare := int64(bytes.Count(l.Raw, []byte("\n"))) - crlf
	return listed >= l.Size-max(crlf, 2) && listed <= l.Size+bare
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

// mostLines are shown of what was put to a letter.
const mostLines = 3

// bounceArgs is the report's reason: the remote server's words if it has them.
func bounceArgs(r *evidence.DeliveryReport) finding.Args {
	if r == nil {
		return nil
	}
	return finding.Args{
		finding.KeyReply:     {string(r.Diagnostic)},
		finding.KeyStatus:    {r.Status},
		finding.KeyRecipient: {r.Recipient},
		finding.KeyRemoteMTA: {r.RemoteMTA},
		finding.KeyAction:    {r.Action},
	}
}

// damageArgs shows the first lines that differ, at most so many of one place;
// what follows them in a sentence has its own full stop.
func damageArgs(c *evidence.Comparison, most int) finding.Args {
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
	got := []string{}
	for _, other := range c.Differences {
		if line := strings.TrimSpace(string(other.Got)); line != "" && other.Where == d.Where && len(got) < most {
			got = append(got, line)
		}
	}
	return finding.Args{
		finding.KeyWhere:       {d.Where},
		finding.KeyLine:        {strconv.Itoa(d.Line)},
		finding.KeySent:        {string(d.Sent)},
		finding.KeyGot:         {strings.TrimRight(strings.Join(got, " | "), ".。")},
		finding.KeyDifferences: {strconv.Itoa(len(c.Differences))},
	}
}
