package leaving

import "harness/client/persona"

import "harness/cmd/internal/profile"

// The letter's sentences. Gmail's own labels stand as Gmail shows them (docs/gmail.md).
var (
	subjectText = words{
		EN: "Subject: What ends at Gmail in January 2027 for {mailbox}",
		JA: "件名: 2027 年 1 月の Gmail の機能終了について（{mailbox}）"}
	greetingText = words{EN: "Dear customer,", JA: "お客様各位"}
	openingText  = words{
		EN: "Our servers' records show that you use your mailbox {mailbox} in Gmail:",
		JA: "弊社サーバーの記録によると、メールアドレス {mailbox} を Gmail で次のようにご利用です。"}
	fetchesText = words{
		EN: `- Gmail fetches its mail ("Check mail from other accounts"), last on {fetched}.`,
		JA: "・Gmail がこのメールを受信しています（「他のアカウントのメールを確認」の機能。最終 {fetched}）。"}
	sendsText = words{
		EN: `- You send mail from this address in Gmail ("Send mail as"), last on {sent}.`,
		JA: "・Gmail からこのアドレスで送信されています（「名前」の機能。最終 {sent}）。"}

	changesHead = words{EN: "What changes", JA: "■ 変わること"}
	arrivesText = words{
		EN: "- New mail no longer comes into Gmail by itself. It arrives in your mailbox with us as before, and stays there.",
		JA: "・新しいメールは Gmail に自動で取り込まれなくなります。これまでどおり弊社のメールボックスに届き、そこに残ります。"}
	filterText = words{
		EN: "- New mail is no longer sorted by Gmail's spam filter: more unwanted mail may be among it.",
		JA: "・新しいメールは Gmail の迷惑メール判定を受けなくなります。迷惑メールが増えたように感じられることがあります。"}
	togetherText = words{
		EN: "- If you read several addresses in Gmail, they are no longer together in one inbox on the web.",
		JA: "・複数のアドレスのメールを、ブラウザの Gmail の一つの受信トレイでまとめて読むことはできなくなります。"}
	writeText = words{
		EN: "- In Gmail on the web you can no longer write with this address as the sender.",
		JA: "・ブラウザの Gmail から、このアドレスを差出人にして送信することはできなくなります。"}

	noCopyHead = words{EN: "Important: we have no copy of your mail", JA: "■ ご注意: 弊社のサーバーにメールの控えがありません"}
	noCopyText = words{
		EN: "Gmail deletes mail from your mailbox with us once it has fetched it. What it has fetched exists only in Gmail.",
		JA: "Gmail は、取り込んだメールを弊社のメールボックスから削除しています。取り込まれたメールは Gmail にしかありません。"}
	someCopiesText = words{
		EN: "Gmail deletes a part of your mail from your mailbox with us once it has fetched it. That part exists only in Gmail.",
		JA: "Gmail は、取り込んだメールの一部を弊社のメールボックスから削除しています。その分は Gmail にしかありません。"}
	fillsText = words{
		EN: "Once Gmail no longer fetches, new mail stays with us and fills your mailbox: lately about {inflow} a day.",
		JA: "Gmail による受信が終わると、新しいメールは弊社のメールボックスにたまっていきます（最近は 1 日およそ {inflow}）。"}
	fillsSomeText = words{
		EN: "Once Gmail no longer fetches, new mail stays with us and fills your mailbox.",
		JA: "Gmail による受信が終わると、新しいメールは弊社のメールボックスにたまっていきます。"}
	fullText = words{
		EN: "{used} of its {quota} are in use. At this rate it is full about {days} days later, and mail to you is then refused.",
		JA: "容量 {quota} のうち {used} をご使用中です。このままでは約 {days} 日でいっぱいになり、その後に届くメールは受け取れません。"}
	keepText = words{
		EN: `To have copies from now on, tick "Leave a copy of retrieved message on the server." in Gmail's settings for this
account, and watch your mailbox's space. Edit the entry and do not delete it: Gmail takes no new ones.`,
		JA: "今から控えを残すには、Gmail のこのアカウントの設定で「取得したメッセージのコピーをサーバーに残す」に\nチェックを入れ、容量にご注意ください。設定は削除せずに編集してください。Gmail では新しく追加できません。"}
	unknownHead = words{EN: "Please check: do you have copies of your mail?", JA: "■ ご確認ください: メールの控えがあるかどうか"}
	unknownText = words{
		EN: `Our records do not show whether Gmail deletes what it has fetched. Look in Gmail's settings for this account: if
"Leave a copy of retrieved message on the server." is not ticked, your mail exists only in Gmail, and once Gmail no
longer fetches, new mail stays with us and fills your mailbox.`,
		JA: "Gmail が取り込んだメールを削除しているかどうかは、弊社の記録では分かりません。Gmail のこのアカウントの設定で\n「取得したメッセージのコピーをサーバーに残す」にチェックがない場合、メールは Gmail にしかなく、Gmail による受信が\n終わると、新しいメールは弊社のメールボックスにたまっていきます。"}
	ifFullText = words{
		EN: "It would then be full after about {days} days (about {inflow} a day, {used} of {quota} in use).",
		JA: "その場合、約 {days} 日で容量がいっぱいになります（1 日およそ {inflow}、{quota} のうち {used} をご使用中）。"}

	staysHead = words{EN: "What stays", JA: "■ 変わらないこと"}
	staysText = words{
		EN: "- Mail that is in Gmail stays in Gmail.",
		JA: "・すでに Gmail にあるメールは、Gmail に残ります。"}
	mailboxStaysText = words{
		EN: "- Your address, your password and your mailbox with us stay as they are.",
		JA: "・メールアドレス、パスワード、弊社のメールボックスはそのままです。"}
	notOverText = words{
		EN: "- But old mail does not move: over IMAP you see only what is in your mailbox with us, not what is only in Gmail.",
		JA: "・ただし、以前のメールは移動しません。IMAP で読めるのは弊社のメールボックスにあるメールだけで、Gmail にしか\n  ないメールは表示されません。"}
	copiesText = words{
		EN: "- Gmail has left copies with us: you see those over IMAP, but no old mail that is only in Gmail.",
		JA: "・Gmail は弊社のメールボックスにコピーを残しています。それらは IMAP でも読めます。Gmail にしかない以前のメールは\n  表示されません。"}
	sentCopiesText = words{
		EN: "- What you sent from Gmail is in Gmail, and not in your mailbox with us.",
		JA: "・Gmail から送信したメールは Gmail にあり、弊社のメールボックスにはありません。"}

	waysHead     = words{EN: "How to go on", JA: "■ 今後のご利用方法"}
	passwordText = words{
		EN: "Have the mailbox's password ready: each of these asks for it once. We never ask for it by mail.",
		JA: "設定の際にメールのパスワードが必要です。弊社からメールでパスワードをお尋ねすることはありません。"}
)

// announced is Google's decision as it stands on the day of the letter.
var announced = map[persona.Phase]words{
	persona.Alive: {
		EN: "Google has announced that it ends this in January 2027. It is Google's decision; your mailbox with us goes on.",
		JA: "Google は、この機能を 2027 年 1 月に終了すると発表しています。Google の決定によるもので、弊社のメールボックスは\nこれまでどおりご利用いただけます。"},
	persona.Ending: {
		EN: "Google has announced that it ends this in January 2027: this month, and perhaps it already has. It is Google's\ndecision; your mailbox with us goes on.",
		JA: "Google は、この機能を 2027 年 1 月に終了すると発表しています。今月中に終了します（すでに終了しているかもしれません）。\nGoogle の決定によるもので、弊社のメールボックスはこれまでどおりご利用いただけます。"},
	persona.Ended: {
		EN: "Google had announced the end of this for January 2027. It is Google's decision; your mailbox with us goes on.",
		JA: "Google は、この機能を 2027 年 1 月で終了すると発表していました。Google の決定によるもので、弊社のメールボックスは\nこれまでどおりご利用いただけます。"},
}

// wayText says how to go on.
var wayText = map[profile.Way]words{
	profile.GmailApp: {
		EN: "The Gmail app on a phone or tablet: add the mailbox there by IMAP and SMTP. You read and write with this address.",
		JA: "スマートフォンやタブレットの Gmail アプリに、IMAP と SMTP でこのメールアドレスを追加する（受信も送信もできます）。"},
	profile.MailProgram: {
		EN: "A mail program (Thunderbird, Outlook, Apple Mail and others), also by IMAP and SMTP.",
		JA: "メールソフト（Thunderbird、Outlook、Apple のメールなど）に IMAP と SMTP で設定する。"},
	profile.Webmail: {EN: "Our webmail, in a browser.", JA: "弊社のウェブメールをブラウザで使う。"},
	profile.Forwarding: {
		EN: `Forwarding from us to your Gmail address: new mail comes into Gmail again. Gmail may refuse forwarded mail or take
it for spam, so keep copies in your mailbox with us; and you cannot write with this address from Gmail.`,
		JA: "弊社のメールボックスから Gmail のアドレスへ転送する（新しいメールが Gmail に届きます）。ただし、転送されたメールは\nGmail に拒否されたり迷惑メールになったりすることがあるため、弊社側にも控えを残してください。このアドレスでの送信は\nできません。"},
}
