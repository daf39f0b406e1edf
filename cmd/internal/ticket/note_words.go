package ticket

// Words for the desk.
var (
	causeWord = map[Cause]text{
		Nothing:     {EN: "none that are known", JA: "既知の文言なし"},
		Heading:     {EN: "only the heading", JA: "見出しのみ"},
		Certificate: {EN: "the certificate is refused", JA: "証明書が拒否されている"},
		Reach:       {EN: "the server is not reached", JA: "サーバーに接続できない"},
		Name:        {EN: "the server name is not found", JA: "サーバー名が見つからない"},
		Mode:        {EN: "port and encryption do not go together", JA: "ポートと暗号化が合わない"},
		Login:       {EN: "the login is refused", JA: "ログインが拒否されている"},
		Moment:      {EN: "the server puts off for a moment", JA: "サーバーが一時的に受け付けていない"},
		Sender:      {EN: "the address may not be used with this login", JA: "このログインではアドレスを使えない"},
		Server:      {EN: "a fault of the server's", JA: "サーバー側の不具合"},
		Slip:        {EN: "a slip in the server name", JA: "サーバー名の入力誤り"},
		Google:      {EN: "Google's own server or limit", JA: "Google のサーバーまたは制限"},
		Ended:       {EN: "the end of Gmail's feature", JA: "Gmail の機能の終了"},
		Inbound:     {EN: "Gmail refused mail sent to it", JA: "Gmail 宛てのメールの拒否"},
		Unlogged:    {EN: "a mail program sends without a login", JA: "メールソフトが認証なしで送信している"},
		Delivery:    {EN: "mail from Gmail was not delivered", JA: "Gmail からの配信の失敗"},
	}
	seenWord = map[Seen]text{
		Fits:      {EN: "the typed settings fit", JA: "入力された設定は正常"},
		Elsewhere: {EN: "the typed settings fit, and the inventory lists the mailbox on another machine", JA: "入力された設定は正常、台帳では別のサーバー"},
		InClear:   {EN: "the typed settings work unencrypted", JA: "入力された設定は暗号化なしで動作"},
		WayOut:    {EN: "the typed settings are refused, others work", JA: "入力された設定は不可、別の設定は可"},
		Mend:      {EN: "the typed settings are refused, and no others help", JA: "入力された設定は不可、代わりもなし"},
		NoName:    {EN: "the typed name leads nowhere", JA: "入力された名前は存在しない"},
		Unclear:   {EN: "could not be judged", JA: "判定できない"},
		UsualFits: {EN: "not known what is typed; usual names fit", JA: "入力内容は不明、よく使われる名前は正常"},
		UsualOut:  {EN: "not known what is typed; usual names are refused, others work", JA: "入力内容は不明、よく使われる名前は不可、別の設定は可"},
		UsualMend: {EN: "not known what is typed; usual names are refused, and no others help", JA: "入力内容は不明、よく使われる名前は不可、代わりもなし"},
		Unseen:    {EN: "not looked at", JA: "未確認"},
	}
	moveWord = map[Move]text{
		Quiet:     {EN: "nothing", JA: "なし"},
		Change:    {EN: "other settings", JA: "設定の変更を案内"},
		AtServer:  {EN: "mend the server", JA: "サーバーを修正"},
		TryAgain:  {EN: "try again", JA: "再試行を案内"},
		Wait:      {EN: "wait; look in the server's log at that time", JA: "待機を案内、その時刻のサーバーのログを確認"},
		HelpLogin: {EN: "help with the login", JA: "ログインの確認を案内"},
		HelpReach: {EN: "look for a block between Google and the server", JA: "Google との間の遮断を確認"},
		OwnSender: {EN: "use the login of this address", JA: "アドレス自身のログインを案内"},
		Retype:    {EN: "type the name again", JA: "サーバー名の再入力を案内"},
		AtGoogle:  {EN: "at Google", JA: "Google 側の対処を案内"},
		HasEnded:  {EN: "the ways on", JA: "代わりの方法を案内"},
		ToGmail:   {EN: "the sender's DNS", JA: "送信元の DNS を案内"},
		Stay:      {EN: "nothing is to be changed", JA: "変更不要と案内"},
		LogIn:     {EN: "switch on the login for sending", JA: "SMTP 認証の有効化を案内"},
		Recipient: {EN: "the recipient's side", JA: "宛先側の確認を案内"},
		Ask:       {EN: "ask", JA: "質問"},
	}
)
