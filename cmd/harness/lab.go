package main

import (
	"fmt"
	"slices"

	"harness/cmd/internal/labserve"
	"harness/fixtures/scenario"
	"harness/verify/finding"
	"harness/verify/render"
)

// labCmd is the lab of broken servers.
type labCmd struct {
	List  labListCmd  `cmd:"" help:"List the scenarios."`
	Show  labShowCmd  `cmd:"" help:"Show one scenario and what is expected of it."`
	Check labCheckCmd `cmd:"" help:"Judge a mail client by the scenarios."`
	From  labFromCmd  `cmd:"" help:"Make a scenario of a saved run."`
	Serve labServeCmd `cmd:"" help:"Let scenarios stand on loopback for other mail clients."`
}

type labListCmd struct {
	JSON bool `help:"As a JSON array of name, story and what is expected."`
	spoken
}

func (c *labListCmd) Run(a *app) error {
	if err := c.checkLang(); err != nil {
		return err
	}
	all := scenario.All()
	if c.JSON {
		entries := make([]labserve.Entry, len(all))
		for i, s := range all {
			entries[i] = labserve.EntryOf(s)
		}
		return render.Encode(a.stdout, entries)
	}
	return tell(a, scenarios(all, a.lang))
}

type labShowCmd struct {
	Name string `arg:"" help:"Name of a scenario, or a file of lab from."`
	JSON bool   `help:"As JSON."`
	spoken
}

func (c *labShowCmd) Run(a *app) error {
	if err := c.checkLang(); err != nil {
		return err
	}
	s, err := scenarioOf(a, c.Name)
	if err != nil {
		return err
	}
	e := labserve.EntryOf(s)
	if c.JSON {
		return render.Encode(a.stdout, e)
	}
	line := func(label text, value string) {
		fmt.Fprintf(a.stdout, "%s  %s\n", render.Pad(label.In(a.lang), 10), value)
	}
	line(text{EN: "name", JA: "名前"}, e.Name)
	line(text{EN: "story", JA: "説明"}, s.StoryIn(a.lang))
	line(text{EN: "exit", JA: "終了コード"}, exitOf(s.Expect))
	for _, code := range e.Expect.Codes {
		line(text{EN: "code", JA: "コード"}, code)
	}
	for _, words := range e.Expect.Gmail {
		line(text{EN: "gmail", JA: "Gmail"}, words)
	}
	for _, name := range e.Expect.RightNames {
		line(text{EN: "right name", JA: "正しい名前"}, name)
	}
	line(text{EN: "because", JA: "根拠"}, e.Expect.Because)
	return nil
}

// scenarios are they as a list shows them.
func scenarios(all []scenario.Scenario, lang string) []told {
	out := make([]told, len(all))
	for i, s := range all {
		out[i] = told{s.Name, s.StoryIn(lang)}
	}
	return out
}

func findScenario(name string) (scenario.Scenario, error) {
	s, err := scenario.ByName(name)
	if err != nil {
		return s, notTold(badUsage("harness lab list", "no scenario %q in the lab", name), name, scenarios(scenario.All(), ""))
	}
	return s, nil
}

// exitOf is the exit code that a scenario shows, with the usual --fail-on.
func exitOf(e scenario.Expect) string {
	dangerous := func(code string) bool {
		doc, ok := finding.Lookup(finding.Code(code))
		return ok && doc.Severity == finding.High
	}
	if e.Exit == int(exitWorks) && slices.ContainsFunc(e.Codes, dangerous) {
		return "1 (--fail-on danger), 0 (--fail-on any)"
	}
	return fmt.Sprint(e.Exit)
}
