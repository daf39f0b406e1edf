package finding

// forwardDocs are about mail that a host forwards, by the letters of harness forward.
var forwardDocs = []Doc{
	{
		Code: ForwardStopped, Severity: Broken,
		Title: Text{
			"The forwarder does not take the letter",
			"転送サーバーがメールを受け取りません",
		},
		Why: Text{
			"It refuses the letter before any forwarding, so what becomes of forwarded mail was not seen.",
			"転送の前に拒否されたため、転送されたメールがどうなるかは確認できていません。",
		},
		Fix: Text{
			"The letters' domains exist only within this test. Where the forwarder looks up senders' domains or checks SPF, let it trust the address that this program connects from (Postfix: mynetworks), and try again.",
			"テスト用の送信元ドメインは実在しません。転送サーバーが送信元ドメインや SPF を確認する場合は、このプログラムの接続元 IP アドレスを信頼する設定（Postfix では mynetworks）にして、もう一度お試しください。",
		},
		Cite: []string{"RFC 5321 section 4.2.1"},
	},
	{
		Code: ForwardStoppedNow, Severity: Undecided,
		Title: Text{
			"The forwarder does not take the letter now",
			"転送サーバーが一時的にメールを受け取りません",
		},
		Why: Text{
			"It answers with a code that begins with 4, by which the sender is to try again later.",
			"4 で始まるコードで応答しています。送信側は後でもう一度送ることになります。",
		},
		Fix: Text{
			"Greylisting, or a lookup of the sender's domain that fails, as these domains exist only within this test: let the forwarder trust the address that this program connects from, and try again.",
			"グレーリストか、送信元ドメインの確認に失敗しています（テスト用ドメインは実在しません）。このプログラムの接続元 IP アドレスを信頼する設定にして、もう一度お試しください。",
		},
		Cite: []string{"RFC 5321 section 4.2.1"},
	},
	{
		Code: ForwardNotArrived, Severity: Undecided,
		Title: Text{
			"The forwarder took the letter, and it did not arrive",
			"転送サーバーは受け取りましたが、届いていません",
		},
		Why: Text{
			"The letter may wait in a queue, have been dropped, or have been sent elsewhere.",
			"メールはキューで待っているか、破棄されたか、別の宛先に送られた可能性があります。",
		},
		Fix: Text{
			"Look in the forwarder's log and queue: whether the mailbox forwards, and whether the route of the forwarding leads to the port of this test (Postfix: transport_maps). A longer --wait may do.",
			"転送サーバーのログとキューを確認してください。メールボックスに転送設定があり、転送先の経路がこのテストのポートに向いていますか（Postfix では transport_maps）。--wait を長くすると届く場合もあります。",
		},
		Cite: []string{"RFC 5321 section 4.5.4"},
	},
	{
		Code: ForwardReverseName, Severity: Broken,
		Title: Text{
			"The sending address has no reverse name that leads back to it",
			"送信元 IP アドレスの逆引きがない、または一致しません",
		},
		Why: Text{
			"Receivers take an address without a reverse name for a machine that is no mail server.",
			"逆引きのない IP アドレスは、メールサーバーではないとみなされます。",
		},
		Fix: Text{
			"Have the provider of the sending address[[ ({addr})]] set a PTR record with a name whose A or AAAA record is that address.",
			"送信元 IP アドレス[[（{addr}）]]の提供元に依頼し、A または AAAA レコードがその IP アドレスを指す名前を PTR レコードに設定してください。",
		},
		Gmail: Remark{
			Fix: Text{
				"{fact} Gmail takes no mail from there before.",
				"{fact}設定されるまで Gmail はメールを受け付けません。",
			},
		},
		Cite: []string{"RFC 1912 section 2.1"},
	},
	{
		Code: ForwardInClear, Severity: Broken,
		Title: Text{
			"The forwarder sends without TLS",
			"転送サーバーが TLS を使わずに送信しています",
		},
		Why: Text{
			"The receiving server offers STARTTLS, and the forwarder does not use it.",
			"受信側は STARTTLS に対応していますが、転送サーバーが使っていません。",
		},
		Fix: Text{
			"Let it use STARTTLS where it is offered (Postfix: smtp_tls_security_level = may).",
			"STARTTLS を使う設定にしてください（Postfix では smtp_tls_security_level = may）。",
		},
		Gmail: Remark{
			Title: Text{
				"The forwarder sends to Gmail without TLS",
				"転送サーバーが TLS を使わずに Gmail へ送信しています",
			},
			Fix: Text{
				"{fact} Google has asked all senders for TLS since December 2023; that it refuses is documented for bulk senders, and a forwarding host is soon one.",
				"{fact}Google は 2023 年 12 月からすべての送信者に TLS を求めています。拒否が明記されているのは大量送信者ですが、転送サーバーもこれに当たりやすくなります。",
			},
		},
		Cite: []string{"RFC 3207 section 4"},
	},
	{
		Code: ForwardFieldDoubled, Severity: Broken,
		Title: Text{
			"The letter arrives with a field twice that may stand once",
			"1 つしか許されないヘッダーが重複しています",
		},
		Why: Text{
			"Receivers refuse letters that have two of a field of which one may stand.",
			"1 つしか許されないヘッダーが複数あるメールは、受信側で拒否されます。",
		},
		Fix: Text{
			"Some filter adds a field instead of leaving the letter alone (RFC 5322 section 3.6): take it out of the way of what is forwarded.",
			"フィルターがヘッダーを追加しています（RFC 5322 3.6 節）。転送するメールには適用しないでください。",
		},
		Cite: []string{"RFC 5322 section 3.6"},
	},
	{
		Code: ForwardMoment, Severity: Undecided,
		Title: Text{
			"A DNS question failed, so it is undecided",
			"DNS の問い合わせに失敗したため、判定できません",
		},
		Why: Text{
			"SPF, DKIM, DMARC and the reverse name rest on DNS: without its answer there is no verdict.",
			"SPF、DKIM、DMARC、逆引きの判定には DNS の応答が必要です。",
		},
		Fix: Text{
			"Try again. If it stays so, the name servers of the forwarding domain or of its address do not answer.",
			"もう一度お試しください。続く場合は、転送ドメインまたは IP アドレスのネームサーバーが応答していません。",
		},
		Cite: []string{"RFC 7208 section 2.6.6"},
	},
	{
		Code: ForwardSignatureBroken, Severity: Broken,
		Title: Text{
			"The letter is changed on the way, so its DKIM signature no longer holds",
			"途中でメールが変更され、DKIM 署名が無効になっています",
		},
		Why: Text{
			"A signature covers the text and the fields that it names: any later change breaks it.",
			"署名は本文と指定されたヘッダーを対象としているため、後から変更すると無効になります。",
		},
		Fix: Text{
			"Forwarded mail must pass as it came: no footer, no tag in the subject, no new Message-ID, no other encoding (the column says what was changed). A mark of the spam filter belongs in a field of its own (X-Spam-Flag). SRS does not help here: it makes SPF pass for your domain, not for the author's.",
			"転送するメールには手を加えないでください。本文への追加、件名への文字の追加、Message-ID の付け替え、文字コードや転送エンコーディングの変換はいずれも署名を無効にします（変更点の列を参照）。迷惑メールの印は専用のヘッダー（X-Spam-Flag など）に付けてください。SRS では解決しません。SPF が合格するのは自社ドメインであり、差出人のドメインではないためです。",
		},
		Cite: []string{"RFC 6376 section 6.1.3"},
	},
	{
		Code: ForwardEnvelopeKept, Severity: Broken,
		Title: Text{
			"The return path stays the author's, so SPF fails at the receiver",
			"エンベロープ送信者が元のままのため、受信側で SPF が不合格になります",
		},
		Why: Text{
			"SPF asks whether the author's domain lets the forwarder's address send, and it does not.",
			"SPF では、差出人のドメインが転送サーバーの IP アドレスを許可しているかどうかが確認されますが、許可されていません。",
		},
		Fix: Text{
			"Rewrite the return path to an address of your own domain (SRS; with Postfix: postsrsd), and let that domain's SPF record hold the sending address[[ ({addr})]].",
			"エンベロープ送信者を自社ドメインのアドレスに書き換え（SRS。Postfix では postsrsd）、そのドメインの SPF レコードに送信元 IP アドレス[[（{addr}）]]を含めてください。",
		},
		Gmail: Remark{
			Title: Text{
				"The return path stays the author's, so SPF fails at Gmail",
				"エンベロープ送信者が元のままのため、Gmail で SPF が不合格になります",
			},
			Fix: Text{
				"{fact} Google's page on forwarding (answer/175365) has said both: older copies say not to change the envelope sender, the newer text says \"Change the envelope sender to reference your forwarding domain.\" This follows the newer one, as known in November 2026.",
				"{fact}転送に関する Google のページ（answer/175365）は説明が変わっています。以前はエンベロープ送信者を変えないように、新しい版では転送ドメインに変えるように書かれています。ここでは 2026 年 11 月時点で確認できる新しい版に従います。",
			},
		},
		Cite: []string{"RFC 7208 section 2.4"},
	},
	{
		Code: ForwardSRSSPF, Severity: Broken,
		Title: Text{
			"SPF of the forwarder's own domain does not pass",
			"転送サーバー自身のドメインの SPF が合格しません",
		},
		Why: Text{
			"The return path is rewritten, and the domain in it has no SPF record that holds the sending address.",
			"エンベロープ送信者は書き換えられていますが、そのドメインの SPF レコードに送信元 IP アドレスがありません。",
		},
		Fix: Text{
			"The domain of the rewritten return path needs one SPF record that holds the sending address[[ ({addr})]] and reads without a mistake.",
			"書き換え後のエンベロープ送信者のドメインに、送信元 IP アドレス[[（{addr}）]]を含む正しい SPF レコードを 1 つ設定してください。",
		},
		Cite: []string{"RFC 7208 section 4"},
	},
	{
		Code: ForwardUnsignedReject, Severity: Warning,
		Title: Text{
			"Not signed, and its domain asks for refusal: no forwarding carries it",
			"署名がなく、送信元ドメインが拒否を指定しているメールは転送では届きません",
		},
		Why: Text{
			"SPF speaks for the author only on the direct way; without a signature nothing is left that passes.",
			"SPF が差出人のドメインで合格するのは直接送られた場合だけです。署名がなければ、合格するものは残りません。",
		},
		Fix: Text{
			"This one is not the forwarder's to mend: only the sender can, with a DKIM signature. Such mail is gone once forwarded; keep a copy in the mailbox.",
			"転送サーバー側では解決できません。送信者が DKIM 署名を付ける必要があります。このようなメールは転送すると失われるため、メールボックスに控えを残してください。",
		},
		Cite: []string{"RFC 7489 section 3.1"},
	},
	{
		Code: ForwardFromRewritten, Severity: Warning,
		Title: Text{
			"Delivered, but under the forwarder's own address",
			"届きますが、差出人が転送サーバーのアドレスになっています",
		},
		Why: Text{
			"The From field names the forwarder, whose own domain then passes DMARC.",
			"From ヘッダーが転送サーバーのドメインになっているため、そのドメインで DMARC に合格します。",
		},
		Fix: Text{
			"As a mailing list does: it passes whatever else is changed, but the reader sees another sender, and the reputation of your domain answers for every letter.",
			"メーリングリストと同じ方式です。内容を変更しても届きますが、受信者には別の差出人が表示され、転送したすべてのメールが自社ドメインの評価に影響します。",
		},
		Cite: []string{"RFC 7489 section 3.1"},
	},
}
