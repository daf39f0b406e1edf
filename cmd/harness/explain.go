package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"

	"harness/client/persona"
	"harness/cmd/internal/ticket/paste"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// explainCmd goes from pasted words to causes, and from a code to its texts.
type explainCmd struct {
	Text   []string `arg:"" optional:"" name:"text" help:"What the customer pasted, a code, a phrase's number, a file (.eml, .txt, .log), or - for standard input (also without any argument)."`
	List   bool     `help:"List every code and every phrase."`
	Format string   `default:"text" placeholder:"text|json|markdown" help:"Form of the result; markdown with --list only." group:"output"`
	Lang   string   `placeholder:"en|ja" help:"Language of the texts; by default $HARNESS_LANG, else the locale's." group:"output"`
}

func (c *explainCmd) Run(a *app) error {
	if err := oneOf("--lang", c.Lang, "", "en", "ja"); err != nil {
		return err
	}
	if err := oneOf("--format", c.Format, "text", "json", "markdown"); err != nil {
		return err
	}
	lang := (&output{Lang: c.Lang}).lang(a)
	switch {
	case c.List && len(c.Text) > 0:
		return badUsage("harness explain --list", "explain: --list takes no text")
	case c.List:
		return c.list(a, lang)
	case c.Format == "markdown":
		return badUsage("harness explain --list --format markdown", "explain: markdown is for --list only")
	}
	if len(c.Text) == 1 {
		if doc, ok := finding.Lookup(finding.Code(strings.ToLower(strings.TrimSpace(c.Text[0])))); ok {
			return c.code(a, doc.For(finding.Gmail), lang)
		}
		if word := slip(c.Text[0]); word != "" {
			return meant(badUsage("harness explain --list", "explain: no code %q", c.Text[0]), word)
		}
		if phrases := phrasebook.ByID(strings.TrimSpace(c.Text[0])); len(phrases) > 0 {
			return c.matches(a, c.Text[0], []phrasebook.Match{{Phrase: phrases[0], Quote: phrases[0].Sketch(), Causes: phrases[0].Causes}}, lang)
		}
	}
	raw, err := c.read(a)
	if err != nil {
		return err
	}
	text := phrasebook.Decode(raw)
	if strings.TrimSpace(text) == "" {
		return badUsage(`harness explain "TLS Negotiation failed, the certificate doesn't match the host."`, "explain: there is no text to explain")
	}
	return c.matches(a, text, phrasebook.Causes(text), lang)
}

// read takes the words from the arguments, a file, or standard input.
func (c *explainCmd) read(a *app) ([]byte, error) {
	const most = 4 << 20
	if len(c.Text) == 0 || (len(c.Text) == 1 && c.Text[0] == "-") {
		if isTerminalIn(a.stdin) {
			fmt.Fprintln(a.stderr, saying{format: "paste the text, then press Ctrl-D:"}.in(a.lang))
		}
		return io.ReadAll(io.LimitReader(a.stdin, most))
	}
	if len(c.Text) == 1 {
		if f, err := os.Open(c.Text[0]); err == nil {
			defer func() { _ = f.Close() }()
			if info, err := f.Stat(); err == nil && info.Mode()&fs.ModeType == 0 {
				return io.ReadAll(io.LimitReader(f, most))
			}
		} else if looksLikeFile(c.Text[0]) {
			return nil, badUsage("", "explain: %v", err)
		}
	}
	return []byte(strings.Join(c.Text, " ")), nil
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

// matches prints what was recognised; exit 3 where nothing was.
func (c *explainCmd) matches(a *app, text string, found []phrasebook.Match, lang string) error {
	e := explanation{lang: lang, written: paste.Read(text[:min(len(text), mother)]).Language, found: found, corrections: phrasebook.Corrections(text, found)}
	var err error
	if c.Format == "json" {
		err = e.json(a.stdout)
	} else {
		_, err = io.WriteString(a.stdout, e.text())
	}
	if err == nil && !e.known() {
		return exitUndecided
	}
	return err
}

// mother is how much of a paste tells in which language it is, in bytes.
const mother = 4 << 10

// explanation is what explain found.
type explanation struct {
	lang        string
	written     string // the language that the paste seems to be in: "fr"
	found       []phrasebook.Match
	corrections []phrasebook.Myth
}

// foreign is the language of the paste where it is neither of ours, "" else.
func (e *explanation) foreign() string {
	if e.written == finding.EN || e.written == finding.JA {
		return ""
	}
	return e.written
}

func (e *explanation) known() bool { return len(e.found) > 0 && !e.found[0].Near }

// holes are a match's values, safe to print, as Fill takes them.
func cleanHoles(m phrasebook.Match) map[string]string {
	safe := map[string]string{}
	for name, value := range m.Holes {
		safe[name] = clean.Line(value)
	}
	safe["sans"] = strings.ReplaceAll(safe["sans"], ",", ", ")
	return safe
}

// step is a command to run next.
type step struct {
	Command string
	What    finding.Text
}

// usual is a host with the port that a dialog has filled in.
func usual(host string, d persona.Dialog) string { return fmt.Sprintf("%s:%d", host, d.Port) }

// next are the commands that tell the causes of a match apart.
func next(m phrasebook.Match) []step {
	host := shellHost(m.Holes["host"])
	diagnose := step{"harness diagnose " + host, finding.Text{
		EN: "without a password: looks at every port; the code that it prints is the cause",
		JA: "パスワード不要。各ポートを調べ、表示されるコードが原因です",
	}}
	send := step{"harness roundtrip --user ADDRESS --smtp " + usual(host, persona.Gmail.Send) + " --only send", finding.Text{
		EN: "with the password: sends as Gmail would; run it again after mending",
		JA: "パスワードが必要。Gmail と同じ手順で送信します。修正後の確認にも使えます",
	}}
	fetch := step{"harness roundtrip --user ADDRESS --pop " + usual(host, persona.Gmail.Fetch) + " --only fetch", finding.Text{
		EN: "with the password: fetches as Gmail would; run it again after mending",
		JA: "パスワードが必要。Gmail と同じ手順で受信します。修正後の確認にも使えます",
	}}
	cert := step{"harness cert --chain NEW.pem --host " + host, finding.Text{
		EN: "before a new certificate is installed: what Gmail would say to it",
		JA: "新しい証明書を設置する前に、Gmail での結果を確認できます",
	}}
	steps := []step{diagnose}
	switch m.Phrase.Surface {
	case phrasebook.SendDialog, phrasebook.SendBounce, phrasebook.Delivery, phrasebook.PostfixLog, phrasebook.EximLog:
		steps = append(steps, send)
	case phrasebook.POPDialog, phrasebook.POPHistory, phrasebook.GmailFooter, phrasebook.DovecotLog:
		steps = append(steps, fetch)
	case phrasebook.GoogleNotice, phrasebook.Symptom:
		if m.Causes[0] == finding.FeatureEnded {
			return nil // there is nothing to look at on any server
		}
		return []step{diagnose}
	case phrasebook.GmailInbound, phrasebook.MailerDaemon, phrasebook.ServerReply:
		return []step{{"harness diagnose DOMAIN --mail FILE.eml", finding.Text{
			EN: "checks SPF, DKIM, DMARC and the reverse name with a mail that was sent (or the bounce)",
			JA: "送信したメール（またはエラーメール）を使って、SPF・DKIM・DMARC・逆引きを確認します",
		}}}
	default:
		steps = append(steps, send, fetch)
	}
	for _, code := range m.Causes {
		if code == finding.TLSNameMismatch || code == finding.TLSChainIncomplete || code == finding.TLSCertExpired {
			return append(steps, cert)
		}
	}
	return steps
}

// shellHost is a host name that is safe in a command to copy, else HOST.
func shellHost(host string) string {
	if !plainHost().MatchString(host) {
		return "HOST"
	}
	return host
}

var plainHost = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9][A-Za-z0-9-]*)+$`)
})
