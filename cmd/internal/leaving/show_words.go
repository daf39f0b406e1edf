package leaving

var (
	titleText = words{
		EN: "Mailboxes that Gmail uses, by {logs} log(s) from {first} to {last} ({days} days)",
		JA: "Gmail が利用しているメールボックス（ログ {logs} 件、{first} から {last} まで {days} 日間）"}
	recognisedText = words{
		EN: "Gmail is known by a confirmed host name mail-*.google.com or by these addresses: {lists}",
		JA: "Gmail の見分け方: 確認済みのホスト名 mail-*.google.com、または次のアドレス: {lists}"}

	monthHead    = words{EN: "month", JA: "月"}
	fetchedHead  = words{EN: "fetched", JA: "受信"}
	deletingHead = words{EN: "and deleted", JA: "うち削除"}
	sentHead     = words{EN: "sent for", JA: "送信"}
	eitherHead   = words{EN: "either", JA: "いずれか"}

	nowHead = words{
		EN: "In use in the last 31 days of the logs: {n}. Their customers are to be told.",
		JA: "ログの最後の 31 日間に利用あり: {n} 件（お知らせの対象）"}
	thenHead  = words{EN: "Used before, not in the last 31 days: {n}", JA: "以前は利用あり、最後の 31 日間は利用なし: {n} 件"}
	maybeHead = words{EN: "Perhaps used by Gmail: {n}", JA: "Gmail かもしれないもの: {n} 件"}

	boxHead    = words{EN: "mailbox", JA: "メールボックス"}
	fetchHead  = words{EN: "last fetch", JA: "最終受信"}
	sendHead   = words{EN: "last sent", JA: "最終送信"}
	copyHead   = words{EN: "copy with you", JA: "サーバーの控え"}
	inflowHead = words{EN: "a day", JA: "1 日あたり"}
	fullHead   = words{EN: "full in", JA: "満杯まで"}
	daysText   = words{EN: "{days} days", JA: "{days} 日"}

	noneNote = words{
		EN: "None of the {n} logins and letters in these logs came from Gmail.",
		JA: "これらのログのログインと送信 {n} 件の中に、Gmail からのものはありませんでした。"}
	nothingNote = words{
		EN: "These logs hold no POP3 login and no letter sent with a login that is written as Postfix, Dovecot, Exim or Courier write it. This says nothing about Gmail.",
		JA: "これらのログには、Postfix、Dovecot、Exim、Courier の形式の POP3 ログインや認証付き送信の記録がありません。Gmail の利用の有無は分かりません。"}
	yearNote = words{
		EN: "Some lines carry no year: it was inferred from the age of their file.",
		JA: "年のない行があります。年はファイルの更新日時から推定しました。"}
	deletesNote = words{
		EN: "For {n} mailbox(es) the logs do not show whether Gmail deletes what it fetched: nothing was fetched, or the server does not log it (Courier: POP3_LOG_DELETIONS=1).",
		JA: "{n} 件では、Gmail が取り込んだメールを削除しているかどうかがログから分かりません（取り込みがないか、サーバーが記録していません。Courier では POP3_LOG_DELETIONS=1）。"}
	maybeNote = words{
		EN: "{n} mailbox(es) were used only from addresses of Google's that may be a Google Cloud customer's. With Google's cloud.json as a second --google-ranges they are told apart.",
		JA: "{n} 件は、Google Cloud の顧客かもしれない Google のアドレスからだけ利用されています。--google-ranges に Google の cloud.json も加えると区別できます。"}
	namelessNote = words{
		EN: "{n} letter(s) came from Gmail by a login whose name is not in the log (Exim: server_set_id).",
		JA: "ログイン名が記録されていない Gmail からの送信が {n} 件あります（Exim では server_set_id）。"}
	unmatchedNote = words{
		EN: "The figures of {n} POP3 session(s) were left out: they may be another client's (before Dovecot 2.3 the end of a session does not name it).",
		JA: "POP3 のセッション {n} 件の数値は除きました。ほかのソフトのものかもしれません（Dovecot 2.3 より前は、終了の行にセッションの名前がありません）。"}
	longNote    = words{EN: "{n} line(s) over 64 KiB were skipped.", JA: "64 KiB を超える行 {n} 件を読み飛ばしました。"}
	troubleNote = words{EN: "{name} was not read to its end: {why}", JA: "{name} は最後まで読めませんでした: {why}"}
)

// copyText says whether the host still has what Gmail fetched.
var copyText = map[Deletes]words{
	Yes: {EN: "no: deleted", JA: "なし（削除）"}, No: {EN: "yes", JA: "あり"}, Mixed: {EN: "in part", JA: "一部"}, Unknown: {EN: "?", JA: "?"},
}
