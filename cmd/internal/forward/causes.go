package forward

// causeText is a cause for people: what it is, and what to change.
type causeText struct{ title, fix words }

var causeTexts = map[string]causeText{
	stopped: {
		words{"The forwarder does not take the letter", "転送サーバーがメールを受け取りません"},
		words{
			"The letters' domains exist only within this test. Where the forwarder looks up senders' domains or checks SPF, let it trust the address that this program connects from (Postfix: mynetworks), and try again.",
			"テスト用の送信元ドメインは実在しません。転送サーバーが送信元ドメインや SPF を確認する場合は、このプログラムの接続元 IP アドレスを信頼する設定（Postfix では mynetworks）にして、もう一度お試しください。",
		},
	},
	stoppedNow: {
		words{"The forwarder does not take the letter now", "転送サーバーが一時的にメールを受け取りません"},
		words{
			"Greylisting, or a lookup of the sender's domain that fails, as these domains exist only within this test: let the forwarder trust the address that this program connects from, and try again.",
			"グレーリストか、送信元ドメインの確認に失敗しています（テスト用ドメインは実在しません）。このプログラムの接続元 IP アドレスを信頼する設定にして、もう一度お試しください。",
		},
	},
	notArrived: {
		words{"The forwarder took the letter, and it did not arrive", "転送サーバーは受け取りましたが、届いていません"},
		words{
			"Look in the forwarder's log and queue. Does the mailbox forward, and does the route of the forwarding lead to the port of this test (Postfix: transport_maps)? A longer --wait may do.",
			"転送サーバーのログとキューを確認してください。メールボックスに転送設定があり、転送先の経路がこのテストのポートに向いていますか（Postfix では transport_maps）。--wait を長くすると届く場合もあります。",
		},
	},
	reverseName: {
		words{"The sending address has no reverse name that leads back to it", "送信元 IP アドレスの逆引きがない、または一致しません"},
		words{
			"Have the provider of {ip} set a PTR record with a name whose A or AAAA record is {ip}. Gmail takes no mail from there before.",
			"{ip} の提供元に依頼し、A または AAAA レコードが {ip} を指す名前を PTR レコードに設定してください。設定されるまで Gmail はメールを受け付けません。",
		},
	},
	inClear: {
		words{"The forwarder sends to Gmail without TLS", "転送サーバーが TLS を使わずに Gmail へ送信しています"},
		words{
			"Let it use STARTTLS where it is offered (Postfix: smtp_tls_security_level = may). Google has asked all senders for TLS since December 2023; that it refuses is documented for bulk senders, and a forwarding host is soon one.",
			"STARTTLS を使う設定にしてください（Postfix では smtp_tls_security_level = may）。Google は 2023 年 12 月からすべての送信者に TLS を求めています。拒否が明記されているのは大量送信者ですが、転送サーバーもこれに当たりやすくなります。",
		},
	},
	fieldDoubled: {
		words{"The letter arrives with a field twice that may stand once", "1 つしか許されないヘッダーが重複しています"},
		words{
			"Some filter adds a field instead of leaving the letter alone (RFC 5322 section 3.6): take it out of the way of what is forwarded.",
			"フィルターがヘッダーを追加しています（RFC 5322 3.6 節）。転送するメールには適用しないでください。",
		},
	},
	moment: {
		words{"DNS failed: undecided", "DNS の問い合わせに失敗したため、判定できません"},
		words{"Try again. If it stays so, the name servers of the forwarding domain or of its address do not answer.", "もう一度お試しください。続く場合は、転送ドメインまたは IP アドレスのネームサーバーが応答していません。"},
	},
	signatureBroken: {
		words{"The letter is changed on the way, so its DKIM signature no longer holds", "途中でメールが変更され、DKIM 署名が無効になっています"},
		words{
			"Forwarded mail must pass as it came: no footer, no tag in the subject, no new Message-ID, no other encoding (the column says what was changed). A mark of the spam filter belongs in a field of its own (X-Spam-Flag). SRS does not help here: it makes SPF pass for your domain, not for the author's.",
			"転送するメールには手を加えないでください。本文への追加、件名への文字の追加、Message-ID の付け替え、文字コードや転送エンコーディングの変換はいずれも署名を無効にします（変更点の列を参照）。迷惑メールの印は専用のヘッダー（X-Spam-Flag など）に付けてください。SRS では解決しません。SPF が合格するのは自社ドメインであり、差出人のドメインではないためです。",
		},
	},
	envelopeKept: {
		words{"The return path stays the author's, so SPF fails at Gmail", "エンベロープ送信者が元のままのため、Gmail で SPF が不合格になります"},
		words{
			"Rewrite the return path to an address of your own domain (SRS; with Postfix: postsrsd), and let that domain's SPF record hold {ip}. Google's page on forwarding (answer/175365) has said both: older copies say not to change the envelope sender, the newer text says \"Change the envelope sender to reference your forwarding domain.\" This follows the newer one, as known in November 2026.",
			"エンベロープ送信者を自社ドメインのアドレスに書き換え（SRS。Postfix では postsrsd）、そのドメインの SPF レコードに {ip} を含めてください。転送に関する Google のページ（answer/175365）は説明が変わっています。以前はエンベロープ送信者を変えないように、新しい版では転送ドメインに変えるように書かれています。ここでは 2026 年 11 月時点で確認できる新しい版に従います。",
		},
	},
	srsSPF: {
		words{"SPF of the forwarder's own domain does not pass", "転送サーバー自身のドメインの SPF が合格しません"},
		words{
			"The domain of the rewritten return path needs one SPF record that holds {ip} and reads without a mistake.",
			"書き換え後のエンベロープ送信者のドメインに、{ip} を含む正しい SPF レコードを 1 つ設定してください。",
		},
	},
	unsignedReject: {
		words{"Not signed, and its domain asks for refusal: no forwarding carries it", "署名がなく、送信元ドメインが拒否を指定しているメールは転送では届きません"},
		words{
			"This one is not the forwarder's to mend: only the sender can, with a DKIM signature. Such mail is gone once forwarded; keep a copy in the mailbox.",
			"転送サーバー側では解決できません。送信者が DKIM 署名を付ける必要があります。このようなメールは転送すると失われるため、メールボックスに控えを残してください。",
		},
	},
	fromRewritten: {
		words{"Delivered, but under the forwarder's own address", "届きますが、差出人が転送サーバーのアドレスになっています"},
		words{
			"As a mailing list does: it passes whatever else is changed, but the reader sees another sender, and the reputation of your domain answers for every letter.",
			"メーリングリストと同じ方式です。内容を変更しても届きますが、受信者には別の差出人が表示され、転送したすべてのメールが自社ドメインの評価に影響します。",
		},
	},
}
