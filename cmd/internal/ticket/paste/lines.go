package paste

import (
	"harness/client/hostname"
	"iter"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// expression compiles at the first use: most runs read no ticket.
func expression(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// nature is what a line of a ticket is.
type nature int

const (
	words  nature = iota // the customer's, or fields
	header               // of a mail
	record               // of a server's log
	quoted               // an error text: its holes are the catalogue's to read
)

type line struct {
	text   string // folded: full-width forms narrow, invisible characters gone
	lower  string // text in lower case, byte for byte as long
	nature nature
	cited  bool // behind a ">"
	told   bool // under a heading of other people's values ("the right settings:")
}

var (
	headerLine = expression(`(?i)^(?:received|from|to|cc|bcc|subject|date|message-id|return-path|reply-to|delivered-to|x-[a-z-]+|dkim-signature|authentication-results|arc-[a-z-]+|mime-version|content-[a-z-]+|reporting-mta|remote-mta|final-recipient|original-recipient|diagnostic-code|action|status|arrival-date|received-spf|in-reply-to|references): `)
	logLine    = expression(`^(?:[A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)`)
	replyLine  = expression(`^(?:[245]\d\d)[ -](?:[0-9#A-Za-z<])`)
	citation   = expression(`^(?:[>|]\s?)+`)
)

// errorWords stand in lines that quote an error.
var errorWords = anyOf(
	"doesn't match", "valid hostnames", "returned error", "ssl error", "dns error", "match any sans", "x509", "problem connecting to",
	"problem communicating", "secure ssl connection to", "サーバーから返されたエラー", "サーバーからエラー", "did not match expected",
	" said: ", " said:\n", "remote server", "diagnostic-code", "tried to deliver", "mailer-daemon", "this is the mail system",
)

// split parts a text into its lines.
func split(text string) []line {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n").Replace(text)
	var lines []line
	inHeader := false
	under := false // below a heading of other people's values
	for raw := range pieces(text) {
		folded := strings.TrimRight(fold(raw), " \t")
		l := line{text: folded}
		if at := citation().FindString(strings.TrimLeft(folded, " ")); at != "" && strings.Contains(at, ">") {
			l.cited, l.text = true, strings.TrimLeft(folded, " ")[len(at):]
		}
		continues := inHeader && l.text != "" && (l.text[0] == ' ' || l.text[0] == '\t')
		l.text = strings.TrimLeft(l.text, " ")
		l.lower = lower(l.text)
		inHeader = false
		switch {
		case continues, headed(l.text):
			l.nature, inHeader = header, true
		case strings.Count(l.text[:min(len(l.text), 24)], ":") > 1 && logLine().MatchString(l.text), has(l.text, "postfix/", "dovecot: ", "exim[", "sendmail["):
			l.nature = record
		case l.text != "" && l.text[0] < '6' && replyLine().MatchString(l.text[:min(len(l.text), 8)]) && !mailPort(port(l.text[:3])), errorWords(l.lower):
			l.nature = quoted
		}
		switch {
		case l.text == "" || heading(l.lower) && owns(l.lower):
			under = false
		case heading(l.lower) && theirs(l.lower):
			under = true
		}
		l.told = under
		lines = append(lines, l)
	}
	return lines
}

// headed tells whether a line is of a mail's header: its name ends with the
// first colon.
func headed(text string) bool {
	const most = 32 // bytes of a name
	i := strings.IndexByte(text[:min(len(text), most)], ':')
	return i >= 0 && (i+1 == len(text) || text[i+1] == ' ') && headerLine().MatchString(text[:i+1]+" ")
}

// longLine is where a line is taken apart, in bytes: what belongs to a value
// stands near it, and every question that is asked of a line costs its length.
const longLine = 1200

// pieces are the lines of a text; long ones are parted behind a sentence, else
// at a blank, else between two letters.
func pieces(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for l := range strings.SplitSeq(text, "\n") {
			for len(l) > longLine {
				at := parting(l[:longLine])
				if !yield(l[:at]) {
					return
				}
				l = l[at:]
			}
			if !yield(l) {
				return
			}
		}
	}
}

// parting is where the beginning of a long line ends.
func parting(s string) int {
	for _, end := range []string{"。", ". ", "、", ", ", " "} {
		if i := strings.LastIndex(s, end); i > len(s)/2 {
			return i + len(end)
		}
	}
	at := len(s)
	for at > len(s)-utf8.UTFMax && !utf8.RuneStart(s[at-1]) {
		at--
	}
	return max(at-1, 1)
}

// fold makes full-width letters, digits and signs narrow and takes away what
// has no width.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case !unicode.IsSpace(r) && hostname.Unseen(r):
			return -1
		case r == '’' || r == '‘':
			return '\''
		case r == '“' || r == '”' || r == '„':
			return '"'
		}
		return r
	}, s)
	return norm.NFKC.String(s)
}

// lower is ASCII alone, so that places in both texts are the same.
func lower(s string) string {
	large := func(b byte) bool { return b >= 'A' && b <= 'Z' }
	for i := range len(s) {
		if !large(s[i]) {
			continue
		}
		out := []byte(s)
		for k := i; k < len(out); k++ {
			if large(out[k]) {
				out[k] += 'a' - 'A'
			}
		}
		return string(out)
	}
	return s
}

func has(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// others are words by which a value is somebody else's: a manual's, a
// correction, an example.
var others = anyOf(
	"正しく", "正しい", "マニュアル", "ヘルプ", "手順書", "案内", "記載", "と書い", "書かれ", "だそう", "らしい", "べき", "必要が", "変更後", "修正後", "設定後", "に変更", "に変え", "に直し",
	"ではなく", "解決", "例えば", "たとえば", "例:", "例)", "推奨", "してください", "て下さい", "参考", "サイト", "ページ", "ブログ",
	"should", "must be", "must equal", "instead", "correct", "right name", "right server", "right settings", "manual", "help page", "guide", "according to",
	"tells me", "tells us", "tells you", "tells to", "tell me to", "told", "says to", "recommend", "advice", "advise", "e.g.", "for example", "such as", " example:", "(example:", "solution",
	"solved", "fixed", "changed to", "changed it to", "change it to", "change to", "after chang", "have to", "need to", "please type", "please enter", "please use", "please set", "typo",
)

// owns are words by which a value is what stands in the customer's dialog,
// whatever a manual says.
var owns = anyOf(
	"入力しま", "入力してい", "入力してお", "入力してま", "入れて", "入れまし", "使って", "設定しま", "設定してい", "設定してお", "設定してま", "になってい", "になってお", "しています", "現在", "今の", "いまの", "変更前", "修正前",
	"通りに", "とおりに", "どおり", "typed", "entered", "we use", "i use", "using", "i have", "current", "i set", "before", "my settings", "as your", "as the manual",
)

// theirs tells whether a sentence, in lower case, gives other people's values.
func theirs(s string) bool {
	if len(s) > longCited && has(s, "「", "\"", "『") {
		s = cited().ReplaceAllString(s, " ")
	}
	return others(s) && !owns(s)
}

// cited are long words in quotation marks: an error's, not the customer's.
var cited = expression(`「[^」]{60,}」|"[^"]{60,}"|『[^』]{60,}』`)

// longCited is less than the shortest of them takes, in bytes.
const longCited = 60

// heading tells whether a line stands over others: short, and no sentence.
func heading(s string) bool {
	return len(s) < 120 && !has(s, "。") && (strings.HasSuffix(s, ":") || strings.HasPrefix(s, "■") || strings.HasPrefix(s, "【") || strings.HasPrefix(s, "●") || strings.HasPrefix(s, "#") || strings.HasSuffix(s, "】"))
}

// sentence is the part of a line round a place.
func sentence(s string, at int) string {
	from, to := 0, len(s)
	for _, end := range []string{"。", "! ", "? ", ". ", "！", "？", "; "} {
		if i := strings.LastIndex(s[:at], end); i >= 0 {
			from = max(from, i+len(end))
		}
		if i := strings.Index(s[at:], end); i >= 0 {
			to = min(to, at+i)
		}
	}
	return s[from:to]
}
