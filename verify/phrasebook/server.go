package phrasebook

import (
	"regexp"

	"harness/verify/finding"
)

// Topic is what a server's own words speak of, where its codes leave that open:
// servers use one code for causes that want different answers.
type Topic struct {
	pattern func() *regexp.Regexp
	causes  []finding.Code // when they are pasted
}

// In tells whether a line of a reply speaks of it.
func (t Topic) In(line string) bool { return t.pattern().MatchString(line) }

// The topics. The words decide as far as they go; what is not here stays with its
// code.
var (
	// Certificate: Postfix 3.7 with smtpd_tls_req_ccert: "421 4.7.1 ... Error: No client
	// certificate presented"; Dovecot 2.3 with auth_ssl_require_client_cert: "-ERR [AUTH]
	// Client didn't present valid SSL certificate".
	Certificate = Topic{pattern: expression(`(?i)certificate`)}
	// Mechanism: Dovecot 2.3 without PLAIN in auth_mechanisms: "-ERR [AUTH] Unsupported
	// authentication mechanism."
	Mechanism = Topic{pattern: expression(`(?i)unsupported authentication mechanism`)}
	// Rate: Postfix: "421 4.7.0 ... Error: too many connections from ..."; others speak of
	// rates, limits and quotas.
	Rate = Topic{expression(`(?i)too (?:many|much)|rate.?limit|exceeded.*limit|quota`),
		[]finding.Code{finding.SMTPRateLimited, finding.SMTPAuthRefused}}
	// Excess is what has been exceeded, a rate or a size: where a code has ruled out the
	// latter it is Rate.
	Excess = Topic{pattern: expression(`(?i)exceeded`)}

	clientCert = Topic{expression(`(?i)no client certificate|client didn't present valid ssl certificate`), // see Certificate
		[]finding.Code{finding.TLSClientCertRequired}}
	mechanism = Topic{expression(`(?i)unsupported authentication mechanism`), // see Mechanism
		[]finding.Code{finding.SMTPAuthUnsupported, finding.POPAuthUnsupported}}
	encryption = Topic{expression(`(?i)^454[- ](?:4\.[0-9]\.[0-9] )?TLS|TLS (?:is )?(?:currently |temporarily )?(?:un|not )available`),
		[]finding.Code{finding.SMTPStartTLSRefused}}
	full = Topic{expression(`^[45]\d\d[- ][45]\.2\.2`), // RFC 3463 section 3.3
		[]finding.Code{finding.SMTPMailboxFull, finding.RecipientMailboxFull}}
	// Greylist is a refusal that asks to come back (RFC 6647).
	Greylist = Topic{expression(`(?i)^45\d.*(gr[ae]y.?list|try again)`),
		[]finding.Code{finding.SMTPGreylisted, finding.SMTPRateLimited}}
	// Content is what a 552 refuses that is no size: the words say so.
	Content = Topic{expression(`(?i)^552[- ](?:5\.[014-7]\.\d{1,3} )?[^\d]*(?:spam|virus|malware|content (?:rejected|refused|denied|filter)|phish|suspicious|black ?list|block ?list|policy|headers)`),
		[]finding.Code{finding.SMTPMessageRefused}}
	size = Topic{expression(`^(552|5\d\d[- ]5\.3\.4|5\d\d[- ]5\.2\.3)`), // RFC 3463 section 3.4
		[]finding.Code{finding.SMTPMessageTooBig}}
)

// popMeanings are what a POP3 server says of its refusal: by words that are common,
// then by its response code (RFC 2449 section 8, RFC 3206). [AUTH] says no more than
// the frame round it.
var popMeanings = []Topic{
	clientCert,
	mechanism,
	{expression(`(?i)\[IN-USE\]`), []finding.Code{finding.POPMailboxLocked}},
	{expression(`(?i)\[LOGIN-DELAY\]`), []finding.Code{finding.POPLoginDelay}},
	{expression(`(?i)\[SYS/(?:TEMP|PERM)\]`), []finding.Code{finding.POPLoginTemporary}},
}

// A server's own words stand in Gmail's frame as they are. What they mean can
// be told by the codes that RFC 5321 and RFC 3463 give them, and by a few
// words that are common; the first row that fits counts.
var replyMeanings = []Topic{
	encryption,
	clientCert,
	mechanism,
	full,
	{expression(`(?i)turn on smtp auth|authentication (?:is )?required|must (?:first )?authenticate|without authentication|must issue a starttls`),
		[]finding.Code{finding.SMTPAuthMissing, finding.SMTPRecipientRefused}},
	{expression(`(?i)not owned by|sender address rejected|sender verify|from address`),
		[]finding.Code{finding.SMTPSenderRefused, finding.SMTPAuthRefused}},
	Rate,
	{expression(`^421[- ]4\.7\.1`), // RFC 3463 section 3.8: a policy, and the words say no more
		[]finding.Code{finding.SMTPPolicyTemporary, finding.SMTPRateLimited}},
	{expression(`^(535|534|5\d\d[- ]5\.7\.8)`), // RFC 4954 section 6
		[]finding.Code{finding.SMTPAuthRefused, finding.SMTPAddressFilter}},
	{expression(`^530`),
		[]finding.Code{finding.SMTPAuthMissing, finding.SMTPAuthRefused}},
	{expression(`^454[- ]4\.7\.0`),
		[]finding.Code{finding.SMTPAuthTemporary, finding.SMTPStartTLSRefused}},
	Greylist,
	{expression(`^45[01][- ]4\.7\.1\b`), // a policy of this moment, as 421 4.7.1; graylisting is one
		[]finding.Code{finding.SMTPPolicyTemporary, finding.SMTPGreylisted}},
	{expression(`^421`),
		[]finding.Code{finding.SMTPUnavailable, finding.SMTPRateLimited}},
	Content,
	size,
	{expression(`(?i)sender|from address|not owned|^553`),
		[]finding.Code{finding.SMTPSenderRefused, finding.SMTPAuthRefused}},
	{expression(`(?i)relay|^55\d[- ]5\.1\.|user unknown|no such user|mailbox unavailable|recipient`),
		[]finding.Code{finding.SMTPRecipientRefused, finding.SMTPAuthMissing}},
	{expression(`(?i)command rejected|access denied|blocked|5\.7\.1\b`),
		[]finding.Code{finding.SMTPAddressFilter, finding.SMTPAuthRefused, finding.SMTPSenderRefused, finding.SMTPMessageRefused}},
	{expression(`^55\d`),
		[]finding.Code{finding.SMTPMessageRefused, finding.SMTPSenderRefused, finding.SMTPRecipientRefused}},
}

// reportMeanings are what another server's refusal means in an ordinary
// report, where no login was involved.
var reportMeanings = []Topic{
	{expression(`(?i)turn on smtp auth|authentication (?:is )?required|must (?:first )?authenticate|without authentication`), []finding.Code{finding.SMTPAuthMissing}},
	encryption,
	{expression(`(?i)not owned by|sender address rejected: not`), []finding.Code{finding.SMTPSenderRefused}},
	{expression(`(?i)\bspf\b`), []finding.Code{finding.SenderSPFFail, finding.SenderSPFMissing}},
	{expression(`(?i)\bdkim\b`), []finding.Code{finding.SenderDKIMBad, finding.SenderDKIMMissing}},
	{expression(`(?i)\bdmarc\b`), []finding.Code{finding.SenderDMARCFail}},
	{expression(`(?i)reverse (dns|hostname)|\bptr\b|cannot find your (reverse )?hostname`), []finding.Code{finding.SenderPTRMissing, finding.SenderPTRMismatch}},
	{expression(`(?i)blocked using|black ?list|block ?list|dnsbl|\brbl\b|spamhaus`), []finding.Code{finding.SenderListed, finding.SenderReputation}},
	{expression(`(?i)^45\d.*gr[ae]y.?list`), []finding.Code{finding.SMTPGreylisted}},
	Content,
	size,
	{expression(`(?i)mailbox (?:is )?full|over ?quota|quota exceeded|storage|^[45]52[- ][45]\.2\.2|\b[45]\.2\.2\b`), []finding.Code{finding.RecipientMailboxFull}},
	{expression(`(?i)^55\d[- ]5\.1\.[0126]|user unknown|no such user|does ?n.t exist`), []finding.Code{finding.SMTPRecipientRefused}},
}
