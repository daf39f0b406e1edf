package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"harness/cmd/internal/bounded"
	"harness/cmd/internal/explain"
	"harness/verify/render"
	"harness/verify/report"
)

// explainCmd goes from pasted words to causes, and from a code to its texts.
type explainCmd struct {
	Text   []string `arg:"" optional:"" name:"text" help:"What the customer pasted, a code, a phrase's number, a file (.eml, .txt, .log), or - for standard input (also without any argument)."`
	List   bool     `help:"List every code and every phrase."`
	Format string   `default:"text" placeholder:"${explain_formats}" help:"Form of the result; markdown with --list only." group:"output"`
	spoken
}

func (c *explainCmd) Run(a *app) error {
	if err := c.checkLang(); err != nil {
		return err
	}
	if err := oneOf("--format", c.Format, render.Names(explain.Formats())...); err != nil {
		return err
	}
	form, _ := render.Find(explain.Formats(), c.Format)
	r, err := c.result(a, form)
	if err != nil {
		return err
	}
	if err := form.Write(a.stdout, r, render.Style{Lang: c.lang(a)}); err != nil {
		return err
	}
	if code := form.Exit(r); code != 0 {
		return exitCode(code)
	}
	return nil
}

// result is what the words are, or the list of all.
func (c *explainCmd) result(a *app, form render.Format) (report.Result, error) {
	switch {
	case c.List && len(c.Text) > 0:
		return nil, badUsage("harness explain --list", "explain: --list takes no text")
	case c.List:
		return explain.List{}, nil
	case explain.ListOnly(form):
		return nil, badUsage("harness explain --list --format markdown", "explain: %s is for --list only", form.Name())
	}
	if len(c.Text) == 1 {
		if r := explain.Named(c.Text[0]); r != nil {
			return r, nil
		}
		if word := slip(c.Text[0]); word != "" {
			return nil, meant(badUsage("harness explain --list", "explain: no code %q", c.Text[0]), word)
		}
		if r := explain.Numbered(c.Text[0]); r != nil {
			return r, nil
		}
	}
	raw, err := c.read(a)
	if err != nil {
		return nil, err
	}
	r := explain.Pasted(raw)
	if r == nil {
		return nil, badUsage(`harness explain "TLS Negotiation failed, the certificate doesn't match the host."`, "explain: there is no text to explain")
	}
	return r, nil
}

// read takes the words from the arguments, a file, or standard input.
func (c *explainCmd) read(a *app) ([]byte, error) {
	if len(c.Text) == 0 || (len(c.Text) == 1 && c.Text[0] == "-") {
		if isTerminalIn(a.stdin) {
			fmt.Fprintln(a.stderr, saying{format: "paste the text, then press Ctrl-D:"}.in(a.lang))
		}
		text, err := readWords(a, "-")
		return text, tooMuch(err)
	}
	if len(c.Text) == 1 {
		if f, err := blocking(a, func() (*os.File, error) { return os.Open(c.Text[0]) }); err == nil {
			defer func() { _ = f.Close() }()
			if info, err := f.Stat(); err == nil && info.Mode()&fs.ModeType == 0 {
				text, err := wordsOf(a)(f, c.Text[0])
				return text, tooMuch(err)
			}
		} else if looksLikeFile(c.Text[0]) {
			return nil, badUsage("", "explain: %v", err)
		}
	}
	return []byte(strings.Join(c.Text, " ")), nil
}

// tooMuch is wrong usage where there is more than is read of a paste.
func tooMuch(err error) error {
	var large *bounded.TooLarge
	if errors.As(err, &large) {
		return badUsage("", "explain: %w", err)
	}
	return err
}

// looksLikeFile keeps a mistyped file name from being explained as a text.
func looksLikeFile(s string) bool {
	lower := strings.ToLower(s)
	for _, suffix := range []string{".eml", ".txt", ".log", ".msg", ".html"} {
		if strings.HasSuffix(lower, suffix) && !strings.ContainsAny(s, " \n") {
			return true
		}
	}
	return false
}

func isTerminalIn(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && isTerminal(f)
}
