package render

import (
	"slices"
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		most int
		want []string
	}{
		{"short", 10, []string{"short"}},
		{"one two three", 7, []string{"one two", "three"}},
		{"- one two three", 9, []string{"- one two", "  three"}},
		{"at a.very.long.name.example only", 10, []string{"at", "a.very.long.name.example", "only"}},
		{"証明書を更新して、もう一度お試しください。", 20, []string{"証明書を更新して、", "もう", "一度お試しください。"}},
		{"（括弧は）行頭に残りません", 8, []string{"（括弧", "は）", "行頭に残", "りません"}},
		{"・入力された名前を確認する", 14, []string{"・入力された", "  名前を", "  確認する"}},
		{"サーバー名は smtp.customer.example です。", 30, []string{"サーバー名は", "smtp.customer.example です。"}},
		{"サーバーが受け付けません", 16, []string{"サーバーが", "受け付けません"}},
		{"サーバーの設定の変更", 12, []string{"サーバーの", "設定の変更"}},
		{"暗号化方式変更不可能", 8, []string{"暗号化方", "式変更不", "可能"}},
	} {
		got := Wrap(c.text, c.most)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q in %d columns: %q, want %q", c.text, c.most, got, c.want)
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if bare(strings.Join(got, "")) != bare(c.text) {
			t.Errorf("%q: letters are lost or changed: %q", c.text, got)
		}
	}
}
