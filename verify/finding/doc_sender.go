package finding

// Mail from the host to Gmail: the next ticket. The encryption between a
// client and its own server has no influence on any of this.
var senderDocs = []Doc{
	{
		Code: SenderSPFMissing, Severity: Warning,
		Title: Text{
			"The domain has no SPF record",
			"ドメインに SPF レコードがありません",
		},
		Why: Text{
			"Large receivers demand SPF or DKIM of every sender and refuse mail with neither, or put it in spam.",
			"主要な受信サービスはすべての送信元に SPF または DKIM を求めており、どちらもないメールは拒否されるか迷惑メールになります。",
		},
		Fix: Text{
			"Publish one TXT record at the domain that names the sending servers, as the host's help page gives it; then wait until DNS has spread.",
			"ドメインの TXT レコードに、送信サーバーを示す SPF を 1 つだけ登録します（値はホスティング会社の案内を参照）。DNS に反映されるまで待ちます。",
		},
		Gmail: Remark{
			Why: Text{
				"Gmail demands SPF or DKIM of every sender and refuses mail with neither, or puts it in spam.",
				"Gmail はすべての送信元に SPF または DKIM を求めており、どちらもないメールは拒否されるか迷惑メールになります。",
			},
		},
		Cite: []string{"phrase G01", "RFC 7208 section 3", "support.google.com/mail/answer/81126"},
	},
	{
		Code: SenderSPFFail, Severity: Warning,
		Title: Text{
			"The domain's SPF record does not allow this sending server[[ ({addr})]]",
			"ドメインの SPF レコードが、この送信サーバー[[（{addr}）]]を許可していません",
		},
		Why: Text{
			"The address that the mail leaves from is not covered by the record, so receivers take the mail as not from the domain.",
			"メールの送信元アドレスが SPF に含まれていないため、受信側はドメインからの正しいメールと認めません。",
		},
		Fix: Text{
			"Add the server to the one existing SPF record; a second record would break both.",
			"既存の SPF レコードに、この送信サーバーを追加します。SPF レコードを 2 つにすると、両方とも無効になります。",
		},
		Gmail: Remark{
			Why: Text{
				"The address that the mail leaves from is not covered by the record, so Gmail takes the mail as not from the domain.",
				"メールの送信元アドレスが SPF に含まれていないため、Gmail はドメインからの正しいメールと認めません。",
			},
		},
		Cite: []string{"phrase G01", "RFC 7208 section 4.6"},
	},
	{
		Code: SenderSPFInvalid, Severity: Warning,
		Title: Text{
			"The domain's SPF record is not valid",
			"ドメインの SPF レコードに誤りがあります",
		},
		Why: Text{
			"There are two records, a spelling error, or more than ten DNS look-ups[[ ({detail})]]; receivers then treat SPF as failed.",
			"レコードが 2 つある、書式の誤り、DNS 検索が 10 回を超える[[（`{detail}`）]]などの問題があり、受信側では SPF が失敗として扱われます。",
		},
		Fix: Text{
			"Merge everything into one record with at most ten look-ups.",
			"1 つのレコードにまとめ、DNS 検索が 10 回以内になるようにします。",
		},
		Cite: []string{"RFC 7208 section 4.6.4", "RFC 7208 section 3.2"},
	},
	{
		Code: SenderDKIMMissing, Severity: Warning,
		Title: Text{
			"The mail carries no DKIM signature",
			"メールに DKIM 署名がありません",
		},
		Why: Text{
			"Without a signature receivers have only SPF to go by, and that breaks when mail is forwarded.",
			"署名がないと受信側は SPF でしか判断できず、転送されたメールでは SPF も失敗します。",
		},
		Fix: Text{
			"Switch DKIM on in the host's panel and publish the key that it shows.",
			"コントロールパネルで DKIM を有効にし、表示された公開鍵を DNS に登録します。",
		},
		Gmail: Remark{
			Why: Text{
				"Without a signature Gmail has only SPF to go by, and that breaks when mail is forwarded.",
				"署名がないと Gmail は SPF でしか判断できず、転送されたメールでは SPF も失敗します。",
			},
		},
		Cite: []string{"phrase G01", "RFC 6376 section 3"},
	},
	{
		Code: SenderDKIMBad, Severity: Warning,
		Title: Text{
			"The mail's DKIM signature does not verify",
			"メールの DKIM 署名を検証できません",
		},
		Why: Text{
			"The key in DNS is missing or another one, or the mail was changed after signing[[ ({detail})]].",
			"DNS の公開鍵がないか異なる、または署名後に内容が変更されています[[（`{detail}`）]]。",
		},
		Fix: Text{
			"Compare the published key with the one in use, and look for filters and footers that change mail after signing.",
			"DNS の公開鍵と実際の鍵を照合し、署名後に内容を変えるフィルターやフッターがないか確認します。",
		},
		Cite: []string{"phrase G01", "RFC 6376 section 6"},
	},
	{
		Code: SenderDMARCFail, Severity: Warning,
		Title: Text{
			"The mail fails the domain's own DMARC policy",
			"メールがドメインの DMARC ポリシーに適合していません",
		},
		Why: Text{
			"Neither SPF nor DKIM passes for the domain in the From line, and the domain asks receivers to refuse such mail.",
			"差出人（From）のドメインで SPF も DKIM も合格していないため、ドメイン自身のポリシーに従って拒否されます。",
		},
		Fix: Text{
			"Make SPF or DKIM pass for the very domain of the From line.",
			"差出人のドメインそのもので、SPF または DKIM が合格するように設定します。",
		},
		Cite: []string{"phrase G02", "RFC 7489 section 6.6"},
	},
	{
		Code: SenderPTRMissing, Severity: Warning,
		Title: Text{
			"The sending server's address has no name (reverse DNS)",
			"送信サーバーの IP アドレスに逆引き（PTR）がありません",
		},
		Why: Text{
			"Large receivers refuse mail from addresses without a PTR record[[: {addr}]].",
			"主要な受信サービスは PTR レコードのない IP アドレス[[（{addr}）]]からのメールを拒否します。",
		},
		Fix: Text{
			"Have the provider of the address set its reverse name (it may cost a fee), and let that name lead back to the address.",
			"IP アドレスの提供元に逆引きの設定を依頼し（有料の場合があります）、その名前の正引きも同じアドレスになるようにします。",
		},
		Gmail: Remark{
			Why: Text{
				"Gmail refuses mail from addresses without a PTR record[[: {addr}]].",
				"Gmail は PTR レコードのない IP アドレス[[（{addr}）]]からのメールを拒否します。",
			},
		},
		Cite: []string{"phrase G03", "support.google.com/mail/answer/81126", "RFC 1912 section 2.1"},
	},
	{
		Code: SenderPTRMismatch, Severity: Warning,
		Title: Text{
			"The sending server's address and its name do not agree",
			"送信サーバーの IP アドレスと逆引きの名前が一致していません",
		},
		Why: Text{
			"The reverse name of the address does not lead back to it[[: {addr}]].",
			"逆引きの名前を正引きしても、元の IP アドレス[[（{addr}）]]に戻りません。",
		},
		Fix: Text{
			"Make reverse and forward name agree, and use the same name in the server's greeting.",
			"逆引きと正引きを一致させ、サーバーのあいさつ（EHLO）でも同じ名前を使います。",
		},
		Cite: []string{"phrase G03", "support.google.com/mail/answer/81126", "RFC 1912 section 2.1"},
	},
	{
		Code: SenderListed, Severity: Warning,
		Title: Text{
			"The sending server's address stands in a block list",
			"送信サーバーの IP アドレスが拒否リストに載っています",
		},
		Why: Text{
			"The address[[ {addr}]] is listed[[ ({detail})]]; on shared servers often because of a neighbour.",
			"IP アドレス[[ {addr} ]]が拒否リストに登録されています[[（`{detail}`）]]。共用サーバーでは、ほかの利用者が原因のことも多いです。",
		},
		Fix: Text{
			"Stop the cause first, then ask the list for removal; on shared servers the host has to do it.",
			"原因を取り除いてから、リストに解除を申請します。共用サーバーではホスティング会社の対応が必要です。",
		},
		Cite: []string{"RFC 5782 section 2"},
	},
	{
		Code: SenderReputation, Severity: Note,
		Title: Text{
			"The receiver takes the mail for spam",
			"受信側に迷惑メールと判断されています",
		},
		Why: Text{
			"The sending address, the domain or the contents have a bad reputation with the receiver. That is not visible from outside.",
			"送信元の IP アドレス、ドメイン、または内容に対する受信側の評価が低い状態です。評価は外からは確認できません。",
		},
		Fix: Text{
			"Mend SPF, DKIM and the reverse name, stop forwarding spam, and use the receiver's contact form.",
			"SPF、DKIM、逆引きを整え、迷惑メールの転送を止めます。必要に応じて受信側の窓口に連絡します。",
		},
		Gmail: Remark{
			Title: Text{
				"Gmail takes the mail for spam",
				"Gmail に迷惑メールと判断されています",
			},
			Why: Text{
				"The sending address, the domain or the contents have a bad reputation with Gmail. That is not visible from outside.",
				"送信元の IP アドレス、ドメイン、または内容に対する Gmail の評価が低い状態です。評価は外からは確認できません。",
			},
			Fix: Text{
				"Look at Google's Postmaster Tools, mend SPF, DKIM and the reverse name, stop forwarding spam, and use Google's sender contact form. A Workspace recipient can add the address to the allow-list.",
				"Google の Postmaster Tools で状況を確認し、SPF、DKIM、逆引きを整え、迷惑メールの転送を止めます。必要に応じて Google の送信者向けフォームから連絡します。宛先が Workspace の場合は、許可リストに追加してもらう方法もあります。",
			},
		},
		Cite: []string{"phrases G04, G05", "support.google.com/mail/answer/81126"},
	},
	{
		Code: SenderRateLimited, Severity: Note,
		Title: Text{
			"The receiver slows down mail from this server",
			"受信側が、このサーバーからの受信を一時的に制限しています",
		},
		Why: Text{
			"Too much mail, or too much of it unwanted, came from this address in a short time. It is accepted again later by itself.",
			"短時間に多くの（または望まれない）メールが送られたため、一時的に制限されています。しばらくすると解除されます。",
		},
		Fix: Text{
			"Leave the mail in the queue; the server tries again. Look for abused accounts and for forwarding of spam.",
			"メールは配送待ちのままにしておけば、サーバーが自動で再送します。悪用されたアカウントや、迷惑メールの転送がないか確認します。",
		},
		Gmail: Remark{
			Title: Text{
				"Gmail slows down mail from this server",
				"Gmail が、このサーバーからの受信を一時的に制限しています",
			},
			Why: Text{
				"Too much mail, or too much of it unwanted, came from this address in a short time. Gmail accepts it again later by itself.",
				"{fact}",
			},
		},
		Cite: []string{"phrase G06", "support.google.com/mail/answer/81126"},
	},
	{
		Code: SenderTLSMissing, Severity: Warning,
		Title: Text{
			"The mail was handed over without encryption",
			"メールが暗号化されずに引き渡されています",
		},
		Why: Text{
			"The receiving side asks bulk senders to use TLS, and the sending server did not.",
			"受信側は、大量に送信するサーバーに TLS での接続を求めていますが、送信サーバーは使っていません。",
		},
		Fix: Text{
			"Switch TLS on for outgoing mail on the sending server (Postfix: smtp_tls_security_level = may).",
			"送信サーバーで、送信時の TLS を有効にします（Postfix では smtp_tls_security_level = may）。",
		},
		Cite: []string{"phrase G11", "RFC 3207 section 2"},
	},
	{
		Code: SenderDMARCMissing, Severity: Warning,
		Title: Text{
			"The domain has no usable DMARC record",
			"ドメインに有効な DMARC レコードがありません",
		},
		Why: Text{
			"Bulk senders need a DMARC record, with p=none at least; none was found, or it names no policy.",
			"大量に送信する場合は DMARC レコード（少なくとも p=none）が必要ですが、見つからないか、ポリシーの指定がありません。",
		},
		Fix: Text{
			"Publish a TXT record at _dmarc under the domain, for example v=DMARC1; p=none, and have the mail signed with DKIM.",
			"ドメインの _dmarc に TXT レコード（例: v=DMARC1; p=none）を登録し、メールに DKIM で署名します。",
		},
		Cite: []string{"phrase G13", "RFC 7489 section 6.3"},
	},
	{
		Code: SenderLetterMalformed, Severity: Warning,
		Title: Text{
			"The letter is not made as the standard asks",
			"メールの形式が標準に合っていません",
		},
		Why: Text{
			"A header is missing, stands twice or holds characters that it must not. What sent the letter made it so: a program, a form on a web site, or a filter that changed it.",
			"ヘッダーの不足・重複や、使えない文字が含まれています。メールを作成したプログラムやフォーム、または途中で書き換えたフィルタが原因です。",
		},
		Fix: Text{
			"Correct the program that makes the letter: one From, one Subject, one Date, one Message-ID, encoded as RFC 2047 says.",
			"メールを作成するプログラムを直します。From・Subject・Date・Message-ID は 1 つずつとし、RFC 2047 に従って符号化します。",
		},
		Cite: []string{"phrase G16", "RFC 5322 section 3.6"},
	},
	{
		Code: SenderRelayDenied, Severity: Warning,
		Title: Text{
			"The relay does not know the sending server",
			"中継サービスに、送信元のサーバーが登録されていません",
		},
		Why: Text{
			"The mail was given to a relay, and the sending address or domain is not registered there.",
			"メールは中継サービスに渡されましたが、送信元の IP アドレスやドメインが登録されていません。",
		},
		Fix: Text{
			"Register the sending server's address with the relay, or let it log in.",
			"中継サービスに送信サーバーの IP アドレスを登録するか、認証して送信します。",
		},
		Gmail: Remark{
			Title: Text{
				"Google's relay does not know the sending server",
				"Google の中継サービスに、送信元のサーバーが登録されていません",
			},
			Why: Text{
				"The mail was given to the SMTP relay of Google Workspace, and the sending address or domain is not registered there.",
				"メールは Google Workspace の SMTP リレーに渡されましたが、送信元の IP アドレスやドメインが登録されていません。",
			},
			Fix: Text{
				"Register the sending server's address in the Workspace's relay settings, or let it log in.",
				"Workspace の SMTP リレー設定に送信サーバーの IP アドレスを登録するか、認証して送信します。",
			},
		},
		Cite: []string{"phrase G17"},
	},
	{
		Code: SenderProtocolError, Severity: Warning,
		Title: Text{
			"The sending server does not keep to the protocol",
			"送信サーバーが、メール送信の手順を守っていません",
		},
		Why: Text{
			"A command came in the wrong order, with a wrong argument, or not at all before the time was up.",
			"命令の順序や引数の誤り、または応答時間切れが発生しています。",
		},
		Fix: Text{
			"Look at the sending server's log and at what stands between it and the receiver: a firewall that changes SMTP, a home-made program.",
			"送信サーバーのログと、途中で SMTP を書き換えるファイアウォールや自作プログラムがないかを確認します。",
		},
		Cite: []string{"phrase G21", "RFC 5321 section 4.1.4"},
	},
	{
		Code: SenderLoop, Severity: Warning,
		Title: Text{
			"The mail goes round in a circle",
			"メールがループしています",
		},
		Why: Text{
			"It was handed on too often: two forwardings point at each other.",
			"転送の設定が互いを指しているため、何度も転送されています。",
		},
		Fix: Text{
			"Take one of the forwardings out.",
			"どちらかの転送設定を外します。",
		},
		Cite: []string{"phrase G26", "RFC 5321 section 6.3"},
	},
	{
		Code: RecipientMailboxFull, Severity: Warning,
		Title: Text{
			"The recipient's mailbox is full",
			"宛先のメールボックスがいっぱいです",
		},
		Why: Text{
			"The receiving side has no room left for this recipient. The sending side is in order.",
			"宛先の保存容量が不足しています。送信側に問題はありません。",
		},
		Fix: Text{
			"Tell the recipient in another way; once there is room, send again.",
			"別の方法で宛先の方に連絡し、空きができてから送り直します。",
		},
		Cite: []string{"phrase G14", "RFC 3463 section 3.3"},
	},
	{
		Code: RecipientDisabled, Severity: Warning,
		Title: Text{
			"The recipient's account is switched off",
			"宛先のアカウントが無効になっています",
		},
		Why: Text{
			"The receiving side keeps the account, but it takes no mail. The sending side is in order.",
			"アカウントは存在しますが、メールを受け取れない状態です。送信側に問題はありません。",
		},
		Fix: Text{
			"Ask the recipient for another address.",
			"宛先の方に、別のアドレスを確認します。",
		},
		Cite: []string{"phrase G20", "RFC 3463 section 3.3"},
	},
	{
		Code: RecipientRateLimited, Severity: Warning,
		Title: Text{
			"More mail at once than the receiving side takes",
			"受信側の上限を超える量のメールが送られています",
		},
		Why: Text{
			"A limit for one recipient, one user or one day has been reached; with a code that begins with 4 it passes by itself.",
			"宛先ごと、利用者ごと、または 1 日の上限に達しています。4 で始まるコードの場合は、時間がたてば解消します。",
		},
		Fix: Text{
			"Send less at once, to fewer recipients, and wait until the limit has passed.",
			"一度に送る量や宛先の数を減らし、制限が解けるまで待ちます。",
		},
		Cite: []string{"phrase G19"},
	},
}
