package advice

import (
	"slices"

	"harness/verify/finding"
)

// In is a line in a language; holes are filled with clean(value), so that
// remote words pass the caller's filter.
func (l Line) In(lang string, clean func(string) string) string {
	text, ok := words[l.Code]
	if !ok {
		return l.Code
	}
	args := make(map[string]string, len(l.Args))
	for k, v := range l.Args {
		args[k] = clean(v)
	}
	return finding.Fill(text.In(lang), args)
}

// words are the texts of every line.
var words = map[string]finding.Text{
	// Reasons: where a name comes from.
	"same-name":         {EN: "it is the name that was typed", JA: "入力されたホスト名のままです"},
	"from-typed":        {EN: "it was typed for the other server", JA: "もう一方のサーバー欄に入力されていた名前です"},
	"from-guess":        {EN: "customers usually type this name", JA: "お客様がよく入力する名前です"},
	"from-ptr":          {EN: "it is the reverse name of {detail}", JA: "{detail} の逆引きの名前です"},
	"from-banner":       {EN: "the server at {detail} calls itself so", JA: "サーバー（{detail}）が名乗る名前です"},
	"from-san":          {EN: "the certificate names it", JA: "証明書に書かれた名前です"},
	"from-cn":           {EN: "it is the certificate's common name", JA: "証明書のコモンネームです"},
	"from-wildcard-ptr": {EN: "it is the certificate's {detail} filled with the machine's own name", JA: "証明書の {detail} に、サーバー自身の名前を当てはめたものです"},
	"from-cname":        {EN: "{detail} is an alias of it", JA: "{detail} はこの名前の別名です"},
	"from-received":     {EN: "a Received line of the customer's mail names it", JA: "お客様のメールの Received 行にある名前です"},
	"from-text":         {EN: "the pasted text names it", JA: "貼り付けられた文面にある名前です"},
	"from-srv":          {EN: "the domain announces it ({detail})", JA: "ドメインが DNS で案内している名前です（{detail}）"},
	"from-autoconfig":   {EN: "the published autoconfig names it", JA: "公開されている自動設定にある名前です"},
	"from-inventory":    {EN: "the hosting company's inventory lists the mailbox there", JA: "ホスティング会社の台帳で、このメールボックスがあるとされるサーバーです"},
	"from-mx":           {EN: "mail for the domain goes there (MX)", JA: "ドメインの MX の名前です"},
	"from-usual":        {EN: "it is a usual name under the own domain", JA: "独自ドメインでよく使われる名前です"},
	"from-wildcard":     {EN: "the certificate's {detail} covers it", JA: "証明書の {detail} に含まれます"},
	"forward-confirmed": {EN: "it leads back to the address (forward-confirmed)", JA: "正引きしても同じ IP アドレスになります"},
	"reaches":           {EN: "it reaches {addrs}, as the typed name does", JA: "入力された名前と同じ {addrs} につながります"},
	"named":             {EN: "the certificate shown there is valid for it", JA: "そこで提示される証明書は、この名前に対して有効です"},
	"wildcard":          {EN: "the certificate shown there is valid for it ({wildcard})", JA: "そこで提示される証明書は、この名前に対して有効です（{wildcard}）"},
	"contract-name":     {EN: "it belongs to the contract ({provider}) and moves along with it", JA: "契約（{provider}）に付く名前なので、サーバーが移転しても使えます"},

	// Risks.
	"machine-name":   {EN: "it is the name of one machine: it breaks when the site moves to another", JA: "特定のサーバー機の名前です。サーバーが移転すると使えなくなります"},
	"foreign-domain": {EN: "it lies under {domain}, not under the customer's domain: make sure that this is the hosting company", JA: "お客様のドメインではなく {domain} の名前です。ご契約のホスティング会社のものか確認してください"},
	"not-confirmed":  {EN: "the reverse name does not lead back to the address", JA: "逆引きの名前を正引きしても、同じ IP アドレスに戻りません"},
	"more-addresses": {EN: "the name also leads to {addrs}, which was not seen to work", JA: "この名前は {addrs} にもつながりますが、そちらでは確認できていません"},
	"detour-unresolved": {
		EN: "it was reached at {addrs} by --connect-to; DNS gave no address for it: it works only once it has one",
		JA: "--connect-to で指定した {addrs} で確認しました。DNS の応答がなかったため、DNS に登録されてから使えます",
	},
	"detour-elsewhere": {
		EN: "it was reached at {addrs} by --connect-to; DNS leads to {dns}, where it was not looked at: it works only once DNS leads there, too",
		JA: "--connect-to で指定した {addrs} で確認しました。DNS では {dns} につながり、そちらは未確認です。DNS が切り替わってから使えます",
	},

	// Why a name is not advised.
	"refused-too":   {EN: "it fails as well: {codes}", JA: "この名前でも失敗します: {codes}"},
	"no-address":    {EN: "it does not exist in DNS", JA: "DNS に存在しません"},
	"dns-failed":    {EN: "DNS gave no answer for it", JA: "DNS の応答が得られませんでした"},
	"other-address": {EN: "it leads elsewhere: {addrs}", JA: "別の IP アドレスにつながります: {addrs}"},
	"not-covered":   {EN: "no certificate that was seen is valid for it", JA: "確認できた証明書のどれも、この名前では有効になりません"},
	"wildcard-only": {
		EN: "the certificate covers every machine under it; which of them is this customer's has to be asked of the hosting company",
		JA: "証明書はこの下のすべてのサーバーに有効です。どれがお客様のサーバーかは、ホスティング会社への確認が必要です",
	},
	"refused-so-far": {
		EN: "it fails as well: {codes}; port {ports} was not tried (--survey full tries more)",
		JA: "この名前でも失敗します: {codes}（ポート {ports} は未確認です。--survey full でさらに確認できます）",
	},
	"no-open-port": {
		EN: "it leads to the same place ({addrs}), where no port for this is open",
		JA: "同じ {addrs} につながりますが、使えるポートが開いていません",
	},
	"not-looked-limit": {
		EN: "it was not tried on port {ports}: the limit of connections to one address was reached (--survey full tries more)",
		JA: "ポート {ports} では未確認です。1 つの IP アドレスへの接続回数の上限に達しました（--survey full でさらに確認できます）",
	},
	"detour": {
		EN: "it works at {addr}, where --connect-to led; DNS has no address for it, so that it cannot be typed as yet",
		JA: "--connect-to で指定した {addr} では使えますが、DNS に IP アドレスがないため、まだ入力しても使えません",
	},
	"not-looked-left": {
		EN: "it was not tried: {addrs} ended connections or gave no answer, and was left alone; run this again later",
		JA: "未確認です。{addrs} が接続を打ち切るか応答しなかったため、途中でやめました。時間をおいて再実行してください",
	},
	"not-looked": {EN: "it was not tried", JA: "未確認です"},

	// Remarks on the survey.
	"stale-listener": {
		EN: "Stale listener: {where} still shows the certificate {fingerprint} that ends on {ends}; {other} already has the one that ends on {other_ends}. Reload the service there.",
		JA: "更新漏れ: {where} は {ends} までの古い証明書（{fingerprint}）のままです。{other} は {other_ends} までの新しい証明書です。該当サービスの再読み込みが必要です。",
	},
	"round-robin-differs": {
		EN: "The addresses of {host} differ on port {port}: {bad} ({how}) is not like {good} ({than}). It works or fails by chance.",
		JA: "{host}（ポート {port}）の IP アドレスごとに動作が違います。{bad}（{how}）が {good}（{than}）と異なり、つながるかどうかが偶然に左右されます。",
	},
	"ipv6-differs": {
		EN: "IPv6 and IPv4 of {host} differ on port {port}: {bad} ({how}) is not like {good} ({than}).",
		JA: "{host}（ポート {port}）は IPv6 と IPv4 で動作が違います。{bad}（{how}）が {good}（{than}）と異なります。",
	},
	"incomplete-chain-sni-only": {
		EN: "The intermediate certificate is missing only where a server name is sent ({host}, {where}): the default certificate's chain is complete.",
		JA: "サーバー名（{host}）を送ったときだけ、中間証明書が不足しています（{where}）。既定の証明書のチェーンは正常です。",
	},
	"sni-broken": {
		EN: "With the server name {host} the handshake fails, without one it works ({where}): the SNI entry is broken.",
		JA: "サーバー名（{host}）を送ると TLS 接続に失敗し、送らないと成功します（{where}）。SNI の設定に誤りがあります。",
	},
	"sni-needed": {
		EN: "Without a server name the handshake fails ({where}); whether Gmail sends one is not known.",
		JA: "サーバー名を送らないと TLS 接続に失敗します（{where}）。Gmail がサーバー名を送るかどうかは分かっていません。",
	},
	"client-cert-asked": {
		EN: "{where} asks clients for a certificate.",
		JA: "{where} がクライアント証明書を要求しています。",
	},
	"other-machine": {
		EN: "The hosting company's inventory lists this mailbox at {home}, which is another machine than {host}: if so, {host} refuses the login, whatever the password.",
		JA: "ホスティング会社の台帳では、このメールボックスは {home} にあり、{host} とは別のサーバーです。そのとおりであれば、{host} ではパスワードが正しくてもログインできません。",
	},
	"swapped-hosts": {
		EN: "The two hosts are swapped: {smtp} sends, {pop} receives.",
		JA: "送信サーバーと受信サーバーの名前が逆です。送信は {smtp}、受信は {pop} です。",
	},
	"typed-detour": {
		EN: "{host} was reached at {addr} by --connect-to; DNS has no address for it, so that nobody else reaches a server by this name as yet.",
		JA: "{host} は --connect-to で指定した {addr} で確認しました。DNS に IP アドレスがないため、この名前ではまだ接続できません。",
	},
	"typed-detour-elsewhere": {
		EN: "{host} was reached at {addr} by --connect-to; DNS leads to {dns}, where it was not looked at.",
		JA: "{host} は --connect-to で指定した {addr} で確認しました。DNS では {dns} につながり、そちらは未確認です。",
	},
	"mail-elsewhere": {
		EN: "Mail for {domain} goes to another provider (MX: {mx}): the mailbox may live elsewhere.",
		JA: "{domain} 宛てのメールは別の事業者（MX: {mx}）に届きます。メールボックスは別の場所にある可能性があります。",
	},
}

// In is the advice with the text of every line in a language, for forms that
// carry texts; nil stays nil. What is remote passes clean.
func (a *Advice) In(lang string, clean func(string) string) *Advice {
	if a == nil {
		return nil
	}
	say := func(list []Line) []Line {
		out := slices.Clone(list)
		for i := range out {
			out[i].Text = out[i].In(lang, clean)
		}
		return out
	}
	out := *a
	out.Remarks = say(a.Remarks)
	out.Legs = slices.Clone(a.Legs)
	for i := range out.Legs {
		l := &out.Legs[i]
		l.Options, l.Unproven = slices.Clone(l.Options), slices.Clone(l.Unproven)
		for k := range l.Options {
			l.Options[k].Reasons, l.Options[k].Risks = say(l.Options[k].Reasons), say(l.Options[k].Risks)
		}
		if l.Listed != nil {
			o := *l.Listed
			o.Reasons, o.Risks = say(o.Reasons), say(o.Risks)
			l.Listed = &o
		}
		for k := range l.Unproven {
			l.Unproven[k].Why.Text = l.Unproven[k].Why.In(lang, clean)
		}
	}
	return &out
}
