package forward

import "harness/verify/finding"

// codeOf is the finding of a cause, whose texts say what it is and what to change.
func codeOf(cause string) finding.Code { return finding.Code("forward-" + cause) }

// finding of a cause, for the forwarder's address.
func (r *Result) finding(c Cause) finding.Finding {
	return finding.Finding{Code: c.Code, Session: -1, Step: -1, Args: finding.Args{finding.KeyAddr: {r.SendingIP}}}
}
