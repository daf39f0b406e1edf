package phrasebook

import "harness/verify/finding"

// Title is the surface in words for a person.
func (s Surface) Title() finding.Text {
	switch s {
	case SendDialog:
		return finding.Text{EN: "Gmail's dialog \"Send mail as\"", JA: "Gmail の送信の設定画面（名前）"}
	case SendBounce:
		return finding.Text{EN: "Gmail's failure message after sending", JA: "Gmail から送信したあとに届くエラーメール"}
	case POPDialog:
		return finding.Text{EN: "Gmail's dialog \"Check mail from other accounts\"", JA: "Gmail の受信の設定画面（他のアカウントのメールを確認）"}
	case POPHistory:
		return finding.Text{EN: "Gmail's history of fetching", JA: "Gmail の受信の履歴"}
	case Delivery:
		return finding.Text{EN: "failure message of Gmail's ordinary delivery", JA: "Gmail の通常の配信のエラーメール"}
	case MailerDaemon:
		return finding.Text{EN: "failure message of a mail server (MAILER-DAEMON)", JA: "メールサーバーのエラーメール（MAILER-DAEMON）"}
	case GmailFooter:
		return finding.Text{EN: "notice at the foot of Gmail's window", JA: "Gmail の画面下部の通知"}
	case GmailInbound:
		return finding.Text{EN: "answer of Gmail's servers to mail sent to Gmail", JA: "Gmail 宛てのメールに対する Gmail サーバーの応答"}
	case OutlookBox:
		return finding.Text{EN: "Outlook's warning", JA: "Outlook の警告"}
	case CourierLog:
		return finding.Text{EN: "log of Courier", JA: "Courier のログ"}
	case SendmailLog:
		return finding.Text{EN: "log of Sendmail", JA: "Sendmail のログ"}
	case ServerReply:
		return finding.Text{EN: "a mail server's own words", JA: "メールサーバー自身の応答"}
	case GoogleNotice:
		return finding.Text{EN: "Google's own pages and notices", JA: "Google のお知らせ・ヘルプ"}
	case AppleMail:
		return finding.Text{EN: "Apple Mail's warning", JA: "Apple の「メール」の警告"}
	case Thunderbird:
		return finding.Text{EN: "Thunderbird's words", JA: "Thunderbird の表示"}
	case Webmail:
		return finding.Text{EN: "a webmail's words (Roundcube)", JA: "ウェブメール（Roundcube）の表示"}
	case GmailApp:
		return finding.Text{EN: "the Gmail app", JA: "Gmail アプリの表示"}
	case Symptom:
		return finding.Text{EN: "what is described, without an error text", JA: "症状の説明（エラーの文なし）"}
	case PostfixLog:
		return finding.Text{EN: "log of Postfix", JA: "Postfix のログ"}
	case DovecotLog:
		return finding.Text{EN: "log of Dovecot", JA: "Dovecot のログ"}
	case EximLog:
		return finding.Text{EN: "log of Exim", JA: "Exim のログ"}
	case ServerLog:
		return finding.Text{EN: "log of the mail server (OpenSSL)", JA: "メールサーバーのログ（OpenSSL）"}
	}
	return finding.Text{EN: string(s), JA: string(s)}
}

// Title is the basis in words for a person.
func (b Basis) Title() finding.Text {
	if b == Seen {
		return finding.Text{EN: "seen", JA: "実例あり"}
	}
	return finding.Text{EN: "inferred", JA: "推定"}
}

// Says is what the words tell about the password, as a sentence.
func (p Password) Says() finding.Text {
	switch p {
	case NotSent:
		return finding.Text{
			EN: "Gmail stops before sending the password, so its message says nothing about the password.",
			JA: "Gmail はパスワードを送る前に接続を中止しているため、この文からパスワードについては何も分かりません。",
		}
	case Refused:
		return finding.Text{
			EN: "User name and password reached the server, which refused the login.",
			JA: "ユーザー名とパスワードはサーバーに届き、ログインが拒否されています。",
		}
	}
	return finding.Text{}
}
