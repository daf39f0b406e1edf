package sweep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"

	"harness/client/account"
	"harness/cmd/internal/bounded"
)

// Secrets are the sources of passwords that the machine that runs has. A line of
// a list names a source and a key; no line can name a program, a variable or a
// file outside of them.
type Secrets struct {
	sources map[string]*source
	inline  bool // passwords may stand in the list itself
	getenv  func(string) string
}

// source is one place where passwords are.
type source struct {
	Env     string        `yaml:"env"`     // an environment variable's name, with {key} in it or without
	Folder  string        `yaml:"folder"`  // a folder of files, one a key
	Command []string      `yaml:"command"` // argv without a shell; {key} is one argument, else the key is added as the last
	Timeout time.Duration `yaml:"timeout"` // of the command; 0: 10 s

	turn sync.Mutex // a vault is asked by one at a time
}

// Errors of secrets.
var (
	ErrInline = errors.New("a password stands in the list itself; write secret:NAME/KEY, or allow it")
	ErrSource = errors.New("no such source of secrets is configured")
	ErrKey    = errors.New("not a key: letters, digits and . _ @ + - = alone, at most 128, and no dot or dash in front")
	ErrEmpty  = errors.New("the source has no password for this key")
)

// key is what may stand as a file's name, a variable's part and an argument: no
// slash, and never read as a flag or a parent folder.
var key = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9_@+=][A-Za-z0-9._@+=-]{0,127}$`) })

// ReadSecrets reads the file of --secrets: NAME: {env: VAR | folder: DIR |
// command: [argv]}. data nil: there are no sources.
func ReadSecrets(data []byte, inline bool, getenv func(string) string) (*Secrets, error) {
	s := &Secrets{inline: inline, getenv: getenv}
	if err := bounded.YAML(data); err != nil {
		return nil, fmt.Errorf("secrets: %w", err)
	}
	if err := bounded.Decode(data, &s.sources); err != nil {
		return nil, fmt.Errorf("secrets: %s", yaml.FormatError(err, false, false))
	}
	for name, one := range s.sources {
		n := 0
		if one != nil {
			for _, given := range []bool{one.Env != "", one.Folder != "", len(one.Command) > 0} {
				if given {
					n++
				}
			}
		}
		if n != 1 || !key().MatchString(name) {
			return nil, fmt.Errorf("secrets: %q: want exactly one of env, folder and command", name)
		}
	}
	return s, nil
}

// Of is the password that a reference names; of "" it is empty.
func (s *Secrets) Of(ctx context.Context, reference string) (account.Secret, error) {
	rest, ok := strings.CutPrefix(reference, "secret:")
	switch {
	case reference == "":
		return account.Secret{}, nil
	case !ok && s.inline:
		return account.NewSecret(reference), nil
	case !ok:
		return account.Secret{}, ErrInline
	}
	name, k, _ := strings.Cut(rest, "/")
	from := s.sources[name]
	if from == nil {
		return account.Secret{}, ErrSource
	}
	if k == "" && from.Env == "" || k != "" && !key().MatchString(k) {
		return account.Secret{}, ErrKey
	}
	text, err := from.read(ctx, k, s.getenv)
	if err != nil {
		return account.Secret{}, fmt.Errorf("source %s: %w", name, err)
	}
	text, _, _ = strings.Cut(text, "\n")
	if text = strings.TrimSuffix(text, "\r"); text == "" {
		return account.Secret{}, fmt.Errorf("source %s: %w", name, ErrEmpty)
	}
	return account.NewSecret(text), nil
}

func (f *source) read(ctx context.Context, k string, getenv func(string) string) (string, error) {
	switch {
	case f.Env != "":
		return getenv(strings.ReplaceAll(f.Env, "{key}", k)), nil
	case f.Folder != "":
		root, err := os.OpenRoot(f.Folder) // a link in it does not lead out of it
		if err != nil {
			return "", err
		}
		defer root.Close()
		data, err := root.ReadFile(filepath.Base(k))
		return string(data), err
	}
	limit := f.Timeout
	if limit <= 0 {
		limit = 10 * time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	argv := make([]string, 0, len(f.Command)+1)
	placed := false
	for i, arg := range f.Command {
		if arg == "{key}" && i > 0 {
			arg, placed = k, true
		}
		argv = append(argv, arg)
	}
	if !placed {
		argv = append(argv, k)
	}
	f.turn.Lock()
	defer f.turn.Unlock()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.WaitDelay = time.Second
	var out bytes.Buffer
	cmd.Stdout = &out // what it says on standard error may have the secret in it
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return "", fmt.Errorf("the command did not give it: %w", err)
	}
	return out.String(), nil
}
