package ticket

import "harness/verify/finding"

// putOff is what the server had against Gmail at that moment. None of it speaks
// against the settings or the password.
func (d *dialog) putOff() text {
	switch d.word.code {
	case finding.POPMailboxLocked:
		return causeBy[finding.POPMailboxLocked]
	case finding.POPLoginDelay:
		return momentDelay
	case finding.POPLoginTemporary, finding.IMAPLoginTemporary, finding.SMTPAuthTemporary:
		return momentLogin
	}
	return momentOther
}

var (
	momentDelay = text{
		EN: "Our server[[ {host}]] lets a mailbox be fetched only at intervals, and Gmail or another program came too soon after the last time.",
		JA: "当社サーバー[[ {host} ]]には受信の間隔に制限があり、前回の受信から間もない接続だったため、受け付けられませんでした。",
	}
	momentLogin = text{
		EN: "Gmail reached our server[[ {host}]], which could not check the login at that time. That was a trouble of the server's, and says nothing about the password.",
		JA: "Gmail は当社サーバー[[ {host} ]]に接続できましたが、その時点でサーバーがログインを処理できませんでした。サーバー側の問題であり、パスワードの誤りを示すものではありません。",
	}
	momentOther = text{
		EN: "Our server[[ {host}]] did not take what Gmail wanted to hand over at that time. The words say that this passes; they say nothing about the password.",
		JA: "当社サーバー[[ {host} ]]が、その時点では Gmail からの要求を受け付けませんでした。一時的なものであり、パスワードの誤りを示す文言ではありません。",
	}
	waitDo = map[finding.Leg]text{
		finding.Send: {
			EN: "Nothing has to be changed in Gmail. Please send the mail once more after half an hour.",
			JA: "Gmail の設定を変更していただく必要はありません。30 分ほどおいて、もう一度送信してください。",
		},
		finding.Fetch: {
			EN: "Nothing has to be changed in Gmail. Gmail fetches again by itself after a while, and mail that arrives until then stays on the server.",
			JA: "Gmail の設定を変更していただく必要はありません。しばらくすると Gmail が自動的に取り込みをやり直します。それまでに届いたメールは、サーバーに残っています。",
		},
		finding.Both: {
			EN: "Nothing has to be changed in the settings. Please try once more after half an hour.",
			JA: "設定を変更していただく必要はありません。30 分ほどおいて、もう一度お試しください。",
		},
	}
	waitLocked = text{
		EN: "If it happens often: let other programs and phones that fetch this mailbox by POP do so less often, or only one of them.",
		JA: "たびたび起きる場合は、このメールボックスを POP で受信しているほかのメールソフトやスマートフォンの受信間隔を長くするか、受信するものを 1 つにしてください。",
	}
	waitTell = text{
		EN: "If the error comes back, please tell us the day and the time, and the whole message.",
		JA: "再びエラーになる場合は、その日時と、表示された文言の全文をお知らせください。",
	}
)
