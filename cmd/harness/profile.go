package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"harness/client/account"
	"harness/cmd/internal/bounded"
	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/verify/clean"
)

// profileCmd is about the hosting company's own profile.
type profileCmd struct {
	Check profileCheckCmd `cmd:"" help:"Look a hosting company's profile over."`
}

type profileCheckCmd struct {
	File string `arg:"" placeholder:"FILE" help:"The profile, YAML."`
}

func (profileCheckCmd) Help() string {
	return `Reads a hosting company's profile and names everything that is wrong with it.
Nothing is started, opened or asked that the profile names.
docs/profile.example.yaml is an example, docs/schema/profile.schema.json its form.`
}

// HelpJA is Help in Japanese.
func (profileCheckCmd) HelpJA() string {
	return `ホスティング会社のプロファイルを読み、誤りをすべて示します。
プロファイルに書かれたものを実行したり、接続したり、問い合わせたりはしません。
例は docs/profile.example.yaml、形式は docs/schema/profile.schema.json にあります。`
}

func (c *profileCheckCmd) Run(a *app) error {
	p, err := readProfile(a, c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s: good: %d names and %d patterns of servers, %d panels, %d test mailboxes\n",
		clean.Line(p.Name), len(p.Servers.Names), len(p.Servers.Patterns), len(p.Panels), len(p.Tests))
	return err
}

// readProfile reads the file of --profile; "" is no profile.
func readProfile(a *app, name string) (*profile.Profile, error) {
	if name == "" {
		return nil, nil
	}
	data, err := readInput(a, name, bounded.Settings)
	if err != nil {
		return nil, badUsage("a hosting company's profile, see docs/profile.example.yaml", "profile: %w", err)
	}
	p, err := profile.Parse(data)
	var problems profile.Problems
	if errors.As(err, &problems) {
		text := ""
		for _, one := range problems {
			text += "\n  " + clean.Line(profile.Problems{one}.Error())
		}
		return nil, hinted(badUsage("", "profile %s:%s", clean.Line(name), text),
			"harness profile check %s; docs/profile.example.yaml shows every key", clean.Line(name))
	}
	return p, err
}

// filesBeside is where a profile's inventory file is looked for: the folder of
// the profile.
func filesBeside(name string) fs.FS {
	if name == "" || name == "-" {
		name = "profile.yaml"
	}
	return os.DirFS(filepath.Dir(name))
}

// testPassword reads the password of a test mailbox from where the profile
// says that it is.
func testPassword(a *app) func(profile.Account) (account.Secret, error) {
	return func(box profile.Account) (account.Secret, error) {
		return firstPassword(a, [3]string{"", box.PasswordEnv, box.PasswordFile})
	}
}

// companyFlags name the hosting company's profile.
type companyFlags struct {
	Profile string `placeholder:"FILE" help:"The hosting company's profile: its own names need no --prove, its panels, inventory, SPF term and test mailboxes are used." group:"account"`
}

// read puts what the profile says into a request.
func (f *companyFlags) read(a *app, r *job.Request) error {
	p, err := readProfile(a, f.Profile)
	if err != nil || p == nil {
		return err
	}
	r.Company, r.TestPassword = p, testPassword(a)
	r.Home = p.Homes(filesBeside(f.Profile))
	return nil
}
