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
