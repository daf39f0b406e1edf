package leaving

var (
	titleText = words{
		"Mailboxes that Gmail uses, by {logs} log(s) from {first} to {last} ({days} days)",
		"Gmail が利用しているメールボックス（ログ {logs} 件、{first} から {last} まで {days} 日間）"}
	recognisedText = words{
		"Gmail is known by a confirmed host name mail-*.google.com or by these addresses: {lists}",
		"Gmail の見分け方: 確認済みのホスト名 mail-*.google.com、または次のアドレス: {lists}"}

	monthHead    = words{"month", "月"}
	fetchedHead  = words{"fetched", "受信"}
	deletingHead = words{"and deleted", "うち削除"}
	sentHead     = words{"sent for", "送信"}
	eitherHead   = words{"either", "いずれか"}

	nowHead = words{
		"In use in the last 31 days of the logs: {n}. Their customers are to be told.",
		"ログの最後の 31 日間に利用あり: {n} 件（お知らせの対象）"}
	thenHead  = words{"Used before, not in the last 31 days: {n}", "以前は利用あり、最後の 31 日間は利用なし: {n} 件"}
	maybeHead = words{"Perhaps used by Gmail: {n}", "Gmail かもしれないもの: {n} 件"}

	boxHead    = words{"mailbox", "メールボックス"}
	fetchHead  = words{"last fetch", "最終受信"}
	sendHead   = words{"last sent", "最終送信"}
	copyHead   = words{"copy with you", "サーバーの控え"}
	inflowHead = words{"a day", "1 日あたり"}
	fullHead   = words{"full in", "満杯まで"}
	daysText   = words{"{days} days", "{days} 日"}

	noneNote = words{
		"None of the {n} logins and letters in these logs came from Gmail.",
		"これらのログのログインと送信 {n} 件の中に、Gmail からのものはありませんでした。"}
	nothingNote = words{
		"These logs hold no POP3 login and no letter sent with a login that is written as Postfix, Dovecot, Exim or Courier write it. This says nothing about Gmail.",
		"これらのログには、Postfix、Dovecot、Exim、Courier の形式の POP3 ログインや認証付き送信の記録がありません。Gmail の利用の有無は分かりません。"}
	yearNote = words{
		"Some lines carry no year: it was inferred from the age of their file.",
		"年のない行があります。年はファイルの更新日時から推定しました。"}
	deletesNote = words{
		"For {n} mailbox(es) the logs do not show whether Gmail deletes what it fetched: nothing was fetched, or the server does not log it (Courier: POP3_LOG_DELETIONS=1).",
		"{n} 件では、Gmail が取り込んだメールを削除しているかどうかがログから分かりません（取り込みがないか、サーバーが記録していません。Courier では POP3_LOG_DELETIONS=1）。"}
	maybeNote = words{
		"{n} mailbox(es) were used only from addresses of Google's that may be a Google Cloud customer's. With Google's cloud.json as a second --google-ranges they are told apart.",
		"{n} 件は、Google Cloud の顧客かもしれない Google のアドレスからだけ利用されています。--google-ranges に Google の cloud.json も加えると区別できます。"}
	namelessNote = words{
		"{n} letter(s) came from Gmail by a login whose name is not in the log (Exim: server_set_id).",
		"ログイン名が記録されていない Gmail からの送信が {n} 件あります（Exim では server_set_id）。"}
	unmatchedNote = words{
		"The figures of {n} POP3 session(s) were left out: they may be another client's (before Dovecot 2.3 the end of a session does not name it).",
		"POP3 のセッション {n} 件の数値は除きました。ほかのソフトのものかもしれません（Dovecot 2.3 より前は、終了の行にセッションの名前がありません）。"}
	longNote    = words{"{n} line(s) over 64 KiB were skipped.", "64 KiB を超える行 {n} 件を読み飛ばしました。"}
	troubleNote = words{"{name} was not read to its end: {why}", "{name} は最後まで読めませんでした: {why}"}
)

// copyText says whether the host still has what Gmail fetched.
var copyText = map[Deletes]words{
	Yes: {"no: deleted", "なし（削除）"}, No: {"yes", "あり"}, Mixed: {"in part", "一部"}, Unknown: {"?", "?"},
}
