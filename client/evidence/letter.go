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
