package render

import (
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
)

// carefully begins a reason that goes on in the words of a library.
const carefully = "careful clients cannot parse it: "

// reason is why a certificate is at fault, in a language; what package certs
// does not say itself stays as it is.
func reason(lang, english string) string {
	if lang != finding.JA {
		return clean.Line(english)
	}
	if rest, ok := strings.CutPrefix(english, carefully); ok {
		return reasonsJA[carefully] + clean.Line(rest)
	}
	if ja := reasonsJA[english]; ja != "" {
		return ja
	}
	return clean.Line(english)
}

// reasonsJA are the reasons of package certs in Japanese.
var reasonsJA = map[string]string{
	carefully: "厳格なクライアントでは読み取れません: ",

	"a certificate cannot be parsed":                    "読み取れない証明書があります",
	"no certificate was served":                         "証明書が提示されませんでした",
	"the chain is longer than 100 KiB":                  "チェーンが 100 KiB を超えています",
	"not a certificate in DER":                          "DER 形式の証明書ではありません",
	"signature algorithm is malformed":                  "署名アルゴリズムの形式が正しくありません",
	"signature is malformed":                            "署名の形式が正しくありません",
	"version is malformed":                              "バージョンの形式が正しくありません",
	"serial number is malformed":                        "シリアル番号の形式が正しくありません",
	"issuer is malformed":                               "発行者名の形式が正しくありません",
	"validity is malformed":                             "有効期間の形式が正しくありません",
	"subject is malformed":                              "主体者名の形式が正しくありません",
	"public key is malformed":                           "公開鍵の形式が正しくありません",
	"unique identifier is malformed":                    "一意識別子の形式が正しくありません",
	"has fields that its version does not allow":        "このバージョンの証明書には使えない項目があります",
	"extensions are malformed":                          "拡張領域の形式が正しくありません",
	"an extension is malformed":                         "形式の正しくない拡張があります",
	"the server's own certificate is not the first one": "サーバー自身の証明書が先頭にありません",
	"certificates are served in another order than each after the one that it issued":              "各証明書が、自分の発行した証明書の次に並んでいません",
	"trusted only for certificates issued before a date":                                           "ある日付より前に発行された証明書についてのみ信頼されています",
	"the chain ends at a trusted intermediate: only a certificate that signed itself ends a chain": "チェーンが、信頼済みの中間証明書で終わっています（チェーンの終わりになるのは自己署名の証明書だけです）",
	"BoringSSL offers no signature with such a key unless it is told to":                           "BoringSSL は、特に設定しないかぎり、この種類の鍵の署名に対応しません",
	"static RSA needs keyEncipherment in the key usage":                                            "静的 RSA の鍵交換には、鍵用途に keyEncipherment が必要です",
	"TLS 1.3, and every cipher but those of static RSA, need digitalSignature in the key usage":    "TLS 1.3 と、静的 RSA 以外のすべての暗号スイートでは、鍵用途に digitalSignature が必要です",

	"unknown certificate verification error":               "不明な検証エラーです",
	"unable to get issuer certificate":                     "発行者の証明書が見つかりません",
	"unable to decode issuer public key":                   "発行者の公開鍵を読み取れません",
	"certificate signature failure":                        "証明書の署名が正しくありません",
	"certificate is not yet valid":                         "証明書の有効期間がまだ始まっていません",
	"certificate has expired":                              "証明書の有効期限が切れています",
	"format error in certificate's notBefore field":        "有効期間の開始日時（notBefore）の形式が正しくありません",
	"format error in certificate's notAfter field":         "有効期間の終了日時（notAfter）の形式が正しくありません",
	"self signed certificate":                              "自己署名の証明書です",
	"self signed certificate in certificate chain":         "チェーンに、信頼されていない自己署名の証明書があります",
	"unable to get local issuer certificate":               "信頼済みの発行者の証明書が見つかりません",
	"unable to verify the first certificate":               "先頭の証明書を検証できません",
	"invalid CA certificate":                               "認証局として使えない証明書です",
	"path length constraint exceeded":                      "中間証明書の数の制限（パス長）を超えています",
	"unsupported certificate purpose":                      "用途の異なる証明書です",
	"unhandled critical extension":                         "処理できない必須（critical）の拡張があります",
	"invalid or inconsistent certificate extension":        "拡張の内容が正しくないか、矛盾しています",
	"invalid or inconsistent certificate policy extension": "ポリシー拡張の内容が正しくないか、矛盾しています",
	"no explicit policy":                                   "必要なポリシーが明示されていません",
	"permitted subtree violation":                          "発行者に許可された名前の範囲外です",
	"excluded subtree violation":                           "発行者が除外した名前の範囲に入っています",
	"name constraints minimum and maximum not supported":   "名前の制限の minimum と maximum には対応していません",
	"unsupported name constraint type":                     "対応していない種類の名前の制限です",
	"unsupported or invalid name constraint syntax":        "名前の制限の書式が正しくないか、対応していません",
	"unsupported or invalid name syntax":                   "名前の書式が正しくないか、対応していません",
	"Issuer has name constraints but leaf has no SANs":     "発行者に名前の制限があるのに、サーバーの証明書に SAN がありません",
}
