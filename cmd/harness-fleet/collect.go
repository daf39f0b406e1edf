package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"harness/cmd/internal/bounded"
	"harness/cmd/internal/sweep"
	"harness/verify/render"
	"harness/verify/report"
)

// collectCmd writes results.
type collectCmd struct {
	fleetFlags
	Format       string   `placeholder:"NAME" help:"Form of standard output: jsonl (default), a line for each result, or the summary in one of harness sweep's forms." group:"output"`
	Output       []string `sep:"none" placeholder:"NAME=FILE" help:"Also write to FILE, in the form NAME; jsonl has a line for each result. Repeatable." group:"output"`
	NoWait       bool     `name:"no-wait" help:"Write what is there, and do not wait for the rest." group:"output"`
	Baseline     string   `placeholder:"FILE" help:"Results of an earlier run, to tell what has changed." group:"output"`
	Known        string   `placeholder:"FILE" help:"Accepted failures: a YAML list of {target, cause, reason, until}." group:"output"`
	FailOn       string   `default:"any,danger" placeholder:"any|new|expiring|danger|none" help:"What makes the run fail, exit 1; several with commas." group:"output"`
	MaxUndecided string   `default:"5%" placeholder:"N%" help:"Above this share the run is undecided, exit 3, whatever else." group:"output"`
}

// Run collects.
func (c *collectCmd) Run(a *app) error {
	limits, err := sweep.ParseLimits(c.FailOn, c.MaxUndecided)
	if err != nil {
		return badUsage("--fail-on, --max-undecided: %w", err)
	}
	form, ok := render.Find(render.Formats(), c.Format)
	if !ok {
		return badUsage("--format takes one of %s", strings.Join(render.Names(render.Formats()), ", "))
	}
	lines, files, err := c.files(a)
	if err != nil {
		return err
	}
	cfg := sweep.Config{Now: time.Now}
	if err := c.compare(a, &cfg); err != nil {
		return err
	}
	r, done, err := c.open(a)
	if err != nil {
		return err
	}
	defer done()
	style := render.Style{Lang: a.lang}
	sum, began := sweep.NewSum(cfg), time.Now()
	if p, err := r.Plan(a.ctx); err == nil {
		began = p.At
	}
	status, err := r.Collect(a.ctx, !c.NoWait, func(t *report.Target) error {
		sum.Add(t)
		for _, w := range lines {
			if err := (render.JSONL{}).Write(w, t, style); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s := sum.Sweep()
	s.Command, s.Started, s.Took, s.Wrong = "fleet", began, time.Since(began), status.Wrong
	limits.Conclude(s)
	if left := status.Total - s.Total; left > 0 {
		a.say("%d targets have no result yet", left)
		s.Outcome = report.Undecided
	}
	to, shown := a.stdout, form
	if c.Format == "" || c.Format == "jsonl" {
		to, shown = a.stderr, render.Text{}
	}
	if err := shown.Write(to, s, style); err != nil {
		return err
	}
	for _, f := range files {
		if err := f.write(s, style); err != nil {
			return err
		}
	}
	if code := form.Exit(s); code != 0 {
		return exitCode(code)
	}
	return nil
}

// file is one of --output that has the summary.
type file struct {
	form render.Format
	name string
}

func (f file) write(s *report.Sweep, style render.Style) error {
	out, err := os.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err := f.form.Write(out, s, style); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// files are where lines go, and the files of summaries.
func (c *collectCmd) files(a *app) (lines []io.Writer, files []file, err error) {
	if c.Format == "" || c.Format == "jsonl" {
		lines = append(lines, a.stdout)
	}
	for _, given := range c.Output {
		name, path, ok := strings.Cut(given, "=")
		form, known := render.Find(render.Formats(), name)
		switch {
		case !ok || name == "" || path == "" || !known:
			return nil, nil, badUsage("--output takes NAME=FILE, not %q", given)
		case name != "jsonl":
			files = append(files, file{form, path})
		default:
			f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
			if err != nil {
				return nil, nil, usageError{err}
			}
			lines = append(lines, f)
		}
	}
	return lines, files, nil
}

// compare reads what results are held against.
func (c *collectCmd) compare(a *app, cfg *sweep.Config) error {
	if c.Known != "" {
		data, err := readFile(c.Known, bounded.Settings)
		if err == nil {
			cfg.Known, err = sweep.ReadKnown(data)
		}
		if err != nil {
			return badUsage("--known: %w", err)
		}
	}
	if c.Baseline != "" {
		f, err := os.Open(c.Baseline)
		if err == nil {
			cfg.Baseline, err = sweep.ReadBaseline(f)
			f.Close()
		}
		if err != nil {
			return badUsage("--baseline: %w", err)
		}
	}
	return nil
}

// statusCmd says how far the run is.
type statusCmd struct {
	fleetFlags
	JSON bool `help:"As JSON." group:"output"`
}

// Run asks.
func (c *statusCmd) Run(a *app) error {
	r, done, err := c.open(a)
	if err != nil {
		return err
	}
	defer done()
	s, err := r.Status(a.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		return render.Encode(a.stdout, s)
	}
	fmt.Fprintf(a.stdout, a.word("%d of %d results; groups: %d of %d wait, %d are at work")+"\n", s.Results, s.Total, s.Waiting, s.Groups, s.Working)
	return nil
}
