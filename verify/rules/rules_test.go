package rules

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/finding"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// sending is a session that went well up to stage and met kind there.
func sending(security evidence.Security, stage evidence.Stage, kind evidence.Kind, reply *evidence.Reply) evidence.Session {
	order := []evidence.Stage{evidence.StageConnect, evidence.StageGreeting, evidence.StageEHLO, evidence.StageStartTLS, evidence.StageTLS,
		evidence.StageEHLO2, evidence.StageAuth, evidence.StageMail, evidence.StageRcpt, evidence.StageData, evidence.StageBody, evidence.StageQuit}
	if security == evidence.SSL {
		order = []evidence.Stage{evidence.StageConnect, evidence.StageTLS, evidence.StageGreeting, evidence.StageEHLO, evidence.StageAuth,
			evidence.StageMail, evidence.StageRcpt, evidence.StageData, evidence.StageBody, evidence.StageQuit}
	}
	if security == evidence.Plain {
		order = slices.DeleteFunc(slices.Clone(order), func(s evidence.Stage) bool {
			return s == evidence.StageStartTLS || s == evidence.StageTLS || s == evidence.StageEHLO2
		})
	}
	return session(evidence.SMTP, evidence.ToSend, security, order, stage, kind, reply)
}

func fetching(security evidence.Security, stage evidence.Stage, kind evidence.Kind, reply *evidence.Reply) evidence.Session {
	order := []evidence.Stage{evidence.StageConnect, evidence.StageTLS, evidence.StageGreeting, evidence.StageCapa, evidence.StageUser,
		evidence.StagePass, evidence.StageUIDL, evidence.StageTop, evidence.StageRetr, evidence.StageDele, evidence.StageQuit}
	switch security {
	case evidence.STLS:
		order = []evidence.Stage{evidence.StageConnect, evidence.StageGreeting, evidence.StageCapa, evidence.StageSTLS, evidence.StageTLS,
			evidence.StageCapa2, evidence.StageUser, evidence.StagePass, evidence.StageUIDL, evidence.StageQuit}
	case evidence.Plain:
		order = slices.DeleteFunc(slices.Clone(order), func(s evidence.Stage) bool { return s == evidence.StageTLS })
	}
	return session(evidence.POP3, evidence.ToFetch, security, order, stage, kind, reply)
}

func session(proto evidence.Proto, purpose evidence.Purpose, security evidence.Security, order []evidence.Stage, stage evidence.Stage, kind evidence.Kind, reply *evidence.Reply) evidence.Session {
	s := evidence.Session{
		Proto: proto, Purpose: purpose, Host: "mail.example.test", Port: 587, Security: security,
		Addr: netip.MustParseAddrPort("198.51.100.7:587"), Started: noon,
	}
	for _, st := range order {
		step := evidence.Step{Stage: st, Reply: &evidence.Reply{Code: 250, OK: true, Text: lines("250 ok")}}
		if proto == evidence.POP3 {
			step.Reply = &evidence.Reply{OK: true, Text: lines("+OK")}
		}
		if st == evidence.StageTLS {
			step.Reply, step.TLS = nil, &evidence.TLSFacts{SNI: "mail.example.test", Alert: -1, Done: st != stage}
		}
		if st == evidence.StageAuth || st == evidence.StagePass {
			step.Said = lines("AUTH PLAIN ****")
		}
		if st == stage {
			if st != evidence.StageTLS {
				step.Reply = reply
			}
			step.Trouble = &evidence.Trouble{Kind: kind, Detail: "in a test"}
			s.Steps = append(s.Steps, step)
			break
		}
		s.Steps = append(s.Steps, step)
	}
	return s
}

func lines(text ...string) []evidence.Bytes {
	out := make([]evidence.Bytes, len(text))
	for i, t := range text {
		out[i] = evidence.Bytes(t)
	}
	return out
}

func smtpReply(code int, enhanced string, text ...string) *evidence.Reply {
	return &evidence.Reply{Code: code, OK: code < 400, Enhanced: enhanced, Text: lines(text...)}
}

func popReply(enhanced string, text ...string) *evidence.Reply {
	return &evidence.Reply{Enhanced: enhanced, Text: lines(text...)}
}

// codesFor are the codes of a trip whose leg is the one session.
func codesFor(t *testing.T, trip *evidence.Trip) []finding.Code {
	t.Helper()
	var out []finding.Code
	for _, f := range Apply(&Case{Trip: trip, Now: noon}) {
		if _, ok := finding.Lookup(f.Code); !ok {
			t.Errorf("code %s has no doc", f.Code)
		}
		out = append(out, f.Code)
	}
	return out
}

func TestSMTPStops(t *testing.T) {
	t.Parallel()
	type stage = evidence.Stage
	for _, c := range []struct {
		name     string
		security evidence.Security
		at       stage
		kind     evidence.Kind
		reply    *evidence.Reply
		want     finding.Code
	}{
		{"nxdomain", evidence.StartTLS, evidence.StageResolve, evidence.NoSuchHost, nil, finding.DNSNoSuchHost},
		{"no address", evidence.StartTLS, evidence.StageResolve, evidence.NoAddress, nil, finding.DNSNoAddress},
		{"servfail", evidence.StartTLS, evidence.StageResolve, evidence.DNSFailed, nil, finding.DNSFailed},
		{"refused", evidence.StartTLS, evidence.StageConnect, evidence.Refused, nil, finding.NetRefused},
		{"connect timeout", evidence.StartTLS, evidence.StageConnect, evidence.Timeout, nil, finding.NetTimeout},
		{"no route", evidence.StartTLS, evidence.StageConnect, evidence.Unreachable, nil, finding.NetUnreachable},
		{"silent", evidence.StartTLS, evidence.StageGreeting, evidence.Timeout, nil, finding.ServerSilent},
		{"hangs up", evidence.StartTLS, evidence.StageGreeting, evidence.EOF, nil, finding.ServerHungUp},
		{"reset at mail", evidence.StartTLS, evidence.StageMail, evidence.Reset, nil, finding.ServerHungUp},
		{"banner of http", evidence.StartTLS, evidence.StageGreeting, evidence.Protocol, nil, finding.SMTPBannerBad},
		{"banner 554", evidence.StartTLS, evidence.StageGreeting, evidence.Denied, smtpReply(554, "", "554 no"), finding.SMTPBannerRefused},
		{"banner 421", evidence.StartTLS, evidence.StageGreeting, evidence.Denied, smtpReply(421, "", "421 busy"), finding.SMTPUnavailable},
		{"hello refused", evidence.StartTLS, evidence.StageEHLO, evidence.Denied, smtpReply(504, "5.5.2", "504 5.5.2 no"), finding.SMTPHelloRefused},
		{"starttls missing", evidence.StartTLS, evidence.StageStartTLS, evidence.Unoffered, nil, finding.SMTPStartTLSMissing},
		{"starttls refused", evidence.StartTLS, evidence.StageStartTLS, evidence.Denied, smtpReply(454, "4.7.0", "454 4.7.0 no"), finding.SMTPStartTLSRefused},
		{"starttls injected", evidence.StartTLS, evidence.StageStartTLS, evidence.Injected, nil, finding.SMTPStartTLSInjected},
		{"plain text for TLS", evidence.SSL, evidence.StageTLS, evidence.NotTLS, nil, finding.TLSOnPlainPort},
		{"handshake stall", evidence.SSL, evidence.StageTLS, evidence.Timeout, nil, finding.TLSHandshakeStalled},
		{"handshake eof", evidence.SSL, evidence.StageTLS, evidence.EOF, nil, finding.TLSHandshakeBroken},
		{"old version", evidence.SSL, evidence.StageTLS, evidence.OldVersion, nil, finding.TLSVersionOld},
		{"auth missing", evidence.StartTLS, evidence.StageAuth, evidence.Unoffered, nil, finding.SMTPAuthMissing},
		{"535", evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(535, "5.7.8", "535 5.7.8 no"), finding.SMTPAuthRefused},
		{"550 5.7.1 at auth", evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(550, "5.7.1", "550 5.7.1 no"), finding.SMTPAddressFilter},
		{"454 at auth", evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(454, "4.7.0", "454 4.7.0 later"), finding.SMTPAuthTemporary},
		{"sender", evidence.StartTLS, evidence.StageMail, evidence.Denied, smtpReply(553, "5.7.1", "553 5.7.1 no"), finding.SMTPSenderRefused},
		{"too many", evidence.StartTLS, evidence.StageGreeting, evidence.Denied, smtpReply(421, "4.7.0", "421 4.7.0 mx Error: too many connections"), finding.SMTPRateLimited},
		{"too many, without a code", evidence.StartTLS, evidence.StageGreeting, evidence.Denied, smtpReply(421, "", "421 Too many concurrent connections"), finding.SMTPRateLimited},
		{"policy of the moment", evidence.StartTLS, evidence.StageGreeting, evidence.Denied, smtpReply(421, "4.7.1", "421 4.7.1 not now"), finding.SMTPPolicyTemporary},
		{"certificate, which nobody asked for", evidence.StartTLS, evidence.StageEHLO2, evidence.Denied, smtpReply(421, "4.7.1", "421 4.7.1 No client certificate presented"), finding.SMTPPolicyTemporary},
		{"full", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(552, "5.2.2", "552 5.2.2 Mailbox is full"), finding.SMTPMailboxFull},
		{"too big", evidence.StartTLS, evidence.StageMail, evidence.Denied, smtpReply(552, "5.3.4", "552 5.3.4 no"), finding.SMTPMessageTooBig},
		{"recipient", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(550, "5.1.1", "550 5.1.1 no"), finding.SMTPRecipientRefused},
		{"greylisted", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(450, "4.2.0", "450 4.2.0 <a@b.test>: Recipient address rejected: Greylisted, see http://postgrey"), finding.SMTPGreylisted},
		{"come back", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(451, "4.7.1", "451 4.7.1 Please try again in 5 minutes"), finding.SMTPGreylisted},
		{"queue file", evidence.StartTLS, evidence.StageBody, evidence.Denied, smtpReply(451, "4.3.0", "451 4.3.0 Error: queue file write error"), finding.SMTPUnavailable},
		{"disk full", evidence.StartTLS, evidence.StageMail, evidence.Denied, smtpReply(452, "4.3.1", "452 4.3.1 Insufficient system storage"), finding.SMTPUnavailable},
		{"local error", evidence.StartTLS, evidence.StageMail, evidence.Denied, smtpReply(451, "", "451 Temporary local problem - please try later"), finding.SMTPUnavailable},
		{"sender domain", evidence.StartTLS, evidence.StageMail, evidence.Denied, smtpReply(450, "4.1.8", "450 4.1.8 <a@b.test>: Sender address rejected: Domain not found"), finding.SMTPPolicyTemporary},
		{"a policy of the moment", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(450, "4.7.1", "450 4.7.1 <a@b.test>: Recipient address rejected: under review"), finding.SMTPPolicyTemporary},
		{"storage allocation", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(552, "", "552 Requested mail action aborted: exceeded storage allocation"), finding.SMTPMailboxFull},
		{"size at the recipient", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(552, "5.3.4", "552 5.3.4 Message too big for system"), finding.SMTPMessageTooBig},
		{"encryption required", evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(538, "5.7.11", "538 5.7.11 Encryption required for requested authentication mechanism"), finding.SMTPAuthUnsupported},
		{"no login as it stands", evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(530, "5.7.0", "530 5.7.0 Must issue a STARTTLS command first"), finding.SMTPAuthMissing},
		{"too many at auth", evidence.StartTLS, evidence.StageAuth, evidence.Denied, smtpReply(535, "5.7.0", "535 5.7.0 Too many failed logins, try again later"), finding.SMTPRateLimited},
		{"message", evidence.StartTLS, evidence.StageBody, evidence.Denied, smtpReply(554, "5.7.1", "554 5.7.1 no"), finding.SMTPMessageRefused},
		{"rate", evidence.StartTLS, evidence.StageRcpt, evidence.Denied, smtpReply(452, "4.5.3", "452 4.5.3 many"), finding.SMTPRateLimited},
		{"smtputf8", evidence.StartTLS, evidence.StageMail, evidence.Local, nil, finding.SMTPSMTPUTF8Missing},
		{"overlong", evidence.StartTLS, evidence.StageEHLO, evidence.Overlong, nil, finding.ReplyOverlong},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := sending(c.security, c.at, c.kind, c.reply)
			if c.at == evidence.StageResolve {
				s.Steps = []evidence.Step{{Stage: c.at, Trouble: &evidence.Trouble{Kind: c.kind}}}
			}
			trip := sent(evidence.Server{Host: s.Host, Port: 587, Security: c.security}, s)
			got := codesFor(t, trip)
			if !slices.Equal(got, []finding.Code{c.want}) {
				t.Errorf("got %v, want [%s]", got, c.want)
			}
		})
	}
}

func TestPOPStops(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		security evidence.Security
		at       evidence.Stage
		kind     evidence.Kind
		reply    *evidence.Reply
		want     []finding.Code
	}{
		{"imap banner", evidence.SSL, evidence.StageGreeting, evidence.Protocol, popReply("", "* OK IMAP4rev1"), []finding.Code{finding.POPBannerBad}},
		{"greeting refused", evidence.SSL, evidence.StageGreeting, evidence.Denied, popReply("", "-ERR no"), []finding.Code{finding.POPBannerRefused}},
		{"stls missing", evidence.STLS, evidence.StageSTLS, evidence.Unoffered, nil, []finding.Code{finding.POPSTLSMissing}},
		{"stls refused", evidence.STLS, evidence.StageSTLS, evidence.Denied, popReply("", "-ERR no"), []finding.Code{finding.POPSTLSRefused}},
		{"stls injected", evidence.STLS, evidence.StageSTLS, evidence.Injected, nil, []finding.Code{finding.POPSTLSInjected}},
		{"login refused", evidence.SSL, evidence.StagePass, evidence.Denied, popReply("AUTH", "-ERR [AUTH] no"), []finding.Code{finding.POPLoginRefused}},
		{"login refused for its mechanism", evidence.SSL, evidence.StagePass, evidence.Denied, popReply("AUTH", "-ERR [AUTH] Unsupported authentication mechanism."), []finding.Code{finding.POPAuthUnsupported}},
		{"in use", evidence.SSL, evidence.StagePass, evidence.Denied, popReply("IN-USE", "-ERR [IN-USE] no"), []finding.Code{finding.POPMailboxLocked}},
		{"login delay", evidence.SSL, evidence.StagePass, evidence.Denied, popReply("LOGIN-DELAY", "-ERR [LOGIN-DELAY] no"), []finding.Code{finding.POPLoginDelay}},
		{"sys temp", evidence.SSL, evidence.StagePass, evidence.Denied, popReply("SYS/TEMP", "-ERR [SYS/TEMP] no"), []finding.Code{finding.POPLoginTemporary}},
		{"sys perm", evidence.SSL, evidence.StagePass, evidence.Denied, popReply("SYS/PERM", "-ERR [SYS/PERM] no"), []finding.Code{finding.POPLoginTemporary}},
		{"plain text refused", evidence.Plain, evidence.StageUser, evidence.Denied, popReply("", "-ERR use TLS"), []finding.Code{finding.POPPlaintextRefused}},
		{"retr broken", evidence.SSL, evidence.StageRetr, evidence.Protocol, nil, []finding.Code{finding.POPReplyBad}},
		{"hangs after user", evidence.SSL, evidence.StagePass, evidence.Timeout, nil, []finding.Code{finding.ServerSilent}},
		{"password in clear", evidence.Plain, evidence.StagePass, evidence.Denied, popReply("AUTH", "-ERR [AUTH] no"), []finding.Code{finding.PlaintextPassword, finding.POPLoginRefused}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := fetching(c.security, c.at, c.kind, c.reply)
			trip := fetched(evidence.Server{Host: s.Host, Port: 995, Security: c.security}, s)
			if got := codesFor(t, trip); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// The words that Gmail would quote.
func TestServerWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   []string
		want string
	}{
		{[]string{"535 5.7.8 Username and Password not accepted"}, "535 5.7.8 Username and Password not accepted"},
		{[]string{"550-5.7.1 first", "550-5.7.1 second", "550 5.7.1 third"}, "550 5.7.1 first second third"},
		{[]string{"550-first", "550 second"}, "550 first second"},
		{[]string{"550"}, "550"},
	} {
		if got := smtpWords(lines(c.in...)); got != c.want {
			t.Errorf("smtpWords(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][]finding.Code{
		"mail.example.test":         nil,
		"mail.example.test ":        {finding.HostUnsafeCharacters},
		"\u3000mail.example.test":   {finding.HostUnsafeCharacters},
		"mail.\u200bexample.test":   {finding.HostUnsafeCharacters},
		"ｍａｉｌ.example.test":         {finding.HostFullWidth},
		"mail.example.test.":        {finding.HostTrailingDot},
		"mail.example.test.\u00a0 ": {finding.HostUnsafeCharacters, finding.HostTrailingDot},
	} {
		for _, trip := range []*evidence.Trip{
			fetched(evidence.Server{Typed: typed, Host: "mail.example.test", Port: 995}),
			sent(evidence.Server{Typed: typed, Host: "mail.example.test", Port: 587}),
		} {
			if got := codesFor(t, trip); !slices.Equal(got, want) {
				t.Errorf("%s: typed %q: got %v, want %v", trip.Legs[0].Name, typed, got, want)
			}
		}
	}
}

// One of two addresses refuses: the leg works, and the report says so.
func TestOneAddressDown(t *testing.T) {
	t.Parallel()
	down := sending(evidence.SSL, evidence.StageConnect, evidence.Refused, nil)
	up := sending(evidence.SSL, "", "", nil)
	up.Addr = netip.MustParseAddrPort("198.51.100.8:465")
	trip := sent(evidence.Server{Host: "mail.example.test", Port: 465}, down, up)
	got := Apply(&Case{Trip: trip, Now: noon})
	if len(got) != 1 || got[0].Code != finding.NetRefused || got[0].Severity != finding.Warning || got[0].Session != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestFeatureEnds(t *testing.T) {
	t.Parallel()
	trip := sent(evidence.Server{})
	for now, want := range map[time.Time]int{persona.Gmail.Ends.Add(-time.Second): 0, persona.Gmail.Ends: 1} {
		if got := settings(&Case{Trip: trip, Now: now}); len(got) != want {
			t.Errorf("at %v: %v", now, got)
		}
	}
}

// sent is a trip of the send leg alone, fetched one of the fetch leg.
func sent(server evidence.Server, sessions ...evidence.Session) *evidence.Trip {
	return &evidence.Trip{Legs: []evidence.Leg{{Name: evidence.SendLeg, Proto: evidence.SMTP, Server: server, Sessions: sessions}}}
}

func fetched(server evidence.Server, sessions ...evidence.Session) *evidence.Trip {
	return &evidence.Trip{Legs: []evidence.Leg{{Name: evidence.FetchLeg, Proto: evidence.POP3, Server: server, Sessions: sessions}}}
}

// A list in disorder is found in whichever session it stood, and does not stop
// it.
func TestListInDisorder(t *testing.T) {
	t.Parallel()
	s := fetching(evidence.SSL, evidence.StageUIDL, evidence.Disorder, &evidence.Reply{OK: true})
	if k := StopOf(&s); k >= 0 {
		t.Errorf("stopped at %s", s.Steps[k].Stage)
	}
	trip := fetched(evidence.Server{Host: s.Host, Port: 995, Security: evidence.SSL}, s)
	if got := codesFor(t, trip); !slices.Equal(got, []finding.Code{finding.POPOrderWrong}) {
		t.Errorf("got %v", got)
	}
}

// A size in a list may count line ends in either way; any other is wrong, and
// a letter that was not listed has none.
func TestListedSize(t *testing.T) {
	t.Parallel()
	size := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		raw    string
		listed *int64
		wrong  bool
	}{
		{"a: b\r\n\r\nc\r\n", nil, false},
		{"a: b\r\n\r\nc\r\n", size(11), false},
		{"a: b\r\n\r\nc\r\n", size(8), false},
		{"a: b\r\n\r\nc\r\n", size(7), true},
		{"a: b\r\n\r\nc\r\n", size(12), true},
		{"a: b\r\n\r\nc\r\n", size(0), true},
		{"a: b\n\nc\n", size(8), false},
		{"a: b\n\nc\n", size(11), false},
		{"a: b\n\nc\n", size(12), true},
		{"a: b\n\nc\n\r\n", size(8), false},
	} {
		trip := fetched(evidence.Server{Host: "mail.example.test", Port: 995})
		trip.Sent, trip.SentAt, trip.Deleted = &evidence.Letter{}, noon, true
		trip.Returned = &evidence.Letter{Raw: evidence.Bytes(c.raw), Size: int64(len(c.raw)), Listed: c.listed}
		got := slices.ContainsFunc(letter(&Case{Trip: trip, Now: noon}), func(f finding.Finding) bool { return f.Code == finding.POPSizeWrong })
		if got != c.wrong {
			t.Errorf("%q listed with %v: wrong %v", c.raw, c.listed, got)
		}
	}
}

// Damage is text that was lost or cannot be read; what was put to the letter
// is no damage.
func TestDamagedOrMarked(t *testing.T) {
	t.Parallel()
	differs := func(where, sent, got string) []evidence.Difference {
		return []evidence.Difference{{Where: where, Sent: evidence.Bytes(sent), Got: evidence.Bytes(got)}}
	}
	for name, c := range map[string]struct {
		raw  string
		c    evidence.Comparison
		want finding.Code
	}{
		"equal":              {"a\r\n", evidence.Comparison{BodyEqual: true, TextKept: true}, ""},
		"equal, of schema 1": {"a\r\n", evidence.Comparison{BodyEqual: true}, ""},
		"text lost":          {"a\r\n", evidence.Comparison{Differences: differs("body", "ab", "a")}, finding.LetterDamaged},
		"text added":         {"a\r\n", evidence.Comparison{TextKept: true, Differences: differs("body", "", "a")}, finding.LetterMarked},
		"subject tagged":     {"a\r\n", evidence.Comparison{BodyEqual: true, Differences: differs("Subject", "x", "[SPAM] x")}, finding.LetterMarked},
		"subject lost":       {"a\r\n", evidence.Comparison{BodyEqual: true, Differences: differs("Subject", "x", "")}, finding.LetterDamaged},
		"another sender":     {"a\r\n", evidence.Comparison{BodyEqual: true, Differences: differs("From", "x", "y")}, finding.LetterMarked},
		"bare line feeds":    {"a\n", evidence.Comparison{BodyEqual: true, TextKept: true}, finding.LetterDamaged},
	} {
		trip := fetched(evidence.Server{Host: "mail.example.test", Port: 995})
		trip.Sent, trip.SentAt, trip.Deleted = &evidence.Letter{}, noon, true
		trip.Returned, trip.Comparison = &evidence.Letter{Raw: evidence.Bytes(c.raw), Size: int64(len(c.raw))}, &c.c
		var got finding.Code
		for _, f := range letter(&Case{Trip: trip, Now: noon}) {
			got += f.Code
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// TestUnconfirmed: that a letter was left behind is said where it was seen, and that
// nobody knows where nobody could look.
func TestUnconfirmed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		deleted bool
		after   evidence.Fate
		want    finding.Code
	}{
		{true, "", ""}, {true, evidence.FateGone, ""},
		{false, "", finding.LetterLeftBehind}, {false, evidence.FateThere, finding.LetterLeftBehind},
		{false, evidence.FateUnknown, finding.LetterFateUnknown},
	} {
		trip := fetched(evidence.Server{Host: "mail.example.test", Port: 995})
		trip.Sent, trip.SentAt, trip.Deleted, trip.Unconfirmed = &evidence.Letter{}, noon, c.deleted, c.after
		trip.Returned = &evidence.Letter{}
		var got finding.Code
		for _, f := range letter(&Case{Trip: trip, Now: noon}) {
			got += f.Code
		}
		if got != c.want {
			t.Errorf("deleted %v, %q: %q, want %q", c.deleted, c.after, got, c.want)
		}
	}
}

// TestWhatWasPutToALetterIsShown: its first lines, and no empty one.
func TestWhatWasPutToALetterIsShown(t *testing.T) {
	t.Parallel()
	c := evidence.Comparison{TextKept: true}
	for _, line := range []string{"", "--", "For its recipient alone.", "Thank you.", "More."} {
		c.Differences = append(c.Differences, evidence.Difference{Where: "body", Got: evidence.Bytes(line)})
	}
	if got := damageArgs(&c, mostLines).Text(finding.KeyGot); got != "-- | For its recipient alone. | Thank you" {
		t.Errorf("%q", got)
	}
}
