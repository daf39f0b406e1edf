package main

import (
	"errors"
	"os"

	"harness/cmd/internal/sweep"
)

// mergeCmd puts the results of several runs together.
type mergeCmd struct {
	Files        []string `arg:"" placeholder:"FILE..." help:"Lines that harness sweep wrote, or its journals."`
	Known        string   `placeholder:"FILE" help:"Accepted failures: a YAML list of {target, cause, reason, until}." group:"results"`
	Baseline     string   `placeholder:"FILE" help:"Results of an earlier run, to tell what has changed." group:"results"`
	FailOn       string   `default:"any,danger" placeholder:"any|new|expiring|danger|none" help:"What makes the run fail, exit 1; several with commas." group:"results"`
	MaxUndecided string   `default:"5%" placeholder:"N%" help:"Above this share the run is undecided, exit 3, whatever else." group:"results"`
	output
}

func (mergeCmd) Help() string {
	return `Puts the results of shards together and sums them up as one sweep. Each target
counts once; where runs from several places (--place) saw a target differently,
it is listed with what each saw.

  harness merge shard-*.jsonl --output junit=report.xml`
}

// HelpJA is Help in Japanese.
func (mergeCmd) HelpJA() string {
	return `分割した実行の結果を 1 つにまとめて集計します。同じ対象は 1 件と数え、場所（--place）によって結果が異なる対象は、場所ごとの結果とともに示します。

  harness merge shard-*.jsonl --output junit=report.xml`
}

func (c *mergeCmd) Run(a *app) error {
	if err := c.output.check(a); err != nil {
		return err
	}
	limits, err := sweep.ParseLimits(c.FailOn, c.MaxUndecided)
	if err != nil {
		return badUsage("for example --fail-on any,danger --max-undecided 5%", "--fail-on, --max-undecided: %w", err)
	}
	var cfg sweep.Config
	if err := (&sweepCmd{Known: c.Known, Baseline: c.Baseline}).files(a, &cfg); err != nil {
		return err
	}
	m := sweep.NewMerge(cfg.Baseline, cfg.Known, a.now)
	for _, name := range c.Files {
		f, err := blocking(a, func() (*os.File, error) { return os.Open(name) })
		if err != nil {
			return badUsage("lines that harness sweep wrote", "merge: %w", err)
		}
		_, err = blocking(a, func() (bool, error) { return true, m.Read(f) })
		if err = errors.Join(err, f.Close()); err != nil {
			return badUsage("lines that harness sweep wrote", "merge: %s: %w", name, err)
		}
	}
	s := m.Sweep()
	limits.Conclude(s)
	return c.finish(a, s, "")
}
