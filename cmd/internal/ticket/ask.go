package ticket

import (
	"fmt"
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// maxQuestions is how many questions one account is asked.
const maxQuestions = 3

var (
	askIntro = map[Cause]text{
		Certificate: {
			EN: "The message says that it does not trust the server under the name that is typed in Gmail: the name is not the one to type, or the server's certificate is at fault. To tell you what to type we need to know what stands in Gmail now.",
			JA: "お知らせいただいた文言は、Gmail に入力されているサーバー名ではサーバーを信頼できない、という内容です。サーバー名が正しくないか、サーバーの証明書に問題がある場合に表示されます。入力していただく内容をご案内するため、現在の設定をお知らせください。",
		},
		Reach: {
			EN: "The message says that it did not reach the server that is typed in Gmail. To find out why we need to know what stands there now.",
			JA: "お知らせいただいた文言は、Gmail に入力されているサーバーに接続できない、という内容です。原因を確認するため、現在の設定をお知らせください。",
		},
		Name: {
			EN: "The message says that no server of the name that is typed in Gmail exists. To tell you what to type we need to know what stands there now.",
			JA: "お知らせいただいた文言は、Gmail に入力されているサーバー名が存在しない、という内容です。入力していただく内容をご案内するため、現在の設定をお知らせください。",
		},
		Mode: {
			EN: "The message says that the port and the kind of encryption do not go together. To tell you what to type we need to know what stands in Gmail now.",
			JA: "お知らせいただいた文言は、ポートと暗号化の方式が合っていない、という内容です。入力していただく内容をご案内するため、現在の設定をお知らせください。",
		},
		Heading: {
			EN: "The heading that you quote stands over every error of this dialog, also where the password is right. The reason is in the line below it.",
			JA: "お知らせいただいた見出しは、パスワードが正しい場合も含めて、この画面のどのエラーでも表示されます。実際の原因は、その下の行に表示されています。",
		},
	}
	askGeneral = text{
		EN: "To find the cause we need a few more facts.",
		JA: "原因を確認するため、次の点をお知らせください。",
	}
	askNoName = text{
		EN: "The server name {host} that is typed in Gmail does not exist.",
		JA: "Gmail に入力されているサーバー名 {host} は存在しません。",
	}

	askWords = text{
		EN: "{n}. The whole message that Gmail shows. Please copy it word for word, with the part in English behind \"Server returned error\"; of a mail that came back, its whole text.",
		JA: "{n}. Gmail に表示された文言の全文。英語の部分も含めて、そのままコピーしてください。エラーメールが届いた場合は、その本文の全文をお願いします。",
	}
	askWhen = text{
		EN: "{n}. The day and the time when the error appeared last, and whether it appears when you save the settings or when you send or fetch mail.",
		JA: "{n}. 最後にエラーが表示された日時と、設定を保存するとき、送信するとき、受信するときのどの場面で表示されるか。",
	}
	askAddress = text{
		EN: "{n}. The mail address that it is about:",
		JA: "{n}. 対象のメール アドレス:",
	}
	askFields = map[finding.Leg]text{
		finding.Send: {
			EN: "{n}. What stands in Gmail for sending. In a browser on a computer: the gear > See all settings > Accounts and Import, \"Send mail as\", edit the entry. Please fill in (and say which of the secured connections is chosen):",
			JA: "{n}. Gmail の送信の設定内容。パソコンのブラウザーで Gmail を開き、歯車 → すべての設定を表示 → アカウントとインポート →「名前」の該当アドレスの編集画面から、次の項目をご記入ください（どの接続を選択しているかもお願いします）。",
		},
		finding.Fetch: {
			EN: "{n}. What stands in Gmail for fetching. In a browser on a computer: the gear > See all settings > Accounts and Import, \"Check mail from other accounts\", edit the entry. Please fill in (and say whether the box for SSL is ticked):",
			JA: "{n}. Gmail の受信の設定内容。パソコンのブラウザーで Gmail を開き、歯車 → すべての設定を表示 → アカウントとインポート →「他のアカウントのメールを確認」の該当アカウントの編集画面から、次の項目をご記入ください（SSL のチェックの有無もお願いします）。",
		},
	}
	askWhich = text{
		EN: "{n}. Which of these server names stands in Gmail in the field \"{field}\":",
		JA: "{n}. Gmail の「{field}」の欄に入力されているのは、次のどちらの名前か。",
	}
	askSource = text{
		EN: "{n}. Where you have this server name from[[ (the name to type is shown in the panel: {panel})]].",
		JA: "{n}. このサーバー名をどこでご覧になったか[[（入力していただく名前は、管理画面の {panel} に表示されています）]]。",
	}
	formSecurity = map[finding.Leg]text{
		finding.Send:  {EN: "Connection type", JA: "接続の種類"},
		finding.Fetch: {EN: "Connection type", JA: "接続の種類"},
	}
)

// ask writes the part that asks: what the words mean so far, at most three
// questions with a form that package paste reads again, and what not to send.
func (t *ticket) ask(p *page, m *matter) {
	p.asks = true
	d := m.asked()
	p.head(text{})
	switch {
	case d != nil && d.cause == Inbound:
		p.say(askDeliveryIntro, nil)
	case d != nil && d.seen == NoName && !d.cause.reached():
		p.say(askNoName, map[string]string{"host": d.typed.Host})
	case d != nil && askIntro[d.cause] != (text{}):
		p.say(askIntro[d.cause], nil)
	default:
		p.say(askGeneral, nil)
	}
	p.head(headAsk)
	n := 0
	next := func(q text, args map[string]string) bool {
		if n >= maxQuestions {
			return false
		}
		n++
		full := map[string]string{"n": fmt.Sprint(n)}
		for k, v := range args {
			full[k] = v
		}
		p.say(q, full)
		return true
	}
	if m.subject.Address == "" && !(d != nil && d.cause == Inbound && m.inbound.Target != "") {
		next(askAddress, nil)
	}
	if d != nil && d.cause == Inbound {
		t.askDelivery(p, m, next)
		return
	}
	for _, d := range m.dialogs {
		if len(d.typed.Others) > 0 && d.move == Ask && next(askWhich, map[string]string{"field": hostLabel[d.leg].In(p.lang)}) {
			p.line("  " + clean.Line(d.typed.Host))
			for _, other := range d.typed.Others {
				p.line("  " + clean.Line(other))
			}
		}
	}
	if len(m.words) == 0 && !t.recognised() || len(m.words) > 0 && m.words[0].cause == Heading {
		next(askWords, nil)
	}
	for _, d := range m.dialogs {
		if d.move == Ask && d.typed.Host == "" && next(askFields[d.leg], nil) {
			for _, field := range []text{hostLabel[d.leg], labelPort, labelUser, formSecurity[d.leg]} {
				p.line("   " + field.In(p.lang) + ":")
			}
		}
	}
	for _, d := range m.dialogs {
		if d.seen == NoName && d.move == Ask {
			next(askSource, map[string]string{"panel": t.panel(serverPanel)})
			break
		}
	}
	if n == 0 || d != nil && len(d.typed.Others) == 0 && (d.seen == Fits || d.seen == Unclear) {
		next(askWhen, nil)
	}
	p.head(headDont)
	p.say(dontSecret, nil)
	if eraOf(t.date) != After {
		p.say(dontDelete, nil)
	}
	if t.reading.Plain || strings.Contains(string(t.plainTyped(m)), "none") {
		p.say(dontPlain, nil)
	}
	if eraOf(t.date) == During {
		p.head(headEnd)
		p.say(ending[During], map[string]string{"ways": t.ways()})
	}
}

// recognised tells whether somebody's words were known, if they do not say
// enough: they need not be sent again.
func (t *ticket) recognised() bool {
	return slices.ContainsFunc(t.reading.Matches, func(m phrasebook.Match) bool { return !m.Near && len(m.Causes) > 0 })
}

func (t *ticket) plainTyped(m *matter) string {
	for _, d := range m.dialogs {
		if d.typed.Security == "none" {
			return "none"
		}
	}
	return ""
}

// asked is the dialog that the questions are about.
func (m *matter) asked() *dialog {
	for _, d := range m.dialogs {
		if d.move == Ask {
			return d
		}
	}
	return nil
}
