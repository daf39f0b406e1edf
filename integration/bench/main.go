// Command bench compares the harness with what else does the same, taken by turns
// on this machine: its start with the smallest Go program's, commands without
// network with its start, and one healthy round trip with swaks (send) and mpop
// (fetch) on the same Postfix and Dovecot. Wall time and CPU time of the client,
// medians of 20 pairs. It exits 1 where a ratio is over its bound.
//
//	go run ./integration/bench
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"harness/integration/realmail"
)

const rounds = 20

// The most that a ratio may be.
const (
	startWall  = 3.5
	startCPU   = 3.9
	explainCPU = 2.10
	ticketCPU  = 2.45
	certCPU    = 1.65
	tripWall   = 0.5
	tripCPU    = 0.24
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	ok, err := run(ctx)
	cancel()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

func run(ctx context.Context) (bool, error) {
	work, err := os.MkdirTemp("", "harness-bench-")
	if err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(work) }()
	b := bench{work: work}
	if err := b.build(ctx); err != nil {
		return false, err
	}
	if b.stack, err = realmail.Start(ctx, realmail.Options{}); err != nil {
		return false, err
	}
	defer func() { _ = b.stack.Close() }()
	if err := b.configureMpop(); err != nil {
		return false, err
	}
	fmt.Printf("medians of %d pairs; round trips on 587 STARTTLS and 995 TLS, Postfix and Dovecot on this machine\n", rounds)
	fmt.Printf("%-30s %21s %21s %15s %15s\n", "", "first wall, CPU", "second wall, CPU", "wall (at most)", "CPU (at most)")
	ok := true
	for _, c := range b.comparisons() {
		r, err := c.run(ctx)
		if err != nil {
			return false, err
		}
		over := ""
		if c.tooMuch(r) {
			ok, over = false, "  OVER"
		}
		fmt.Printf("%-30s %7.1f ms %7.1f ms %7.1f ms %7.1f ms %8.2f %-6s %8.2f %-6s%s\n", c.name,
			milliseconds(r.ours.wall), milliseconds(r.ours.cpu), milliseconds(r.theirs.wall), milliseconds(r.theirs.cpu),
			r.wall, bound(c.wallMost), r.cpu, bound(c.cpuMost), over)
	}
	return ok, nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func bound(most float64) string {
	if most == 0 {
		return ""
	}
	return fmt.Sprintf("(%.2f)", most)
}
