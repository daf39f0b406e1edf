package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"

	"harness/integration/realmail"
)

// cost is what one job took.
type cost struct{ wall, cpu time.Duration }

// job is one program run, or several that together do the same.
type job func(context.Context) (cost, error)

// comparison is two jobs that are taken by turns, and how much of the second's
// cost the first may take at the most.
type comparison struct {
	name              string
	ours, theirs      job
	wallMost, cpuMost float64 // 0: printed only
}

// result is what a comparison came to: medians of the costs and of the ratios of
// its pairs. The two of a pair have the same machine, busy or not.
type result struct {
	ours, theirs cost
	wall, cpu    float64
}

func (c comparison) run(ctx context.Context) (result, error) {
	var ours, theirs []cost
	var wall, cpu []float64
	for i := range rounds + 1 { // the first warms up and does not count
		mine, err := c.ours(ctx)
		if err != nil {
			return result{}, fmt.Errorf("%s: %w", c.name, err)
		}
		other, err := c.theirs(ctx)
		if err != nil {
			return result{}, fmt.Errorf("%s: %w", c.name, err)
		}
		if i > 0 {
			ours, theirs = append(ours, mine), append(theirs, other)
			wall = append(wall, float64(mine.wall)/float64(other.wall))
			cpu = append(cpu, float64(mine.cpu)/float64(other.cpu))
		}
	}
	return result{medianCost(ours), medianCost(theirs), median(wall), median(cpu)}, nil
}

// tooMuch tells whether a ratio is over what is allowed.
func (c comparison) tooMuch(r result) bool {
	return c.wallMost > 0 && r.wall > c.wallMost || c.cpuMost > 0 && r.cpu > c.cpuMost
}

// medianCost takes wall and CPU time each by itself.
func medianCost(costs []cost) cost {
	var wall, cpu []time.Duration
	for _, c := range costs {
		wall, cpu = append(wall, c.wall), append(cpu, c.cpu)
	}
	return cost{median(wall), median(cpu)}
}

func median[T time.Duration | float64](list []T) T {
	slices.Sort(list)
	mid := len(list) / 2
	return (list[mid-1] + list[mid]) / 2
}

// measure runs a program to its end. Its CPU time includes what it started.
func (b *bench) measure(ctx context.Context, name string, args ...string) (cost, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "HARNESS_PASSWORD="+realmail.Password, "LANG=C")
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	if cmd.ProcessState == nil {
		return cost{}, err
	}
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", name, err, output.String())
	}
	return cost{took, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, err
}
