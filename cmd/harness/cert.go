package main

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"harness/cmd/internal/bounded"
	"harness/cmd/internal/certfile"
	"harness/verify"
	"harness/verify/certs/pemfile"
	"harness/verify/clean"
)

// certCmd judges a certificate before it is deployed.
type certCmd struct {
	Chain   string   `required:"" placeholder:"FILE" help:"PEM file as the server will serve it, the server's own certificate first; or one certificate in DER. - is standard input." group:"certificate"`
	Host    []string `sep:"none" placeholder:"NAME" help:"A name that customers type. Repeatable." group:"certificate"`
	Hosts   string   `placeholder:"FILE" help:"File of such names, one a line; # starts a comment. - is standard input." group:"certificate"`
	At      string   `placeholder:"TIME" help:"Judge for this time: 2026-12-31 or 2026-12-31T23:59:59Z. Default: now." group:"certificate"`
	Margins margins  `embed:""`
	Trust   trust    `embed:""`
	output
}

func (certCmd) Help() string {
	return `Says what Gmail would say if this certificate were deployed, before it is, and
which of the names that customers type would break. Nothing is connected to and
nothing fetched: a missing intermediate stays missing, as it does for Gmail.

Exit codes: 0 all names work, 1 a name breaks or the chain does (what is risky
counts as broken), 2 wrong usage or a file that servers cannot load, 3 a line of
--hosts is no name, and nothing breaks. A warning that the chain runs out soon
does not change the exit code; to fail in advance, judge for a later time with
--at.

--output FILE, without NAME=, writes the whole report in the form of --format;
the screen then has the counts and the names that break.

As a renewal hook (certbot: --deploy-hook):

  harness cert --chain "$RENEWED_LINEAGE/fullchain.pem" --hosts names.txt && systemctl reload postfix dovecot`
}

// HelpJA is Help in Japanese.
func (certCmd) HelpJA() string {
	return `証明書を設置する前に、設置した場合の Gmail の判定と、お客様が入力する名前のうち使えなくなるものを示します。どこにも接続せず、何も取得しません。中間証明書が欠けていれば、Gmail と同じく欠けたものとして扱います。

終了コード: 0 すべての名前が使える、1 使えない名前がある、または証明書の連鎖に問題がある（危険なものも使えないとみなします）、2 指定の誤り、またはサーバーが読み込めないファイル、3 使えない名前はないが、--hosts にサーバー名ではない行がある。有効期限が近いという警告では終了コードは変わりません。前もって失敗させるには --at で先の日時を指定します。

--output FILE（NAME= なし）では、結果のすべてを --format の形式で FILE に書き出し、画面には件数と使えなくなる名前を表示します。

更新時のフックとして（certbot の場合は --deploy-hook）:

  harness cert --chain "$RENEWED_LINEAGE/fullchain.pem" --hosts names.txt && systemctl reload postfix dovecot`
}

func (c *certCmd) Run(a *app) error {
	whole := c.plain(a) // in the form of --format
	if err := c.output.check(a); err != nil {
		return err
	}
	q := verify.CertQuestion{File: c.Chain}
	margins, err := c.Margins.read()
	if err != nil {
		return err
	}
	at := a.now()
	if c.At != "" {
		if at, err = parseTime(c.At); err != nil {
			return badUsage("--at takes 2026-12-31 or 2026-12-31T23:59:59Z", "--at: %w", err)
		}
	}
	if c.Chain == "-" && c.Hosts == "-" {
		return badUsage("give one of them as a file", "--chain and --hosts cannot both be standard input")
	}
	roots, err := c.Trust.load(a)
	if err != nil {
		return err
	}
	if q.Chain, err = c.readChain(a); err != nil {
		return err
	}
	if err := c.readHosts(a, &q); err != nil {
		return err
	}
	r := verify.JudgeCert(q, verify.Options{Roots: roots, Now: at, Command: "cert", Margins: margins})
	for _, file := range whole {
		style := c.style(a)
		style.Colour, style.Details, style.Width = false, true, 0
		if err := writeForm(a, formFile{c.form(a), file}, r, style); err != nil {
			return badUsage("--output takes a file to write", "--output: %w", err)
		}
	}
	if len(whole) > 0 {
		c.Format = "text"
	}
	return c.finish(a, r, "")
}

// readChain reads the file of --chain.
func (c *certCmd) readChain(a *app) ([][]byte, error) {
	text, err := readInput(a, c.Chain, bounded.Chain)
	if err != nil {
		return nil, badUsage("--chain takes a PEM file, often fullchain.pem", "--chain: %w", err)
	}
	chain, err := certfile.ReadChain(text)
	var damage *pemfile.Damage
	var lack *certfile.Lack
	switch {
	case errors.As(err, &damage):
		return nil, badUsage(damageHint(damage), "--chain %s: servers cannot load this file: %w", c.Chain, damage)
	case errors.As(err, &lack):
		return nil, c.lackHint(lack)
	}
	for _, line := range chain.Hidden {
		hidden := saying{"--chain %s: line %d: a BEGIN line inside the block before it, whose END line is missing: servers read over that certificate",
			[]any{clean.Line(c.Chain), line}}
		fmt.Fprintln(a.stderr, "harness: "+hidden.in(a.lang))
	}
	return chain.DER, err
}

func damageHint(d *pemfile.Damage) string {
	switch d.Kind {
	case pemfile.Glued:
		return "put a line break between the two"
	case pemfile.BlankLine, pemfile.Header:
		return "take it out: base64 stands between BEGIN and END, and nothing else"
	case pemfile.KeyUnusable, pemfile.BadExtension:
		return "have the certificate issued again"
	}
	return "copy the certificates again, each whole from its BEGIN line to its END line"
}

// lackHint is for a file without a certificate.
func (c *certCmd) lackHint(l *certfile.Lack) error {
	switch l.Kind {
	case certfile.LackPKCS7:
		return badUsage("openssl pkcs7 -print_certs -in FILE -out NEW", "--chain %s: PKCS #7, not PEM certificates", c.Chain)
	case certfile.LackOther:
		return badUsage("give the file with the certificates, often fullchain.pem", "--chain %s: no certificate in it, only: %s", c.Chain, clean.Line(l.Found))
	case certfile.LackBroken:
		return badUsage("a BEGIN line stands alone on its line: -----BEGIN CERTIFICATE-----", "--chain %s: its PEM cannot be read", c.Chain)
	}
	return badUsage("--chain takes a PEM file (\"-----BEGIN CERTIFICATE-----\"), often fullchain.pem; openssl pkcs12 -nokeys reads .p12 and .pfx", "--chain %s: no certificate in it", c.Chain)
}

// readHosts reads --host and --hosts. A line of the file that is no name is kept
// for the report, and the others are judged.
func (c *certCmd) readHosts(a *app, q *verify.CertQuestion) error {
	const aName = "a host name alone, as customers type it: no port, no wildcard"
	var names certfile.Names
	for _, h := range c.Host {
		if !names.Add(h) {
			return badUsage(aName, "%s: %s is not a host name", "--host", strconv.Quote(h))
		}
	}
	if c.Hosts != "" {
		text, err := readInput(a, c.Hosts, bounded.Hosts)
		if err != nil {
			return badUsage("--hosts takes a file of names, one a line", "--hosts: %w", err)
		}
		names.AddFile(text)
	}
	q.Hosts, q.Unread = names.Hosts, names.Unread
	switch {
	case c.Hosts == "", len(q.Hosts) > 0:
		return nil
	case len(q.Unread) == 0:
		return badUsage("--hosts takes a file of names, one a line", "--hosts %s: no names in it", c.Hosts)
	case q.Unread[0].Text == "":
		return badUsage(aName, "--hosts %s, line %d: this is not a host name", c.Hosts, q.Unread[0].Line)
	}
	return badUsage(aName, "--hosts %s, line %d: %s is not a host name", c.Hosts, q.Unread[0].Line, strconv.Quote(q.Unread[0].Text))
}

// parseTime reads a date (its first second, UTC) or a time (RFC 3339).
func parseTime(s string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, fmt.Errorf("cannot read the time %q", s)
	}
	return t, nil
}
