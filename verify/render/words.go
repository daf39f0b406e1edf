package render

import (
	"harness/client/evidence"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// text is one label of the text form in both languages.
type text = finding.Text

// Labels of the text form. Names of Gmail's dialogs are Gmail's own, in
// English and in Japanese.
var (
	legTitle = map[finding.Leg]text{
		finding.Send:  {EN: "Send mail as", JA: "名前（Gmail からの送信）"},
		finding.Fetch: {EN: "Check mail from other accounts", JA: "他のアカウントのメールを確認"},
	}
	outcomeWord = map[report.Outcome]text{
		report.Works:     {EN: "works", JA: "正常"},
		report.Broken:    {EN: "BROKEN", JA: "エラー"},
		report.Undecided: {EN: "undecided", JA: "判定できません"},
	}
	securityWord = map[evidence.Security]text{
		evidence.StartTLS: {EN: "TLS (STARTTLS)", JA: "TLS（STARTTLS）"},
		evidence.SSL:      {EN: "SSL", JA: "SSL"},
		evidence.STLS:     {EN: "STLS", JA: "STLS"},
		evidence.Plain:    {EN: "no encryption", JA: "暗号化なし"},
	}
	surfaceWord = map[phrasebook.Surface]text{
		phrasebook.SendDialog: {EN: `Gmail says in the dialog "Send mail as"`, JA: "Gmail の表示（送信の設定画面）"},
		phrasebook.SendBounce: {EN: "Gmail says in the bounce message", JA: "Gmail の表示（送信後に届くエラーメール）"},
		phrasebook.POPDialog:  {EN: `Gmail says in the dialog "Check mail from other accounts"`, JA: "Gmail の表示（受信の設定画面）"},
		phrasebook.POPHistory: {EN: "Gmail says in the fetch history", JA: "Gmail の表示（受信の履歴）"},

		phrasebook.Delivery:     {EN: "Gmail says when it delivers mail elsewhere", JA: "Gmail の表示（通常の配信のエラーメール）"},
		phrasebook.GmailInbound: {EN: "Gmail's servers say to mail sent to Gmail", JA: "Gmail 宛てのメールに対する Gmail サーバーの応答"},
	}
	basisWord = map[phrasebook.Basis]text{
		phrasebook.Seen:     {EN: "seen", JA: "実例あり"},
		phrasebook.Inferred: {EN: "inferred", JA: "推定"},
	}
	rankWord = map[phrasebook.Rank]text{
		phrasebook.AlsoPossible: {EN: "also possible", JA: "次の表示の可能性もあります"},
		phrasebook.AlsoSeen:     {EN: "also seen", JA: "次の形の実例もあります"},
	}
	severityWord = map[finding.Severity]text{
		finding.Broken:    {EN: "fault", JA: "障害"},
		finding.Undecided: {EN: "undecided", JA: "要確認"},
		finding.High:      {EN: "harmful", JA: "危険"},
		finding.Warning:   {EN: "warning", JA: "警告"},
		finding.Note:      {EN: "note", JA: "備考"},
	}
	unknownWording = text{EN: "Gmail's wording for this is not known.", JA: "この場合の Gmail の文言は分かっていません。"}
	unknownOther   = text{EN: "The client's wording for this is not known.", JA: "この場合のメールソフトの文言は分かっていません。"}
	whyWord        = text{EN: "Why:", JA: "原因:"}
	fixWord        = text{EN: "Fix:", JA: "対処:"}
	namesWord      = text{EN: "Names in the certificate:", JA: "証明書の名前:"}
	serverWord     = text{EN: "The server said:", JA: "サーバーの応答:"}
	guessedWord    = text{EN: "guessed, not typed", JA: "入力がないため推測"}
	endsWord       = map[certs.Expiry]text{
		certs.Lasting:  {EN: "Certificate: valid until {date} ({days} days).", JA: "証明書の有効期限: {date}（残り {days} 日）"},
		certs.EndsSoon: {EN: "Certificate: valid until {date} ({days} days: ends soon).", JA: "証明書の有効期限: {date}（残り {days} 日、期限間近）"},
		certs.EndsNow:  {EN: "Certificate: valid until {date} ({days} days: renew it now).", JA: "証明書の有効期限: {date}（残り {days} 日、至急更新）"},
		certs.Ended:    {EN: "Certificate: was valid until {date}.", JA: "証明書の有効期限: {date}（期限切れ）"},
	}
	timingWord     = text{EN: "Timings:", JA: "所要時間:"}
	stoppedWord    = text{EN: "stopped at", JA: "停止した段階:"}
	sentWord       = text{EN: "The letter was accepted.", JA: "テストメールは受け付けられました。"}
	notLookedWord  = text{EN: "Login and mailbox answered; there was no letter to look for.", JA: "ログインとメールボックスの確認まで正常です（確認するテストメールはありませんでした）。"}
	bouncedWord    = text{EN: "A failure message came back in its place.", JA: "テストメールの代わりにエラーメールが届きました。"}
	backWord       = text{EN: "The letter came back.", JA: "テストメールが戻ってきました。"}
	deletedWord    = text{EN: "The letter came back and was deleted again.", JA: "テストメールが戻ってきました（確認後に削除しました）。"}
	goneWord       = text{EN: "The letter came back and was deleted again. The server did not confirm that; a second look showed that it is gone.", JA: "テストメールが戻ってきました（確認後に削除しました。サーバーから削除の確認はありませんでしたが、もう一度見たところ、残っていませんでした）。"}
	keptWord       = text{EN: "The letter came back and was left in the mailbox.", JA: "テストメールが戻ってきました（メールボックスに残してあります）。"}
	refusalsWord   = text{EN: "Refused logins caused by this run:", JA: "この実行で拒否されたログインの回数:"}
	bothLegs       = text{EN: "Both", JA: "送信・受信とも"}
	doHead         = text{EN: "What to do", JA: "対処"}
	whyHead        = text{EN: "Why", JA: "原因"}
	asideHead      = text{EN: "Also noticed", JA: "その他"}
	seenHead       = text{EN: "What was seen", JA: "確認した内容"}
	moreWords      = text{EN: "{n} more", JA: "ほか {n} 件"}
	cutWord        = text{EN: "(the first {most} of {n} bytes; --details shows all)", JA: "（{n} バイトのうち最初の {most} バイトです。全文は --details で表示します）"}
	detailsWord    = text{EN: "More: --details", JA: "詳細は --details で表示します。"}
	nextWord       = text{EN: "To run next:", JA: "次に実行するコマンド:"}
	candidatesWord = text{
		EN: "Names that the servers show. Which of them is the customer's server has to be checked first:",
		JA: "サーバーが示している名前です。お客様のサーバーかどうか、先に確認が必要です。",
	}
	candidateWord = map[report.Origin]text{
		report.FromCertificate: {EN: "in the certificate:", JA: "証明書の名前:"},
		report.FromReverse:     {EN: "by the reverse look-up of the address:", JA: "IP アドレスの逆引きの名前:"},
	}
	verdictWord = map[report.Outcome]text{
		report.Works: {
			EN: "Works: Gmail could use these settings, as far as can be seen from here.",
			JA: "正常: ここから確認できる範囲では、Gmail でこの設定を使えます。",
		},
		report.Broken: {
			EN: "Broken: Gmail would fail with these settings.",
			JA: "エラー: この設定では Gmail は失敗します。",
		},
		report.Undecided: {
			EN: "Undecided: this run could not tell.",
			JA: "判定できません: 今回の実行では判断できませんでした。",
		},
	}
	harmfulWord = text{
		EN: "Works, and is harmful: see below.",
		JA: "動作はしますが、危険な設定です。下の説明をご覧ください。",
	}
	testedFrom = text{
		EN: "Tested from {from}. Gmail connects from Google's addresses: a filter for foreign addresses or a ban may still stop it there.",
		JA: "接続元は {from} です。実際の Gmail は Google のアドレスから接続するため、国外からのアクセス制限や接続拒否の影響を受けることがあります。",
	}
	testedFromOther = text{
		EN: "Tested from {from}. A phone or computer elsewhere may meet filters and bans that this run did not.",
		JA: "接続元は {from} です。別の場所のスマートフォンやパソコンでは、アクセス制限や接続拒否の影響を受けることがあります。",
	}
	elsewhereSame = text{
		EN: "From the second place (--also-via) it is the same: {outcome}.",
		JA: "別の場所（--also-via）からの結果も同じです: {outcome}。",
	}
	elsewhereFiltered = text{
		EN: "From here the login is reached, and from the second place (--also-via) the server refuses: {why}. It depends on where one comes from: a filter of foreign addresses or a ban, as may stop Gmail too.",
		JA: "ここからはログインまで進めますが、別の場所（--also-via）からは拒否されます: {why}。接続元によって結果が変わるため、国外からのアクセス制限または接続拒否があります。Gmail も同じ影響を受けることがあります。",
	}
	elsewhereUnclear = text{
		EN: "From the second place (--also-via) it could not be told: {why}. A filter that drops connections looks the same as a fault of that place's own network.",
		JA: "別の場所（--also-via）からの結果は判定できません: {why}。接続を破棄する制限と、その場所のネットワーク障害は区別できません。",
	}
	elsewhereBetter = text{
		EN: "From here it is {outcome}, and from the second place (--also-via) {why}: it depends on where one comes from.",
		JA: "ここからの結果は「{outcome}」、別の場所（--also-via）からは「{why}」です。接続元によって結果が変わります。",
	}
	editEntry = text{
		EN: "In Gmail, edit the entry and type the password again; never delete the entry: it may not be possible to add it again.",
		JA: "Gmail では設定を削除せずに「編集」し、パスワードも再入力します（削除すると再び追加できないことがあります）。",
	}
	ended = text{
		EN: "The server meets Gmail's rules; Gmail no longer offers this.",
		JA: "サーバーは Gmail の条件を満たしていますが、Gmail はこの機能の提供を終了しています。",
	}
)

// SeverityWord is how reports call a severity.
func SeverityWord(s finding.Severity, lang string) string { return severityWord[s].In(lang) }
