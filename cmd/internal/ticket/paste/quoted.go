package paste

import (
	"regexp"
	"strings"
)

// without blanks out errors that were recognised elsewhere, wherever their
// words stand in a text: what the customer typed may stand right beside them,
// on the same line. Line breaks stay where they are.
func without(text string, errors []string) string {
	for _, e := range errors {
		words := strings.Fields(strings.Trim(e, ` "'.,`))
		if len(words) < 2 { // a single word may be the customer's own
			continue
		}
		for i, w := range words {
			words[i] = anyQuotes().ReplaceAllString(regexp.QuoteMeta(w), `["'’‘“”「」„]`)
		}
		// A word may be broken across the lines of an e-mail by a citation mark.
		re, err := regexp.Compile(`(?i)["'“「『]?` + strings.Join(words, `[\s>|]+`) + `(?:[.。]?,? ?(?:code|コード): ?\d{1,3})?[."'”」』]*`)
		if err != nil {
			continue
		}
		text = re.ReplaceAllStringFunc(text, blank)
	}
	return text
}

// blank is as many lines of nothing; a mark stands for the error, so that what
// stands on both sides of it stays apart.
func blank(s string) string { return "。" + strings.Repeat("\n", strings.Count(s, "\n")) }

// around are the words of Gmail's that stand round an error and are nobody's
// settings.
var (
	around    = expression(`(?i)(?:server returned error|サーバーから(?:返された)?エラー(?:が返されました)?|the response was|応答)\s*[:：]?\s*["“「]?`)
	anyQuotes = expression(`["'’‘“”「」„]`)
)
