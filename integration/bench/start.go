package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// smallest is the least that a Go program does.
const smallest = `package main

import "fmt"

func main() { fmt.Println("hello") }
`

// pasted is a customer's mail that names no server: ticket asks for it.
const pasted = "Gmail says: SSL error: unable to verify the first certificate\n"

// build makes the static binaries, as they are released.
func (b *bench) build(ctx context.Context) error {
	source := filepath.Join(b.work, "hello.go")
	if err := os.WriteFile(source, []byte(smallest), 0o600); err != nil {
		return err
	}
	b.binary, b.hello = filepath.Join(b.work, "harness"), filepath.Join(b.work, "hello")
	for binary, from := range map[string]string{b.binary: "./cmd/harness", b.hello: source} {
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, from)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s: %w\n%s", from, err, out)
		}
	}
	return os.WriteFile(b.paste(), []byte(pasted), 0o600)
}

func (b *bench) paste() string { return filepath.Join(b.work, "paste") }

// command is a run of the harness, whatever it finds.
func (b *bench) command(args ...string) job {
	return func(ctx context.Context) (cost, error) {
		c, err := b.measure(ctx, b.binary, args...)
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() != 2 { // 2: the bench itself is wrong
			err = nil
		}
		return c, err
	}
}

func (b *bench) helloWorld(ctx context.Context) (cost, error) { return b.measure(ctx, b.hello) }

// comparisons are what is promised. The bounds are 1.15 of what was measured when
// they were set, see docs/performance.md.
func (b *bench) comparisons() []comparison {
	start := b.command("version")
	return []comparison{
		{"version / Go's hello world", start, b.helloWorld, startWall, startCPU},
		{"explain / version", b.command("explain", pasted), start, 0, explainCPU},
		{"ticket, no network / version", b.command("ticket", "--resolver", "127.0.0.1:9", b.paste()), start, 0, ticketCPU},
		{"cert / version", b.command("cert", "--chain", b.stack.CAFile, "--host", "mail."+b.stack.Domain), start, 0, certCPU},
		{"roundtrip / swaks + mpop", b.harness, b.swaksAndMpop, tripWall, tripCPU},
	}
}
