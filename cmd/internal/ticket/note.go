package ticket

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/cmd/internal/ticket/paste"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
)

// line is a text of the note with holes.
type line finding.Text

func (l line) fill(lang string, args map[string]string) string {
	return finding.Fill(finding.Text(l).In(lang), cleaned(args))
}

// In is the text in a language.
func (l line) In(lang string) string { return finding.Text(l).In(lang) }

var (
	noteSend            = line{EN: "The reply answers and can be sent as it is.", JA: "返信文は、そのまま送信できます。"}
	noteSendIf          = line{EN: "The reply answers. Before it is sent, confirm that this is the server of the contract: {hosts}", JA: "返信文は、次の名前がこの契約のサーバーであることを確認してから送信してください: {hosts}"}
	noteAsks            = line{EN: "The reply asks, because this is missing: {what}.", JA: "情報が足りないため、返信文はお客様への質問です（不足: {what}）。"}
	noteRead            = line{EN: "Read from the ticket:", JA: "チケットから読み取った内容:"}
	noteNone            = line{EN: "  no settings", JA: "  設定の記載はありません"}
	noteSecret          = line{EN: "The ticket holds a password (masked here). Have it changed: it went through mail.", JA: "チケットにパスワードが書かれています（ここでは伏せています）。メールに書かれたため、変更を案内してください。"}
	noteForeign         = line{EN: "{host} lies outside of the customer's domain: make sure that it is the server of this contract (it leads to the same server, its certificate is valid).", JA: "{host} はお客様のドメインの名前ではありません。この契約のサーバーであることを確認してください（同じサーバーにつながり、証明書も有効です）。"}
	noteUntyped         = line{EN: "The ticket does not say what is typed in {dialog}; the usual names of the domain were looked at.", JA: "{dialog}に入力されているサーバー名はチケットにないため、ドメインでよく使われる名前で確認しました。"}
	noteLogin           = line{EN: "Not tested: the customer's own login and mailbox.", JA: "お客様ご自身のログインとメールボックスは確認していません。"}
	noteUnclear         = line{EN: "{server} could not be judged from here ({codes}): this may be our side or the moment. The reply does not tell it to the customer.", JA: "{server} は、こちらからは判定できませんでした（{codes}）。こちら側または一時的な問題の可能性があるため、お客様には伝えていません。"}
	noteAgainst         = line{EN: "The words say \"{cause}\", and {server} looks otherwise now ({seen}): perhaps it was mended, or other settings are typed.", JA: "文言の内容（{cause}）と、現在の {server} の状態（{seen}）が一致しません。修正済みか、別の設定が入力されている可能性があります。"}
	noteClaims          = line{EN: "Two server names claim the field {field}: {hosts}.", JA: "{field} の欄に、複数のサーバー名の記載があります: {hosts}"}
	noteUnread          = line{EN: "Could not be used: {what}", JA: "使用できなかった内容: {what}"}
	noteProgram         = line{EN: "The ticket does not say whether {client} fetches by IMAP or by POP3; POP3 was looked at. Confirm that the name is the one for IMAP too.", JA: "{client} の受信方式（IMAP か POP か）は、問い合わせからは分かりません。確認したのは POP です。IMAP でも同じサーバー名でよいことを確認してください。"}
	noteApp             = line{EN: "The words are those of the Gmail app, which speaks IMAP; the servers were looked at for POP3 and sending. Confirm that the name is the one for IMAP too.", JA: "文言は Gmail アプリ（IMAP）のものです。確認したのは POP と送信のため、IMAP でも同じサーバー名でよいことを確認してください。"}
	noteForeignLanguage = line{EN: "The ticket seems to be in another language ({language}); the reply is in {lang}.", JA: "チケットは別の言語（{language}）のようです。返信文の言語: {lang}"}
	noteWords           = line{EN: "Recognised: [{id}]", JA: "該当する文言: [{id}]"}
	noteNear            = line{EN: "Not recognised; nearest known: [{id}]", JA: "該当する文言はありません。最も近い文言: [{id}]"}
	noteNoWords         = line{EN: "No known words of Gmail or of a server were recognised.", JA: "Gmail やサーバーの既知の文言は見つかりませんでした。"}
	noteDecided         = line{EN: "{dialog}: words: {cause}; seen: {seen}; so: {move}", JA: "{dialog}: 文言: {cause}、確認結果: {seen}、対応: {move}"}
	noteMyths           = line{EN: "Often repeated, and what is so:", JA: "よく聞かれる誤解と、実際のところ:"}
	noteFail2ban        = line{EN: "Look in the server's log for Google's addresses at that time: a block of repeated failures (fail2ban) or a filter of logins from abroad stops Gmail too.", JA: "その時刻のサーバーのログで、Google からの接続を確認してください。連続失敗による遮断（fail2ban）や国外アクセス制限も Gmail を止めます。"}
	noteProved          = line{EN: "Proved with our test mailbox at {host}; the customer's own login is not tested.", JA: "{host} は、当社のテスト用メールボックスで確認済みです（お客様ご自身のログインは確認していません）。"}
	noteFailed          = line{EN: "Our test mailbox FAILED at {host} ({codes}): do not send the reply before this is looked into.", JA: "当社のテスト用メールボックスで、{host} が失敗しました（{codes}）。確認が済むまで返信しないでください。"}
	noteLeft            = line{EN: "The letter may still lie in our test mailbox {mailbox}: its header has X-Harness-Letter: v1; token={token}, and `harness clean` finds it.", JA: "試験メールがテスト用メールボックス {mailbox} に残っている可能性があります。ヘッダーの X-Harness-Letter: v1; token={token} が目印で、`harness clean` で見つけられます。"}
	noteServers         = line{EN: "No other server may send mail for {domain}: each has to be in the record.", JA: "{domain} のメールを送信するサーバーがほかにないことを確認してください（ある場合は、レコードに加えます）。"}
	noteInclude         = line{EN: "Our own SPF include is include:{include}.", JA: "当社の SPF の include は include:{include} です。"}
	noteDKIM            = line{EN: "DKIM and DMARC were not tested: they need a whole mail as it arrived.", JA: "DKIM と DMARC は確認していません（届いたメール全体が必要です）。"}
	noteInboundWho      = line{EN: "The ticket does not say which domain the mail came from and which server sent it.", JA: "どのドメインから、どのサーバーを通して送信されたメールか、チケットに記載がありません。"}
	noteInboundNow      = line{EN: "DNS shows no fault by now: the state when the mail was refused is not known.", JA: "現在の DNS には問題が見つかりません。拒否された時点の状態は分かりません。"}
	noteMend            = line{EN: "The server has to be mended by us; details below.", JA: "当社でサーバーの修正が必要です（詳細は下記）。"}
	noteGoogleHost      = line{EN: "smtp.gmail.com is typed for an address that is not Google's: it goes out, fails the alignment that strict receivers ask for (DMARC), and ends with the feature.", JA: "Google のものではないアドレスに smtp.gmail.com が設定されています。送信はできますが、厳格な受信側では認証（DMARC）の整合に失敗し、機能の終了とともに使えなくなります。"}
	noteCut             = line{EN: "(the first {most} of {n} bytes; --details shows all)", JA: "（{n} バイトのうち最初の {most} バイトです。全文は --details で表示します）"}
	noteDetails         = line{EN: "Details", JA: "詳細"}
)

// note is the text for the desk: first whether the reply can be sent, then what
// was read and recognised, what is uncertain, and the look at the servers.
func (t *ticket) note(sendable bool, p *page) (string, error) {
	n := &page{lang: t.lang}
	n.head(text{})
	switch {
	case sendable && len(p.strangers) > 0:
		n.put(noteSendIf.fill(t.lang, map[string]string{"hosts": strings.Join(p.strangers, ", ")}))
	case sendable:
		n.put(noteSend.In(t.lang))
	default:
		n.put(noteAsks.fill(t.lang, map[string]string{"what": strings.Join(t.missing(), ", ")}))
	}
	if l := t.reading.Language; l != finding.EN && l != finding.JA {
		n.put(noteForeignLanguage.fill(t.lang, map[string]string{"language": l, "lang": t.lang}))
	}
	if len(t.reading.Secrets) > 0 {
		n.put(noteSecret.In(t.lang))
	}
	n.head(text(noteRead))
	t.noteRead(n)
	n.head(text{})
	t.noteWords(n)
	for _, m := range t.cases {
		t.noteMatter(n, m)
	}
	n.head(text{})
	for _, c := range p.confirm {
		n.put("- " + c)
	}
	if len(t.runs) > 0 && !slices.ContainsFunc(t.cases, func(m *matter) bool { return m.inbound != nil }) {
		n.put("- " + noteLogin.In(t.lang))
	}
	if myths := phrasebook.Corrections(t.reading.Text, t.reading.Matches); len(myths) > 0 {
		n.head(text(noteMyths))
		for _, myth := range myths {
			n.put("- " + myth.Truth.In(t.lang))
		}
	}
	out := n.String()
	for _, d := range t.runs {
		var detail bytes.Buffer
		if err := (render.Text{}).Write(&detail, d, render.Style{Lang: t.lang, Details: t.req.Details}); err != nil {
			return "", err
		}
		out += "\n" + noteDetails.In(t.lang) + ":\n" + detail.String()
	}
	return masked(out, t.reading.Secrets), nil
}

// noteRead shows the desk what was read, before anything that rests on it.
func (t *ticket) noteRead(n *page) {
	any := false
	for _, m := range t.cases {
		s := &m.subject
		if s.Address != "" {
			n.line("  " + clean.Line(s.Address))
			any = true
		}
		for _, leg := range []finding.Leg{finding.Send, finding.Fetch} {
			d := s.Leg(leg)
			if d.Empty() {
				continue
			}
			any = true
			n.indented("    ", hostLabel[leg].In(t.lang)+": "+fieldsText(t.lang, d))
			if len(d.Others) > 0 {
				n.indented("    ", noteClaims.fill(t.lang, map[string]string{"field": hostLabel[leg].In(t.lang), "hosts": d.Host + ", " + strings.Join(d.Others, ", ")}))
			}
		}
		if m.domain != "" {
			n.line("  " + clean.Line(m.domain))
			any = true
		}
		for _, what := range m.unread {
			n.put("- " + noteUnread.fill(t.lang, map[string]string{"what": what}))
		}
	}
	if !any {
		n.line(noteNone.In(t.lang))
	}
}

// fieldsText are the fields of a dialog on one line.
func fieldsText(lang string, d *paste.Dialog) string {
	out := serverText(lang, d)
	if d.User != "" {
		out += ", " + labelUser.In(lang) + " " + clean.Line(d.User)
	}
	return out
}

// serverText is a dialog's server on one line.
func serverText(lang string, d *paste.Dialog) string {
	out := "?"
	if d.Host != "" {
		out = clean.Line(d.Host)
	}
	if d.Port != 0 {
		out += fmt.Sprintf(":%d", d.Port)
	}
	switch d.Security {
	case evidence.SSL:
		out += " SSL"
	case evidence.StartTLS, evidence.STLS:
		out += " TLS"
	case evidence.Plain:
		out += " " + plainWord.In(lang)
	}
	return out
}

var plainWord = text{EN: "(unsecured)", JA: "（保護されていない接続）"}

func (t *ticket) noteWords(n *page) {
	for _, m := range t.reading.Matches {
		l := noteWords
		if m.Near {
			l = noteNear
		}
		n.line(l.fill(t.lang, map[string]string{"id": m.Phrase.ID}))
		t.quote(n, m.Quote)
	}
	if len(t.reading.Matches) == 0 {
		n.put(noteNoWords.In(t.lang))
	}
}

// quote writes somebody's words alone on their lines, not broken; long ones are
// cut: the ticket itself has the rest, and so have the details.
func (t *ticket) quote(n *page, words string) {
	const most = 400 // bytes
	shown := words
	if !t.req.Details && len(words) > most {
		shown = strings.ToValidUTF8(words[:most], "")
	}
	for l := range strings.SplitSeq(shown, "\n") {
		n.line("      " + clean.Line(l))
	}
	if shown != words {
		n.put(noteCut.fill(t.lang, map[string]string{"most": fmt.Sprint(most), "n": fmt.Sprint(len(words))}))
	}
}

// noteMatter is what was decided for an account and what speaks against it.
func (t *ticket) noteMatter(n *page, m *matter) {
	for _, d := range m.dialogs {
		if d.move == Quiet {
			continue
		}
		n.put(noteDecided.fill(t.lang, map[string]string{
			"dialog": hostLabel[d.leg].In(t.lang), "cause": causeWord[d.cause].In(t.lang), "seen": seenWord[d.seen].In(t.lang), "move": moveWord[d.move].In(t.lang),
		}))
		server := d.typed.Host
		if server == "" {
			server = hostLabel[d.leg].In(t.lang)
		}
		switch {
		case d.seen == Unclear && d.leg0 != nil:
			n.put("- " + noteUnclear.fill(t.lang, map[string]string{"server": server, "codes": codesOf(d)}))
		case d.cause == Login && (d.seen == WayOut || d.seen == Mend || d.seen == UsualOut || d.seen == UsualMend),
			d.cause == Certificate && d.seen == Fits, d.cause == Reach && d.seen == Fits, d.cause == Mode && d.seen == Fits, d.cause == Name && d.seen == Fits:
			n.put("- " + noteAgainst.fill(t.lang, map[string]string{"cause": causeWord[d.cause].In(t.lang), "seen": seenWord[d.seen].In(t.lang), "server": server}))
		}
		if d.move == HelpLogin || d.move == HelpReach {
			n.put("- " + noteFail2ban.In(t.lang))
		}
		if d.move == AtServer {
			n.put("- " + noteMend.In(t.lang))
		}
		switch d.proof.Outcome {
		case Proved:
			n.put("- " + noteProved.fill(t.lang, map[string]string{"host": d.proof.Host}))
		case Failed:
			n.put("- " + noteFailed.fill(t.lang, map[string]string{"host": d.proof.Host, "codes": joinCodes(d.proof.Codes)}))
		}
	}
	t.noteLeft(n, m)
	if m.usesGoog {
		n.put("- " + noteGoogleHost.In(t.lang))
	}
}

// noteLeft names the letters that test mailboxes have yet, each once.
func (t *ticket) noteLeft(n *page, m *matter) {
	for i, d := range m.dialogs {
		if p := d.proof; p.Left != "" && !slices.ContainsFunc(m.dialogs[:i], func(b *dialog) bool { return b.proof.Left == p.Left }) {
			n.put("- " + noteLeft.fill(t.lang, map[string]string{"mailbox": p.Mailbox, "token": p.Left}))
		}
	}
}

func codesOf(d *dialog) string {
	if row := telling(d.run, d.leg0); row != nil {
		var codes []finding.Code
		for _, f := range row.Findings {
			codes = append(codes, f.Code)
		}
		return joinCodes(codes)
	}
	return ""
}

func joinCodes(codes []finding.Code) string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return strings.Join(out, ", ")
}

// missing is what the questions are about.
func (t *ticket) missing() []string {
	var out []string
	put := func(l line) {
		if s := l.In(t.lang); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, m := range t.cases {
		if m.subject.Address == "" {
			put(line{EN: "the mail address", JA: "メール アドレス"})
		}
		if len(m.words) == 0 && !t.recognised() || len(m.words) > 0 && m.words[0].cause == Heading {
			put(line{EN: "Gmail's words", JA: "Gmail の文言"})
		}
		for _, d := range m.dialogs {
			switch {
			case d.move != Ask:
			case d.cause == Inbound:
				put(line{EN: "Gmail's answer, or such a mail's source", JA: "Gmail の応答、または該当メールのソース"})
			case len(d.typed.Others) > 0:
				put(line{EN: "which server name is typed", JA: "入力されているサーバー名"})
			case d.typed.Host == "":
				put(line{EN: "the settings that are typed", JA: "入力されている設定"})
			case d.seen == NoName:
				put(line{EN: "where the server name comes from", JA: "サーバー名の入手元"})
			default:
				put(line{EN: "when and where it fails", JA: "失敗する日時と場面"})
			}
		}
	}
	return out
}
