package main

import (
	"fmt"
	"text/tabwriter"

	"harness/fixtures/scenario"
	"harness/verify/render"
)

// labCmd is the lab of broken servers.
type labCmd struct {
	List  labListCmd  `cmd:"" help:"List the scenarios."`
	Show  labShowCmd  `cmd:"" help:"Show one scenario and what is expected of it."`
	Serve labServeCmd `cmd:"" help:"Let scenarios stand on loopback for other mail clients."`
}

// labSchema is the number of the form of labEntry.
const labSchema = 1

// labEntry is one scenario for scripts: other clients can run the list as a
// conformance suite.
type labEntry struct {
	Schema int       `json:"schema"`
	Name   string    `json:"name"`
	Story  string    `json:"story"`
	Expect labExpect `json:"expect"`
}

type labExpect struct {
	Codes      []string `json:"codes"`
	Gmail      []string `json:"gmail"`
	Exit       int      `json:"exit"`
	RightNames []string `json:"right_names"`
	Because    string   `json:"because"`
}

func entryOf(s scenario.Scenario) labEntry {
	return labEntry{labSchema, s.Name, s.Story, labExpect{
		Codes: s.Expect.Codes, Gmail: append(append([]string{}, s.Expect.Send...), s.Expect.Fetch...),
		Exit: s.Expect.Exit, RightNames: s.Expect.RightNames, Because: s.Expect.Because,
	}}
}

type labListCmd struct {
	JSON bool `help:"As a JSON array of name, story and what is expected."`
}

func (c *labListCmd) Run(a *app) error {
	all := scenario.All()
	if c.JSON {
		entries := make([]labEntry, len(all))
		for i, s := range all {
			entries[i] = entryOf(s)
		}
		return render.Encode(a.stdout, entries)
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, s := range all {
		fmt.Fprintf(w, "%s\t%s\n", s.Name, s.Story)
	}
	return w.Flush()
}

type labShowCmd struct {
	Name string `arg:"" help:"Name of a scenario."`
	JSON bool   `help:"As JSON."`
}

func (c *labShowCmd) Run(a *app) error {
	s, err := findScenario(c.Name)
	if err != nil {
		return err
	}
	e := entryOf(s)
	if c.JSON {
		return render.Encode(a.stdout, e)
	}
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "name\t%s\nstory\t%s\nexit\t%d\n", e.Name, e.Story, e.Expect.Exit)
	for _, code := range e.Expect.Codes {
		fmt.Fprintf(w, "code\t%s\n", code)
	}
	for _, words := range e.Expect.Gmail {
		fmt.Fprintf(w, "gmail\t%s\n", words)
	}
	for _, name := range e.Expect.RightNames {
		fmt.Fprintf(w, "right name\t%s\n", name)
	}
	fmt.Fprintf(w, "because\t%s\n", e.Expect.Because)
	return w.Flush()
}

func findScenario(name string) (scenario.Scenario, error) {
	s, err := scenario.ByName(name)
	if err != nil {
		var known []string
		for _, s := range scenario.All() {
			known = append(known, s.Name)
		}
		return s, meant(badUsage("harness lab list", "no scenario %q in the lab", name), nearest(name, known))
	}
	return s, nil
}
