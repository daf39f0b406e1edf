package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"harness/cmd/internal/bounded"
	"harness/cmd/internal/leaving"
	"harness/cmd/internal/profile"
	"harness/verify/clean"
)

// leavingCmd finds the mailboxes that the end of Gmail's features concerns.
type leavingCmd struct {
	Files   []string `arg:"" optional:"" placeholder:"FILE|-" help:"Logs of Postfix, Dovecot, Exim, Courier: plain, gzip or bzip2; standard input by default."`
	Quota   string   `placeholder:"FILE" help:"What doveadm quota get -A prints, or CSV with mailbox, quota, used." group:"leaving"`
	Google  []string `name:"google-ranges" placeholder:"FILE" help:"Google's goog.json, and cloud.json to exclude its customers; may be repeated." group:"leaving"`
	Mailbox string   `placeholder:"ADDR" help:"Only this mailbox." group:"leaving"`
	Letter  string   `placeholder:"DIR|-" help:"Write a letter for each mailbox in use into a folder; - prints the one of --mailbox." group:"leaving"`
	Profile string   `placeholder:"FILE" help:"The hosting company's profile (harness profile): greeting, signature, ways on." group:"leaving"`
	Format  string   `placeholder:"text|json|csv" help:"Form of the result (text)." group:"output"`
	spoken
}

func (leavingCmd) Help() string {
	return `Google ends "Check mail from other accounts" and "Send mail as" in January 2027.
This reads mail servers' logs and says for which mailboxes Gmail still fetches or
sends, month by month, whether Gmail deletes what it fetched (then the server has
no copy, and the mailbox fills once the fetching stops), and writes the customers'
letters.

  harness leaving /var/log/mail.log*
  harness leaving --quota quota.txt --format csv /var/log/mail.log* > concerned.csv
  journalctl -o short-iso -t dovecot | harness leaving --letter letters -

Exit codes: 0 read, 2 wrong usage, 3 nothing was understood or a log was cut off.`
}

// HelpJA is Help in Japanese.
func (leavingCmd) HelpJA() string {
	return `Google は 2027 年 1 月に「他のアカウントのメールを確認」と「名前」（他のアドレスからの送信）を終了します。メールサーバーのログを読み、Gmail がまだ受信または送信に使っているメールボックスを月ごとに示します。Gmail が受信後に削除しているか（その場合サーバーに控えがなく、受信が止まるとメールボックスがいっぱいになります）も調べ、お客様への案内文を作ります。

  harness leaving /var/log/mail.log*
  harness leaving --quota quota.txt --format csv /var/log/mail.log* > concerned.csv
  journalctl -o short-iso -t dovecot | harness leaving --letter letters -

終了コード: 0 読み取り完了、2 指定の誤り、3 何も読み取れない、またはログが途中で切れている。`
}

func (c *leavingCmd) Run(a *app) error {
	if err := oneOf("--format", c.Format, "text", "json", "csv"); err != nil {
		return err
	}
	if err := c.checkLang(); err != nil {
		return err
	}
	if c.Letter == "-" && c.Mailbox == "" {
		return badUsage("--mailbox ADDR, or a folder: --letter DIR", "--letter - prints the letter of one mailbox")
	}
	google, quotas, profile, err := c.inputs(a)
	if err != nil {
		return err
	}
	r := leaving.NewReader(google)
	cut, err := c.readAll(a, r)
	if err != nil {
		return err
	}
	res := r.Result(a.now(), quotas)
	if c.Mailbox != "" {
		res.Boxes = slices.DeleteFunc(res.Boxes, func(m leaving.Mailbox) bool { return m.Mailbox != strings.ToLower(c.Mailbox) })
	}
	if err := c.write(a, res, leaving.Letter{Lang: c.lang(a), Profile: profile, Now: a.now()}); err != nil {
		return err
	}
	if cut || res.Lines.POPLogins+res.Lines.SMTPSent == 0 {
		return exitUndecided
	}
	return nil
}

// inputs are the files beside the logs.
func (c *leavingCmd) inputs(a *app) (g *leaving.Google, q leaving.Quotas, p *profile.Profile, err error) {
	g = leaving.NewGoogle()
	for _, name := range c.Google {
		text, err := readFile(a, name, bounded.Hosts)
		if err == nil {
			err = g.AddJSON(filepath.Base(name), text)
		}
		if err != nil {
			return nil, nil, p, badUsage("https://www.gstatic.com/ipranges/goog.json has the form", "--google-ranges: %w", err)
		}
	}
	if c.Quota != "" {
		q, err = blocking(a, func() (leaving.Quotas, error) {
			f, err := os.Open(c.Quota)
			if err != nil {
				return nil, err
			}
			defer f.Close()
			return leaving.ReadQuotas(f)
		})
		if err != nil {
			return nil, nil, p, badUsage("doveadm quota get -A > FILE", "--quota: %w", err)
		}
	}
	p, err = readProfile(a, c.Profile)
	return g, q, p, err
}

// readAll reads the logs, the oldest first: a session may begin in one and end in
// the next. A file named twice is read once. cut tells that one was not readable
// to its end.
func (c *leavingCmd) readAll(a *app, r *leaving.Reader) (cut bool, err error) {
	type log struct {
		name string
		info os.FileInfo
	}
	if len(c.Files) == 0 {
		c.Files = []string{"-"}
	}
	var logs []log
	for _, name := range c.Files {
		l := log{name: name}
		if name != "-" {
			if l.info, err = os.Stat(name); err == nil && l.info.IsDir() {
				err = fmt.Errorf("%s is a folder", name)
			}
			if err != nil {
				return false, badUsage("log files, or - for standard input", "leaving: %w", err)
			}
		}
		if !slices.ContainsFunc(logs, func(o log) bool {
			return o.name == l.name || o.info != nil && l.info != nil && os.SameFile(o.info, l.info)
		}) {
			logs = append(logs, l)
		}
	}
	changed := func(l log) time.Time {
		if l.info == nil {
			return a.now()
		}
		return l.info.ModTime()
	}
	slices.SortStableFunc(logs, func(x, y log) int { return changed(x).Compare(changed(y)) })
	for _, l := range logs {
		in := a.stdin
		if l.info != nil {
			f, err := blocking(a, func() (*os.File, error) { return os.Open(l.name) })
			if err != nil {
				return false, badUsage("", "leaving: %w", err)
			}
			defer f.Close()
			in = f
		}
		if _, err := blocking(a, func() (struct{}, error) {
			return struct{}{}, r.Read(a.ctx, leaving.Source{Name: l.name, Until: changed(l), R: in})
		}); err != nil {
			if a.ctx.Err() != nil {
				return false, a.ctx.Err()
			}
			fmt.Fprintf(a.stderr, "harness: %s: %v\n", clean.Line(l.name), err)
			cut = true
		}
	}
	return cut, nil
}

func (c *leavingCmd) write(a *app, res *leaving.Result, letter leaving.Letter) error {
	switch {
	case c.Letter == "-":
		if len(res.Boxes) == 0 || !res.Boxes[0].Fetches && !res.Boxes[0].Sends {
			return badUsage("", "no letter: Gmail was not seen at %s in the last 31 days of the logs", clean.Line(c.Mailbox))
		}
		_, err := io.WriteString(a.stdout, letter.Write(res.Boxes[0]))
		return err
	case c.Letter != "":
		if err := c.letters(a, res, letter); err != nil {
			return err
		}
	}
	switch c.Format {
	case "json":
		return res.JSON(a.stdout)
	case "csv":
		return res.CSV(a.stdout)
	}
	return res.Text(a.stdout, letter.Lang)
}

// letters writes one file a mailbox that Gmail still uses, named after it.
func (c *leavingCmd) letters(a *app, res *leaving.Result, letter leaving.Letter) error {
	if err := os.MkdirAll(c.Letter, 0o700); err != nil {
		return err
	}
	n := 0
	for _, m := range res.Boxes {
		if !m.Fetches && !m.Sends {
			continue
		}
		if err := os.WriteFile(filepath.Join(c.Letter, fileName(m.Mailbox)+".txt"), []byte(letter.Write(m)), 0o600); err != nil {
			return err
		}
		n++
	}
	written := saying{"%d letter(s) in %s", []any{n, clean.Line(c.Letter)}}
	fmt.Fprintf(a.stderr, "harness: %s\n", written.in(a.lang))
	return nil
}

// fileName is a mailbox's name with all that a path or a shell could take amiss as %XX.
func fileName(mailbox string) string {
	var b bytes.Buffer
	for i := range len(mailbox) {
		ch := mailbox[i]
		switch {
		case ch >= 'a' && ch <= 'z', ch >= '0' && ch <= '9', ch == '@', ch == '_', i > 0 && (ch == '.' || ch == '-'), ch == '+':
			b.WriteByte(ch)
		default:
			fmt.Fprintf(&b, "%%%02X", ch)
		}
	}
	return b.String()
}
