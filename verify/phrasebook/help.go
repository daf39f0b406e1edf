package phrasebook

import (
	"strings"

	"harness/verify/finding"
)

// helpPage is a page of Google's that messages link to, and what it is about.
type helpPage struct {
	id     string // "H01"
	marks  []string
	causes []finding.Code
	means  finding.Text
}

var helpPages = []helpPage{
	{"H01", []string{"answer/17101213", "answer/22370"}, []finding.Code{finding.FeatureEnded}, finding.Text{
		EN: "Google's help on \"Send mail as\" and its end: from January 2027 no addresses of other providers; new set-ups may be refused before.",
		JA: "「名前」（別のアドレスからの送信）と、その終了についての Google ヘルプです。2027 年 1 月からは他社のアドレスを使えず、新規の設定はそれより前に制限されることがあります。"}},
	{"H02", []string{"answer/16604719"}, []finding.Code{finding.FeatureEnded}, finding.Text{
		EN: "Google's help on the end of Gmailify and of fetching by POP3: no new users since early 2026, nobody from January 2027.",
		JA: "Gmailify と POP による取り込みの終了についての Google ヘルプです。2026 年初めに新規受付を終了、2027 年 1 月に全員について終了します。"}},
	{"H03", []string{"answer/21291", "answer/29382", "answer/21289"}, []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSOnPlainPort, finding.NetTimeout, finding.POPLoginRefused}, finding.Text{
		EN: "Google's help on fetching from other accounts and its error messages. Its advice to switch SSL off is a bad one.",
		JA: "他のアカウントからの受信とそのエラーについての Google ヘルプです。SSL を無効にするという案内には従わないでください。"}},
	{"H04", []string{"a/answer/2520500"}, []finding.Code{finding.SMTPStartTLSMissing, finding.TLSVersionOld}, finding.Text{
		EN: "Google's help on secure transport (TLS). Gmail's dialog links to it where the server offers no STARTTLS.",
		JA: "TLS についての Google ヘルプです。サーバーが STARTTLS に対応していないとき、Gmail の設定画面に表示されます。"}},
	{"H05", []string{"p=customfromdenied"}, []finding.Code{finding.TLSNameMismatch, finding.SMTPAuthRefused, finding.SMTPStartTLSMissing}, finding.Text{
		EN: "The link in every failure message of \"Send mail as\". It names the frame and no cause: the line below \"The response was:\" says what happened.",
		JA: "「名前」（別のアドレスからの送信）のエラーメールすべてにあるリンクで、原因は示しません。「応答:」の下の行に理由があります。"}},
	{"H06", []string{"answer/78754", "p=weblogin", "p=badcredentials", "answer/185833", "p=invalidsecondfactor", "troubleshooter/2402620"}, []finding.Code{finding.SMTPAuthRefused}, finding.Text{
		EN: "Google's help on refused logins at its own servers: the SMTP or POP server typed is Google's. An app password, or a sign-in on the web, is what it asks for.",
		JA: "Google 自身のサーバーでのログイン拒否についてのヘルプです。入力されたサーバーが Google のものです。アプリ パスワードまたはブラウザでのログインが必要です。"}},
	{"H07", []string{"answer/81126", "answer/14229414", "a?p=sender-guidelines", "p=unauthorizederror"}, []finding.Code{finding.SenderSPFMissing, finding.SenderDKIMMissing, finding.SenderPTRMissing, finding.SenderDMARCMissing}, finding.Text{
		EN: "Google's guidelines for senders: SPF or DKIM, a reverse name, TLS; for bulk mail DMARC as well.",
		JA: "Google の送信者ガイドラインです。SPF または DKIM、逆引き、TLS が必要で、大量送信では DMARC も必要です。"}},
	{"H08", []string{"answer/2451690", "a?p=dmarc"}, []finding.Code{finding.SenderDMARCFail}, finding.Text{
		EN: "Google's help on DMARC: the domain's own policy asks receivers to refuse what is not authenticated.",
		JA: "DMARC についての Google ヘルプです。ドメイン自身のポリシーにより、認証できないメールが拒否されます。"}},
	{"H09", []string{"answer/188131", "p=unsolicited", "p=unsolicitedmessageerror", "p=unsolicitedratelimiterror"}, []finding.Code{finding.SenderReputation, finding.SenderRateLimited}, finding.Text{
		EN: "Google's help on mail that it takes for spam or that comes too fast.",
		JA: "迷惑メールと判断された、または送信量が多すぎるメールについての Google ヘルプです。"}},
	{"H10", []string{"p=ipv6autherror"}, []finding.Code{finding.SenderPTRMissing, finding.SenderSPFMissing}, finding.Text{
		EN: "Google's rules for mail over IPv6: a reverse name, and SPF or DKIM.",
		JA: "IPv6 での送信に対する Google の条件（逆引きと SPF または DKIM）です。"}},
	{"H11", []string{"answer/7720"}, []finding.Code{finding.NetRefused, finding.NetTimeout}, finding.Text{
		EN: "Google's help on delivery to a server that takes no connection: the domain's MX was not reached.",
		JA: "配信先のサーバーに接続できない場合の Google ヘルプです。ドメインの MX に接続できていません。"}},
	{"H12", []string{"answer/6596", "p=nosuchuser"}, []finding.Code{finding.SMTPRecipientRefused}, finding.Text{
		EN: "Google's help on a Gmail address that does not exist.", JA: "存在しない Gmail アドレスについての Google ヘルプです。"}},
	{"H13", []string{"p=overquota"}, []finding.Code{finding.RecipientMailboxFull}, finding.Text{
		EN: "Google's help on a full Gmail account.", JA: "容量がいっぱいの Gmail アカウントについての Google ヘルプです。"}},
	{"H14", []string{"p=mailloop"}, []finding.Code{finding.SenderLoop}, finding.Text{
		EN: "Google's help on mail that goes round in a circle.", JA: "メールのループについての Google ヘルプです。"}},
	{"H15", []string{"answer/175365"}, []finding.Code{finding.SenderSPFFail, finding.SenderDMARCFail}, finding.Text{
		EN: "Google's advice on forwarding to Gmail: today it asks to put the forwarder's own domain into the envelope; an older copy said the opposite.",
		JA: "Gmail への転送についての Google の案内です。現在は、転送する側のドメインをエンベロープに使うよう求めています（以前の案内は逆でした）。"}},
	{"H16", []string{"answer/3726730", "answer/3221692", "gmail-smtp-errors-and-codes"}, []finding.Code{finding.SMTPMessageRefused, finding.SenderReputation}, finding.Text{
		EN: "Google's list of the answers of its servers. The line with the number, such as 550 5.7.26, says which: ask for it.",
		JA: "Google のサーバーの応答の一覧です。どれかは 550 5.7.26 などの番号の行で分かるため、その行を確認してください。"}},
	{"H17", []string{"answer/6590", "p=blockedmessage"}, []finding.Code{finding.SMTPMessageRefused}, finding.Text{
		EN: "Google's help on attachments that Gmail does not take.", JA: "Gmail が受け付けない添付ファイルについての Google ヘルプです。"}},
}

var helpLink = expression(`(?i)(?:https?://)?(?:support\.google\.com|knowledge\.workspace\.google\.com)/\S+`)

// helped explains a link to one of Google's help pages that stands alone: inside
// of an answer it is part of it.
func helped(folded string) []Match {
	link := helpLink().FindString(folded)
	if link == "" || len(strings.TrimSpace(folded)) > len(link)+120 {
		return nil
	}
	lower := strings.ToLower(link)
	for _, p := range helpPages {
		for _, mark := range p.marks {
			if i := strings.Index(lower, mark); i >= 0 && (i+len(mark) == len(lower) || lower[i+len(mark)] < '0' || lower[i+len(mark)] > '9') {
				return []Match{{Phrase: p.phrase(), Quote: quote(link), Causes: p.causes, Holes: map[string]string{}}}
			}
		}
	}
	return nil
}

func (p helpPage) phrase() Phrase {
	return Phrase{ID: p.id, Surface: GoogleNotice, Basis: Seen, Line: p.marks[0], Causes: p.causes, Note: p.means,
		Sightings: []Sighting{{"support.google.com", "2026"}}}
}
