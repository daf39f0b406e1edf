package ticket

import (
	"strings"

	"harness/client/evidence"
	"harness/verify/clean"
	"harness/verify/finding"
)

// answersSymptom tells whether what a customer tells of mail to Gmail, in
// nobody's words, is answered by what the domain's DNS shows: a fault there is
// worth mending whatever else is wrong, and who asks for an SPF record that is
// there already gets it shown. Otherwise only Gmail's own line, or a letter as
// it arrived, can say why.
func (m *matter) answersSymptom() bool {
	s := m.inbound.Sender
	if s == nil || s.Seen.From == "" {
		return false
	}
	return len(s.Findings) > 0 || m.words[0].code == finding.SenderSPFMissing && asksForSPF(m) && spfOf(s.Seen) != ""
}

func asksForSPF(m *matter) bool { return m.words[0].id == "Y05" }

// spfOf is the SPF record of the domain that was looked at, "" if none was
// seen.
func spfOf(s *evidence.Sender) string {
	for _, a := range s.DNS {
		if a.Type != "TXT" || !strings.EqualFold(strings.TrimSuffix(a.Name, "."), s.From) {
			continue
		}
		for _, r := range a.Records {
			if text := strings.Trim(r.Data, `"`); strings.HasPrefix(strings.ToLower(text), "v=spf1") {
				return text
			}
		}
	}
	return ""
}

// symptomCause says what was looked at, where nobody's words say that Gmail
// refused anything.
func (t *ticket) symptomCause(p *page, m *matter) {
	s := m.inbound.Sender
	if len(s.Findings) == 0 {
		p.say(symptomSPF, map[string]string{"domain": s.Seen.From})
		p.line("  " + clean.Line(spfOf(s.Seen)))
		return
	}
	p.say(symptomSeen, map[string]string{"domain": s.Seen.From})
}

// askDelivery asks for what says why mail to Gmail is not taken or lands in
// spam.
func (t *ticket) askDelivery(p *page, m *matter, next func(text, map[string]string) bool) {
	switch m.words[0].id {
	case "Y06", "Y07", "Y13":
		next(askSource1, nil)
	default:
		next(askReturned, nil)
	}
	next(askSince, nil)
}

var (
	symptomSeen = text{
		EN: "Gmail takes mail only from senders that the DNS of their domain confirms, and puts other mail in spam. We looked at the DNS of {domain}:",
		JA: "Gmail は、送信元を DNS で確認できないメールを拒否したり、迷惑メールとして扱ったりします。{domain} の DNS を確認したところ、次の点が見つかりました。",
	}
	symptomSPF = text{
		EN: "{domain} has an SPF record already, so none is to be added (a second one would make both invalid):",
		JA: "{domain} には、SPF レコードがすでに登録されています。追加は不要です（2 つ登録すると、どちらも無効になります）。",
	}
	symptomSPFDo = text{
		EN: "If mail is sent through other services as well (newsletters, a shop), their part has to be added to this one record. If a message of Gmail's or of somebody else's says that SPF fails, please send it to us word for word.",
		JA: "当社以外のサービス（メール配信、ネットショップなど）からも送信している場合は、この 1 件のレコードにそのサービスの指定を追記してください。SPF に関するエラーや警告が届いている場合は、その全文をお送りください。",
	}
	askDeliveryIntro = text{
		EN: "Why Gmail does not take the mail, or takes it for spam, stands in its answer or in the header of such a mail. The settings of the mail program, and the encryption there, have nothing to do with it.",
		JA: "Gmail がメールを受け取らない理由や、迷惑メールと判断した理由は、Gmail の応答や、届いたメールのヘッダーに記載されています。メールソフトの設定や暗号化は関係ありません。",
	}
	askReturned = text{
		EN: "{n}. The mail that came back (\"Undelivered Mail Returned to Sender\" or the like), whole: it holds a line that begins with 550 or 421 and says why.",
		JA: "{n}. 戻ってきたメール（件名は英語のこともあります）の本文の全文。550 や 421 で始まる行に理由が書かれています。",
	}
	askSource1 = text{
		EN: "{n}. The source of one such mail as it arrived: the recipient opens it in Gmail on a computer, then the three dots > Show original, and copies all of it.",
		JA: "{n}. 該当するメール 1 通のソース。受信した方に、パソコンの Gmail でそのメールを開き、その他（縦に並んだ 3 つの点）→「メッセージのソースを表示」の内容をすべてコピーしていただいてください。",
	}
	askSince = text{
		EN: "{n}. Since when it is so, and whether it happens to all recipients at Gmail or to some.",
		JA: "{n}. いつからか、また、すべての Gmail 宛てで起きるか、一部の宛先だけか。",
	}
)
