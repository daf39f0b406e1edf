package explain

import (
	"fmt"
	"strings"

	"harness/client/persona"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
)

// typedHost stands for a host in texts that are of no server.
func typedHost(lang string) map[string]string {
	return map[string]string{"host": finding.Text{EN: "the host typed", JA: "入力されたホスト名"}.In(lang)}
}

func (c *Code) text(lang string) string {
	doc, args := c.doc, typedHost(lang)
	in := func(t finding.Text) string { return t.In(lang) }
	var b strings.Builder
	bare := map[string]string{}
	fmt.Fprintf(&b, "%s (%s)\n", doc.Code, in(severityTitle(doc.Severity)))
	fmt.Fprintf(&b, "  %s\n", finding.Fill(in(doc.Title), bare))
	fmt.Fprintf(&b, "  %s %s\n", in(labels.why), finding.Fill(in(doc.Why), args))
	fmt.Fprintf(&b, "  %s %s\n", in(labels.fix), finding.Fill(in(doc.Fix), args))
	gmail, others := saidOf(phrasebook.Gmail.Typical(doc.Code)), c.others()
	switch {
	case len(gmail) > 0:
		fmt.Fprintf(&b, "\n%s\n", in(labels.gmail))
		write(&b, gmail, lang)
	case doc.Severity.Decides():
		fmt.Fprintf(&b, "\n%s\n", in(labels.noWords))
	}
	for _, one := range others {
		who, _ := persona.Find(persona.All(), one.Client)
		title := finding.Text(who.Title).In(lang)
		fmt.Fprintf(&b, "\n%s\n", finding.Fill(in(labels.client), map[string]string{"client": title}))
		write(&b, one.Says, lang)
	}
	if len(doc.Cite) > 0 {
		fmt.Fprintf(&b, "\n%s %s\n", in(labels.cite), citations(doc.Cite, lang))
	}
	return b.String()
}

// write lists texts, each below its number, place and basis.
func write(b *strings.Builder, said []saidJSON, lang string) {
	for _, s := range said {
		fmt.Fprintf(b, "  %s  %s (%s)\n", s.ID, s.Surface.Title().In(lang), s.Basis.Title().In(lang))
		for line := range strings.SplitSeq(s.Text, "\n") {
			fmt.Fprintf(b, "    %s\n", line)
		}
	}
}

func severityTitle(s finding.Severity) finding.Text {
	return map[finding.Severity]finding.Text{
		finding.Broken:    {EN: "broken: Gmail would fail", JA: "障害: Gmail は失敗します"},
		finding.Undecided: {EN: "undecided: may be our side or the moment", JA: "要確認: 手元の環境や一時的な状態の可能性があります"},
		finding.High:      {EN: "works, and is harmful", JA: "動作しますが危険です"},
		finding.Warning:   {EN: "works, and will bite", JA: "動作しますが注意が必要です"},
		finding.Note:      {EN: "worth knowing", JA: "参考情報"},
	}[s]
}

func (List) text(lang string) string {
	in := func(t finding.Text) string { return t.In(lang) }
	var b strings.Builder
	for _, doc := range finding.All() {
		doc = doc.For(finding.Gmail)
		severity := string(doc.Severity)
		if lang == "ja" {
			severity = render.SeverityWord(doc.Severity, lang)
		}
		fmt.Fprintf(&b, "%-26s %s %s\n", doc.Code, render.Pad(severity, 9), finding.Fill(in(doc.Title), nil))
	}
	b.WriteByte('\n')
	for _, p := range phrasebook.All() {
		fmt.Fprintf(&b, "%-18s %-14s %s %s\n", p.ID, p.Surface, render.Pad(in(p.Basis.Title()), 8), p.Sketch())
	}
	return b.String()
}
