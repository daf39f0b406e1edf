package ticket

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// pageSize is that of a web page that a customer pastes whole, in characters.
const pageSize = 5000

// round is what stands round the story on such a page: menus, other articles,
// readers' comments, with hosts in prose and wrong advice.
var round = map[string][2]string{
	"ja": {`ホーム > メール > Gmail > トラブルシューティング
検索 | カテゴリー | お問い合わせ | プライバシーポリシー
この記事は 6 分で読めます。広告を含みます。
目次 1. はじめに 2. 起きたこと 3. 調べたこと 4. 解決 5. まとめ
`, `関連記事: サーバー移転の手順 / www.rental-navi.example で格安プランを比較 / ドメインの更新を忘れないために
コメント（%d）名無し: うちは mail.tomodachi.example でも同じでした。結局 smtp.other-host.example に引っ越しました。参考までに。
返信: CN と同じ名前でないとだめらしいですよ。私は証明書の CN と一致させました。
返信: いやいや、ポート 25 で暗号化なしにすればすぐ直ります。みんなそうしています。
筆者: 次回は cloud.sample-mail.example の使い方を書きます。ニュースレターの登録は news.rental-navi.example からどうぞ。
`},
	"en": {`Home > Mail > Gmail > Troubleshooting
Search | Categories | Contact | Privacy
Six minutes to read. This page holds advertisements.
Contents: 1. What happened 2. What I tried 3. What helped 4. In the end
`, `Related: how to move a server / compare plans at www.plan-finder.example / never forget to renew a domain
Comment %d, a reader: the same with mail.friend-shop.example here. In the end I moved to smtp.other-host.example, for what it is worth.
Reply: they say that the name must equal the CN. I made mine the same as the CN.
Reply: no, port 25 without encryption mends it at once. Everybody does that.
The author: next time about cloud.sample-mail.example. The newsletter is at news.plan-finder.example.
`},
}

// TestWholePages tells the stories of pages as customers paste them who select
// all: 5,000 characters, most of them about other things. What was read and
// decided is what the story alone gives, and no host of the rest is told.
func TestWholePages(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/stories/*-page-*.txt")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d pages, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			lab, text := story(t, file)
			golden, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".golden")
			if err != nil {
				t.Fatal(err)
			}
			lang := "en"
			if strings.Contains(file, "-ja") {
				lang = "ja"
			}
			page := round[lang][0] + text + "\n"
			for i := 1; utf8.RuneCountInString(page) < pageSize; i++ {
				page += "\n" + fmt.Sprintf(round[lang][1], i)
			}
			a := answered(t, lab, Request{Raw: []byte(page), Date: dates[0]})
			want, _, _ := strings.Cut(string(golden), "--- note\n")
			if got := decidedFor(a); got != want {
				t.Errorf("decided\n%swant\n%s%s", got, want, a.Reply)
			}
			for _, other := range []string{"tomodachi", "friend-shop", "other-host", "sample-mail", "rental-navi", "plan-finder"} {
				if strings.Contains(a.Reply, other) {
					t.Errorf("a host of the rest of the page is told: %s\n%s", other, a.Reply)
				}
			}
			for _, wrong := range []string{"must equal", "CN", "完全に一致し"} {
				if strings.Contains(a.Reply, wrong) {
					t.Errorf("%q is told:\n%s", wrong, a.Reply)
				}
			}
		})
	}
}
