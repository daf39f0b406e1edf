package finding

// The codes. Never renamed once released; add, with a Doc, as needed.

// Names and addresses typed.
const (
	HostUnsafeCharacters Code = "host-unsafe-characters"
	HostFullWidth        Code = "host-full-width"
	HostTrailingDot      Code = "host-trailing-dot"
	HostGuessed          Code = "host-guessed"
	PortNotOffered       Code = "port-not-offered"
	PlaintextPassword    Code = "plaintext-password"
	FeatureEnded         Code = "feature-ended"
	GmailAccountLimit    Code = "gmail-account-limit"
	GoogleLoginLimit     Code = "google-login-limit"
	GoogleAdminForbids   Code = "google-admin-forbids"
)

// DNS.
const (
	DNSNoSuchHost Code = "dns-no-such-host"
	DNSNoAddress  Code = "dns-no-address"
	DNSFailed     Code = "dns-failed"
	DNSDetour     Code = "dns-detour"

	DNSMXWithoutAddress       Code = "dns-mx-without-address"       // delivery by Gmail
	DNSRecipientDomainMissing Code = "dns-recipient-domain-missing" // delivery by Gmail
)

// Network.
const (
	NetRefused          Code = "net-refused"
	NetTimeout          Code = "net-timeout"
	NetUnreachable      Code = "net-unreachable"
	NetOutboundBlocked  Code = "net-outbound-blocked"
	NetNothingAnswers   Code = "net-nothing-answers"
	NetTLSInspected     Code = "net-tls-inspected"
	NetAddressesDiffer  Code = "net-addresses-differ"
	NetAddressNotJudged Code = "net-address-not-judged"
	ServerHungUp        Code = "server-hung-up"
	ServerSilent        Code = "server-silent"
	TripInterrupted     Code = "trip-interrupted"
	TripUnexplained     Code = "trip-unexplained"
	ReplyOverlong       Code = "reply-overlong"
)

// TLS and certificates.
const (
	TLSNameMismatch        Code = "tls-name-mismatch"
	TLSChainIncomplete     Code = "tls-chain-incomplete"
	TLSCertExpired         Code = "tls-cert-expired"
	TLSCertEndsSoon        Code = "tls-cert-ends-soon"
	TLSCertNotYetValid     Code = "tls-cert-not-yet-valid"
	TLSSelfSigned          Code = "tls-self-signed"
	TLSRootUntrusted       Code = "tls-root-untrusted"
	TLSCNOnly              Code = "tls-cn-only"
	TLSKeySmall            Code = "tls-key-small"
	TLSSHA1Signature       Code = "tls-sha1-signature"
	TLSWrongPurpose        Code = "tls-wrong-purpose"
	TLSSignatureBad        Code = "tls-signature-bad"
	TLSNameConstraint      Code = "tls-name-constraint"
	TLSPathTooLong         Code = "tls-path-too-long"
	TLSIssuerNotCA         Code = "tls-issuer-not-ca"
	TLSCriticalExtension   Code = "tls-critical-extension"
	TLSCertUnparsable      Code = "tls-cert-unparsable"
	TLSHostOdd             Code = "tls-host-odd"
	TLSChainDisordered     Code = "tls-chain-disordered"
	TLSChainSuperfluous    Code = "tls-chain-superfluous"
	TLSVersionOld          Code = "tls-version-old"
	TLSNoCommonCipher      Code = "tls-no-common-cipher"
	TLSKeyUnusable         Code = "tls-key-unusable"
	TLSKeyUsage            Code = "tls-key-usage"
	TLSSNINeeded           Code = "tls-sni-needed"
	TLSSNIRefused          Code = "tls-sni-refused"
	TLSSNIBroken           Code = "tls-sni-broken"
	TLSSNIIgnored          Code = "tls-sni-ignored"
	TLSHandshakeFailed     Code = "tls-handshake-failed"
	TLSHandshakeBroken     Code = "tls-handshake-broken"
	TLSHandshakeStalled    Code = "tls-handshake-stalled"
	TLSOnPlainPort         Code = "tls-on-plain-port"
	PlainOnTLSPort         Code = "plain-on-tls-port"
	TLSClientCertRequested Code = "tls-client-cert-requested"
	TLSClientCertRequired  Code = "tls-client-cert-required"
	TLSVerdictDisagrees    Code = "tls-verdict-disagrees"
	TLSClickThrough        Code = "tls-click-through"
)

// SMTP.
const (
	SMTPBannerBad        Code = "smtp-banner-bad"
	SMTPBannerRefused    Code = "smtp-banner-refused"
	SMTPUnavailable      Code = "smtp-unavailable"
	SMTPHelloRefused     Code = "smtp-hello-refused"
	SMTPStartTLSMissing  Code = "smtp-starttls-missing"
	SMTPStartTLSRefused  Code = "smtp-starttls-refused"
	SMTPStartTLSInjected Code = "smtp-starttls-injected"
	SMTPAuthMissing      Code = "smtp-auth-missing"
	SMTPAuthUnsupported  Code = "smtp-auth-unsupported"
	SMTPAuthBeforeTLS    Code = "smtp-auth-before-tls"
	SMTPAuthRefused      Code = "smtp-auth-refused"
	LoginOtherMachine    Code = "login-other-machine" // on either leg
	SMTPAuthTemporary    Code = "smtp-auth-temporary"
	SMTPAddressFilter    Code = "smtp-address-filter"
	SMTPSenderRefused    Code = "smtp-sender-refused"
	SMTPRecipientRefused Code = "smtp-recipient-refused"
	SMTPMessageRefused   Code = "smtp-message-refused"
	SMTPMessageTooBig    Code = "smtp-message-too-big"
	SMTPGreylisted       Code = "smtp-greylisted"
	SMTPRateLimited      Code = "smtp-rate-limited"
	SMTPPolicyTemporary  Code = "smtp-policy-temporary"
	SMTPMailboxFull      Code = "smtp-mailbox-full"
	SMTPSMTPUTF8Missing  Code = "smtp-smtputf8-missing"
	SMTPQuitUnanswered   Code = "smtp-quit-unanswered"
	SMTPReplyBad         Code = "smtp-reply-bad"
)

// POP3.
const (
	POPBannerBad        Code = "pop-banner-bad"
	POPBannerRefused    Code = "pop-banner-refused"
	POPSTLSMissing      Code = "pop-stls-missing"
	POPSTLSRefused      Code = "pop-stls-refused"
	POPSTLSInjected     Code = "pop-stls-injected"
	POPPlaintextRefused Code = "pop-plaintext-refused"
	POPLoginRefused     Code = "pop-login-refused"
	POPAuthUnsupported  Code = "pop-auth-unsupported"
	POPLoginTemporary   Code = "pop-login-temporary"
	POPLoginDelay       Code = "pop-login-delay"
	POPMailboxLocked    Code = "pop-mailbox-locked"
	POPUIDLMissing      Code = "pop-uidl-missing"
	POPUIDLDuplicate    Code = "pop-uidl-duplicate"
	POPReplyBad         Code = "pop-reply-bad"
	POPOrderWrong       Code = "pop-order-wrong"
	POPSizeWrong        Code = "pop-size-wrong"
	POPTooManyMessages  Code = "pop-too-many-messages"
	POPMailboxEmpty     Code = "pop-mailbox-empty"
	IMAPOnPOPPort       Code = "imap-on-pop-port"
)

// IMAP.
const (
	IMAPBannerBad        Code = "imap-banner-bad"
	IMAPBannerRefused    Code = "imap-banner-refused"
	IMAPPreauth          Code = "imap-preauth"
	IMAPStartTLSMissing  Code = "imap-starttls-missing"
	IMAPStartTLSRefused  Code = "imap-starttls-refused"
	IMAPStartTLSInjected Code = "imap-starttls-injected"
	IMAPPlaintextRefused Code = "imap-plaintext-refused"
	IMAPLoginDisabled    Code = "imap-login-disabled"
	IMAPAuthUnsupported  Code = "imap-auth-unsupported"
	IMAPLoginRefused     Code = "imap-login-refused"
	IMAPLoginTemporary   Code = "imap-login-temporary"
	IMAPInboxMissing     Code = "imap-inbox-missing"
	IMAPReplyBad         Code = "imap-reply-bad"
	IMAPUIDsWrong        Code = "imap-uids-wrong"
)

// The letter.
const (
	LetterInJunk      Code = "letter-in-junk"
	LetterNotReturned Code = "letter-not-returned"
	LetterLate        Code = "letter-late"
	LetterDamaged     Code = "letter-damaged"
	LetterMarked      Code = "letter-marked"
	LetterDuplicated  Code = "letter-duplicated"
	LetterBounced     Code = "letter-bounced"
	LetterLeftBehind  Code = "letter-left-behind"
	LetterFateUnknown Code = "letter-fate-unknown"
)

// Mail from the host to Gmail.
const (
	SenderSPFMissing      Code = "sender-spf-missing"
	SenderSPFFail         Code = "sender-spf-fail"
	SenderSPFInvalid      Code = "sender-spf-invalid"
	SenderDKIMMissing     Code = "sender-dkim-missing"
	SenderDKIMBad         Code = "sender-dkim-bad"
	SenderDMARCFail       Code = "sender-dmarc-fail"
	SenderPTRMissing      Code = "sender-ptr-missing"
	SenderPTRMismatch     Code = "sender-ptr-mismatch"
	SenderListed          Code = "sender-listed"
	SenderReputation      Code = "sender-reputation"
	SenderRateLimited     Code = "sender-rate-limited"
	SenderTLSMissing      Code = "sender-tls-missing"
	SenderDMARCMissing    Code = "sender-dmarc-missing"
	SenderLetterMalformed Code = "sender-letter-malformed"
	SenderRelayDenied     Code = "sender-relay-denied"
	SenderProtocolError   Code = "sender-protocol-error"
	SenderLoop            Code = "sender-loop"
	RecipientMailboxFull  Code = "recipient-mailbox-full"
	RecipientDisabled     Code = "recipient-disabled"
	RecipientRateLimited  Code = "recipient-rate-limited"
)

// Settings that a domain publishes for mail programs.
const (
	PublishedCertificate   Code = "published-certificate"
	PublishedUnreadable    Code = "published-unreadable"
	PublishedNowhere       Code = "published-nowhere"
	PublishedGuessRefused  Code = "published-guess-refused"
	PublishedInClear       Code = "published-in-clear"
	PublishedContradicts   Code = "published-contradicts"
	PublishedServerRefused Code = "published-server-refused"
	PublishedPlaintext     Code = "published-plaintext"
	PublishedNotSeen       Code = "published-not-seen"
	PublishedServerNotSeen Code = "published-server-not-seen"
)

// Mail that a host forwards.
const (
	ForwardStopped         Code = "forward-stopped"
	ForwardStoppedNow      Code = "forward-stopped-for-now"
	ForwardNotArrived      Code = "forward-not-arrived"
	ForwardReverseName     Code = "forward-reverse-name"
	ForwardInClear         Code = "forward-in-clear"
	ForwardFieldDoubled    Code = "forward-field-doubled"
	ForwardMoment          Code = "forward-moment"
	ForwardSignatureBroken Code = "forward-signature-broken"
	ForwardEnvelopeKept    Code = "forward-envelope-kept"
	ForwardSRSSPF          Code = "forward-srs-spf"
	ForwardUnsignedReject  Code = "forward-unsigned-reject"
	ForwardFromRewritten   Code = "forward-from-rewritten"
)
