package explain

import (
	"fmt"
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

var labels = struct {
	host, names, password, causes, why, fix, more, apart, repeated, sightings, unknown, nearest, server, ask, edit, noWords, gmail, client, cite, quote, foreign finding.Text
}{
	host:      finding.Text{EN: "Host:", JA: "ホスト名:"},
	names:     finding.Text{EN: "Names in the certificate:", JA: "証明書の名前:"},
	password:  finding.Text{EN: "Password:", JA: "パスワード:"},
	causes:    finding.Text{EN: "Possible causes, likeliest first:", JA: "考えられる原因（可能性の高い順）:"},
	why:       finding.Text{EN: "Why:", JA: "原因:"},
	fix:       finding.Text{EN: "Fix:", JA: "対処:"},
	more:      finding.Text{EN: "Less likely (harness explain CODE tells more):", JA: "可能性の低い原因（詳細は harness explain コード名）:"},
	apart:     finding.Text{EN: "To tell them apart, run:", JA: "原因を見分けるコマンド:"},
	repeated:  finding.Text{EN: "What is often repeated, and what is so:", JA: "よくある誤解:"},
	sightings: finding.Text{EN: "Seen at:", JA: "確認した資料:"},
	unknown:   finding.Text{EN: "This text is not known.", JA: "この文は登録されていません。"},
	nearest:   finding.Text{EN: "The nearest known ones:", JA: "近い文:"},
	server:    finding.Text{EN: "The server's own words:", JA: "サーバー自身の応答:"},
	foreign: finding.Text{
		EN: "The text seems to be in another language than English or Japanese ({language}).",
		JA: "本文は英語でも日本語でもない言語（{language}）のようです。",
	},
	ask: finding.Text{
		EN: "Ask for the exact line: in a bounce below \"The response was:\", in a dialog after \"Server returned error:\", for fetching in the history. `harness explain --list` shows all known ones.",
		JA: "正確な文を確認してください。エラーメールでは「応答:」の下、設定画面では見出しの下の行、受信では履歴に表示されます。登録されている文は `harness explain --list` で一覧できます。",
	},
	noWords: finding.Text{EN: "Gmail's wording for this is not known.", JA: "この場合の Gmail の文言は分かっていません。"},
	gmail:   finding.Text{EN: "Gmail says:", JA: "Gmail の表示:"},
	client:  finding.Text{EN: "Words of {client}:", JA: "{client} の表示:"},
	cite:    finding.Text{EN: "Sources:", JA: "根拠:"},
	quote:   finding.Text{EN: "pasted:", JA: "入力された文:"},
}

// text renders for a person; every remote word has passed Clean.
func (e *Words) text(lang string) string {
	var b strings.Builder
	in := func(t finding.Text) string { return t.In(lang) }
	if language := e.foreign(); language != "" {
		fmt.Fprintln(&b, finding.Fill(in(labels.foreign), map[string]string{"language": language}))
	}
	if !e.known() {
		fmt.Fprintln(&b, in(labels.unknown))
		if len(e.found) > 0 {
			fmt.Fprintln(&b, in(labels.nearest))
			for _, m := range e.found {
				fmt.Fprintf(&b, "  %3.0f%%  %s  %s\n", 100*(1-m.Distance), m.Phrase.ID, m.Phrase.Sketch())
			}
		}
		fmt.Fprintln(&b, in(labels.ask))
	}
	for i, m := range e.found {
		if m.Near {
			break
		}
		if i > 0 {
			fmt.Fprintln(&b)
		}
		e.match(&b, m, lang)
	}
	if len(e.corrections) > 0 {
		fmt.Fprintf(&b, "\n%s\n", in(labels.repeated))
		for _, myth := range e.corrections {
			fmt.Fprintf(&b, "  - %s\n", in(myth.Truth))
		}
	}
	return b.String()
}

func (e *Words) match(b *strings.Builder, m phrasebook.Match, lang string) {
	in := func(t finding.Text) string { return t.In(lang) }
	p := m.Phrase
	fmt.Fprintf(b, "%s  %s (%s)\n", p.ID, in(p.Surface.Title()), in(p.Basis.Title()))
	values := cleanHoles(m)
	line := m.In(lang)
	fmt.Fprintf(b, "  %s\n", clean.Line(line))
	if ja := p.Japanese(); ja != "" && lang == finding.JA && !strings.Contains(ja, "\n") && ja != line {
		fmt.Fprintf(b, "  日本語の Gmail の見出し: %s\n", ja)
	}
	if m.Distance > 0 {
		fmt.Fprintf(b, "  %s %s\n", in(labels.quote), clean.Line(m.Quote))
	}
	if reply := values["reply"]; reply != "" && !strings.Contains(clean.Line(line), reply) {
		fmt.Fprintf(b, "  %s %s\n", in(labels.server), reply)
	}
	if host := values["host"]; host != "" {
		fmt.Fprintf(b, "  %s %s\n", in(labels.host), host)
	}
	if sans := values["sans"]; sans != "" {
		fmt.Fprintf(b, "  %s %s\n", in(labels.names), sans)
	}
	if says := in(p.Password.Says()); says != "" {
		fmt.Fprintf(b, "  %s %s\n", in(labels.password), passwordLine(p, lang))
	}
	fmt.Fprintf(b, "  %s\n", in(p.Note))

	delete(values, "reply") // shown once is enough
	fmt.Fprintf(b, "\n%s\n", in(labels.causes))
	const full = 3 // causes with why and fix
	for i, code := range m.Causes {
		doc, _ := finding.Lookup(code)
		doc = doc.For(readerOf(m.Phrase.Surface))
		if i == full {
			fmt.Fprintf(b, "  %s\n", in(labels.more))
		}
		title := finding.Fill(doc.Title.In(lang), values)
		if i >= full {
			fmt.Fprintf(b, "     %s: %s\n", code, title)
			continue
		}
		fmt.Fprintf(b, "  %d. %s: %s\n", i+1, code, title)
		fmt.Fprintf(b, "     %s %s\n", in(labels.why), finding.Fill(doc.Why.In(lang), values))
		fmt.Fprintf(b, "     %s %s\n", in(labels.fix), finding.Fill(doc.Fix.In(lang), values))
	}
	steps := next(m)
	if len(steps) > 0 {
		fmt.Fprintf(b, "\n%s\n", in(labels.apart))
	}
	for _, s := range steps {
		fmt.Fprintf(b, "  %s\n    (%s)\n", s.Command, in(s.What))
	}
	if len(p.Sightings) > 0 {
		fmt.Fprintf(b, "\n%s %s\n", in(labels.sightings), sightings(p.Sightings, lang))
	}
}

// passwordLine is what the phrase tells about the password; in a server's log or
// another program it is some client that left, not necessarily Gmail.
func passwordLine(p phrasebook.Phrase, lang string) string {
	gmails := []phrasebook.Surface{phrasebook.SendDialog, phrasebook.SendBounce, phrasebook.POPDialog, phrasebook.POPHistory, phrasebook.GmailFooter, phrasebook.Delivery}
	if p.Password == phrasebook.NotSent && !slices.Contains(gmails, p.Surface) {
		return finding.Text{
			EN: "it was not sent, so this says nothing about the password.",
			JA: "送られていないため、パスワードについては何も分かりません。",
		}.In(lang)
	}
	return p.Password.Says().In(lang)
}

func sightings(list []phrasebook.Sighting, lang string) string {
	var parts []string
	for _, s := range list {
		parts = append(parts, s.In(lang))
	}
	return strings.Join(parts, "; ")
}

// citations are the sources of a doc; their few English words are given in
// Japanese where that is asked for.
func citations(list []string, lang string) string {
	joined := strings.Join(list, "; ")
	if lang != finding.JA {
		return joined
	}
	return strings.NewReplacer(
		"phrases ", "文 ", "phrase ", "文 ", " section ", " §", "host help pages", "各社のヘルプ", "Gmail dialogs", "Gmail の設定画面",
	).Replace(joined)
}
