package evidence

// Comparison is the letter as it came back held against the letter as sent:
// the header may grow, the body is compared after transfer decoding.
type Comparison struct {
	BodyEqual   bool         `json:"body_equal"`
	TextKept    bool         `json:"text_kept,omitempty"` // no text of the body is missing; there may be more
	Marked      bool         `json:"marked"`              // the token stands in the mark and in Message-ID
	Differences []Difference `json:"differences"`         // at most 20
}

// Difference is one place where the two letters differ.
type Difference struct {
	Where string `json:"where"` // "body", or the name of a header field that was sent
	Line  int    `json:"line"`  // of the decoded body, from 1; 0 in the header
	Sent  Bytes  `json:"sent"`  // at most 200 octets, encoded words decoded; empty: more came back than was sent
	Got   Bytes  `json:"got"`   // at most 200 octets; empty: missing
}

// BounceReport is what a delivery report says of the letter (RFC 3464). Like Bounce,
// which is of a mail that was given, it is filled by letter.ReadDelivery alone; the
// two forms stand in records, and stay.
type BounceReport struct {
	Action     string `json:"action"`     // "failed", "delayed", ...; "" if it does not say
	Status     string `json:"status"`     // "5.1.1"; "" if it does not say
	Recipient  string `json:"recipient"`  // Final-Recipient without its type
	RemoteMTA  string `json:"remote_mta"` // without its type
	Diagnostic Bytes  `json:"diagnostic"` // Diagnostic-Code without its type: the remote server's words
	Text       Bytes  `json:"text"`       // the part for people, at most 2 KiB
}
