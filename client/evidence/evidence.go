// Package evidence is the record of what was seen: plain data, no opinions.
//
// A Trip is written once by package client and never rewritten. It marshals to
// JSON and back without loss, so that yesterday's run can be judged again with
// today's rules, and a bug report can become a test. Secrets never enter it:
// client/wire masks them before a line is recorded.
package evidence

import (
	"net/netip"
	"slices"
	"strings"
	"time"
)

// Server is one of Gmail's two dialogs as it was filled in.
type Server struct {
	Typed    string   `json:"typed"`    // the host exactly as typed, spaces and dots included; "" if it was guessed
	Host     string   `json:"host"`     // as used: A-labels, lower case, no trailing dot
	Port     uint16   `json:"port"`     //
	Security Security `json:"security"` //
	Login    string   `json:"login"`    // user name
	Guessed  string   `json:"guessed"`  // "": typed; else how it was guessed: "mx", "smtp.", "mail.", "pop.", "imap."
}

// Security is the choice of the dialog.
type Security string

// The choices. Gmail's send dialog says "TLS" for STARTTLS and "SSL" for TLS
// from the first byte; its POP dialog knows SSL and nothing. STLS is ours.
const (
	StartTLS Security = "tls"  // SMTP, IMAP: STARTTLS, enforced
	SSL      Security = "ssl"  // SMTP, POP3, IMAP: implicit TLS
	STLS     Security = "stls" // POP3: STLS, enforced (RFC 2595 section 4)
	Plain    Security = "none" // no encryption
)

// Proto is the protocol of a session.
type Proto string

// The protocols.
const (
	SMTP Proto = "smtp"
	POP3 Proto = "pop3"
	IMAP Proto = "imap"
)

// Purpose says why a session was opened.
type Purpose string

// The purposes.
const (
	ToSend     Purpose = "send"     // submission of the letter
	ToSnapshot Purpose = "snapshot" // note the UIDLs before sending
	ToFetch    Purpose = "fetch"    // look for the letter
	ToProbe    Purpose = "probe"    // no login: what does this port speak, is that port reachable
	ToCompare  Purpose = "compare"  // no login: another address of the typed host, as strict as a round trip
	ToSurvey   Purpose = "survey"   // no login: part of Trip.Survey
	ToSeek     Purpose = "seek"     // look for the letter in folders of junk, read-only (IMAP)
	ToCleanUp  Purpose = "cleanup"  // after an interruption: delete the letter
)

// Session is one attempt at one connection.
type Session struct {
	Proto    Proto          `json:"proto"`
	Purpose  Purpose        `json:"purpose"`
	Host     string         `json:"host"` // normalised name, or an IP literal
	Port     uint16         `json:"port"`
	Security Security       `json:"security"`
	Addr     netip.AddrPort `json:"addr"`  // as dialled; zero: no address was found
	Local    netip.AddrPort `json:"local"` // our end; zero: not connected
	Via      Via            `json:"via"`
	NoSNI    bool           `json:"no_sni,omitempty"` // no server name was to be sent, although Host is a name
	Started  time.Time      `json:"started"`
	Steps    []Step         `json:"steps"` // the last is where it stopped
}

// Via says how an address came about.
type Via string

// The ways.
const (
	ViaDNS       Via = "dns"
	ViaLiteral   Via = "literal"    // an IP literal was typed
	ViaConnectTo Via = "connect-to" // --connect-to
	ViaLab       Via = "lab"        // the embedded lab's network
	ViaProxy     Via = "proxy"
)

// Stage is a step's place in the protocol.
type Stage string

// The stages. A STARTTLS session runs connect, greeting, ehlo, starttls, tls,
// ehlo2, auth, mail, rcpt, data, body, quit; one with implicit TLS runs
// connect, tls, greeting, ehlo, auth, ... POP3 likewise with capa and capa2.
const (
	StageResolve  Stage = "resolve"
	StageConnect  Stage = "connect"
	StageGreeting Stage = "greeting"
	StageEHLO     Stage = "ehlo"
	StageStartTLS Stage = "starttls"
	StageTLS      Stage = "tls"
	StageEHLO2    Stage = "ehlo2"
	StageAuth     Stage = "auth"
	StageMail     Stage = "mail"
	StageRcpt     Stage = "rcpt"
	StageData     Stage = "data" // DATA and its 354
	StageBody     Stage = "body" // the letter and the reply after the final dot
	StageQuit     Stage = "quit"
	StageCapa     Stage = "capa"
	StageSTLS     Stage = "stls"
	StageCapa2    Stage = "capa2"
	StageUser     Stage = "user"
	StagePass     Stage = "pass"
	StageStat     Stage = "stat"
	StageUIDL     Stage = "uidl"
	StageList     Stage = "list"
	StageTop      Stage = "top"
	StageRetr     Stage = "retr"
	StageDele     Stage = "dele"

	// IMAP runs connect, greeting, capa, starttls, tls, capa2, id, auth, capa3,
	// namespace, select, search, head, retr, store, expunge, quit; a folder of junk
	// is looked at with list, examine, search.
	StageID        Stage = "id"
	StageCapa3     Stage = "capa3" // after the login, where its answer had no list
	StageNamespace Stage = "namespace"
	StageSelect    Stage = "select"
	StageExamine   Stage = "examine"
	StageSearch    Stage = "search"
	StageHead      Stage = "head"
	StageStore     Stage = "store"
	StageExpunge   Stage = "expunge"
)

// Step is one exchange.
type Step struct {
	Stage   Stage     `json:"stage"`
	Took    Duration  `json:"took_ms"`
	Said    []Bytes   `json:"said"`    // lines that we sent, without CRLF, secrets masked; never the letter's body
	Reply   *Reply    `json:"reply"`   // nil: none came
	TLS     *TLSFacts `json:"tls"`     // on StageTLS only
	Trouble *Trouble  `json:"trouble"` // nil: went well
}

// Reply is what the server said, byte for byte.
type Reply struct {
	Code     int     `json:"code"`     // SMTP: the three digits. POP3, IMAP: 0
	OK       bool    `json:"ok"`       // SMTP: 2xx or 3xx. POP3: +OK. IMAP: OK, or + for the rest of a command
	Enhanced string  `json:"enhanced"` // SMTP: RFC 3463 code of any line, "5.7.8". POP3, IMAP: response code, "AUTH", "IN-USE" (RFC 2449, 3206, 5530)
	Text     []Bytes `json:"text"`     // whole lines without their line ends; of POP3 multi-line replies at most 64 lines are kept; of IMAP no literals, and of a line 4000 octets
	Bytes    int64   `json:"bytes"`    // length on the wire
	Lines    int     `json:"lines"`    // number of lines on the wire
}

// Unheard tells whether a refusal of a login says that the login was not looked
// at: the command or the mechanism is not known (RFC 5321 section 4.2.2: 500, 502,
// 503, 504), or encryption or another step comes first (RFC 4954 section 6: 530,
// 538). 501 is also the answer to a login that was broken off half-way.
func (r *Reply) Unheard() bool {
	return slices.Contains([]int{500, 502, 503, 504, 530, 538}, r.Code)
}

// TLSFacts is what a handshake showed.
type TLSFacts struct {
	SNI             string    `json:"sni"`     // as sent; "" if none was
	Version         string    `json:"version"` // "TLS 1.2"; of a failed handshake: what the ServerHello said, or ""
	Cipher          string    `json:"cipher"`
	Chain           []Bytes   `json:"chain"`   // DER, as served
	Roots           string    `json:"roots"`   // name of the roots that the gate used
	At              time.Time `json:"at"`      // the gate's clock
	Done            bool      `json:"done"`    // the handshake finished (before the gate was asked)
	Refused         bool      `json:"refused"` // the gate said no, and the connection ended here
	Codes           []string  `json:"codes"`   // the gate's faults, verify/certs codes
	Alert           int       `json:"alert"`   // the peer's alert number, -1 if none (0 is close_notify)
	ClientCertAsked bool      `json:"client_cert_asked"`
	Resumed         bool      `json:"resumed"`
}

// DER is the chain as the parsers of certificates take it.
func (t *TLSFacts) DER() [][]byte {
	out := make([][]byte, len(t.Chain))
	for i, der := range t.Chain {
		out[i] = der
	}
	return out
}

// Letter is a message as it is.
type Letter struct {
	UIDL   string `json:"uidl"`
	Raw    Bytes  `json:"raw"`              // CRLF line ends as on the wire, dots unstuffed; at most 1 MiB is kept
	Size   int64  `json:"size"`             // octets
	Listed *int64 `json:"listed,omitempty"` // octets, as the server's list had it; nil: not listed
}

// Kind sorts troubles.
type Kind string

// The kinds.
const (
	NoSuchHost  Kind = "no-such-host" // NXDOMAIN
	NoAddress   Kind = "no-address"   // the name exists without A or AAAA, or MX is "."
	DNSFailed   Kind = "dns-failed"   // SERVFAIL, no resolver, time-out
	Refused     Kind = "refused"      // TCP reset on connect
	Unreachable Kind = "unreachable"  // no route
	Timeout     Kind = "timeout"      // at StageConnect: of the connect; later: silence
	Reset       Kind = "reset"        // connection reset
	EOF         Kind = "eof"          // the server hung up
	Alert       Kind = "alert"        // a TLS alert came, see TLSFacts.Alert
	Certificate Kind = "certificate"  // our gate refused, see TLSFacts.Codes; or it could not be parsed
	OldVersion  Kind = "old-version"  // the server chose a TLS version below our floor
	Protocol    Kind = "protocol"     // what came is not the protocol; Detail has the first bytes, quoted
	NotTLS      Kind = "not-tls"      // plain text where a ServerHello should be; Detail has it, quoted
	Denied      Kind = "denied"       // a negative reply, see Step.Reply
	Unoffered   Kind = "unoffered"    // the capability that the next step needs is missing; Detail names it
	Injected    Kind = "injected"     // bytes after the reply to STARTTLS or STLS, before TLS
	Disorder    Kind = "disorder"     // a list's messages are not in ascending order; it was read all the same
	Overlong    Kind = "overlong"     // a line or reply over our limit
	Withheld    Kind = "withheld"     // we did not go on: these credentials were refused on this leg before
	Interrupted Kind = "interrupted"  // our context ended
	Local       Kind = "local"        // our side: e.g. an address that needs SMTPUTF8 which the server lacks
)

// Trouble is why a step did not go well.
type Trouble struct {
	Kind   Kind   `json:"kind"`
	Detail string `json:"detail"` // for people; never matched on
}

// Answer is one DNS question and what came of it.
type Answer struct {
	Name      string   `json:"name"`   // with trailing dot
	Type      string   `json:"type"`   // "A", "AAAA", "MX", "PTR", "TXT", "CNAME", "SRV", "TLSA", "SOA"
	Server    string   `json:"server"` // resolver asked, "" if none could be
	RCode     string   `json:"rcode"`  // "NOERROR", "NXDOMAIN", "SERVFAIL", ...; "" if no answer came
	Records   []Record `json:"records"`
	Authority []Record `json:"authority,omitempty"` // SOA and NS records beside them: who says so (RFC 2308 section 2)
	Trouble   *Trouble `json:"trouble"`
	Took      Duration `json:"took_ms"`
	Authentic bool     `json:"authentic"` // AD bit
}

// Record is one resource record of an answer, in presentation form.
type Record struct {
	Name string `json:"name"`
	Type string `json:"type"`
	TTL  uint32 `json:"ttl"`
	Data string `json:"data"` // "198.51.100.7"; MX: "10 mx.example.test."; TXT: the strings joined
}

// Passing tells whether the response code of an IMAP server says that its
// trouble is of the moment (RFC 5530 section 3).
func (r *Reply) Passing() bool {
	return slices.Contains([]string{"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"}, r.Enhanced)
}

// Preauth tells whether an IMAP server greeted as if somebody were logged in
// already (RFC 9051 section 7.1.4).
func (r *Reply) Preauth() bool {
	if !r.OK || len(r.Text) == 0 {
		return false
	}
	words := strings.Fields(string(r.Text[0]))
	return len(words) > 1 && words[0] == "*" && strings.EqualFold(words[1], "PREAUTH")
}

// Stopped is the step at which the session stopped, nil if it has none.
func (s *Session) Stopped() *Step {
	if len(s.Steps) == 0 {
		return nil
	}
	return &s.Steps[len(s.Steps)-1]
}

// Step is the last step of the given stage, nil if it was not reached.
func (s *Session) Step(stage Stage) *Step {
	for i := len(s.Steps) - 1; i >= 0; i-- {
		if s.Steps[i].Stage == stage {
			return &s.Steps[i]
		}
	}
	return nil
}

// Trouble is the first trouble of the session, nil if all went well.
func (s *Session) Trouble() (*Step, *Trouble) {
	for i := range s.Steps {
		if s.Steps[i].Trouble != nil {
			return &s.Steps[i], s.Steps[i].Trouble
		}
	}
	return nil, nil
}
