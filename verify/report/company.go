package report

import "harness/verify/finding"

// Company is what a hosting company's profile adds to a diagnosis. A text that
// the profile does not have is empty.
type Company struct {
	Name       string
	ServerName finding.Text // where customers find the name of their mail server
	Password   finding.Text // where they set a mailbox's password anew
	DNS        finding.Text // where they edit SPF and other records
	Filter     bool         // logins from abroad can be blocked, which stops Gmail's servers
	Switch     finding.Text // where that is switched off
	Include    string       // the domain behind "include:" in the company's SPF term
	Elsewhere  bool         // mail left from an address that is none of the company's
}

// Proof is what a test mailbox of the company's showed at a server, under the
// name to be typed. It says nothing about the customer's own login.
type Proof struct {
	Leg     finding.Leg    `json:"leg"`
	Host    string         `json:"host"`
	Port    uint16         `json:"port"`
	Outcome Outcome        `json:"outcome"`
	Codes   []finding.Code `json:"codes"`             // what failed; never null
	Mailbox string         `json:"mailbox,omitempty"` // the test mailbox
	Left    string         `json:"left,omitempty"`    // the token of a letter that may lie there yet
}
