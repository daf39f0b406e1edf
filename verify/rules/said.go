package rules

import (
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
)

// Replies are sorted by their codes. These words decide only where servers use one
// code for causes that want different answers, and only as far as they go: what
// is not here stays with its code. In lower case.
var (
	// Postfix 3.7 with smtpd_tls_req_ccert: "421 4.7.1 ... Error: No client certificate presented";
	// Dovecot 2.3 with auth_ssl_require_client_cert: "-ERR [AUTH] Client didn't present valid SSL certificate".
	certificateWords = []string{"certificate"}
	// Dovecot 2.3 without PLAIN in auth_mechanisms: "-ERR [AUTH] Unsupported authentication mechanism."
	mechanismWords = []string{"unsupported authentication mechanism"}
	// Postfix: "421 4.7.0 ... Error: too many connections from ..."; others speak of rates and limits.
	rateWords = []string{"too many", "rate limit", "ratelimit", "rate-limit", "rate limited", "limit exceeded", "exceeded", "quota"}
)

// says tells whether a reply has one of the words.
func says(r *evidence.Reply, words []string) bool {
	if r == nil {
		return false
	}
	for _, line := range r.Text {
		text := strings.ToLower(string(line))
		for _, word := range words {
			if strings.Contains(text, word) {
				return true
			}
		}
	}
	return false
}

// insists tells whether a server refused because the client showed no certificate:
// it had asked for one in the handshake, and its refusal speaks of one, or comes
// with a code of policy before any name or password was sent.
func insists(p stop) bool {
	hs := p.s.Step(evidence.StageTLS)
	if p.trouble.Kind != evidence.Denied || p.st.Reply == nil || hs == nil || hs.TLS == nil || !hs.TLS.Done || !hs.TLS.ClientCertAsked {
		return false
	}
	if says(p.st.Reply, certificateWords) {
		return true
	}
	policy := strings.HasPrefix(p.st.Reply.Enhanced, "4.7.") || strings.HasPrefix(p.st.Reply.Enhanced, "5.7.")
	return policy && !says(p.st.Reply, rateWords) && (p.st.Stage == evidence.StageGreeting || p.st.Stage == evidence.StageEHLO || p.st.Stage == evidence.StageEHLO2)
}

// ofMailbox: the recipient's mailbox is full (RFC 3463 section 3.3, X.2.2), which
// is not the letter's size though 552 may stand before both.
func ofMailbox(r *evidence.Reply) bool { return r.Enhanced == "5.2.2" || r.Enhanced == "4.2.2" }

// deniedCode is what a denial means that no place in the conversation decides; ""
// if there is no such thing.
func deniedCode(p stop) finding.Code {
	switch {
	case insists(p):
		return finding.TLSClientCertRequired
	case p.leg.Proto == evidence.SMTP && p.st.Reply != nil && ofMailbox(p.st.Reply):
		return finding.SMTPMailboxFull
	case p.leg.Proto == evidence.POP3 && says(p.st.Reply, mechanismWords):
		return finding.POPAuthUnsupported
	}
	return ""
}
