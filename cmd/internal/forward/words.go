package forward

import (
	"strings"

	"harness/verify/inbound"
)

// words is a text for people in both languages. Holes are {name}.
type words struct{ en, ja string }

func (w words) in(lang string, holes ...string) string {
	text := w.en
	if lang == "ja" {
		text = w.ja
	}
	return strings.NewReplacer(holes...).Replace(text)
}

var (
	letterHead    = words{"letter", "メール"}
	outcomeHead   = words{"outcome", "結果"}
	envelopeHead  = words{"envelope", "エンベロープ"}
	changedHead   = words{"changed", "変更点"}
	forwarderSaid = words{"The forwarder refused it", "転送サーバーが受信を拒否"}
)

var gmailSays = map[inbound.Basis]words{
	inbound.Seen:       {"Gmail's answer (seen: {source})", "Gmail の応答（確認済み: {source}）"},
	inbound.Documented: {"Gmail's answer (documented: {source})", "Gmail の応答（資料による: {source}）"},
	inbound.Inferred:   {"Gmail's answer (inferred: {source})", "Gmail の応答（推定: {source}）"},
}

var outcomeTexts = map[string]words{
	"works":           {"Works: what can be forwarded reaches Gmail's inbox.", "正常: 転送できるメールは Gmail の受信トレイに届きます。"},
	"broken":          {"Broken: mail is lost that could be forwarded to Gmail.", "異常: Gmail に転送できるはずのメールが失われます。"},
	"undecided":       {"Undecided: not every letter was seen to its end.", "判定できません: 最後まで確認できなかったメールがあります。"},
	string(Delivered): {"delivered", "配信"},
	string(Spam):      {"spam", "迷惑メール"},
	string(Refused):   {"refused", "拒否"},
	string(Deferred):  {"deferred", "保留"},
	string(Stopped):   {"stopped", "転送前に拒否"},
	string(Lost):      {"not seen", "未着"},
}

var envelopeTexts = map[string]words{
	"kept":      {"kept", "元のまま"},
	"rewritten": {"rewritten", "書き換え"},
	"empty":     {"empty", "空"},
}

var (
	basisNote = words{
		"The verdicts follow SPF, DKIM, DMARC (RFC 9989), the reverse name and TLS. In which order Gmail looks at them, and what its spam filter thinks of a letter, is not known: inferred.",
		"判定は SPF、DKIM、DMARC（RFC 9989）、逆引き、TLS に基づきます。Gmail が確認する順序と迷惑メールフィルターの評価は公開されていないため、推定です。",
	}
	sealedNote = words{
		"The forwarder seals letters with ARC. Whether Gmail trusts its seals is not known, so they change no verdict here.",
		"転送サーバーは ARC ヘッダーを付けています。Gmail がこれを信頼するかどうかは分からないため、判定には反映していません。",
	}
	unsealedNote = words{
		"No ARC seals. Google asks forwarders for them (Email sender guidelines, answer/81126); by themselves they mend nothing above.",
		"ARC ヘッダーはありません。Google は転送サーバーに ARC を求めています（メール送信者のガイドライン answer/81126）が、これだけで上記の問題は解決しません。",
	}
)
