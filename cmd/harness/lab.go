package main

import (
	"fmt"
	"text/tabwriter"

	"harness/cmd/internal/labserve"
	"harness/fixtures/scenario"
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
	JSON bool   `help:"As a JSON array of name, story and what is expected."`
	Lang string `placeholder:"en|ja" help:"Language of the texts; by default $HARNESS_LANG, else the locale's."`
}

func (c *labListCmd) Run(a *app) error {
	if err := oneOf("--lang", c.Lang, "en", "ja"); err != nil {
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
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, s := range all {
		fmt.Fprintf(w, "%s\t%s\n", s.Name, s.StoryIn(a.lang))
	}
	return w.Flush()
}

type labShowCmd struct {
	Name string `arg:"" help:"Name of a scenario, or a file of lab from."`
	JSON bool   `help:"As JSON."`
	Lang string `placeholder:"en|ja" help:"Language of the texts; by default $HARNESS_LANG, else the locale's."`
}

func (c *labShowCmd) Run(a *app) error {
	if err := oneOf("--lang", c.Lang, "en", "ja"); err != nil {
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
		fmt.Fprintf(a.stdout, "%s  %s\n", render.Pad(label.in(a.lang), 10), value)
	}
	line(text{"name", "名前"}, e.Name)
	line(text{"story", "説明"}, s.StoryIn(a.lang))
	line(text{"exit", "終了コード"}, fmt.Sprint(e.Expect.Exit))
	for _, code := range e.Expect.Codes {
		line(text{"code", "コード"}, code)
	}
	for _, words := range e.Expect.Gmail {
		line(text{"gmail", "Gmail"}, words)
	}
	for _, name := range e.Expect.RightNames {
		line(text{"right name", "正しい名前"}, name)
	}
	line(text{"because", "根拠"}, e.Expect.Because)
	return nil
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
