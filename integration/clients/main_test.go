// Package clients has other people's mail clients work on `harness lab serve`:
// the lab must be a good enough server for them, and what each of them refuses
// is written down. The lab itself is measured here, too.
package clients

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"harness/internal/together"
)

var update = flag.Bool("update", false, "write docs/clients.md anew")

// harness is the binary under test.
var harness string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(build(m))
}

func build(m *testing.M) int {
	dir, err := os.MkdirTemp("", "harness-clients-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	harness = filepath.Join(dir, "harness")
	cmd := exec.Command("go", "build", "-o", harness, "../../cmd/harness")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // static, as it is released
	if out, err := cmd.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, out)
		return 1
	}
	return together.Wait(m).Run()
}

// document is what `lab serve --json` prints, as a script would read it: the
// names here are the contract, not the program's types.
type document struct {
	Schema int    `json:"schema"`
	Dir    string `json:"dir"`
	CA     string `json:"ca"`
	Labs   []lab  `json:"labs"`
}

type lab struct {
	Name     string `json:"name"`
	DNS      string `json:"dns"`
	Hosts    string `json:"hosts"`
	Zone     string `json:"zone"`
	Address  string `json:"address"`
	User     string `json:"user"`
	Password string `json:"password"`
	Send     leg    `json:"send"`
	Fetch    leg    `json:"fetch"`
	Expect   struct {
		Exit int `json:"exit"`
	} `json:"expect"`
	Endpoints []struct {
		Host    string `json:"host"`
		Address string `json:"address"`
		Speaks  string `json:"speaks"`
		Connect string `json:"connect"`
	} `json:"endpoints"`
}

type leg struct {
	Protocol string   `json:"protocol"`
	Host     string   `json:"host"`
	Port     int      `json:"port"`
	Security string   `json:"security"`
	Connect  []string `json:"connect"`
}

// visit is a line of `lab serve --json` on stderr.
type visit struct {
	Type         string   `json:"type"`
	Lab          string   `json:"lab"`
	Proto        string   `json:"proto"`
	TLS          string   `json:"tls"`
	SNI          string   `json:"sni"`
	Commands     []string `json:"commands"`
	LoginBegun   bool     `json:"login_begun"`
	PasswordSent bool     `json:"password_sent"`
	LoggedIn     bool     `json:"logged_in"`
	ShouldRefuse string   `json:"should_refuse"`
	Verdict      string   `json:"verdict"`
}

// served is a running `harness lab serve --json`.
type served struct {
	document
	cmd     *exec.Cmd
	took    time.Duration // until everything listened
	visits  chan []visit
	strange chan []string // lines on stderr that are no visits
}

// serve starts one and ends it with the test, if stop did not before.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	s, err := try(t, args...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// try is serve for those who have another idea if it does not start.
func try(t *testing.T, args ...string) (*served, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	s := &served{
		cmd:    exec.CommandContext(ctx, harness, append([]string{"lab", "serve", "--json"}, args...)...),
		visits: make(chan []visit, 1), strange: make(chan []string, 1),
	}
	s.cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		if s.cmd.ProcessState == nil {
			_ = s.cmd.Wait()
		}
	})
	go s.read(stderr)
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	s.took = time.Since(began)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("lab serve %q: %w; it said %q", args, err, <-s.strange)
	}
	return s, json.Unmarshal(line, &s.document)
}

func (s *served) read(r io.Reader) {
	var visits []visit
	var strange []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v visit
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil || v.Type != "visit" {
			if l := lines.Text(); l != "" && l != "harness: interrupted" { // its last words
				strange = append(strange, l)
			}
			continue
		}
		visits = append(visits, v)
	}
	s.visits <- visits
	s.strange <- strange
}

// stop interrupts it as Ctrl-C does and gives back all visits, in the order
// of their ends.
func (s *served) stop(t *testing.T) []visit {
	t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	visits, strange := <-s.visits, <-s.strange
	err := s.cmd.Wait()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 130 {
		t.Errorf("after Ctrl-C: %v, want exit code 130", err)
	}
	if len(strange) > 0 {
		t.Errorf("stderr has more than visits: %q", strange)
	}
	return visits
}

// byName finds a scenario.
func (s *served) byName(t *testing.T, name string) lab {
	t.Helper()
	for _, l := range s.Labs {
		if l.Name == name {
			return l
		}
	}
	t.Fatalf("no scenario %s", name)
	return lab{}
}
