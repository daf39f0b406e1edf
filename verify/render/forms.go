package render

import (
	"time"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// The numbers of the JSON forms. Each rises when one of its fields changes its
// meaning; new fields alone do not raise it. docs/schema has each form.
const (
	ReportSchema    = 2 // of `harness roundtrip`
	DiagnosisSchema = 3 // of `harness diagnose`
	CertSchema      = 2 // of `harness cert`
	HostSchema      = 2 // of a line of `harness diagnose --hosts`
)

// ReportForm is the JSON form of a report.
type ReportForm struct {
	Schema   int                   `json:"schema"`
	Command  string                `json:"command"`
	Outcome  report.Outcome        `json:"outcome"`
	Exit     int                   `json:"exit"`
	FailedOn []string              `json:"failed_on,omitempty"` // what --fail-on made of it: any, expiring, danger
	Lang     string                `json:"lang"`                // of title, why and fix
	Legs     []LegForm             `json:"legs"`
	Findings []ItemForm            `json:"findings"`
	Hidden   []finding.Consequence `json:"hidden"` // consequences of the findings
	Trip     *evidence.Trip        `json:"trip"`

	Candidates []report.Candidate `json:"candidates"` // names to look into
	Next       string             `json:"next"`       // the command to run next, "" none
}

// LegForm is the JSON form of a leg.
type LegForm struct {
	Leg       finding.Leg       `json:"leg"`
	Host      string            `json:"host"`
	Port      uint16            `json:"port"`
	Security  evidence.Security `json:"security"`
	Guessed   string            `json:"guessed"`
	Addr      string            `json:"addr"`
	Outcome   report.Outcome    `json:"outcome"`
	StoppedAt evidence.Stage    `json:"stopped_at"`
	Codes     []finding.Code    `json:"codes"`
	Gmail     []WordsForm       `json:"gmail"`
	Timings   []report.Timing   `json:"timings"`
	Sessions  int               `json:"sessions"`
	Names     []string          `json:"names"`

	Certificates []certs.Lifetime `json:"certificates"`
}

// WordsForm are what Gmail says, on one surface.
type WordsForm struct {
	ID      string             `json:"id"`
	Surface phrasebook.Surface `json:"surface"`
	Text    string             `json:"text"` // lines joined with \n
	Basis   phrasebook.Basis   `json:"basis"`
	Rank    phrasebook.Rank    `json:"rank"`
}

// ItemForm is a finding with its texts in a language.
type ItemForm struct {
	finding.Finding
	Severity finding.Severity `json:"severity"`
	Title    string           `json:"title"`
	Why      string           `json:"why"`
	Fix      string           `json:"fix"`
	Cite     []string         `json:"cite"`
	Gmail    []WordsForm      `json:"gmail"`
}

// DiagnosisForm is the JSON form of a diagnosis.
type DiagnosisForm struct {
	Schema       int                  `json:"schema"`
	Command      string               `json:"command"`
	Target       string               `json:"target"`
	Outcome      report.Outcome       `json:"outcome"`
	Exit         int                  `json:"exit"`
	FailedOn     []string             `json:"failed_on,omitempty"` // what --fail-on made of it: any, expiring, danger
	WayOut       bool                 `json:"way_out"`
	Lang         string               `json:"lang"`
	NoLogin      bool                 `json:"no_login"`
	Before       *ReportForm          `json:"before"`
	After        *ReportForm          `json:"after"`
	Advice       *advice.Advice       `json:"advice"`
	Asks         []string             `json:"asks"`
	Said         []RecognisedForm     `json:"said"`
	Survey       *evidence.Survey     `json:"survey"`
	Certificates []report.Certificate `json:"certificates"`
	Sender       *SenderForm          `json:"sender"`
	Proofs       []report.Proof       `json:"proofs"`
	Company      *CompanyForm         `json:"company"`
	Elsewhere    []report.SecondLook  `json:"elsewhere,omitempty"` // of --also-via
	Next         string               `json:"next"`
}

// RecognisedForm is a phrase found in the pasted text.
type RecognisedForm struct {
	ID     string             `json:"id"`
	Quote  string             `json:"quote"`
	Causes []finding.Code     `json:"causes"`
	Near   bool               `json:"near"`
	On     phrasebook.Surface `json:"surface"`
}

// SenderForm is the sender's side.
type SenderForm struct {
	Seen     *evidence.Sender `json:"seen"`
	Findings []ItemForm       `json:"findings"`
}

// CompanyForm is what the hosting company's profile says, null without one.
type CompanyForm struct {
	Name       string `json:"name"`
	ServerName string `json:"server_name"` // where customers find it; "" not said
	Password   string `json:"password"`
	DNS        string `json:"dns"`
	Filter     bool   `json:"foreign_login_filter"`
	Switch     string `json:"switch"`
	Include    string `json:"spf_include"`
	Elsewhere  bool   `json:"sent_elsewhere"` // mail left from an address that is none of the company's
}

// HostForm is a line of many hosts.
type HostForm struct {
	Schema       int                  `json:"schema"`
	Host         string               `json:"host"`
	Outcome      report.Outcome       `json:"outcome"`
	Exit         int                  `json:"exit"`
	Rows         []advice.Row         `json:"rows"`
	Codes        []finding.Code       `json:"codes"`
	Remarks      []advice.Line        `json:"remarks"`
	Legs         []advice.Leg         `json:"legs"`
	Certificates []report.Certificate `json:"certificates"`
	Error        string               `json:"error"`
}

// CertReportForm is the JSON form of a certificate's report.
type CertReportForm struct {
	Schema  int               `json:"schema"`
	Command string            `json:"command"`
	Outcome report.Outcome    `json:"outcome"`
	Exit    int               `json:"exit"`
	Lang    string            `json:"lang"`
	Cert    CertForm          `json:"cert"`
	Hosts   []CertNameForm    `json:"hosts"`
	Unread  []report.CertLine `json:"unread"` // lines of the list that are no names
}

// CertForm is the chain.
type CertForm struct {
	File         string           `json:"file"`
	Served       int              `json:"served"`
	Names        certs.Names      `json:"names"`
	Roots        string           `json:"roots"`
	At           time.Time        `json:"at"`
	Expires      time.Time        `json:"expires,omitzero"`
	ExpiresSoon  bool             `json:"expires_soon"`
	Certificates []certs.Lifetime `json:"certificates"`
	Ends         certs.X509       `json:"ends"`
	Class        certs.Class      `json:"class"`
	Outcome      report.Outcome   `json:"outcome"`
	Findings     []ItemForm       `json:"findings"`
}

// CertNameForm is one name that customers type.
type CertNameForm struct {
	Typed    string         `json:"typed"`
	Host     string         `json:"host"`
	Unicode  string         `json:"unicode"` // the host in letters, "" where it has none
	Class    certs.Class    `json:"class"`
	Outcome  report.Outcome `json:"outcome"`
	Findings []ItemForm     `json:"findings"`
}

// itemOf is a finding with its texts in a language, for users of a client.
// Remote words are cleaned before they enter a text; Args keep them as they
// were.
func itemOf(it report.Item, client, lang string) ItemForm {
	doc, _ := finding.Lookup(it.Code)
	doc = doc.For(client)
	texts := holes(it.Args)
	out := ItemForm{
		Finding: it.Finding, Severity: it.Severity, Cite: doc.Cite, Gmail: wordsOf(it.Gmail, lang),
		Title: finding.Fill(doc.Title.In(lang), texts),
		Why:   finding.Fill(doc.Why.In(lang), texts),
		Fix:   finding.Fill(doc.Fix.In(lang), texts),
	}
	if out.Title == "" {
		out.Title = string(it.Code)
	}
	return out
}

// Items are findings as they are told to a client's users, in a language.
func Items(list []report.Item, client, lang string) []ItemForm {
	out := make([]ItemForm, len(list))
	for i, it := range list {
		out[i] = itemOf(it, client, lang)
	}
	return out
}

func wordsOf(list []phrasebook.Said, lang string) []WordsForm {
	out := make([]WordsForm, len(list))
	for i, s := range list {
		out[i] = WordsForm{ID: s.ID, Surface: s.Surface, Text: s.In(lang), Basis: s.Basis, Rank: s.Rank}
	}
	return out
}

// holes are what fills a Doc's texts, each value cleaned.
func holes(args finding.Args) map[string]string { return args.Clean(clean.Line).Holes() }
