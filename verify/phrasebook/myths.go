package phrasebook

import (
	"slices"
	"strings"

	"harness/verify/finding"
)

// Myth is what people repeat about these errors, and what is so.
type Myth struct {
	ID    string       `json:"id"`
	Said  []string     `json:"said"` // words by which it is recognised in a paste
	Truth finding.Text `json:"truth"`
}

var myths = []Myth{
	{
		ID: "password-wrong",
		Said: []string{
			"the password is wrong", "wrong password", "password is right", "password is correct", "check your password", "sure the password",
			"パスワードが間違", "パスワードが違", "パスワードは間違", "パスワードは合って", "パスワードは正しい", "パスワードが正しい",
		},
		Truth: finding.Text{
			EN: "\"The password is wrong\": with a certificate error Gmail stops before sending the password, so its message says nothing about the password, even under the heading \"Please check your username/password\".",
			JA: "「パスワードが間違っている」: 証明書のエラーでは、Gmail はパスワードを送る前に接続を中止します。「ユーザー名とパスワードを確認してください」という見出しがあっても、パスワードについては何も分かりません。",
		},
	},
	{
		ID: "equals-cn",
		Said: []string{
			"equal the CN", "equals the CN", "match the CN", "same as the CN", "equal to the common name", "match the common name",
			"CNと一致", "CNと同じ", "CNに一致", "コモンネームと一致", "コモンネームと同じ", "コモンネームに一致",
		},
		Truth: finding.Text{
			EN: "\"The server name must equal the CN\": no. It must match one of the SANs, and a wildcard such as *.example.jp covers one label.",
			JA: "「サーバー名は CN と完全に一致しなければならない」: そうではありません。SAN のどれか 1 つに一致すれば十分で、*.example.jp のようなワイルドカードは 1 階層分に一致します。",
		},
	},
	{
		ID: "port-25",
		Said: []string{
			"port 25", "unsecured connection", "unsecure option",
			"ポート25", "25番ポート", "ポートを25", "ポート番号を25", "ポート:25", "保護されていない接続",
		},
		Truth: finding.Text{
			EN: "\"Use port 25 with an unsecured connection\": it removes the error by removing the protection. Password and mail travel in clear, and many access providers block port 25. Correct the server name instead.",
			JA: "「ポート 25 の保護されていない接続にする」: エラーは消えますが、保護も失われます。パスワードとメールが暗号化されずに送られ、ポート 25 を止めている接続業者も多くあります。サーバー名を正しく直してください。",
		},
	},
	{
		ID: "delete-and-add",
		Said: []string{
			"delete the account and add", "delete and add", "remove and add", "delete it and add", "remove the account and", "add it again", "re-add",
			"削除して追加", "削除して再", "削除してから", "いったん削除", "一度削除", "登録し直", "登録しなお",
		},
		Truth: finding.Text{
			EN: "\"Delete the account and add it again\": do not. Gmail is closing both features, and it may not be possible to add it again. Edit the entry, and have the password ready: it must be typed again.",
			JA: "「アカウントを削除して追加し直す」: 削除しないでください。この機能は終了が予定されており、再登録できないことがあります。設定を編集してください。その際はパスワードの再入力が必要です。",
		},
	},
	{
		ID: "disable-ssl",
		Said: []string{
			"try disabling SSL", "disable SSL", "uncheck SSL", "untick SSL", "without SSL",
			"SSLを無効", "SSLを外", "SSLのチェックを外", "SSLなし",
		},
		Truth: finding.Text{
			EN: "\"Disable SSL\": then the password travels in clear. Choose the port that fits SSL instead: 995 for fetching, 465 for sending (or 587 with TLS).",
			JA: "「SSL を無効にする」: パスワードが暗号化されずに送られます。SSL に合うポート（受信は 995、送信は 465、または 587 の TLS）を選んでください。",
		},
	},
	{
		ID:   "smtp-gmail-com",
		Said: []string{"smtp.gmail.com", "smtp.googlemail.com"},
		Truth: finding.Text{
			EN: "\"Type smtp.gmail.com for the own domain\": the mail then leaves as Google's own. SPF and DKIM do not fit the domain in the From line, so strict receivers refuse it (DMARC), and it ends with the feature in January 2027. The host's own SMTP server is the right one.",
			JA: "「独自ドメインでも SMTP サーバーに smtp.gmail.com を使う」: Google のメールとして送信されるため、SPF・DKIM が From のドメインと一致せず、厳しい受信側では拒否されます（DMARC）。この機能とともに 2027 年 1 月に終了します。ホスティング会社の SMTP サーバーを入力してください。",
		},
	},
	{
		ID: "465-deprecated",
		Said: []string{
			"465 is deprecated", "465 deprecated", "465 is obsolete", "465 is outdated", "465 is no longer", "deprecated port 465", "port 465 (deprecated", "do not use 465", "don't use 465",
			"465は非推奨", "465番は非推奨", "465番ポートは非推奨", "ポート465は非推奨", "465は廃止", "465番は廃止", "465は古い", "465番は古い", "465は使わない", "465は使うべきでない",
		},
		Truth: finding.Text{
			EN: "\"Port 465 is deprecated\": it was once; RFC 8314 (2018) recommends it, TLS from the first byte. 465 with SSL and 587 with TLS are both right.",
			JA: "「ポート 465 は非推奨」: かつての話です。RFC 8314（2018 年）は、最初から TLS を使う 465 を推奨しています。465（SSL）も 587（TLS）も正しい設定です。",
		},
	},
	{
		ID: "encryption-helps-delivery",
		Said: []string{
			"encryption helps delivery", "ssl helps delivery", "tls helps delivery", "use ssl so that gmail accepts", "use ssl so that mail is not spam", "without ssl gmail rejects", "without tls gmail rejects", "not encrypted so gmail rejects",
			"switch to ssl and gmail will accept", "because we do not use ssl gmail",
			"SSLにすれば届", "SSLにすると届", "SSL化すれば届", "暗号化すれば届", "暗号化すると届", "暗号化していないから届かない", "暗号化していないため届かない", "暗号化していないので届かない", "SSLにすれば迷惑メール", "SSLにしないと迷惑メール", "暗号化しないと迷惑メール", "SSLにしていないから迷惑メール",
		},
		Truth: finding.Text{
			EN: "\"Encryption to the own server helps delivery to Gmail\": no. What stands between the mail program and its server has no influence on that; SPF, DKIM, DMARC and the reverse name have.",
			JA: "「自社サーバーとの通信を暗号化すれば Gmail に届く」: そうではありません。メールソフトとサーバーの間の暗号化は、Gmail への配信に影響しません。影響するのは SPF・DKIM・DMARC・逆引きです。",
		},
	},
}

// Corrections are the myths that a paste repeats, and those that usually come
// along with its phrases.
func Corrections(pasted string, found []Match) []Myth {
	text := squash(fold(pasted[:min(len(pasted), MaxPaste)])).text
	var wanted []string
	for _, m := range found {
		if !m.Near {
			wanted = append(wanted, usual(m)...)
		}
	}
	var list []Myth
	for _, m := range myths {
		repeated := slices.ContainsFunc(m.Said, func(s string) bool {
			return containsWords(text, squash(fold(s)).text)
		})
		if repeated || slices.Contains(wanted, m.ID) {
			list = append(list, m)
		}
	}
	return list
}

// containsWords is strings.Contains, but "port 25" is not in "port 2525".
func containsWords(text, words string) bool {
	for {
		i := strings.Index(text, words)
		if i < 0 {
			return false
		}
		text = text[i+len(words):]
		if text == "" || text[0] < '0' || text[0] > '9' {
			return true
		}
	}
}

// usual are the myths that go round with a phrase.
func usual(m Match) []string {
	switch {
	case isLog(m.Phrase.Surface):
		return nil
	case m.Phrase.ID == "P08":
		return []string{"disable-ssl", "delete-and-add"}
	case m.Phrase.Password == NotSent && slices.Contains(m.Causes, finding.TLSNameMismatch), m.Phrase.ID == "S00":
		return []string{"password-wrong", "equals-cn", "port-25", "delete-and-add"}
	case m.Phrase.Password == NotSent && m.Phrase.Surface != Delivery:
		return []string{"password-wrong", "delete-and-add"}
	}
	return nil
}
