package autoconfig

import (
	"harness/verify/finding"

	"harness/client/evidence"
	"harness/verify/report"
)

type words = finding.Text

var headlines = map[report.Outcome]words{
	report.Works:     {EN: "Works: what is published leads to servers that mail programs can use.", JA: "正常: 公開されている設定で、メールソフトは使えるサーバーにつながります。"},
	report.Broken:    {EN: "Broken: customers who follow what is published, or find nothing, fail.", JA: "異常: 公開されている設定のとおりにしたお客様、または設定が見つからなかったお客様は失敗します。"},
	report.Undecided: {EN: "Undecided: not everything was seen to its end.", JA: "判定できません: 最後まで確認できなかったものがあります。"},
}

var worksByGuess = words{
	EN: "Nothing is published; common names lead to servers that can be used.",
	JA: "設定は公開されていません。よくあるサーバー名で、使えるサーバーにつながります。",
}

var outcomes = map[report.Outcome]words{
	report.Works:     {EN: "works", JA: "使えます"},
	report.Broken:    {EN: "cannot be used", JA: "使えません"},
	report.Undecided: {EN: "not known", JA: "判定できません"},
}

var programNames = map[string]words{
	"thunderbird": {EN: "Thunderbird", JA: "Thunderbird"},
	"outlook":     {EN: "Outlook (classic)", JA: "Outlook（クラシック）"},
	"apple-mail":  {EN: "Apple Mail", JA: "Apple の「メール」"},
	"rfc6186":     {EN: "programs that read SRV records (RFC 6186)", JA: "SRV レコード（RFC 6186）を読むメールソフト"},
}

var seenTexts = map[evidence.Seen]words{
	evidence.SeenSettings:    {EN: "found", JA: "設定あり"},
	evidence.SeenNothing:     {EN: "nothing there", JA: "なし"},
	evidence.SeenCertificate: {EN: "passed over: certificate refused", JA: "証明書が拒否され、読み飛ばされます"},
	evidence.SeenUnreadable:  {EN: "cannot be read", JA: "読み取れません"},
	evidence.SeenLocked:      {EN: "wants a login", JA: "ログインが必要です"},
	evidence.SeenFailed:      {EN: "could not be looked at", JA: "確認できませんでした"},
	evidence.SeenUnasked:     {EN: "not asked", JA: "確認していません"},
}

var (
	programsHead = words{EN: "What mail programs find", JA: "メールソフトが見つける設定"}
	serversHead  = words{EN: "Servers that are published", JA: "公開されているサーバー"}
	guessedHead  = words{EN: "Common names that were tried", JA: "試したよくあるサーバー名"}
	placesHead   = words{EN: "Where settings may stand", JA: "設定の公開場所"}
	findingsHead = words{EN: "What is wrong", JA: "問題点"}
	nowhere      = words{EN: "finds nothing", JA: "見つかりません"}
	unseen       = words{EN: "not known: a place where settings may stand could not be looked at", JA: "判定できません（設定の公開場所に確認できないものがあります）"}
	byGuess      = words{EN: "nothing is published; it tries common names", JA: "公開された設定がないため、よくある名前を試します"}
	lacking      = words{EN: "Not enough for an account: receiving or sending is missing.", JA: "受信または送信のサーバーが足りず、設定を完了できません。"}
	passed       = words{EN: "Passes over without a word, for the certificate: {places}", JA: "証明書のため、何も表示せずに読み飛ばす場所: {places}"}
	plainWord    = words{EN: "without encryption", JA: "暗号化なし"}
	untilWord    = words{EN: "certificate until {date}", JA: "証明書の期限 {date}"}
	noRight      = words{
		EN: "What should be published is not known: no servers for both receiving and sending were seen to work. harness diagnose says more.",
		JA: "受信と送信の両方で使えるサーバーを確認できなかったため、公開すべき内容は示せません。詳しくは harness diagnose で調べられます。",
	}
	documentHead = words{
		EN: "A right file for https://autoconfig.{domain}/mail/config-v1.1.xml",
		JA: "https://autoconfig.{domain}/mail/config-v1.1.xml に置く正しい文書",
	}
	recordsHead  = words{EN: "Right SRV records", JA: "正しい SRV レコード"}
	databaseNote = words{
		EN: "Thunderbird also asks its own database of providers, before the places of the MX. It belongs to somebody else and was not asked.",
		JA: "Thunderbird は、MX から分かる場所より先に、独自のプロバイダー一覧も参照します。第三者のものなので確認していません。",
	}
	outlookNote = words{
		EN: "New Outlook and Outlook on phones connect from Microsoft's servers; what these find is not seen here.",
		JA: "新しい Outlook とスマートフォンの Outlook は Microsoft のサーバーから接続するため、ここでは確認できません。",
	}
	appleNote = words{
		EN: "Apple's Mail is not known to look for settings; hosts hand out a .mobileconfig profile, which --mobileconfig checks.",
		JA: "Apple の「メール」が設定を自動で探すかどうかは確認されていません。事業者が配布する .mobileconfig は --mobileconfig で確認できます。",
	}
)
