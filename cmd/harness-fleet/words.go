package main

import (
	"os"

	"github.com/alecthomas/kong"

	"harness/cmd/internal/bounded"
)

// readFile reads a file that a flag names.
func readFile(name string, kind bounded.Kind) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return bounded.Read(f, name, kind)
}

// word is a text in the language.
func (a *app) word(english string) string {
	if a.lang == "ja" {
		if t, ok := japanese()[english]; ok {
			return t
		}
	}
	return english
}

// translate puts the help of all commands and flags into the language.
func (a *app) translate(k *kong.Kong) error {
	var walk func(n *kong.Node)
	walk = func(n *kong.Node) {
		n.Help = a.word(n.Help)
		for _, f := range n.Flags {
			f.Help = a.word(f.Help)
			if f.Group != nil {
				g := *f.Group
				g.Title = a.word(g.Title)
				f.Group = &g
			}
		}
		for _, p := range n.Positional {
			p.Help = a.word(p.Help)
		}
		for _, child := range n.Children {
			walk(child)
		}
	}
	walk(k.Model.Node)
	return nil
}

// japanese are the texts for people by their English.
func japanese() map[string]string {
	return map[string]string{
		"Group a list by mail server and hand it to the workers.":          "リストをメールサーバーごとにまとめ、ワーカーに渡します。",
		"Take groups of targets and look at them, until all have results.": "まとまりを受け取って調べます。すべての結果が出るまで続けます。",
		"Write each result once, and the summary.":                         "結果を 1 件ずつ 1 回だけ書き出し、集計します。",
		"Say how far the run is.":                                          "進み具合を示します。",
		"Be the server of a fleet that has none, until it is interrupted.": "NATS サーバーがない場合に、中断されるまでサーバーになります。",
		"Show context-sensitive help.":                                     "この説明を表示します。",
		"Name of the run.":                                                 "実行の名前。",
		"The NATS server: nats://HOST:4222, tls://HOST:4222. With a password or token in it: $HARNESS_NATS.": "NATS サーバー（nats://HOST:4222、tls://HOST:4222）。パスワードやトークンを含むものは $HARNESS_NATS に書きます。",
		"Credentials file for the NATS server.":                   "NATS サーバーの認証情報のファイル。",
		"PEM file of the roots of the NATS server's certificate.": "NATS サーバーの証明書のルートの PEM ファイル。",
		"Our certificate for the NATS server, PEM.":               "NATS サーバーに示す証明書（PEM）。",
		"Its key.": "その秘密鍵。",
		"Without a NATS server, on one machine: the first command that uses DIR is the server as long as it runs.":                        "NATS サーバーなしで 1 台で使います。DIR を最初に使ったコマンドが、実行中サーバーを兼ねます。",
		"Language of the texts; by default $HARNESS_LANG, else the locale's.":                                                             "表示言語。既定は $HARNESS_LANG、なければロケールに従います。",
		"Where the server keeps what it was given.":                                                                                       "サーバーのデータの保存先。",
		"Where to answer; beyond loopback $HARNESS_NATS_TOKEN must be set, and workers have it in $HARNESS_NATS: nats://TOKEN@HOST:4222.": "待ち受けるアドレス。ループバック以外では $HARNESS_NATS_TOKEN が必要です。ワーカーには $HARNESS_NATS で渡します（nats://TOKEN@HOST:4222）。",
		"Trusted roots.": "信頼するルート証明書。",
		"PEM file of roots to trust as well. Repeatable.":              "追加で信頼するルートの PEM ファイル。繰り返し指定できます。",
		"DNS resolver to ask instead of the system's.":                 "システムの設定の代わりに使う DNS サーバー。",
		"As curl's, for all targets. Repeatable.":                      "curl と同じ指定をすべての対象に使います。繰り返し指定できます。",
		"socks5h://HOST:PORT. With user and password: $HARNESS_PROXY.": "socks5h://HOST:PORT。ユーザー名とパスワードを含むものは $HARNESS_PROXY に書きます。",
		"Limit of one network step.":                                   "ネットワークの 1 手順の時間制限。",
		"How long to wait for delivery, from the server's acceptance.": "サーバーが受け付けてから配送を待つ時間。",
		"DNS questions a second of each group.":                        "まとまり 1 つあたりの、1 秒間の DNS の問い合わせ数。",
		"Sources of passwords on this machine, for secret:NAME/KEY in jobs: NAME: {env: VAR}, {folder: DIR} or {command: [argv]}.":               "このマシンのパスワードの保管先を書いたファイル（secret:NAME/KEY 用）。NAME: {env: VAR}、{folder: DIR}、{command: [argv]} のいずれか。",
		"Yes, send a letter for each account where the plan says so.":                                                                            "計画がそう定めている場合、アカウントごとに 1 通送信することを承知します。",
		"From where it is looked; stands in each result.":                                                                                        "調べる場所の名前。各結果に記録されます。",
		"Groups of mail servers at a time.":                                                                                                      "同時に扱うまとまりの数。",
		"Workers that may end with a group, one after another and without a new result, before what they had begun is given up as undecided.":    "新しい結果がないまま続けて終了したワーカーがこの数を超えると、途中だったものを「判定できません」とします。",
		"Also ask a domain's web server for the settings that it publishes.":                                                                     "ドメインのウェブサーバーが公開している設定も調べます。",
		"As for harness sweep; - is standard input.":                                                                                             "harness sweep と同じリスト。- は標準入力です。",
		"tls looks up to the login; login logs in on both legs; roundtrip sends a letter for each account, where the worker has --send-letters.": "tls はログインの手前まで、login は送受信それぞれのログインまで、roundtrip は（ワーカーに --send-letters があれば）アカウントごとに 1 通送信します。",
		"Connections at a time to one address.":                                                                                                  "1 つの IP アドレスへの同時接続数。",
		"New connections a second to one address.":                                                                                               "1 つの IP アドレスへの 1 秒あたりの新しい接続数。",
		"A random pause of up to this before each connection.":                                                                                   "接続の前に置く、この長さまでの不規則な間隔。",
		"How long one account or server may take before it is undecided.":                                                                        "1 つのアカウントまたはサーバーにかける時間。過ぎると「判定できません」とします。",
		"Refused logins that one server may see in a time, whoever works; 0 for no bound.":                                                       "1 つのサーバーで許す、時間あたりのログイン拒否の回数（全ワーカーの合計）。0 は無制限。",
		"How long all of it may take; what is left then is undecided.":                                                                           "全体にかける時間。残りは「判定できません」とします。",
		"How long a worker that is not heard of keeps what it has.":                                                                              "応答のないワーカーが担当を失うまでの時間。",
		"Delete the run of this name, its results too, and plan anew.":                                                                           "同じ名前の実行を結果とともに削除し、計画し直します。",
		"Form of standard output: jsonl (default), a line for each result, or the summary in one of harness sweep's forms.":                      "標準出力の形式。jsonl（既定、1 件 1 行）、または harness sweep の形式での集計。",
		"Also write to FILE, in the form NAME; jsonl has a line for each result. Repeatable.":                                                    "NAME の形式で FILE にも書き出します。jsonl は 1 件 1 行です。繰り返し指定できます。",
		"Write what is there, and do not wait for the rest.":                                                                                     "今ある結果だけを書き出し、残りを待ちません。",
		"Results of an earlier run, to tell what has changed.":                                                                                   "前回の結果。変化を示すために使います。",
		"Accepted failures: a YAML list of {target, cause, reason, until}.":                                                                      "承知済みのエラー。{target, cause, reason, until} を並べた YAML。",
		"What makes the run fail, exit 1; several with commas.":                                                                                  "不合格（終了コード 1）とする条件。コンマで複数指定できます。",
		"Above this share the run is undecided, exit 3, whatever else.":                                                                          "判定できないものがこの割合を超えると、ほかの結果によらず終了コード 3 とします。",
		"As JSON.":                      "JSON で表示します。",
		"server":                        "サーバー",
		"network":                       "ネットワーク",
		"worker":                        "ワーカー",
		"plan":                          "計画",
		"output":                        "出力",
		"%d results":                    "結果 %d 件",
		"%d targets have no result yet": "%d 件の結果がまだありません",
		"%d targets in %d groups of mail servers; %d lines could not be read": "%d 件、メールサーバーのまとまり %d 個。読めない行 %d 行",
		"%d of %d results; groups: %d of %d wait, %d are at work":             "結果 %d / %d 件。まとまり: 待機 %d / %d、作業中 %d",
		"interrupted": "中断しました",
		"a run's name has letters, digits and dashes, 32 at most": "実行の名前には英数字とハイフンを 32 文字まで使えます",
		"there is a run of this name already":                     "同じ名前の実行がすでにあります（--replace で置き換えます）",
		"there is no run of this name":                            "この名前の実行はありません",
		"the plan sends letters, and this worker may not":         "計画ではメールを送信しますが、このワーカーには --send-letters がありません",
	}
}
