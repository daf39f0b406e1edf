package phrasebook

import (
	"regexp"
	"slices"
	"strings"

	"harness/verify/finding"
)

// symptom is what a customer describes without anybody's words: every pattern
// must be there, and none of the others.
type symptom struct {
	phrase Phrase
	all    []func() *regexp.Regexp
	none   []func() *regexp.Regexp
}

// The names of the two features in the languages in which tickets came, and what
// is said of a thing that is not there.
var (
	fetchFeature  = expression(`(?i)check mail from other|mail from other accounts|pop ?(?:import|fetch)|mail fetcher|gmailify|consulter d['’]autres comptes|nachrichten von anderen konten|e-?mails? von anderen|consultar el correo de otras|verificar (?:o )?e-?mails? de outras|controlla la posta da altri|mail van andere accounts|他のアカウントのメールを(?:確認|見る)|他のアカウントの?メール|检查其他账户|查看其他帐号|다른 계정의`)
	sendFeature   = expression(`(?i)send mail as|send-?as|envoyer des e-?mails en tant que|e-?mails senden als|enviar como|mail sturen als|「名前」の?(?:項目|欄)|別のアドレス(?:から|で)|メール ?アドレスを追加`)
	eitherFeature = expression(`(?i)gmailify|\bpop3?\b|check mail from other|send mail as|"send as"|'send as'|third-party (?:e-?mail|account)|他のアカウントのメール|外部メール|他社(?:の)?(?:メール|アドレス)|pop ?受信`)
	ending        = expression(`(?i)will no longer (?:support|offer|provide)|no longer supports?|discontinu|(?:ends?|ending|ended|stops?|stopping) (?:the )?support|support (?:for [^.\n]{3,60} )?(?:will end|ends|ended)|being (?:removed|retired|shut down)|unlinked|(?:リンク|連携)(?:が|を|は)?解除|(?:サポート|提供|機能|対応)(?:を|が|は)?[^。\n]{0,6}終了|廃止|使えなくなる|利用できなくなり`)
	missing       = expression(`(?i)\bno (?:section|option|entry|longer|such)|\bnot (?:there|shown|available|offered|find|in the settings)|missing|disappeared|gone|can(?:not|'t|’t) find|does(?:n't| not) (?:show|appear|exist)|has no|n['’]appara[iî]t (?:pas|plus)|a disparu|introuvable|n['’]existe (?:pas|plus)|fehlt|nicht (?:mehr )?(?:da|vorhanden|zu finden|angezeigt)|verschwunden|keinen (?:punkt|abschnitt)|no aparece|ha desaparecido|não aparece|ontbreekt|verdwenen|項目が(?:あり|ない|見|表示|消)|が(?:ありません|ない|見当た|見つから|表示され(?:ない|ません)|消え|なくな)|はありません|出てこない|出てきません`)
	noLonger      = expression(`(?i)\bno (?:new )?(?:e-?)?mails?\b|not? (?:get|receiv|fetch|retriev|arriv|com)|stopped|hasn't|haven't|doesn't|isn't|ne r[ée]cup[èe]re (?:plus|pas)|ne re[çc]oi[st]|plus (?:aucun|de) (?:e-?)?mails?|n['’]arrivent plus|holt (?:keine|nicht)|keine (?:neuen )?(?:e-?)?mails?|nicht mehr ab|no (?:llegan|recibe|recoge)|não (?:recebe|chegam)|geen (?:nieuwe )?(?:e-?)?mail|届か(?:ない|なく|ず)|届き(?:ません|ませんでし)|受信(?:でき|し)(?:ない|ません|なく)|取り込(?:ま|め)|取得(?:でき|され)(?:ない|ません|なく)|来な(?:い|く)|来ません|入ってこ`)
	sinceJanuary  = expression(`(?i)\b(?:since|as of|from|after) (?:the )?(?:\w+ ){0,3}january|january 2027|since new year|depuis (?:le |d[ée]but )?(?:1er |\d+ )?(?:de )?janvier|seit (?:dem )?(?:\d+\.? ?|anfang )?(?:januar|jänner)|desde (?:el )?(?:\d+ de |principios de )?enero|desde (?:\d+ de )?janeiro|dal? (?:\d+ )?gennaio|sinds (?:\d+ )?januari|(?:1 ?月|一月|年明け|正月|新年)[^。\n]{0,12}(?:から|より|以降|以来|以後)|2027 ?年`)
	gmail         = expression(`(?i)gmail|グーグル|google`)
	onlyGmail     = expression(`(?i)(?:only|just) (?:for |to |with )?(?:gmail|google)|(?:gmail|google)(?: recipients| users| addresses)? only|everywhere (?:else|but gmail)|other (?:providers|addresses) (?:get|receive|work)|(?:gmail|Gmail|ジーメール|Ｇメール|Gメール)[^。\n]{0,6}(?:宛て?|あて|向け|相手|に)?[^。\n]{0,6}(?:だけ|のみ)|gmail ?(?:アドレス ?)?(?:宛|あて)|gmail ?(?:アドレス)?(?:の|を(?:お)?使(?:い|って)(?:い(?:る)?)?の?) ?(?:お客|相手|ユーザー|取引先|顧客|会員|方|人|受信者|宛先)|(?:gmail|google) (?:recipients|users|customers|clients|addresses|accounts|mailboxes) (?:do(?:n.t| not)|never|can(?:not|.t)|are not|aren.t|has not|have not|haven.t)|to (?:[a-z]+ ){0,3}gmail (?:recipients|users|customers|clients|addresses|accounts|mailboxes)`)
	refusedMail   = expression(`(?i)届か(?:ない|なく|ず)|届き(?:ません|ませんでし)|届いて(?:い)?(?:ない|ません)|not (?:arriv|deliver|reach|receiv)|never (?:arriv|reach)|bounce|rejected|戻って|エラー|返って|拒否|do(?:es)?(?:n't| not) (?:get|arrive|receive)|(?:have|has|is|are)(?:n't| not) (?:getting|got|received|arriving|arrived|delivered)`)
	spamFolder    = expression(`(?i)迷惑メール(?:フォルダ|フォルダー)?(?:に|へ|と|扱い|判定|として)|スパム(?:に|と|扱い|判定)|(?:in|into|to|lands? in|goes to) (?:the )?(?:spam|junk)|marked as spam|spam[- ]?folder|spam-?ordner|dossier spam|courrier ind[ée]sirable`)
	yellowBand    = expression(`(?i)黄色[いの]?(?:帯|バー|警告|表示|枠|バナー|背景)|このメールにはご注意|送信者を確認できません|なりすまし(?:の|の可能性)|yellow (?:bar|band|banner|box|warning)|be careful with this message|could(?:n't| not) verify (?:that )?(?:this|the) (?:message|sender)|question mark|はてな(?:マーク)?|\?マーク|「?」?が表示`)
	bothNames     = expression(`(?i)正逆(?:不一致|が一致|引き)|逆引き(?:が|と|の)[^。\n]{0,12}(?:一致し|異な|違|ない|設定|不一致|合わ)|forward and reverse|forward-?confirmed|reverse dns (?:does|is|mismatch|missing)|\bfcrdns\b|hostname does not resolve|cannot find your reverse hostname|ptr (?:record )?(?:missing|mismatch|does not)`)
	newSetUp      = expression(`(?i)how (?:do|can|to|should) (?:i |we )?(?:set (?:it |this )?up|add|configure|use)|(?:would like|want) to (?:add|set up|use) (?:my|our|the|this|an?)|(?:これから|新しく|新規に|はじめて|初めて)[^。\n]{0,60}(?:送受信|受信|送信|設定|登録|使い|追加)[^。\n]{0,12}(?:たい|方法)|(?:設定|登録|追加)(?:の)?(?:方法|手順|やり方|仕方)を(?:教え|知り|お教え)`)
	failing       = expression(`(?i)error|fail|cannot|can't|エラー|でき(?:ない|ません|なく)|失敗|拒否|届か|forgot|忘れ`)
	askedDKIM     = expression(`(?i)(?:dkim|dmarc)(?: ?レコード| ?署名)?(?:を|の|が|は)?[^。\n]{0,10}(?:設定|追加|登録|対応|有効)|(?:set|add|publish|create|need|enable) (?:up )?(?:an? )?(?:dkim|dmarc)|asked (?:us |me )?(?:to|for) [^.\n]{0,30}(?:dkim|dmarc)|(?:dkim|dmarc) (?:record |signature )?(?:is )?(?:missing|required|needed)`)
	askedSPF      = expression(`(?i)spf(?: ?レコード)?(?:を|の)?[^。\n]{0,10}(?:設定|追加|登録|書)(?:し|す|が|を|する|方|ください|と言|必要)|(?:set|add|publish|create|need) (?:up )?(?:an? )?spf|asked (?:us |me )?(?:to|for) [^.\n]{0,30}spf|spf (?:record )?(?:is )?(?:missing|required|needed)`)
	certWarning   = expression(`(?i)証明書に関する(?:セキュリティ)?(?:の)?警告|セキュリティ証明書(?:に|の|を)[^。\n]{0,16}(?:問題|警告|確認できない|エラー|信頼)|証明書(?:の|が)[^。\n]{0,8}(?:エラー|警告|無効|信頼でき|正しくない|切れ)|certificate (?:warning|error|problem|is invalid|not trusted)|(?:warning|error|complains?) (?:about|of) (?:the |a |an )?(?:security )?certificate|zertifikats?(?:warnung|fehler)|avertissement de certificat`)
	certExpired   = expression(`(?i)証明書[^。\n]{0,14}(?:期限[^。\n]{0,6})?切れ|certificate (?:has |is |had )?expired|expired certificate|zertifikat[^.\n]{0,20}abgelaufen|certificat [^.\n]{0,20}expir`)
	forgotten     = expression(`(?i)パスワード[をがは]?[^。\n]{0,6}(?:忘れ|わから|分から|不明|覚えて|思い出せ)|forgot(?:ten)? (?:the|my|our|his|her|their)? ?(?:e-?mail |mailbox )?password|don't (?:know|remember) (?:the|my|our) password|lost (?:the|my|our) password|passwort vergessen|mot de passe oubli`)
	fullMailbox   = expression(`(?i)(?:メールボックス|受信箱|受信トレイ|メールの?容量|サーバーの?容量)(?:の容量)?(?:が|も|は)?[^。\n]{0,6}(?:いっぱい|一杯|満杯|満タン|容量オーバー|容量超過|上限(?:に達|を超))|(?:mailbox|inbox) (?:is |was |has become |seems (?:to be )?)?(?:full|over quota|out of space)|(?:mailbox|mail) quota (?:is |was |has been )?(?:full|exceeded|reached)`)
	notSection    = expression(`(?i)error|エラー|failed|失敗`)
)

var symptoms = []symptom{
	{all: one(fetchFeature, missing), none: one(notSection), phrase: symptomPhrase("Y01", "The section \"Check mail from other accounts\" is missing in Gmail's settings", []finding.Code{finding.FeatureEnded},
		"Google has closed fetching by POP3 to those who never used it (early 2026) and ends it for all in January 2027. It is not the mailbox, and there are no POP settings to type. The ways on: forwarding by the host, the Gmail app (IMAP), or a mail program.",
		"Google は POP による取り込みの新規受付を終了しており（2026 年初め）、2027 年 1 月には全員について終了します。メールボックスの問題ではなく、入力する設定もありません。サーバーからの転送、Gmail アプリ（IMAP）、またはメールソフトを使います。")},
	{all: one(gmail, eitherFeature, ending), phrase: symptomPhrase("Y12", "The end of Gmail's features is spoken of", []finding.Code{finding.FeatureEnded},
		"Google's own decision: fetching by POP3 and sending for other providers' addresses end in January 2027, for new users before. The mailbox and its server go on; the ways on are forwarding by the host, the Gmail app (IMAP), or a mail program.",
		"Google の決定です。POP による取り込みと他社アドレスからの送信は 2027 年 1 月に終了し、新規利用はそれより前に終了します。メールボックスとサーバーはこれまでどおりです。サーバーからの転送、Gmail アプリ（IMAP）、またはメールソフトを使います。")},
	{all: one(sinceJanuary, noLonger, gmail), phrase: symptomPhrase("Y02", "No mail in Gmail since January", []finding.Code{finding.FeatureEnded, finding.POPLoginRefused, finding.TLSNameMismatch},
		"Google ends fetching by POP3 and sending for other addresses in January 2027. If the date fits, nothing is wrong with the server: forwarding by the host, the Gmail app (IMAP) or a mail program are the ways on. If Gmail still has the entry, its history says why it fails.",
		"Google は、POP による取り込みと他のアドレスからの送信を 2027 年 1 月に終了します。時期が合う場合、サーバーの問題ではありません。サーバーからの転送、Gmail アプリ（IMAP）、またはメールソフトを使います。設定が残っている場合は、履歴に理由が表示されます。")},
	{all: one(sendFeature, missing), none: one(notSection), phrase: symptomPhrase("Y03", "Gmail offers no place to add another address for sending", []finding.Code{finding.FeatureEnded},
		"Google restricts new set-ups of \"Send mail as\" for other providers' addresses since the third quarter of 2026 and ends it in January 2027. It is not the mailbox.",
		"Google は、他社アドレスの「名前」（別のアドレスからの送信）の新規設定を 2026 年第 3 四半期から制限しており、2027 年 1 月に終了します。メールボックスの問題ではありません。")},
	{all: one(newSetUp, gmail), none: one(failing), phrase: symptomPhrase("Y14", "Somebody wants to add the mailbox to Gmail", []finding.Code{finding.FeatureEnded},
		"Google takes no new set-ups of fetching by POP3 since early 2026, restricts new ones of \"Send mail as\", and ends both in January 2027. The ways on: the Gmail app (IMAP), a mail program, or forwarding by the host.",
		"Google は POP による取り込みの新規受付を 2026 年初めに終了し、「名前」（別のアドレスからの送信）の新規設定も制限しています。どちらも 2027 年 1 月に終了します。Gmail アプリ（IMAP）、メールソフト、またはサーバーからの転送を使います。")},
	{all: one(bothNames), phrase: symptomPhrase("Y04", "Forward and reverse name of the sending server do not agree", []finding.Code{finding.SenderPTRMismatch, finding.SenderPTRMissing},
		"The receiving side compares the address's name with the name's address. Only who holds the address can set its reverse name.",
		"受信側は、IP アドレスの逆引き名と、その名前の正引きを比べています。逆引きを設定できるのは IP アドレスの管理者だけです。")},
	{all: one(askedSPF), phrase: symptomPhrase("Y05", "Somebody asks for an SPF record", []finding.Code{finding.SenderSPFMissing, finding.SenderSPFFail},
		"SPF is one TXT record at the domain; a second one would break both. Encryption to the own server has no influence on it.",
		"SPF はドメインの TXT レコード 1 つで設定します（2 つあると両方無効になります）。自社サーバーとの暗号化とは関係ありません。")},
	{all: one(askedDKIM), phrase: symptomPhrase("Y13", "Somebody asks for DKIM or DMARC", []finding.Code{finding.SenderDKIMMissing, finding.SenderDMARCFail},
		"Whether mail is signed shows in a letter as it arrived: ask for its source. DKIM is switched on at the sending server, and its key is a record of the domain's; DMARC is a record at _dmarc of the domain.",
		"署名されているかどうかは、届いたメールのソースで確認できます。DKIM は送信サーバーで有効にし、鍵をドメインの DNS に登録します。DMARC は _dmarc の TXT レコードで設定します。")},
	{all: one(yellowBand), phrase: symptomPhrase("Y06", "Gmail shows a warning above the letter", []finding.Code{finding.SenderDMARCFail, finding.SenderSPFFail, finding.SenderDKIMMissing, finding.SenderSPFMissing},
		"Gmail could not tell that the letter is from whom it names: SPF, DKIM or their agreement with the From line is missing.",
		"メールが差出人本人のものか、Gmail が確認できていません。SPF・DKIM、または From との一致が足りません。")},
	{all: one(spamFolder), phrase: symptomPhrase("Y07", "Mail lands in the spam folder", []finding.Code{finding.SenderSPFMissing, finding.SenderDKIMMissing, finding.SenderReputation, finding.SenderPTRMissing},
		"Without an answer of Gmail's servers only the record can tell: SPF, DKIM, DMARC, reverse name and block lists are looked at with a letter as it arrived.",
		"Gmail サーバーの応答がないため、届いたメールのヘッダーで SPF・DKIM・DMARC・逆引き・ブロックリストを確認します。")},
	{all: one(onlyGmail, refusedMail), phrase: symptomPhrase("Y08", "Only recipients at Gmail do not get the mail", []finding.Code{finding.SenderSPFMissing, finding.SenderDKIMMissing, finding.SenderSPFFail, finding.SenderPTRMissing, finding.SenderReputation},
		"Gmail asks every sender for SPF or DKIM and a reverse name. The returned mail has the line with 550 or 421 that says which: ask for it.",
		"Gmail はすべての送信元に SPF または DKIM と逆引きを求めています。どれが足りないかは、返送されたメールの 550 や 421 の行に書かれているため、その行を確認してください。")},
	{all: one(certExpired), phrase: symptomPhrase("Y11", "A certificate is said to have run out", []finding.Code{finding.TLSCertExpired},
		"Somebody's program says that the certificate's time is over. Often it was renewed and the mail service still serves the old one: reload it. The end stands in what the server shows.",
		"証明書の有効期限が切れているという表示です。更新したのに、メールのサービスが古い証明書を使い続けていることもよくあります（再読み込みが必要です）。期限はサーバーの証明書で確認できます。")},
	{all: one(certWarning), phrase: symptomPhrase("Y09", "A warning about the server's certificate", []finding.Code{finding.TLSNameMismatch, finding.TLSSelfSigned, finding.TLSCertExpired, finding.TLSChainIncomplete},
		"Most often the name typed is not in the certificate. The warning itself names the certificate's host: ask for it, and do not click it away.",
		"多くは、入力したサーバー名が証明書に含まれていない場合です。警告に証明書の名前が表示されるため確認してください。そのまま続行しないでください。")},
	{all: one(fullMailbox), phrase: symptomPhrase("Y15", "A mailbox is said to be full", []finding.Code{finding.RecipientMailboxFull, finding.SMTPMailboxFull},
		"Mail to a full mailbox is refused or waits. Whose it is has to be told: the recipient's, or the customer's own at the host.",
		"容量がいっぱいのメールボックス宛てのメールは、拒否されるか保留されます。宛先の方のものか、お客様ご自身のものかを確認してください。")},
	{all: one(forgotten), phrase: symptomPhrase("Y10", "The mailbox's password is not known any more", []finding.Code{finding.POPLoginRefused, finding.SMTPAuthRefused},
		"Nobody can read it out. Set a new one in the host's panel, then type it in every program that uses the mailbox.",
		"パスワードを調べることはできません。管理画面で新しいパスワードを設定し、このメールボックスを使うすべてのソフトに入力し直します。")},
}

func one(list ...func() *regexp.Regexp) []func() *regexp.Regexp { return list }

func symptomPhrase(id, line string, causes []finding.Code, en, ja string) Phrase {
	return Phrase{ID: id, Surface: Symptom, Basis: Inferred, Line: line, Causes: causes, Note: finding.Text{EN: en, JA: ja}}
}

// described are the symptoms that a paste tells of, where nobody's words were
// recognised that say why.
func described(folded string, found []Match) []Match {
	const most = 6 << 10 // who tells a symptom tells it at the beginning
	folded = strings.ToValidUTF8(folded[:min(len(folded), most)], "")
	var out []Match
	for _, s := range symptoms {
		fits := func(re func() *regexp.Regexp) bool { return re().MatchString(folded) }
		if slices.ContainsFunc(s.all, func(re func() *regexp.Regexp) bool { return !fits(re) }) || slices.ContainsFunc(s.none, fits) && len(found) > 0 {
			continue
		}
		out = append(out, Match{Phrase: s.phrase, Quote: quote(s.all[0]().FindString(folded)), Causes: s.phrase.Causes, Holes: map[string]string{}})
		break
	}
	return out
}
