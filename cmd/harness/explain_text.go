package main

import (
	"fmt"
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

var explainWords = struct {
	host, names, password, causes, why, fix, more, apart, repeated, sightings, unknown, nearest, server, ask, edit, noWords, gmail, cite, quote, foreign finding.Text
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
	cite:    finding.Text{EN: "Sources:", JA: "根拠:"},
	quote:   finding.Text{EN: "pasted:", JA: "入力された文:"},
}

// text renders for a person; every remote word has passed Clean.
func (e *explanation) text() string {
	var b strings.Builder
	in := func(t finding.Text) string { return t.In(e.lang) }
	if language := e.foreign(); language != "" {
		fmt.Fprintln(&b, finding.Fill(in(explainWords.foreign), map[string]string{"language": language}))
	}
	if !e.known() {
		fmt.Fprintln(&b, in(explainWords.unknown))
		if len(e.found) > 0 {
			fmt.Fprintln(&b, in(explainWords.nearest))
			for _, m := range e.found {
				fmt.Fprintf(&b, "  %3.0f%%  %s  %s\n", 100*(1-m.Distance), m.Phrase.ID, m.Phrase.Sketch())
			}
		}
		fmt.Fprintln(&b, in(explainWords.ask))
	}
	for i, m := range e.found {
		if m.Near {
			break
		}
		if i > 0 {
			fmt.Fprintln(&b)
		}
		e.match(&b, m)
	}
	if len(e.corrections) > 0 {
		fmt.Fprintf(&b, "\n%s\n", in(explainWords.repeated))
		for _, myth := range e.corrections {
			fmt.Fprintf(&b, "  - %s\n", in(myth.Truth))
		}
	}
	return b.String()
}

func (e *explanation) match(b *strings.Builder, m phrasebook.Match) {
	in := func(t finding.Text) string { return t.In(e.lang) }
	p := m.Phrase
	fmt.Fprintf(b, "%s  %s (%s)\n", p.ID, in(p.Surface.Title()), in(p.Basis.Title()))
	values := cleanHoles(m)
	line := m.Line()
	fmt.Fprintf(b, "  %s\n", clean.Line(line))
	if ja := p.Japanese(); ja != "" && e.lang == finding.JA && !strings.Contains(ja, "\n") && ja != line {
		fmt.Fprintf(b, "  日本語の Gmail の見出し: %s\n", ja)
	}
	if m.Distance > 0 {
		fmt.Fprintf(b, "  %s %s\n", in(explainWords.quote), clean.Line(m.Quote))
	}
	if reply := values["reply"]; reply != "" && !strings.Contains(clean.Line(line), reply) {
		fmt.Fprintf(b, "  %s %s\n", in(explainWords.server), reply)
	}
	if host := values["host"]; host != "" {
		fmt.Fprintf(b, "  %s %s\n", in(explainWords.host), host)
	}
	if sans := values["sans"]; sans != "" {
		fmt.Fprintf(b, "  %s %s\n", in(explainWords.names), sans)
	}
	if says := in(p.Password.Says()); says != "" {
		fmt.Fprintf(b, "  %s %s\n", in(explainWords.password), e.passwordLine(p))
	}
	fmt.Fprintf(b, "  %s\n", in(p.Note))

	delete(values, "reply") // shown once is enough
	fmt.Fprintf(b, "\n%s\n", in(explainWords.causes))
	const full = 3 // causes with why and fix
	for i, code := range m.Causes {
		doc, _ := finding.Lookup(code)
		doc = doc.For(finding.Gmail)
		if i == full {
			fmt.Fprintf(b, "  %s\n", in(explainWords.more))
		}
		title := finding.Fill(doc.Title.In(e.lang), values)
		if i >= full {
			fmt.Fprintf(b, "     %s: %s\n", code, title)
			continue
		}
		fmt.Fprintf(b, "  %d. %s: %s\n", i+1, code, title)
		fmt.Fprintf(b, "     %s %s\n", in(explainWords.why), finding.Fill(doc.Why.In(e.lang), values))
		fmt.Fprintf(b, "     %s %s\n", in(explainWords.fix), finding.Fill(doc.Fix.In(e.lang), values))
	}
	steps := next(m)
	if len(steps) > 0 {
		fmt.Fprintf(b, "\n%s\n", in(explainWords.apart))
	}
	for _, s := range steps {
		fmt.Fprintf(b, "  %s\n    (%s)\n", s.Command, in(s.What))
	}
	if len(p.Sightings) > 0 {
		fmt.Fprintf(b, "\n%s %s\n", in(explainWords.sightings), sightings(p.Sightings, e.lang))
	}
}

// passwordLine is what the phrase tells about the password; in a server's log or
// another program it is some client that left, not necessarily Gmail.
func (e *explanation) passwordLine(p phrasebook.Phrase) string {
	gmails := []phrasebook.Surface{phrasebook.SendDialog, phrasebook.SendBounce, phrasebook.POPDialog, phrasebook.POPHistory, phrasebook.GmailFooter, phrasebook.Delivery}
	if p.Password == phrasebook.NotSent && !slices.Contains(gmails, p.Surface) {
		return finding.Text{
			EN: "it was not sent, so this says nothing about the password.",
			JA: "送られていないため、パスワードについては何も分かりません。",
		}.In(e.lang)
	}
	return p.Password.Says().In(e.lang)
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
