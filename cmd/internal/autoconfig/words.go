package autoconfig

import (
	"strings"

	"harness/client/evidence"
	"harness/verify/report"
)

// words is a text for people in both languages. Holes are {name}.
type words struct{ en, ja string }

func (w words) in(lang string, holes ...string) string {
	text := w.en
	if lang == "ja" {
		text = w.ja
	}
	return strings.NewReplacer(holes...).Replace(text)
}

var headlines = map[report.Outcome]words{
	report.Works:     {"Works: what is published leads to servers that mail programs can use.", "正常: 公開されている設定で、メールソフトは使えるサーバーにつながります。"},
	report.Broken:    {"Broken: customers who follow what is published, or find nothing, fail.", "異常: 公開されている設定のとおりにしたお客様、または設定が見つからなかったお客様は失敗します。"},
	report.Undecided: {"Undecided: not everything was seen to its end.", "判定できません: 最後まで確認できなかったものがあります。"},
}

var worksByGuess = words{
	"Nothing is published; common names lead to servers that can be used.",
	"設定は公開されていません。よくあるサーバー名で、使えるサーバーにつながります。",
}

var outcomes = map[report.Outcome]words{
	report.Works:     {"works", "使えます"},
	report.Broken:    {"cannot be used", "使えません"},
	report.Undecided: {"not known", "判定できません"},
}

var programNames = map[string]words{
	"thunderbird": {"Thunderbird", "Thunderbird"},
	"outlook":     {"Outlook (classic)", "Outlook（クラシック）"},
	"apple-mail":  {"Apple Mail", "Apple の「メール」"},
	"rfc6186":     {"programs that read SRV records (RFC 6186)", "SRV レコード（RFC 6186）を読むメールソフト"},
}

var seenTexts = map[evidence.Seen]words{
	evidence.SeenSettings:    {"found", "設定あり"},
	evidence.SeenNothing:     {"nothing there", "なし"},
	evidence.SeenCertificate: {"passed over: certificate refused", "証明書が拒否され、読み飛ばされます"},
	evidence.SeenUnreadable:  {"cannot be read", "読み取れません"},
	evidence.SeenLocked:      {"wants a login", "ログインが必要です"},
	evidence.SeenFailed:      {"could not be looked at", "確認できませんでした"},
	evidence.SeenUnasked:     {"not asked", "確認していません"},
}

var (
	programsHead = words{"What mail programs find", "メールソフトが見つける設定"}
	serversHead  = words{"Servers that are published", "公開されているサーバー"}
	guessedHead  = words{"Common names that were tried", "試したよくあるサーバー名"}
	placesHead   = words{"Where settings may stand", "設定の公開場所"}
	findingsHead = words{"What is wrong", "問題点"}
	nowhere      = words{"finds nothing", "見つかりません"}
	byGuess      = words{"nothing is published; it tries common names", "公開された設定がないため、よくある名前を試します"}
	lacking      = words{"Not enough for an account: receiving or sending is missing.", "受信または送信のサーバーが足りず、設定を完了できません。"}
	passed       = words{"Passes over without a word, for the certificate: {places}", "証明書のため、何も表示せずに読み飛ばす場所: {places}"}
	plainWord    = words{"without encryption", "暗号化なし"}
	untilWord    = words{"certificate until {date}", "証明書の期限 {date}"}
	noRight      = words{
		"What should be published is not known: no servers for both receiving and sending were seen to work. harness diagnose says more.",
		"受信と送信の両方で使えるサーバーを確認できなかったため、公開すべき内容は示せません。詳しくは harness diagnose で調べられます。",
	}
	documentHead = words{
		"A right file for https://autoconfig.{domain}/mail/config-v1.1.xml",
		"https://autoconfig.{domain}/mail/config-v1.1.xml に置く正しい文書",
	}
	recordsHead  = words{"Right SRV records", "正しい SRV レコード"}
	databaseNote = words{
		"Thunderbird also asks its own database of providers, before the places of the MX. It belongs to somebody else and was not asked.",
		"Thunderbird は、MX から分かる場所より先に、独自のプロバイダー一覧も参照します。第三者のものなので確認していません。",
	}
	outlookNote = words{
		"New Outlook and Outlook on phones connect from Microsoft's servers; what these find is not seen here.",
		"新しい Outlook とスマートフォンの Outlook は Microsoft のサーバーから接続するため、ここでは確認できません。",
	}
	appleNote = words{
		"Apple's Mail is not known to look for settings; hosts hand out a .mobileconfig profile, which --mobileconfig checks.",
		"Apple の「メール」が設定を自動で探すかどうかは確認されていません。事業者が配布する .mobileconfig は --mobileconfig で確認できます。",
	}
)
