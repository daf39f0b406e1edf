package labserve

import "harness/fixtures/scenario"

// EntrySchema is the number of the form of Entry.
const EntrySchema = 1

// Entry is one scenario for scripts: other clients can run the list as a
// conformance suite.
type Entry struct {
	Schema int    `json:"schema"`
	Name   string `json:"name"`
	Story  string `json:"story"`
	Expect expect `json:"expect"`
}

type expect struct {
	Codes      []string `json:"codes"`
	Gmail      []string `json:"gmail"`
	Exit       int      `json:"exit"`
	RightNames []string `json:"right_names"`
	Because    string   `json:"because"`
}

// EntryOf is a scenario as it is told.
func EntryOf(s scenario.Scenario) Entry {
	return Entry{EntrySchema, s.Name, s.Story, expect{
		Codes: s.Expect.Codes, Gmail: append(append([]string{}, s.Expect.Send...), s.Expect.Fetch...),
		Exit: s.Expect.Exit, RightNames: s.Expect.RightNames, Because: s.Expect.Because,
	}}
}
