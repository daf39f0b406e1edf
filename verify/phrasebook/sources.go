package phrasebook

import "sync"

// sourcesJA are the sources that are described in words, in Japanese; the
// others are addresses and names.
var sourcesJA = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"antradar.com (self-signed)":                     "antradar.com（自己署名）",
		"more than ten independent pages in all":         "ほか、合わせて 10 件以上の独立したページ",
		"rcmdnk's blog (Japanese)":                       "rcmdnk 氏のブログ（日本語）",
		"rcmdnk's blog (Japanese heading)":               "rcmdnk 氏のブログ（日本語の見出し）",
		"runaroundtech.com (English)":                    "runaroundtech.com（英語）",
		"a user's report of the dialog":                  "利用者による設定画面の報告",
		"7mc.org (whole)":                                "7mc.org（全文）",
		"utcc.utoronto.ca/~cks (start)":                  "utcc.utoronto.ca/~cks（冒頭）",
		"DigiCert knowledge base (the phrase)":           "DigiCert ナレッジベース（文のみ）",
		"the first line in three sources":                "1 行目は 3 つの資料で確認",
		"the phrase in several sources":                  "複数の資料",
		"Google help, answer 29382 (old list of errors)": "Google ヘルプ 29382（古いエラー一覧）",
		"Postfix, Exim and RFC 3464 reports in general":  "Postfix、Exim、RFC 3464 形式の一般的な通知",
		"github.com/markushinz/aws-ses-pop3-server/issues/1 (the lines round it; cut after \"your other\")": "github.com/markushinz/aws-ses-pop3-server/issues/1（前後の行。文の途中まで）",
		"one author":               "1 人の著者",
		"Hestia documentation":     "Hestia のドキュメント",
		"blog.sjain.dev (English)": "blog.sjain.dev（英語）",
		"blog.sjain.dev (Logon failure: unknown user name or bad password.)":                                      "blog.sjain.dev",
		"a customer's paraphrase (Japanese), in this sense and not word for word":                                 "お客様による言い換え（日本語。正確な文ではありません）",
		"pages on Xserver and Outlook":                                                                            "Xserver と Outlook に関するページ",
		"Google Workspace help, Gmail SMTP errors and codes (550 5.7.26)":                                         "Google Workspace ヘルプ、Gmail の SMTP エラー（550 5.7.26）",
		"a bounce quoted on r/email (421-4.7.28)":                                                                 "r/email に引用されたエラーメール（421-4.7.28）",
		"dwaves.org (the IPv6 form)":                                                                              "dwaves.org（IPv6 の場合）",
		"mta-sts.merula.io (550-5.7.26, older wording)":                                                           "mta-sts.merula.io（550-5.7.26、古い表現）",
		"recorded from Exim 4.96 (GnuTLS), Debian 12":                                                             "Exim 4.96（GnuTLS、Debian 12）で記録",
		"recorded from Postfix 3.7.11 and Dovecot 2.3.19, Debian 12":                                              "Postfix 3.7.11 と Dovecot 2.3.19（Debian 12）で記録",
		"github.com/sisimai/set-of-emails (raw message)":                                                          "github.com/sisimai/set-of-emails（実際のメール）",
		"github.com/postalserver/postal/issues/1053 (says that bounces bore \"this error\", without quoting one)": "github.com/postalserver/postal/issues/1053（エラーメールでも同じとの記述のみ）",
		"github.com/docker-mailserver/docker-mailserver/issues/23 (a CRAM-MD5 challenge, code(334))":              "github.com/docker-mailserver/docker-mailserver/issues/23（CRAM-MD5 の応答、code(334)）",
		"several reports: 535 5.7.0 Too many authentication failures; 554 5.7.1 too many messages from sender in last 60 minutes; 535 5.7.8 Username and Password not accepted": "複数の報告",
		"a Korean help page":         "韓国語のヘルプページ",
		"a Japanese help page":       "日本語のヘルプページ",
		"a bounce quoted in a forum": "掲示板に引用されたエラーメール",
		"a forum post":               "掲示板の投稿",
	}
})
