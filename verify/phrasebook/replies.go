package phrasebook

import (
	"cmp"
	"slices"
	"strings"

	"harness/verify/finding"
)

func reportCauses(line string, other []finding.Code) []finding.Code {
	for _, meaning := range reportMeanings {
		if meaning.In(line) {
			return meaning.causes
		}
	}
	return other
}

var (
	reportedBefore = expression(`(?i)(?: said: ?|Diagnostic-Code: ?smtp; ?|SMTP error from remote (?:mail )?server after [^\n]*:?\s*|>>> |<<< |Remote server (?:replied|returned):? ?|Reason: |host [^ \n]+ \[[^\]\n]*\]:? |replied:? |returned:? |refused:? )\s*["'(]?$`)
	atLineStart    = expression("(?:^|\n)[ >\"'*]*$")
	replyRest      = expression(`^...(?:[- ][^\n]{3,500}|\n[245]\.[0-9]{1,3}\.[0-9]{1,3}\n)`)
	isCode         = expression(`^(?:` + replyCode + `)[- \n]`)
	spokenBefore   = expression(`(?:[:;(\["'>,=]|(?i:bounces?|error|says|with|is|got|get|returns?|メッセージ|エラー|は|と|から|より|で|「|『|（|、|：))[ ]?["'(]?$`)
	inSentence     = expression(`^...[- ](?:[245]\.[0-9]{1,3}\.[0-9]{1,3} )?[A-Za-z<"\[][^\n]{5,500}`)
	dialogged      = expression(`(?i)(?:server returned error:?|サーバーからエラーが返されました:?|サーバーから返されたエラー:?|服务器返回错误:?)\s*["']([^\n]{3,500})`)
	codeAtEnd      = expression(`(?i)[.,]?\s*,?\s*code:?\s*\(?([0-9]{1,3})\)?["'.]*$`)
	codeGlued      = expression(`(?i)\bcode ?\(([0-9]{3})\)`)
	popCode        = expression(`(?i)^(?:-ERR\b ?)?\[(?:AUTH|IN-USE|LOGIN-DELAY|SYS/TEMP|SYS/PERM)\]|^-ERR\b`) // RFC 2449 section 8, RFC 3206
	rejecting      = expression(`(?i)(?:\breject:|\brejected )[^\n]*?: ((?:` + replyCode + `)[- ][^\n]*?)(?:; from=|; proto=|; client=|\n|$)`)
)

// replyCode is a number that RFC 5321, 4954, 3207 or 7504 give a refusal: 465
// and 587 are ports.
const replyCode = `4[2-5][0-9]|5[0-57][0-9]`

// said are somebody's words and where they stood.
type words struct {
	id, line, code string
	whole          string // the paragraph that the words begin, on one line, without the codes of its lines
}

// replied recognises a server's own words: in Gmail's frame, in its dialogs, in
// another server's report or log, or bare. It gives way to a phrase that was
// found and says more.
func replied(folded string, text squashed, at signs, found []Match) (Match, bool) {
	if slices.ContainsFunc(found, func(m Match) bool { return telling(m) > 0 }) {
		return Match{}, false
	}
	w, ok := spoken(folded, text, at)
	if !ok {
		return bareERR(folded)
	}
	w.line = strings.Trim(strings.Join(strings.Fields(own(w.line)), " "), `"' `)
	if m := codeAtEnd().FindStringSubmatch(w.line); m != nil && (w.id == "S06" || w.id == "N02") {
		w.code, w.id = m[1], "S06"
		w.line = strings.TrimSpace(w.line[:len(w.line)-len(m[0])])
	}
	if w.id == "S06" && !startsWithCode().MatchString(w.line) {
		return popWords(w.line, found)
	}
	if w.id != "S05" && !startsWithCode().MatchString(w.line) {
		return Match{}, false
	}
	return serverWords(w, folded), true
}

// spoken finds the words of a server, those first that stand where they surely
// are a server's.
func spoken(folded string, text squashed, where signs) (words, bool) {
	if where.has("code(", "code (") {
		if at := codeGlued().FindStringSubmatchIndex(folded); at != nil {
			if line := lastLine(folded[:at[0]]); line != "" {
				return words{id: "S05", line: line, code: folded[at[2]:at[3]]}, true
			}
		}
	}
	if line := response(folded); line != "" {
		id := "B03"
		if !framed(text) && (where.delivered() || !strings.Contains(folded, "応答")) {
			id = "M05"
		}
		return words{id: id, line: line}, true
	}
	if where.dialogue() {
		if m := dialogged().FindStringSubmatch(folded); m != nil {
			return words{id: "S06", line: m[1]}, true
		}
	}
	if where.has("reject") {
		if m := rejecting().FindStringSubmatch(folded); m != nil {
			return words{id: "L-postfix-reject", line: m[1]}, true
		}
	}
	best := words{}
	for _, i := range codesIn(folded) {
		before, rest := folded[max(0, i-160):i], folded[i:]
		switch {
		case reportedBefore().MatchString(before):
			return words{id: "N01", line: paragraph(rest), whole: whole(rest)}, true
		case best.whole == "" && atLineStart().MatchString(before) && replyRest().MatchString(rest[:min(len(rest), 600)]):
			best = words{id: "N02", line: lines(rest), whole: whole(rest)}
		case best.line == "" && spokenBefore().MatchString(before):
			if m := inSentence().FindString(rest[:min(len(rest), 600)]); m != "" {
				best = words{id: "N02", line: m}
			}
		}
	}
	return best, best.line != ""
}

// dialogue: a dialog's line that quotes a server.
func (s signs) dialogue() bool {
	return s.has("server returned error", "エラーが返されました", "返されたエラー", "服务器返回错误")
}

// codesIn are the places of at most 64 numbers that may be a refusal's.
func codesIn(folded string) []int {
	var at []int
	for i := 0; i+4 < len(folded) && len(at) < 64; i++ {
		if folded[i] != '4' && folded[i] != '5' || i > 0 && letterOrDigit(folded[i-1]|0x20) { // 0x20: of either case
			continue
		}
		if isCode().MatchString(folded[i:min(len(folded), i+12)]) {
			at = append(at, i)
		}
	}
	return at
}

// own are the words of a reply's line without what a person wrote behind them:
// servers write letters of ASCII, so the first letter of Japanese behind a quote
// or a full stop is a person's.
func own(line string) string {
	if at := behindReply().FindStringIndex(line); at != nil && at[0] > 8 {
		return line[:at[0]+1]
	}
	return line
}

var behindReply = expression(`["'.)>」]\s*[\p{Hiragana}\p{Katakana}\p{Han}。、]`)

// popWords are words in a dialog that begin with no number of SMTP: POP3 has
// none.
func popWords(line string, found []Match) (Match, bool) {
	login := popCode().MatchString(line) || loginWords().MatchString(line)
	if !login {
		for _, m := range found { // the heading, with the words that stood below it
			if m.Holes["reply"] == "" {
				m.Holes["reply"] = quote(line)
			}
			if m.Phrase.ID == "S00" {
				m.Quote = quote(line)
				return m, true
			}
		}
		return Match{}, false
	}
	p := ByID("P05")[0]
	return Match{Phrase: p, Quote: quote(line), Causes: p.Causes, Holes: map[string]string{"reply": quote(line)}}, true
}

// bareERR is a POP3 server's refusal that stands alone on its line, where its
// words say what it is about; the others are a frame's to tell.
func bareERR(folded string) (Match, bool) {
	line := errLine().FindString(folded)
	if line == "" {
		return Match{}, false
	}
	line = strings.TrimSpace(own(line))
	for _, meaning := range popMeanings {
		if meaning.In(line) {
			p := ByID("N02")[0]
			return Match{Phrase: p, Quote: quote(line), Causes: meaning.causes, Holes: map[string]string{"reply": quote(line)}}, true
		}
	}
	return Match{}, false
}

// popRefusal is a refusal in Gmail's frame of POP3, whose causes are those of any
// refusal, with what the server's own words say of it first. Where they say that it
// was not the login, nothing is known of the password.
func popRefusal(m Match) Match {
	for _, meaning := range popMeanings {
		if meaning.In(m.Holes["reply"]) {
			first := slices.DeleteFunc(slices.Clone(meaning.causes), func(c finding.Code) bool { return strings.HasPrefix(string(c), "smtp-") })
			m.Causes = append(first, slices.DeleteFunc(slices.Clone(m.Causes), func(c finding.Code) bool { return slices.Contains(first, c) })...)
			m.Phrase.Password = Unknown
			break
		}
	}
	return m
}

var errLine = expression(`(?m)^[ >"'*]*-ERR [^\n]+`) // RFC 1939 section 3

var loginWords = expression(`(?i)auth|log ?[io]n|password|username|user name|パスワード|認証`)

// paragraph is the first line and those after it that are indented, as mail
// servers wrap what another one said.
func paragraph(text string) string {
	const most = 600
	text = text[:min(len(text), most)]
	lines := strings.Split(text, "\n")
	end := 1
	for end < len(lines) && strings.HasPrefix(lines[end], " ") && strings.TrimSpace(lines[end]) != "" {
		end++
	}
	return strings.ToValidUTF8(strings.Join(lines[:end], " "), "")
}

// lastLine is the last line that is not empty, without quotes round it.
func lastLine(text string) string {
	text = strings.TrimRight(text[max(0, len(text)-400):], " \n\"'")
	return strings.Trim(strings.ToValidUTF8(text[strings.LastIndexAny(text, "\n\"")+1:], ""), ` "':`)
}

var startsWithCode = expression(`^[45][0-9]{2}[- ]`)

// serverWords is the match for a server's own words, with the causes that their
// codes and their place tell.
func serverWords(w words, folded string) Match {
	google := googleMarks().MatchString(w.line+" "+w.whole) || w.id != "B03" && w.id != "S06" && googleMarks().MatchString(folded[:min(len(folded), 8<<10)])
	switch {
	case google && w.id == "B03":
		w.id = "B05"
	case google && w.id == "S06":
		w.id = "S10"
	case google && (w.id == "N01" || w.id == "N02" || w.id == "M05"):
		w.id = "G28"
	}
	p := ByID(w.id)[0]
	m := Match{Phrase: p, Quote: quote(w.line), Causes: p.Causes, Holes: map[string]string{"reply": quote(w.line)}}
	if w.code == "" && startsWithCode().MatchString(w.line) {
		w.code = w.line[:3]
	}
	if w.code != "" {
		m.Holes["code"] = w.code
	}
	switch w.id {
	case "S05", "B05", "S10":
		return m
	case "G28":
		m.Causes = inboundCauses(cmp.Or(w.whole, w.line))
		return m
	case "N01", "M05":
		m.Causes = reportCauses(w.line, p.Causes)
		return m
	case "N02":
		if m.Causes = nil; !full.In(w.line) {
			m.Causes = reportCauses(w.line, nil)
		}
	}
	if w.id == "N02" && m.Causes != nil {
		return m
	}
	for _, meaning := range replyMeanings {
		if meaning.In(w.line) {
			m.Causes = meaning.causes
			if m.Phrase.Password = Unknown; m.Causes[0] == finding.SMTPAuthRefused {
				m.Phrase.Password = Refused
			}
			return m
		}
	}
	if m.Causes == nil {
		m.Causes = p.Causes
	}
	return m
}

// replyMarks are the marks of replyMark, for short texts.
var replyMarks = expression(`\b[245][0-9]{2}[- ][245]\.[0-9]{1,3}\.[0-9]{1,3}\b`)

// whole is the paragraph at the start of a text, see words.
func whole(text string) string {
	const most = 1500
	text, _, _ = strings.Cut(text[:min(len(text), most)], "\n\n")
	first := text[:min(len(text), 10)]
	text = strings.ReplaceAll(replyMarks().ReplaceAllString(text, " "), "\n", " ")
	return strings.ToValidUTF8(strings.Join(strings.Fields(first+" "+text), " "), "")
}

// lines are the lines of one SMTP reply, "550-" and its continuations, as one.
func lines(text string) string {
	const most = 1200
	text = text[:min(len(text), most)]
	code := text[:3]
	if strings.HasPrefix(text[3:], "\n") { // a screenshot's words, one to a line
		text, _, _ = strings.Cut(text, "\n\n")
		return strings.ToValidUTF8(strings.ReplaceAll(text, "\n", " "), "")
	}
	out := ""
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimLeft(line, " >\"'*")
		if out != "" && !strings.HasPrefix(line, code) {
			break
		}
		if out == "" {
			out = line
		} else {
			out += " " + strings.TrimLeft(line[3:], "- ")
		}
		if len(line) > 3 && line[3] == ' ' && !strings.Contains(line, code+"-") {
			break
		}
	}
	return strings.ToValidUTF8(out, "")
}
