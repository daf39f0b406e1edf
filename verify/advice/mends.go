package advice

// Mend is a change of the server's configuration, as text.
type Mend struct {
	Software string `json:"software"`
}

func (v *view) mends(*Advice) []Mend { return []Mend{} }
