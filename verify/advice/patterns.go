package advice

import (
	"regexp"
	"strings"
	"sync"

	"harness/verify/finding"
)

// Nature says what a host's own name stands for.
type Nature string

// The natures.
const (
	Machine  Nature = "machine"  // of one machine: breaks when the site moves to another
	Contract Nature = "contract" // of the customer's contract: moves along
	Service  Nature = "service"  // of the host's mail service
)

// Panel is where a customer finds the name in the host's control panel.
type Panel struct {
	Provider string `json:"provider"`
	Where    Text   `json:"where"` // empty: not known
	Source   string `json:"source"`
}

// pattern is how a hosting company names its machines.
type pattern struct {
	provider string
	domain   string                // registrable domain, or the part below which the names stand
	label    func() *regexp.Regexp // of what stands before it
	nature   Nature
	panel    finding.Text
	source   string
}

// patterns are naming customs of hosts: to rank names and to say where in the
// panel they stand. A name never becomes true by fitting one.
var patterns = []pattern{
	{
		provider: "GMO / Onamae", domain: "gmoserver.jp", label: expression(`^(?:pop|imap|mail)-?\d+$`), nature: Machine,
		panel:  finding.Text{EN: "コントロールパネル → サーバー情報", JA: "コントロールパネル → サーバー情報"},
		source: "docs/gmail.md section 4, story 1",
	},
	{
		provider: "GMO / Onamae", domain: "gmoserver.jp", label: expression(`^(?:pop|imap|mail|smtp)$`), nature: Service,
		panel:  finding.Text{EN: "コントロールパネル → サーバー情報", JA: "コントロールパネル → サーバー情報"},
		source: "docs/gmail.md section 4, story 1",
	},
	{
		provider: "Sakura Internet", domain: "sakura.ne.jp", label: expression(`^www\d+$`), nature: Machine,
		source: "docs/gmail.md section 4, story 1",
	},
	{
		provider: "Sakura Internet", domain: "sakura.ne.jp", label: expression(`^[a-z0-9][a-z0-9-]*$`), nature: Contract,
		source: "docs/gmail.md section 4, story 1: names under the host's domain",
	},
	{
		provider: "CoreServer", domain: "coreserver.jp", label: expression(`^m\d+$`), nature: Machine,
		source: "docs/gmail.md section 4, story 1",
	},
	{
		provider: "Xserver", domain: "xserver.jp", label: expression(`^sv\d+$`), nature: Machine,
		panel:  finding.Text{EN: "サーバーパネル → サーバー情報 → ホスト名", JA: "サーバーパネル → サーバー情報 → ホスト名"},
		source: "docs/gmail.md section 4, story 5",
	},
}

// patternOf is the custom that a name follows, nil if none is known. A domain
// counts under its own suffix and, as a twin for trying things out, directly
// under the reserved "test" (RFC 6761 section 6.2).
func patternOf(name string) *pattern {
	for i := range patterns {
		p := &patterns[i]
		first, _, _ := strings.Cut(p.domain, ".")
		for _, domain := range []string{p.domain, first + ".test"} {
			if label, ok := strings.CutSuffix(name, "."+domain); ok && p.label().MatchString(label) {
				return p
			}
		}
	}
	return nil
}

func (p *pattern) where() *Panel {
	if p == nil {
		return nil
	}
	return &Panel{Provider: p.provider, Where: Text(p.panel), Source: p.source}
}

// expression is a regular expression that is compiled at its first use: a
// round trip shall not pay for it.
func expression(source string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })
}
