package main

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"harness/verify/render"
)

// start is what the program says without a command.
var start = text{
	EN: `harness acts as Gmail does towards a mail server, and says what Gmail would say,
why, and what to mend. To begin with:

  harness roundtrip --lab gmo-shared            try it out; nothing leaves this machine
  harness diagnose info@customer.example        which names and ports Gmail would accept
  harness explain "the error that was pasted"   what it means and what to do

harness --help lists all commands; harness COMMAND --help explains one.
`,
	JA: `harness は Gmail と同じ手順でメールサーバーに接続し、Gmail が表示する文言、原因、
対処を示します。まずは次のコマンドをお試しください。

  harness roundtrip --lab gmo-shared        試しに動かす（外部には接続しません）
  harness diagnose info@customer.example    Gmail で使えるサーバー名とポートを調べる
  harness explain "貼り付けられたエラー"    エラーの意味と対処を調べる

一覧は harness --help、各コマンドの説明は harness COMMAND --help です。
`,
}

var about = text{
	EN: "The Gmail twin for mail hosting: acts as Gmail's \"Send mail as\" and \"Check mail from other accounts\" do, and says what Gmail would say, why, and what to mend.\n\n" +
		"Exit codes: 0 works, 1 broken, 2 wrong usage or settings, 3 undecided, 130/143 interrupted.",
	JA: "メールホスティングのための Gmail の双子です。Gmail の「名前」（他のアドレスからの送信）と「他のアカウントのメールを確認」と同じ手順で接続し、Gmail が表示する文言、原因、対処を示します。\n\n" +
		"終了コード: 0 使える、1 使えない、2 指定の誤り、3 判定できない、130/143 中断。",
}

// asFlags reads "harness help COMMAND" and "harness --version" as what they
// mean. --lang without a command was heard already.
func asFlags(args []string) []string {
	for i := 0; i < len(args) && strings.HasPrefix(args[0], "-"); i++ {
		switch {
		case strings.HasPrefix(args[i], "--lang="):
			return asFlags(slices.Delete(slices.Clone(args), i, i+1))
		case args[i] == "--lang" && i+1 < len(args):
			return asFlags(slices.Delete(slices.Clone(args), i, i+2))
		}
	}
	if len(args) == 0 {
		return args
	}
	switch args[0] {
	case "help":
		return append(append([]string{}, args[1:]...), "--help")
	case "--version":
		return append([]string{"version"}, args[1:]...)
	}
	return args
}

// translate puts the help of all commands and flags into the language.
func (a *app) translate(k *kong.Kong) error {
	if a.lang != "ja" {
		return nil
	}
	ja := func(s *string) {
		if t, ok := japanese()[*s]; ok {
			*s = unbroken(t)
		}
	}
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		ja(&n.Help)
		if t := longJapanese(n); t != "" {
			n.Detail = unbroken(t)
		}
		for _, f := range n.Flags {
			ja(&f.Help)
			if f.Group != nil {
				ja(&f.Group.Title)
			}
		}
		for _, p := range n.Positional {
			ja(&p.Help)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(k.Model.Node)
	k.Model.Help = unbroken(k.Model.Help)
	return nil
}

// longJapanese is the long help of a command, which stands beside its English.
func longJapanese(n *kong.Node) string {
	if !n.Target.IsValid() || !n.Target.CanAddr() {
		return ""
	}
	if c, ok := n.Target.Addr().Interface().(interface{ HelpJA() string }); ok {
		return c.HelpJA()
	}
	return ""
}

// kongWords are the headings that kong prints in its help.
var kongWords = strings.NewReplacer(
	"\nArguments:\n", "\n引数:\n", "\nFlags:\n", "\nフラグ:\n", "\nCommands:\n", "\nコマンド:\n",
	`" for more information on a command.`, `" で各コマンドの説明を表示します。`, `Run "harness`, `"harness`,
)

// heldSpace stands for a space while kong breaks lines: it counts letters, not
// columns. fold puts the space back.
const heldSpace = '\ue000'

// unbroken is a text that kong does not break, but for its indented lines,
// which stand as they are.
func unbroken(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, " ") {
			line = strings.ReplaceAll(line, " ", string(heldSpace))
		}
		b.WriteString(line)
	}
	return b.String()
}

// help prints kong's help, in Japanese with its headings translated and its
// lines broken by columns.
func (a *app) help(options kong.HelpOptions, ctx *kong.Context) error {
	if a.lang != "ja" {
		return kong.DefaultHelpPrinter(options, ctx)
	}
	var b bytes.Buffer
	out := ctx.Stdout
	ctx.Stdout = &b
	err := kong.DefaultHelpPrinter(options, ctx)
	ctx.Stdout = out
	if err != nil {
		return err
	}
	said := strings.Replace(kongWords.Replace(b.String()), "Usage: ", "使い方: ", 1)
	for line := range strings.Lines(said) {
		if _, err := io.WriteString(out, fold(line)); err != nil {
			return err
		}
	}
	return nil
}

// columns is how wide a line of help may be.
const columns = 80

// fold breaks a line that is too wide, at a held space or where Japanese may be
// broken, and goes on under the beginning of its last column. A line without
// either stands as it is.
func fold(line string) string {
	line, whole := strings.CutSuffix(line, "\n")
	at := strings.LastIndex(line, "   ") + 3
	if at < 3 || render.Columns(line[:at]) > columns/2 {
		at = len(line) - len(strings.TrimLeft(line, " "))
	}
	indent := render.Columns(line[:at])
	rest := strings.NewReplacer(" ", fast, string(heldSpace), " ").Replace(line[at:])
	out := line[:at] + strings.Join(render.Wrap(rest, columns-indent), "\n"+strings.Repeat(" ", indent))
	if whole {
		out += "\n"
	}
	return strings.ReplaceAll(out, fast, " ")
}

// fast stands for a space at which no line is broken.
const fast = "\u00a0"
