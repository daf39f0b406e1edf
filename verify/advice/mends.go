package advice

import "harness/verify/finding"

// Mend is a change of the server's configuration, as text.
type Mend struct {
	Software string       `json:"software"`
	What     finding.Text `json:"what"`
	Snippet  string       `json:"snippet"` // to copy; "" where it is a switch in a panel
	Source   string       `json:"source"`
}

func (v *view) mends(*Advice) []Mend { return []Mend{} }
