// Command bench compares one healthy "harness roundtrip" with swaks (send) and
// mpop (fetch) on the same Postfix and Dovecot: wall time and CPU time of the
// client, medians of 20 taken by turns. It exits 1 where the harness takes more
// than half of the wall time or more than a quarter of the CPU time.
//
//	go run ./integration/bench
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"harness/integration/realmail"
)

// What is promised, and how often it is measured.
const (
	rounds   = 20
	wallMost = 0.5
	cpuMost  = 0.25
)

// cost is what one job took.
type cost struct{ wall, cpu time.Duration }

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
	b := bench{work: work, binary: filepath.Join(work, "harness")}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", b.binary, "./cmd/harness")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // the static binary, as it is released
	if out, err := build.CombinedOutput(); err != nil {
		return false, fmt.Errorf("go build: %w\n%s", err, out)
	}
	if b.stack, err = realmail.Start(ctx, realmail.Options{}); err != nil {
		return false, err
	}
	defer func() { _ = b.stack.Close() }()
	if err := b.configureMpop(); err != nil {
		return false, err
	}
	var ours, theirs []cost
	for i := range rounds + 1 { // the first warms the daemons up and does not count
		mine, err := b.harness(ctx)
		if err != nil {
			return false, err
		}
		other, err := b.swaksAndMpop(ctx)
		if err != nil {
			return false, err
		}
		if i > 0 {
			ours, theirs = append(ours, mine), append(theirs, other)
		}
	}
	return report(median(ours), median(theirs)), nil
}

func report(ours, theirs cost) bool {
	wall := float64(ours.wall) / float64(theirs.wall)
	cpu := float64(ours.cpu) / float64(theirs.cpu)
	fmt.Printf("medians of %d round trips, 587 STARTTLS and 995 TLS, Postfix and Dovecot on this machine\n", rounds)
	fmt.Printf("%-20s %10s %12s\n", "", "wall", "client CPU")
	for _, row := range []struct {
		name string
		cost
	}{{"swaks + mpop", theirs}, {"harness roundtrip", ours}} {
		fmt.Printf("%-20s %7.1f ms %9.1f ms\n", row.name, milliseconds(row.wall), milliseconds(row.cpu))
	}
	fmt.Printf("%-20s %10.2f %12.2f\n", "ratio", wall, cpu)
	fmt.Printf("%-20s %10.2f %12.2f\n", "at most", wallMost, cpuMost)
	return wall <= wallMost && cpu <= cpuMost
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// median takes wall and CPU time each by itself.
func median(costs []cost) cost {
	var wall, cpu []time.Duration
	for _, c := range costs {
		wall, cpu = append(wall, c.wall), append(cpu, c.cpu)
	}
	slices.Sort(wall)
	slices.Sort(cpu)
	mid := len(costs) / 2
	return cost{(wall[mid-1] + wall[mid]) / 2, (cpu[mid-1] + cpu[mid]) / 2}
}

type bench struct {
	work, binary, mpoprc string
	stack                *realmail.Stack
}

func (b *bench) harness(ctx context.Context) (cost, error) {
	args := []string{"roundtrip", "--user", "info@customer.test", "--smtp", "smtp.customer.test:587",
		"--pop", "pop.customer.test:995", "--ca-file", b.stack.CAFile, "--resolver", "127.0.0.1:9"}
	for _, to := range b.stack.ConnectTo("") {
		args = append(args, "--connect-to", to)
	}
	return b.measure(ctx, b.binary, args...)
}

// swaksAndMpop verifies certificates as far as these two can, and fetches until
// the letter is there, as the harness does.
func (b *bench) swaksAndMpop(ctx context.Context) (cost, error) {
	sum, err := b.measure(ctx, "swaks", "--server", "127.0.0.1", "--port", strconv.Itoa(b.stack.Ports["submission"]),
		"--tls", "--tls-verify", "--tls-ca-path", b.stack.CAFile, "--auth", "PLAIN",
		"--auth-user", "info@customer.test", "--auth-password", realmail.Password,
		"--from", "info@customer.test", "--to", "info@customer.test", "--hide-all")
	if err != nil {
		return cost{}, err
	}
	box := filepath.Join(b.work, "box")
	if err := os.RemoveAll(box); err != nil {
		return cost{}, err
	}
	for range 100 {
		fetch, err := b.measure(ctx, "mpop", "-q", "-C", b.mpoprc)
		if err != nil {
			return cost{}, err
		}
		sum.wall += fetch.wall
		sum.cpu += fetch.cpu
		if info, err := os.Stat(box); err == nil && info.Size() > 0 {
			return sum, nil
		}
	}
	return cost{}, errors.New("swaks' letter did not arrive")
}

func (b *bench) configureMpop() error {
	b.mpoprc = filepath.Join(b.work, "mpoprc")
	return os.WriteFile(b.mpoprc, fmt.Appendf(nil, `account default
host 127.0.0.1
port %d
user info@customer.test
password %s
auth user
tls on
tls_starttls off
tls_trust_file %s
tls_host_override pop.customer.test
keep off
delivery mbox %s
uidls_file %s
`, b.stack.Ports["pop3s"], realmail.Password, b.stack.CAFile, filepath.Join(b.work, "box"), filepath.Join(b.work, "uidls")), 0o600)
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
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", name, err, output.String())
	}
	return cost{took, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}, nil
}
