package report

import (
	"time"

	"harness/verify/certs"
)

// CertReport is what Gmail would say if a chain were deployed.
type CertReport struct {
	Command string
	Outcome Outcome // of the worst name
	Cert    Cert
	Hosts   []CertName
	Unread  []CertLine // of the list of names: not judged, so the outcome is at best undecided
}

// CertLine is a line that is no host name.
type CertLine struct {
	Line int    `json:"line"` // counted from 1
	Text string `json:"text"` // "" where it may be a secret
}

// Verdict is the outcome.
func (r *CertReport) Verdict() Outcome { return r.Outcome }

// Cert is the chain, host names apart.
type Cert struct {
	File         string
	Served       int // number of certificates
	Names        certs.Names
	Roots        string
	At           time.Time        // the time judged for
	Expires      time.Time        // of the first certificate on the path to run out; zero: unknown
	ExpiresSoon  bool             // a served certificate ends soon, see Options.Margins
	Certificates []certs.Lifetime // as served
	Ends         certs.X509       // what BoringSSL ends with
	Class        certs.Class
	Outcome      Outcome
	Findings     []Item
}

// CertName is one name that customers type.
type CertName struct {
	Typed    string
	Host     string // A-labels
	Unicode  string // the same in letters, "" where it has none
	Class    certs.Class
	Outcome  Outcome
	Findings []Item // those of the chain included
}
