package forward

import (
	"harness/verify/finding"
	"harness/verify/report"

	"harness/verify/inbound"
)

type words = finding.Text

var (
	letterHead    = words{EN: "letter", JA: "メール"}
	outcomeHead   = words{EN: "outcome", JA: "結果"}
	envelopeHead  = words{EN: "envelope", JA: "エンベロープ"}
	changedHead   = words{EN: "changed", JA: "変更点"}
	forwarderSaid = words{EN: "The forwarder refused it", JA: "転送サーバーが受信を拒否"}
)

var gmailSays = map[inbound.Basis]words{
	inbound.Seen:       {EN: "Gmail's answer (seen: {source})", JA: "Gmail の応答（確認済み: {source}）"},
	inbound.Documented: {EN: "Gmail's answer (documented: {source})", JA: "Gmail の応答（資料による: {source}）"},
	inbound.Inferred:   {EN: "Gmail's answer (inferred: {source})", JA: "Gmail の応答（推定: {source}）"},
}

var outcomeTexts = map[string]words{
	string(report.Works):     {EN: "Works: what can be forwarded reaches Gmail's inbox.", JA: "正常: 転送できるメールは Gmail の受信トレイに届きます。"},
	string(report.Broken):    {EN: "Broken: mail is lost that could be forwarded to Gmail.", JA: "異常: Gmail に転送できるはずのメールが失われます。"},
	string(report.Undecided): {EN: "Undecided: not every letter was seen to its end.", JA: "判定できません: 最後まで確認できなかったメールがあります。"},
	string(Delivered):        {EN: "delivered", JA: "配信"},
	string(Spam):             {EN: "spam", JA: "迷惑メール"},
	string(Refused):          {EN: "refused", JA: "拒否"},
	string(Deferred):         {EN: "deferred", JA: "保留"},
	string(Stopped):          {EN: "stopped", JA: "転送前に拒否"},
	string(Lost):             {EN: "not seen", JA: "未着"},
}

var envelopeTexts = map[string]words{
	"kept":      {EN: "kept", JA: "元のまま"},
	"rewritten": {EN: "rewritten", JA: "書き換え"},
	"empty":     {EN: "empty", JA: "空"},
}

var (
	basisNote = words{
		EN: "The verdicts follow SPF, DKIM, DMARC (RFC 9989), the reverse name and TLS. In which order Gmail looks at them, and what its spam filter thinks of a letter, is not known: inferred.",
		JA: "判定は SPF、DKIM、DMARC（RFC 9989）、逆引き、TLS に基づきます。Gmail が確認する順序と迷惑メールフィルターの評価は公開されていないため、推定です。",
	}
	sealedNote = words{
		EN: "The forwarder seals letters with ARC. Whether Gmail trusts its seals is not known, so they change no verdict here.",
		JA: "転送サーバーは ARC ヘッダーを付けています。Gmail がこれを信頼するかどうかは分からないため、判定には反映していません。",
	}
	unsealedNote = words{
		EN: "No ARC seals. Google asks forwarders for them (Email sender guidelines, answer/81126); by themselves they mend nothing above.",
		JA: "ARC ヘッダーはありません。Google は転送サーバーに ARC を求めています（メール送信者のガイドライン answer/81126）が、これだけで上記の問題は解決しません。",
	}
)
