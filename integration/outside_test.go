package integration

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// outsider is a test of somebody else's mail client.
const outsider = `package mine

import (
	"crypto/tls"
	"net/smtp"
	"testing"

	"MODULE/fixtures"
	"MODULE/fixtures/visit"
)

func TestMyClientLeaves(t *testing.T) {
	lab := fixtures.ForTest(t, "expired")
	conn, err := lab.Dial(t.Context(), "tcp", "198.51.100.25:587")
	if err != nil {
		t.Fatal(err)
	}
	c, err := smtp.NewClient(conn, lab.Account.SMTP.Host)
	if err != nil {
		t.Fatal(err)
	}
	_ = c.StartTLS(&tls.Config{ServerName: lab.Account.SMTP.Host, InsecureSkipVerify: CARELESS})
	_ = c.Auth(smtp.PlainAuth("", lab.Account.SMTP.Login, lab.Account.SMTP.Password.Reveal(), lab.Account.SMTP.Host))
	_ = c.Close()
	if err := lab.Close(); err != nil {
		t.Fatal(err)
	}
	for _, v := range lab.Visits() {
		if v.Verdict != visit.Left {
			t.Errorf("%s: %s", v.Verdict, v.Why)
		}
	}
}
`

// TestFromOutside: a module outside of the tree starts a scenario in one line of
// its test and learns whether its client left in time.
func TestFromOutside(t *testing.T) {
	t.Parallel()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		careless string
		fails    bool
	}{{"false", false}, {"true", true}} {
		dir := t.TempDir()
		path := modulePath(t, root)
		mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		_, requires, _ := strings.Cut(string(mod), "\nrequire")
		sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
		if err != nil {
			t.Fatal(err)
		}
		test := strings.NewReplacer("MODULE", path, "CARELESS", c.careless).Replace(outsider)
		for name, text := range map[string]string{
			"mine_test.go": test,
			"go.mod":       "module mine.test/client\n\ngo 1.26\n\nrequire " + path + " v0.0.0\n\nreplace " + path + " => " + root + "\n\nrequire" + requires,
			"go.sum":       string(sums),
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.CommandContext(t.Context(), "go", "test", "-mod=mod", "./...")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOPROXY=off", "GOFLAGS=")
		out, err := cmd.CombinedOutput()
		if (err != nil) != c.fails || c.fails && !strings.Contains(string(out), "leak: ") {
			t.Errorf("a client that verifies nothing: %s; %v\n%s", c.careless, err, out)
		}
	}
}

// modulePath is the module's path as go.mod says it.
func modulePath(t *testing.T, dir string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-m")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list -m: %v", err)
	}
	return strings.TrimSpace(string(out))
}
