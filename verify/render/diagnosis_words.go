package render

import (
	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/report"
)

// Labels of the diagnosis.
var (
	afterWord = text{EN: "as advised", JA: "新しい設定"}
	typedWord = map[report.Outcome]text{
		report.Works:     {EN: "The settings now: work", JA: "今の設定: 正常"},
		report.Broken:    {EN: "The settings now: BROKEN", JA: "今の設定: エラー"},
		report.Undecided: {EN: "The settings now: undecided", JA: "今の設定: 判定できません"},
	}
	clearWord  = text{EN: "The settings now: work unencrypted", JA: "今の設定: 暗号化なしで動作（危険）"}
	usualNames = map[report.Outcome]text{
		report.Works:     {EN: "The usual names: Gmail would reach the login", JA: "よく使われる名前: Gmail はログインまで進めます"},
		report.Broken:    {EN: "The usual names: BROKEN", JA: "よく使われる名前: エラー"},
		report.Undecided: {EN: "The usual names: undecided", JA: "よく使われる名前: 判定できません"},
	}
	tailWord = map[way]text{
		proved:  {EN: " -> those below work, proved by a round trip", JA: " → 下の設定なら使えます（往復試験で確認済み）"},
		offered: {EN: " -> those below fit, and are not proved", JA: " → 下の候補があります（未実証）"},
		tried:   {EN: " -> those below were tried and fail too", JA: " → 下の候補も試しましたが、失敗しました"},
		server:  {EN: " -> only the server can mend this", JA: " → サーバー側の修正が必要です"},
		nothing: {EN: " -> no others were found that work", JA: " → 代わりに使える設定は見つかりませんでした"},
	}
	tailReaches = text{EN: " -> with those below Gmail reaches the login", JA: " → 下の設定なら Gmail はログインまで進めます"}
	tailPart    = text{EN: " -> a part can be mended in Gmail, see below", JA: " → 一部は Gmail の設定で直せます（下記）"}
	triedWord   = text{EN: "found, tried, and failed as well", JA: "見つかった候補を試しましたが、失敗しました"}
	afterFails  = text{EN: "With the settings that were found:", JA: "見つかった候補での結果:"}
	reachesWord = text{EN: "Gmail would reach the login", JA: "Gmail はログインまで進めます"}
	rowWord     = map[advice.Outcome]text{
		advice.Accepts:    {EN: "Gmail accepts", JA: "Gmail で使えます"},
		advice.Refuses:    {EN: "Gmail refuses", JA: "Gmail で使えません"},
		advice.NoSuchName: {EN: "no such name", JA: "存在しない名前です"},
		advice.Unclear:    {EN: "unclear", JA: "判定できません"},
		advice.NotLooked:  {EN: "not looked at", JA: "未確認"},
	}
	saidWord        = text{EN: "Recognised:", JA: "該当する文言:"}
	nearWord        = text{EN: "Nearest known phrase:", JA: "最も近い文言:"}
	nothingToChange = text{EN: "nothing to change.", JA: "変更は不要です。"}
	loginReached    = text{
		EN: "no other name, port or security is needed; look here:",
		JA: "サーバー名・ポート・暗号化方式を別のものに変える必要はありません。次の点を確認してください。",
	}
	onlyServer = text{
		EN: "no name or port that can be typed in Gmail helps: the server must be mended.",
		JA: "Gmail では解決できません。サーバー側の修正が必要です。",
	}
	nothingFound = text{EN: "nothing to type instead was found.", JA: "代わりに入力できる設定は見つかりませんでした。"}
	askForNames  = text{
		EN: "Ask for the server names that the hosting company gives (its panel, the mail at the beginning of the contract), then look at each: `harness diagnose HOST`.",
		JA: "ホスティング会社が案内しているサーバー名（管理画面、契約時のメール）を確認し、それぞれを `harness diagnose ホスト名` で調べてください。",
	}
	typeThis    = text{EN: "type this in Gmail", JA: "Gmail に次のとおり入力します"}
	typeProved  = text{EN: "proved; type this in Gmail", JA: "確認済みです。Gmail に次のとおり入力します"}
	typeIfKnown = text{
		EN: "type this if it is the hosting company's",
		JA: "ご契約の会社の名前であれば、次のとおり入力します",
	}
	typeAgain     = text{EN: "(type it again)", JA: "（再入力が必要です）"}
	loginAsBefore = text{EN: "(as before)", JA: "（変更なし）"}
	alsoWord      = text{EN: "These would do as well:", JA: "次の設定でも使えます:"}
	unprovenWord  = text{EN: "Found, and not proved:", JA: "見つかったものの、確認できなかった名前:"}
	panelWord     = text{EN: "The customer finds the name in the panel ({provider}):", JA: "名前の確認場所（{provider}）:"}
	panelUnknown  = text{EN: "where is not known to us.", JA: "場所は分かっていません。"}
	mendWord      = text{EN: "At the server: {software}", JA: "サーバー側の対処: {software}"}
	anySoftware   = text{EN: "any software", JA: "共通"}
	runWord       = text{EN: "Run:", JA: "実行するコマンド:"}
	runAgainWord  = text{EN: "Run, now and after every renewal of the certificate:", JA: "実行するコマンド（証明書の更新のたびに必要です）:"}
	sourceWord    = text{EN: "Source:", JA: "出典:"}
	addrWord      = text{EN: "address", JA: "IP アドレス"}
	portWord      = text{EN: "port", JA: "ポート"}
	sniWord       = text{EN: "server name", JA: "サーバー名（SNI）"}
	noSNIWord     = text{EN: "(none)", JA: "（なし）"}
	answerWord    = text{EN: "answers", JA: "応答"}
	resultWord    = text{EN: "for Gmail", JA: "Gmail での結果"}
	leftWord      = map[certs.Expiry]text{
		certs.Lasting:  {EN: "({days} days)", JA: "（残り {days} 日）"},
		certs.EndsSoon: {EN: "({days} days: ends soon)", JA: "（残り {days} 日、期限間近）"},
		certs.EndsNow:  {EN: "({days} days: renew it now)", JA: "（残り {days} 日、至急更新）"},
		certs.Ended:    {EN: "(ended)", JA: "（期限切れ）"},
	}
	issuerWord = text{EN: "by", JA: "発行者:"}
	skipWord   = map[evidence.SkipReason]text{
		evidence.SkipLimit: {
			EN: "Not looked at: {n} more listeners of {addr}; 12 connections to one address are the limit (--survey full: 32).",
			JA: "未確認: {addr} の残り {n} 件（1 つの IP アドレスへの接続は 12 回までです。--survey full で 32 回）。",
		},
		evidence.SkipSilent: {
			EN: "Inconclusive: {addr} does not answer, perhaps it blocks us; it was left alone.",
			JA: "判定できません: {addr} は応答しません。接続を遮断されている可能性があるため、途中でやめました。",
		},
		evidence.SkipBusy: {
			EN: "Inconclusive: {addr} answers 421 (it ends the connection); it was left alone after that.",
			JA: "判定できません: {addr} が 421（接続を終える応答）を返すため、途中でやめました。",
		},
	}
	asksWord = text{
		EN: "{host} lies outside of the customer's domain. To prove it with the password, say so:",
		JA: "{host} はお客様のドメインの外にあるため、パスワードを送っていません。確かめるには、次のように指定してください。",
	}
	senderWord    = text{EN: "Mail from this host to Gmail", JA: "Gmail 宛てのメール（送信元の確認）"}
	outboundWord  = text{EN: "outbound address", JA: "送信元 IP アドレス:"}
	notTestedWord = text{EN: "not known", JA: "不明"}
	bounceWord    = text{EN: "The delivery report says:", JA: "エラーメールの内容:"}
	recordWord    = text{EN: "The record now:", JA: "現在のレコード:"}
	publishWord   = text{EN: "Publish this one TXT record at {domain}:", JA: "{domain} の TXT レコードとして、次の 1 件だけを登録します:"}
	senderFine    = text{EN: "Nothing wrong was found.", JA: "問題は見つかりませんでした。"}
	noOutbound    = text{
		EN: "Not tested: SPF result, reverse name, block lists. The outbound address comes from a bounce or a mail (--mail) or from --sending-ip.",
		JA: "未確認: SPF の判定、逆引き、拒否リスト。送信元の IP アドレスは、エラーメールかお客様のメール（--mail）、または --sending-ip で指定します。",
	}
	noSignature = text{
		EN: "Not tested: DKIM and DMARC. They need a whole mail as it arrived (--mail).",
		JA: "未確認: DKIM と DMARC。届いたメール全体（--mail）が必要です。",
	}
	untestedOwn = text{
		EN: "Not tested: the account's own password and mailbox.",
		JA: "未確認: お客様ご自身のパスワードとメールボックス。",
	}
	untested = text{
		EN: "Not tested: the password and the mailbox. Nothing was logged in.",
		JA: "未確認: パスワードとメールボックス（ログインはしていません）。",
	}
	senderOnly = text{
		EN: "About mail sent to Gmail: no mail server was looked at.",
		JA: "Gmail 宛てのメールについての確認です。メールサーバーは確認していません。",
	}
	reachWord = map[report.Outcome]text{
		report.Works:     {EN: "Gmail would reach the login.", JA: "Gmail はログインまで進めます。"},
		report.Broken:    {EN: "Broken: Gmail would not reach the login with what was typed.", JA: "エラー: 入力された設定では、Gmail はログインまで進めません。"},
		report.Undecided: {EN: "Undecided: this run could not tell.", JA: "判定できません: 今回の実行では判断できませんでした。"},
	}
)
