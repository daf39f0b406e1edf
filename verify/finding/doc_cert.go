package finding

// Hosts and ports typed are in doc_typed.go; here is what the certificate says
// about the name and who vouches for it.

var nameDocs = []Doc{
	{
		Code: TLSNameMismatch, Severity: Broken,
		Title: Text{
			"The certificate does not name the host that was typed[[: {host}]]",
			"入力されたホスト名が、サーバーの証明書に含まれていません[[: {host}]]",
		},
		Why: Text{
			"A client compares the name that was typed with the names (SANs) in the server's certificate[[; this certificate names {sans}]]. None of them fits[[ {host}]], so it stops before sending the password: its message says nothing about the password.",
			"メールソフトは、入力されたサーバー名と、サーバーの証明書に書かれた名前（SAN）を照合します。[[この証明書の名前は {sans} です。]]どれも[[ {host} に]]一致しないため、パスワードを送る前に接続を中止します。パスワードについては何も分かりません。",
		},
		Fix: Text{
			"Type a server name that the certificate covers (`harness diagnose` finds and proves one). Or the hosting company adds the customer's name to the certificate, or serves a fitting one by SNI. A matching SAN is what counts; the CN need not be equal.",
			"証明書に含まれるサーバー名を入力します（`harness diagnose` で候補を探して確かめられます）。サーバー側では、証明書にお客様のホスト名を追加するか、SNI で合う証明書を返すようにします。CN と同じである必要はなく、SAN のどれかに一致すれば十分です。",
		},
		Gmail: Remark{
			Why: Text{
				"Gmail compares the name typed in its dialog with the names (SANs) in the server's certificate[[; this certificate names {sans}]]. None of them fits[[ {host}]], so Gmail stops before sending the password. Its message says nothing about the password, even where its heading does.",
				"Gmail は、設定画面に入力されたサーバー名と、サーバーの証明書に書かれた名前（SAN）を照合します。[[この証明書の名前は {sans} です。]]どれも[[ {host} に]]一致しないため、Gmail はパスワードを送る前に接続を中止します。見出しにパスワードとあっても、パスワードについては何も分かりません。",
			},
			Fix: Text{
				"Edit the entry in Gmail and type a server name that the certificate covers (`harness diagnose` finds and proves one); have the password ready, it must be typed again. Or the hosting company adds the customer's name to the certificate, or serves a fitting one by SNI. A matching SAN is what counts; the CN need not be equal.",
				"Gmail の設定を編集して、証明書に含まれるサーバー名を入力します（`harness diagnose` で候補を探して確かめられます）。パスワードも再入力が必要なので、先にご用意ください。サーバー側では、証明書にお客様のホスト名を追加するか、SNI で合う証明書を返すようにします。CN と同じである必要はなく、SAN のどれかに一致すれば十分です。",
			},
		},
		Cite:      []string{"phrases B01, S01, P01", "RFC 6125 section 6.4", "RFC 9525 section 6"},
		DependsOn: []Code{NetTLSInspected, TLSSNINeeded},
	},
	{
		Code: TLSHostOdd, Severity: Broken,
		Title: Text{
			"No certificate can match a host name written like this[[: {host}]]",
			"この書き方のホスト名に一致する証明書はありません[[: {host}]]",
		},
		Why: Text{
			"The name has a form that certificate checks refuse or treat differently, such as a label that starts with a hyphen, an underscore under a wildcard, or an IP address.",
			"ハイフンで始まる部分、ワイルドカードに対する下線、IP アドレスなど、証明書の照合で拒否されたり扱いが分かれたりする書き方です。",
		},
		Fix: Text{
			"Type an ordinary host name of letters, digits and inner hyphens that the certificate names.",
			"英数字と途中のハイフンだけでできた、証明書に含まれる通常のホスト名を入力します。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} How Gmail treats it is not known; BoringSSL, the library that Gmail's texts come from, and careful clients do not agree on it.",
				"{fact}Gmail がどう扱うかは分かっていません。Gmail の文言の元になっている BoringSSL と、慎重なメールソフトとでは判断が異なります。",
			},
		},
		Cite: []string{"RFC 9525 section 6.3", "RFC 5890 section 2.3.1"},
	},
	{
		Code: TLSCNOnly, Severity: Broken,
		Title: Text{
			"The certificate has its name only in the CN, no SAN at all",
			"証明書に SAN がなく、名前が CN にしか書かれていません",
		},
		Why: Text{
			"The name stands only in the old common name field[[ ({cn})]].",
			"名前が古い形式のコモンネーム（CN）[[「{cn}」]]にしかありません。",
		},
		Fix: Text{
			"Have the certificate issued again with the host name as a SAN (dNSName). To test on in spite of it, add `--allow-risky`.",
			"ホスト名を SAN（dNSName）に入れて証明書を発行し直します。このまま試験を続けるには `--allow-risky` を付けます。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail's own behaviour is unknown; BoringSSL alone would accept it, most clients of today refuse it.",
				"{fact}Gmail の動作は分かっていません。BoringSSL だけなら受け入れますが、現在の多くのメールソフトは拒否します。",
			},
		},
		Cite: []string{"RFC 9525 appendix A", "RFC 2818 section 3.1"},
	},
}

// Who vouches for the certificate, since when and how long.
var chainDocs = []Doc{
	{
		Code: TLSChainIncomplete, Severity: Broken,
		Title: Text{
			"The server does not send the intermediate certificate",
			"サーバーが中間証明書を送っていません",
		},
		Why: Text{
			"The link between the server's certificate and the trusted root is missing[[: {issuer}]]. Browsers fetch it by themselves[[ (from {aia})]] or remember it, mail clients mostly do not.[[ {completes} may have it from elsewhere: that depends on the certificate and the moment, so test it and do not rely on it.]]",
			"サーバー証明書とルート証明書をつなぐ中間証明書[[（{issuer}）]]が送られていません。ブラウザーは自動で取得[[（{aia}）]]したり以前のものを使ったりしますが、多くのメールソフトは取得しません。[[{completes} は別の方法で補えることがありますが、証明書や状況によるため、当てにせず実際に確認してください。]]",
		},
		Fix: Text{
			"On the server: install the chain file of the certificate authority (often `fullchain.pem`: first the server's certificate, then the intermediates) for SMTP and POP3, and reload both.",
			"サーバー側で、認証局の中間証明書を含むファイル（多くは `fullchain.pem`。サーバー証明書、中間証明書の順）を SMTP と POP3 の両方に設定し、再読み込みします。",
		},
		Gmail: Remark{
			Why: Text{
				"The link between the server's certificate and the trusted root is missing[[: {issuer}]]. Browsers fetch it by themselves[[ (from {aia})]] or remember it, Gmail does not, so it works in a browser and fails in Gmail.",
				"サーバー証明書とルート証明書をつなぐ中間証明書[[（{issuer}）]]が送られていません。ブラウザーは自動で取得[[（{aia}）]]したり以前のものを使ったりしますが、Gmail は取得しません。そのため、ブラウザーでは問題がなくても Gmail では失敗します。",
			},
			Fix: Text{
				"{fact} No setting in Gmail helps.",
				"{fact}Gmail 側の設定では解決できません。",
			},
		},
		Cite: []string{"phrase P02", "RFC 5246 section 7.4.2", "RFC 8446 section 4.4.2"},
	},
	{
		Code: TLSSelfSigned, Severity: Broken,
		Title: Text{
			"The server uses a self-signed certificate",
			"サーバーが自己署名証明書（いわゆるオレオレ証明書）を使っています",
		},
		Why: Text{
			"The certificate was made on the server itself and no trusted authority vouches for it.",
			"サーバー自身が作った証明書で、信頼された認証局の保証がありません。",
		},
		Fix: Text{
			"On the server: install a certificate of a public authority (Let's Encrypt, for example) for the name that customers type, for SMTP and POP3 alike.",
			"サーバー側で、お客様が入力するホスト名に対する公的な認証局（Let's Encrypt など）の証明書を、SMTP と POP3 の両方に設定します。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail accepts none of these; it stops before sending the password, so its message says nothing about the password.",
				"{fact}Gmail は自己署名証明書を受け付けず、パスワードを送る前に接続を中止します。そのため、表示された文からパスワードについては何も分かりません。",
			},
			Fix: Text{
				"{fact} No setting in Gmail helps.",
				"{fact}Gmail 側の設定では解決できません。",
			},
		},
		Cite:      []string{"phrases P04, S01, B01", "support.google.com/mail/answer/21291"},
		DependsOn: []Code{NetTLSInspected, TLSSNINeeded},
	},
	{
		Code: TLSRootUntrusted, Severity: Broken,
		Title: Text{
			"The certificate leads to a root that is not trusted",
			"証明書の発行元が、信頼されたルート認証局ではありません",
		},
		Why: Text{
			"The chain ends at an authority that is not in the Mozilla list[[: {issuer}]]; a private or a removed authority, for example.",
			"証明書チェーンの終点[[（{issuer}）]]が Mozilla の認証局一覧にありません（社内認証局や、一覧から外された認証局など）。",
		},
		Fix: Text{
			"On the server: use a certificate of a publicly trusted authority.",
			"サーバー側で、一般に信頼されている認証局の証明書に入れ替えます。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail demands one \"like one in the Mozilla CA list\".",
				"{fact}Gmail は Mozilla の一覧にあるような認証局を求めています。",
			},
			Fix: Text{
				"{fact} No setting in Gmail helps.",
				"{fact}Gmail 側の設定では解決できません。",
			},
		},
		Cite:      []string{"support.google.com/mail/answer/21291", "RFC 5280 section 6.1"},
		DependsOn: []Code{NetTLSInspected, TLSChainIncomplete, TLSSelfSigned},
	},
	{
		Code: TLSCertExpired, Severity: Broken,
		Title: Text{
			"A certificate has expired[[ ({not_after})]]",
			"証明書の有効期限が切れています[[（{not_after}）]]",
		},
		Why: Text{
			"The server's certificate, or one above it in the chain, is past its end date. Often the renewal worked, but the mail service was not reloaded and still shows the old one.",
			"サーバー証明書、またはその上位の証明書の有効期限が過ぎています。更新は済んでいても、メールサービスの再読み込みを忘れて古い証明書のままになっていることがよくあります。",
		},
		Fix: Text{
			"On the server: renew the certificate, reload SMTP and POP3, and make the renewal reload them from now on.",
			"サーバー側で証明書を更新し、SMTP と POP3 を再読み込みします。今後は更新時に自動で再読み込みされるようにします。",
		},
		Gmail: Remark{
			Fix: Text{
				"{fact} No setting in Gmail helps.",
				"{fact}Gmail 側の設定では解決できません。",
			},
		},
		Cite: []string{"RFC 5280 section 4.1.2.5"},
	},
	{
		Code: TLSCertEndsSoon, Severity: Warning,
		Title: Text{
			"The certificate ends soon[[ (in {days} days)]]",
			"証明書の有効期限が近づいています[[（残り {days} 日）]]",
		},
		Why: Text{
			"[[It ends on {not_after} ({subject}). ]]From its end on it is refused. Most certificates are renewed by a program long before: that it was not points to a renewal that fails, or to a service that was not reloaded afterwards.",
			"[[有効期限は {not_after} です（{subject}）。]]期限を過ぎると拒否されます。多くの証明書は十分前に自動で更新されます。更新されていない場合は、自動更新の失敗か、更新後のサービスの再読み込み漏れが考えられます。",
		},
		Fix: Text{
			"On the server: renew the certificate, reload the mail services, and see why the renewal did not run.",
			"サーバー側で証明書を更新し、メールサービスを再読み込みします。自動更新が動かなかった原因も確認します。",
		},
		Cite: []string{"RFC 5280 section 4.1.2.5"},
	},
	{
		Code: TLSCertNotYetValid, Severity: Broken,
		Title: Text{
			"The certificate is not valid yet[[ (from {not_before})]]",
			"証明書の有効期間がまだ始まっていません[[（{not_before} から）]]",
		},
		Why: Text{
			"Its start date lies in the future: issued ahead of time, or by a machine whose clock was wrong. Check the clock here as well.",
			"開始日が未来になっています。先の日付で発行されたか、発行時の時計がずれていたと考えられます。手元の時計も確認してください。",
		},
		Fix: Text{
			"On the server: use a certificate that is valid now, and set the clocks right.",
			"サーバー側で、現在有効な証明書に入れ替え、時計を合わせます。",
		},
		Cite: []string{"RFC 5280 section 4.1.2.5"},
	},
	{
		Code: TLSWrongPurpose, Severity: Broken,
		Title: Text{
			"The certificate was not issued for servers",
			"サーバー用ではない証明書が使われています",
		},
		Why: Text{
			"Its usage extensions do not allow \"server authentication\", or a certificate of an authority stands where the server's should stand (for example an intermediate served first).",
			"用途に「サーバー認証」が含まれていないか、サーバー証明書の位置に認証局の証明書が置かれています（中間証明書が先頭にある場合など）。",
		},
		Fix: Text{
			"On the server: serve first a certificate issued for TLS servers, then its intermediates.",
			"サーバー側で、TLS サーバー用に発行された証明書を先頭に、続けて中間証明書を設定します。",
		},
		Cite: []string{"RFC 5280 section 4.2.1.12", "RFC 5280 section 4.2.1.3"},
	},
	{
		Code: TLSKeyUsage, Severity: Broken,
		Title: Text{
			"The certificate forbids what the server does with its key",
			"サーバーの鍵の使い方が、証明書で認められていません",
		},
		Why: Text{
			"Its key usage does not allow signing (digitalSignature), which TLS 1.3 and every modern cipher of TLS 1.2 need; a certificate for keyEncipherment alone fits only the old static RSA ciphers. Strict clients break off before they look at names or dates.[[ {spares} was seen to go on with such a certificate: other clients do not, so do not rely on it.]]",
			"証明書の鍵用途（keyUsage）に、TLS 1.3 と TLS 1.2 の新しい暗号方式で必要な署名（digitalSignature）が含まれていません。keyEncipherment だけの証明書は、古い静的 RSA の暗号方式でしか使えません。厳格なメールソフトは、名前や期限を見る前に接続を中止します。[[{spares} はこの種の証明書でも接続を続けることが確認されていますが、ほかのメールソフトは続けないため、当てにしないでください。]]",
		},
		Fix: Text{
			"Have the certificate issued again with digitalSignature in its key usage, as public authorities do by default.",
			"鍵用途に digitalSignature を含む証明書を発行し直します。公的な認証局では標準で含まれます。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} BoringSSL, the library that Gmail's texts come from, does so; Gmail's own words for it are not known.",
				"{fact}Gmail の文言の元になっている BoringSSL も同じです。Gmail がどう表示するかは分かっていません。",
			},
		},
		Cite: []string{"RFC 8446 section 4.4.2.2", "RFC 5280 section 4.2.1.3"},
	},
	{
		Code: TLSSignatureBad, Severity: Broken,
		Title: Text{
			"A signature in the certificate chain is wrong",
			"証明書チェーンの署名が正しくありません",
		},
		Why: Text{
			"A certificate was damaged, mixed with a foreign one, or signed with an algorithm that is no longer accepted, such as MD5.",
			"証明書が壊れている、別の証明書と混ざっている、または MD5 など現在認められない方式で署名されています。",
		},
		Fix: Text{
			"On the server: install the files of the certificate authority afresh, or have the certificate issued again.",
			"サーバー側で、認証局から受け取ったファイルを設定し直すか、証明書を発行し直します。",
		},
		Cite: []string{"RFC 5280 section 6.1.3"},
	},
	{
		Code: TLSNameConstraint, Severity: Broken,
		Title: Text{
			"The authority was not allowed to issue for this name",
			"発行元の認証局に、この名前の発行が認められていません",
		},
		Why: Text{
			"A certificate above the server's restricts for which names it may vouch, and this name lies outside.",
			"上位の証明書に発行できる名前の制限があり、この名前は範囲外です。",
		},
		Fix: Text{
			"On the server: use a certificate of another authority or of another intermediate.",
			"サーバー側で、別の認証局（または別の中間認証局）の証明書に入れ替えます。",
		},
		Cite: []string{"RFC 5280 section 4.2.1.10"},
	},
	{
		Code: TLSPathTooLong, Severity: Broken,
		Title: Text{
			"The certificate chain is longer than its authority allows",
			"証明書チェーンが、認証局の認める長さを超えています",
		},
		Why: Text{
			"A certificate in the chain limits how many authorities may follow below it, and there are more.",
			"チェーン内の証明書に下位認証局の数の制限があり、それを超えています。",
		},
		Fix: Text{
			"On the server: use a certificate issued by the proper intermediate of the authority.",
			"サーバー側で、認証局の正しい中間証明書から発行された証明書を使います。",
		},
		Cite: []string{"RFC 5280 section 4.2.1.9"},
	},
	{
		Code: TLSIssuerNotCA, Severity: Broken,
		Title: Text{
			"The certificate was issued by one that is no authority",
			"認証局ではない証明書から発行されています",
		},
		Why: Text{
			"The certificate above the server's is not allowed to sign others (it is no CA certificate).",
			"上位の証明書が、ほかの証明書に署名できるもの（CA 証明書）ではありません。",
		},
		Fix: Text{
			"On the server: use a certificate of a publicly trusted authority with its own intermediates.",
			"サーバー側で、一般に信頼されている認証局の証明書と、その中間証明書を使います。",
		},
		Cite: []string{"RFC 5280 section 4.2.1.9"},
	},
	{
		Code: TLSCriticalExtension, Severity: Broken,
		Title: Text{
			"The certificate demands something that no client understands",
			"証明書に、処理できない必須の拡張が含まれています",
		},
		Why: Text{
			"It has an extension marked critical that is not known; clients have to refuse such a certificate.",
			"「必須（critical）」と指定された未知の拡張があり、このような証明書は拒否しなければならないと定められています。",
		},
		Fix: Text{
			"Have the certificate issued again without that extension, by a public authority.",
			"公的な認証局で、その拡張を含まない証明書を発行し直します。",
		},
		Cite: []string{"RFC 5280 section 4.2"},
	},
	{
		Code: TLSCertUnparsable, Severity: Broken,
		Title: Text{
			"The server's certificate cannot be read",
			"サーバーの証明書を読み取れません",
		},
		Why: Text{
			"The bytes are not a well-formed certificate, or one of a kind that is no longer in use[[ ({detail})]]. What could be read is shown.",
			"証明書の形式が正しくないか、現在使われない種類です。読み取れた部分だけを表示します。",
		},
		Fix: Text{
			"On the server: install a certificate of a public authority afresh.",
			"サーバー側で、公的な認証局の証明書を設定し直します。",
		},
		Cite: []string{"RFC 5280 section 4.1"},
	},
	{
		Code: TLSChainDisordered, Severity: Note,
		Title: Text{
			"The certificates are sent in the wrong order",
			"証明書が正しい順序で送られていません",
		},
		Why: Text{
			"The server's own certificate comes first, and each one after it should vouch for the one before it. Most clients sort those after the first, a few do not; the first one no client looks for. A server whose key belongs to another certificate than the first does not even start.",
			"サーバー証明書が先頭で、そのあとは、直前の証明書を保証するものが順に並ぶ決まりです。2 番目以降は多くのメールソフトが並べ替えますが、対応していないものもあります。先頭のサーバー証明書を探すソフトはなく、先頭の証明書と秘密鍵が合わないサーバーは起動もしません。",
		},
		Fix: Text{
			"On the server: put them in order: server, intermediates upwards; the root can be left out.",
			"サーバー側で、サーバー証明書、中間証明書（下位から上位へ）の順に並べます。ルート証明書は不要です。",
		},
		Gmail: Remark{
			Why: Text{
				"The server's own certificate comes first, and each one after it should vouch for the one before it. Gmail's library and most clients sort those after the first, a few do not; the first one no client looks for. A server whose key belongs to another certificate than the first does not even start.",
				"サーバー証明書が先頭で、そのあとは、直前の証明書を保証するものが順に並ぶ決まりです。2 番目以降は Gmail のライブラリーや多くのメールソフトが並べ替えますが、対応していないものもあります。先頭のサーバー証明書を探すソフトはなく、先頭の証明書と秘密鍵が合わないサーバーは起動もしません。",
			},
		},
		Cite: []string{"RFC 5246 section 7.4.2", "RFC 8446 section 4.4.2"},
	},
	{
		Code: TLSChainSuperfluous, Severity: Note,
		Title: Text{
			"The server sends certificates that are not needed",
			"不要な証明書も一緒に送られています",
		},
		Why: Text{
			"The root or a foreign certificate is sent along. It does no harm, it only costs time.",
			"ルート証明書や無関係な証明書が含まれています。害はありませんが、通信量が増えます。",
		},
		Fix: Text{
			"On the server: leave only the server's certificate and its intermediates in the file.",
			"サーバー側で、サーバー証明書と必要な中間証明書だけを残します。",
		},
		Cite: []string{"RFC 8446 section 4.4.2"},
	},
	{
		Code: TLSVerdictDisagrees, Severity: Undecided,
		Title: Text{
			"The certificate was judged differently during the test and afterwards",
			"試験中の判定と、後からの判定が一致しません",
		},
		Why: Text{
			"The recorded chain leads to another result than the one recorded with it. The record was changed, or made by another version with other rules.",
			"記録された証明書から計算した結果が、記録された判定と異なります。記録が変更されたか、規則の異なる版で作られたと考えられます。",
		},
		Fix: Text{
			"Run the test again with this version.",
			"この版で試験をやり直してください。",
		},
	},
	{
		Code: TLSClickThrough, Severity: High,
		Title: Text{
			"The warning can be clicked away, and then the password goes out[[: {button}]]",
			"警告は操作ひとつで無視でき、その場合はパスワードが送信されます[[: {button}]]",
		},
		Why: Text{
			"[[{client} asks whether to go on. ]]Who agrees sends user name and password to whoever answers there, and is not warned when somebody else answers next time. It then seems to work, and the fault of the server stays.",
			"[[{client} は続行するかどうかを尋ねます。]]続行すると、応答した相手が誰であっても、ユーザー名とパスワードが送信されます。次に別の相手が応答しても警告されません。使えるようになったように見えますが、サーバーの問題は残ったままです。",
		},
		Fix: Text{
			"Leave the warning with \"Cancel\" or \"No\", and advise nobody to go on: type a name that the certificate covers, or have the certificate mended. Where somebody did go on: take the exception back, then change the password.",
			"警告は「キャンセル」または「いいえ」で閉じ、続行を案内しないでください。証明書に含まれるサーバー名を入力するか、証明書を直してもらいます。すでに続行した場合は、例外の許可を取り消してから、パスワードを変更してください。",
		},
		Cite: []string{"RFC 6125 section 6.6.4"},
	},
}

// riskyDocs are what BoringSSL alone accepts and careful clients refuse.
var riskyDocs = []Doc{
	{
		Code: TLSKeySmall, Severity: Broken,
		Title: Text{
			"The key of the certificate is too short[[ ({bits} bits)]]",
			"証明書の鍵が短すぎます[[（{bits} ビット）]]",
		},
		Why: Text{
			"RSA keys below 2048 bits can be broken.[[ {spares} was seen to go on with such a certificate: other clients do not, so do not rely on it.]]",
			"2048 ビット未満の RSA 鍵は解読されるおそれがあります。[[{spares} はこの種の証明書でも接続を続けることが確認されていますが、ほかのメールソフトは続けないため、当てにしないでください。]]",
		},
		Fix: Text{
			"Have a certificate issued for a new key: RSA with 2048 bits or more, or ECDSA P-256. To test on in spite of it, add `--allow-risky`.",
			"新しい鍵（RSA 2048 ビット以上、または ECDSA P-256）で証明書を発行し直します。このまま試験を続けるには `--allow-risky` を付けます。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail's own behaviour is unknown; BoringSSL alone would accept it, careful clients refuse it.",
				"{fact}Gmail の動作は分かっていません。BoringSSL だけなら受け入れますが、慎重なメールソフトは拒否します。",
			},
		},
		Cite: []string{"CA/Browser Forum Baseline Requirements section 6.1.5", "RFC 6125 section 6.6.4"},
	},
	{
		Code: TLSSHA1Signature, Severity: Broken,
		Title: Text{
			"The certificate chain is signed with SHA-1",
			"証明書チェーンの署名に SHA-1 が使われています",
		},
		Why: Text{
			"SHA-1 signatures can be forged.",
			"SHA-1 の署名は偽造されるおそれがあります。",
		},
		Fix: Text{
			"Have the certificate issued again with SHA-256. To test on in spite of it, add `--allow-risky`.",
			"SHA-256 で署名された証明書を発行し直します。このまま試験を続けるには `--allow-risky` を付けます。",
		},
		Gmail: Remark{
			Why: Text{
				"{fact} Gmail's own behaviour is unknown; BoringSSL alone would accept it, careful clients refuse it.",
				"{fact}Gmail の動作は分かっていません。BoringSSL だけなら受け入れますが、慎重なメールソフトは拒否します。",
			},
		},
		Cite: []string{"RFC 9155", "RFC 6125 section 6.6.4"},
	},
}
