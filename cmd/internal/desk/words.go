package desk

import "harness/verify/finding"

// texts are the desk's own texts in a language, by their keys. What was judged,
// Gmail's labels and its words come from the same catalogue as the command's.
func texts(lang string) map[string]string {
	out := map[string]string{}
	for key, t := range words {
		out[key] = t.In(lang)
	}
	return out
}

type text = finding.Text

var words = map[string]text{
	"site":          {EN: "Site", JA: "サイト"},
	"skip":          {EN: "To the content", JA: "本文へ"},
	"otherLanguage": {EN: "日本語", JA: "English"},
	"toStart":       {EN: "To the start page", JA: "最初のページへ"},

	"start":      {EN: "Start", JA: "はじめ"},
	"startHead":  {EN: "What did the customer send?", JA: "お客様から届いた内容"},
	"pasteLabel": {EN: "Mail, error message, address, domain or host", JA: "メール、エラー文、アドレス、ドメイン、またはサーバー名"},
	"pasteHelp":  {EN: "Paste it as it came, with its header if it is a mail. No password is needed; please leave passwords out.", JA: "届いたまま貼り付けてください（メールはヘッダーごと）。パスワードは不要です。パスワードは貼り付けないでください。"},
	"read":       {EN: "Read it", JA: "読み取る"},
	"labHead":    {EN: "Try it out", JA: "試してみる"},
	"labHelp":    {EN: "Each of these is a customer of the lab in this program. Nothing leaves this machine.", JA: "どれもプログラムに内蔵された実験環境のお客様です。外部には接続しません。"},
	"labWhere":   {EN: "Whose servers", JA: "調べるサーバー"},
	"labNone":    {EN: "Those of the text, on the network", JA: "文章に書かれた実際のサーバー"},
	"sample":     {EN: "It has stopped working in Gmail. These are my settings:", JA: "Gmail で使えなくなりました。設定は次のとおりです。"},

	"group-stories":      {EN: "Stories of hosting companies", JA: "ホスティング会社の事例"},
	"group-network":      {EN: "Names and network", JA: "名前とネットワーク"},
	"group-certificates": {EN: "Certificates", JA: "証明書"},
	"group-tls":          {EN: "TLS", JA: "TLS"},
	"group-smtp":         {EN: "Sending (SMTP)", JA: "送信（SMTP）"},
	"group-pop3":         {EN: "Fetching (POP3)", JA: "受信（POP3）"},
	"group-imap":         {EN: "Fetching (IMAP)", JA: "受信（IMAP）"},

	"dialogs":      {EN: "What was read", JA: "読み取った内容"},
	"dialogsHead":  {EN: "Gmail's two dialogs", JA: "Gmail の 2 つの設定画面"},
	"dialogsHelp":  {EN: "As the customer filled them in. Correct what was read wrongly; what is not known stays empty.", JA: "お客様が入力した内容です。読み取りに誤りがあれば直してください。分からない項目は空欄のままで構いません。"},
	"saidHead":     {EN: "Words that were recognised", JA: "認識した文言"},
	"near":         {EN: "Not exact, the nearest is", JA: "完全には一致しません。最も近いもの:"},
	"moreAccounts": {EN: "The text names more accounts; they are looked at too unless the dialogs are changed. Further accounts:", JA: "ほかのアカウントも書かれています。設定画面の内容を変えなければ、あわせて調べます。ほかのアカウントの数:"},
	"labWord":      {EN: "Scenario of the lab:", JA: "実験環境のシナリオ:"},
	"targetWord":   {EN: "To be looked at:", JA: "調べる対象:"},
	"address":      {EN: "Mail address", JA: "メール アドレス"},
	"noPassword":   {EN: "No password is asked for here: nothing is logged in with the customer's.", JA: "パスワードは入力しません。お客様のパスワードでログインすることはありません。"},
	"run":          {EN: "Look at the servers", JA: "サーバーを調べる"},
	"pasted":       {EN: "The text as it was pasted", JA: "貼り付けた文章"},

	"waiting":     {EN: "Waiting for a turn", JA: "順番を待っています"},
	"running":     {EN: "Looking at the servers", JA: "サーバーを調べています"},
	"cancelled":   {EN: "Cancelled", JA: "中止しました"},
	"failed":      {EN: "This could not be looked at", JA: "調べることができませんでした"},
	"cancel":      {EN: "Cancel", JA: "中止"},
	"steps":       {EN: "Steps", JA: "進み具合"},
	"reached":     {EN: "answered", JA: "応答あり"},
	"stopped":     {EN: "stopped", JA: "停止"},
	"noSNI":       {EN: "no server name", JA: "サーバー名なし"},
	"certificate": {EN: "certificate", JA: "証明書"},

	"result":            {EN: "Result", JA: "結果"},
	"outcome-works":     {EN: "Works, as far as can be seen from here.", JA: "ここから確認できる範囲では正常です。"},
	"outcome-broken":    {EN: "Broken: Gmail would fail.", JA: "エラー: Gmail は失敗します。"},
	"outcome-undecided": {EN: "Undecided: something is missing.", JA: "判定できません。足りない情報があります。"},
	"earlierHead":       {EN: "Before and after", JA: "前回との比較"},
	"earlier":           {EN: "Before", JA: "前回"},
	"now":               {EN: "Now", JA: "今回"},
	"refused":           {EN: "This desk does not connect to addresses that are not public, or to ports that are not for mail:", JA: "公開されていないアドレスと、メール以外のポートには接続しません:"},
	"typeHead":          {EN: "What to type in Gmail", JA: "Gmail に入力する内容"},
	"field":             {EN: "Field", JA: "項目"},
	"beforeWord":        {EN: "As typed", JA: "入力されている内容"},
	"afterWord":         {EN: "To be typed", JA: "入力する内容"},
	"security":          {EN: "Connection", JA: "接続の種類"},
	"stays":             {EN: "stays as it is", JA: "変更不要"},
	"same":              {EN: "(as it is)", JA: "（変更なし）"},
	"copy":              {EN: "Copy", JA: "コピー"},
	"replyHead":         {EN: "The reply", JA: "返信"},
	"replyLabel":        {EN: "The text of the reply", JA: "返信の文面"},
	"sendable":          {EN: "It can be sent as it is.", JA: "このまま送れます。"},
	"asks":              {EN: "It asks for what is missing.", JA: "足りない情報を尋ねる文面です。"},
	"copyReply":         {EN: "Copy the reply", JA: "返信をコピー"},
	"note":              {EN: "Note for the desk", JA: "窓口用のメモ"},
	"whyHead":           {EN: "Why", JA: "原因"},
	"fix":               {EN: "Fix:", JA: "対処:"},
	"wordsHead":         {EN: "What the customer sees in Gmail", JA: "お客様の Gmail に表示される内容"},
	"wordsUnknown":      {EN: "Gmail's wording for this is not known.", JA: "この場合の Gmail の文言は分かっていません。"},
	"gridHead":          {EN: "What the servers showed", JA: "サーバーの調査結果"},
	"gridHelp":          {EN: "One letter and colour for each chain of certificates, and for each name that was asked for whether Gmail would log in.", JA: "証明書チェーンごとに 1 つの文字と色を付け、問い合わせた名前ごとに Gmail がログインするかどうかを示します。"},
	"listener":          {EN: "Port", JA: "ポート"},
	"chainHead":         {EN: "Certificates", JA: "証明書"},
	"daysLeft":          {EN: "Days left:", JA: "残り日数:"},
	"missing":           {EN: "Missing: an intermediate certificate", JA: "中間証明書がありません"},
	"root":              {EN: "Trusted root", JA: "信頼されたルート"},
	"tableHead":         {EN: "All listeners as a table", JA: "すべての接続先の表"},
	"transcript":        {EN: "Transcript", JA: "通信の記録"},
	"untestedHead":      {EN: "What was not tested", JA: "確認していないこと"},
	"nothingLooked":     {EN: "No server was looked at: the text names none.", JA: "サーバーは調べていません（文章に書かれていません）。"},
	"fromHere":          {EN: "Gmail connects from Google's addresses: a filter for foreign addresses may still stop it there.", JA: "実際の Gmail は Google のアドレスから接続するため、国外からのアクセス制限の影響を受けることがあります。"},
	"moreHead":          {EN: "Go on", JA: "続き"},
	"rerun":             {EN: "Run again after mending", JA: "直したあと、もう一度調べる"},
	"again":             {EN: "Change the dialogs", JA: "設定画面の内容を変える"},
	"asHTML":            {EN: "This result as one HTML file", JA: "この結果を 1 つの HTML ファイルで保存"},
	"ticketJSON":        {EN: "The answer as JSON", JA: "回答を JSON で保存"},
	"diagnosisJSON":     {EN: "The diagnosis as JSON:", JA: "診断を JSON で保存:"},
	"commandLine":       {EN: "The same on a command line:", JA: "同じ調査をコマンドで実行する場合:"},

	"login":      {EN: "Please sign in", JA: "サインインしてください"},
	"loginHead":  {EN: "Sign in to this desk", JA: "このページへのサインイン"},
	"token":      {EN: "Token of this desk", JA: "このページのトークン"},
	"tokenHelp":  {EN: "Whoever started the desk knows it. It is not the password of a mailbox.", JA: "このページを起動した管理者にお尋ねください。メールのパスワードではありません。"},
	"enter":      {EN: "Sign in", JA: "サインイン"},
	"wrongToken": {EN: "That is not the token.", JA: "トークンが違います。"},
	"byProxy":    {EN: "This desk is opened through the server in front of it alone.", JA: "このページは、前段のサーバーを経由したときだけ開けます。"},

	"gone":          {EN: "There is nothing here any more.", JA: "ここには何もありません。"},
	"tooLarge":      {EN: "That is larger than 2 MiB. Please paste the text without attachments.", JA: "2 MiB を超えています。添付ファイルを除いて貼り付けてください。"},
	"tooOften":      {EN: "Too many at once. Please wait a minute.", JA: "回数が多すぎます。1 分ほどお待ちください。"},
	"tooOftenThere": {EN: "These servers were looked at often just now. Please wait a minute.", JA: "このサーバーは続けて調べたばかりです。1 分ほどお待ちください。"},
}
