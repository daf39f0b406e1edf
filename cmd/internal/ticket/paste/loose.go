package paste

import (
	"strings"

	"harness/client/evidence"
)

// typing is a verb of typing right before or behind a host.
var (
	typingAfter  = expression(`^["'」』)]?\s*(?:と|を|に|で)?\s*(?:(?:入力|設定|指定|登録)(?:しま|して(?:い|お|ま|る)|済|中)|入れ(?:て(?:い|お|ま|る)|まし)|使って(?:い|お|ま|る))`)
	typingBefore = expression(`(?i)(?:\btyped|\bentered|\bi (?:have |had )?(?:set|put)(?: in)?|\bwe (?:have |had )?(?:set|put)(?: in)?|\bi (?:use|used)|\bi am using|\bwe (?:use|used)|入力(?:した|している)のは|設定(?:した|している)のは)\s*(?:is |the |server |host |:|は)*["'「『]?\s*$`)
)

// typedWords are those without which typingBefore matches nothing.
var typedWords = anyOf("typed", "entered", "set", "put", "use", "using", "入力", "設定")

// typedAfter is typingAfter, asked only where one of its verbs stands behind
// what may stand before it.
func typedAfter(s string) bool {
	rest := strings.TrimLeft(strings.TrimLeft(s, "\"'」』) \t\n\f\r"), "とをにで \t\n\f\r")
	return begins(rest, typingVerbs) && typingAfter().MatchString(s)
}

var typingVerbs = []string{"入力", "設定", "指定", "登録", "入れ", "使って"}

// loose reads hosts that no label names: those with a port of mail behind
// them, and those with a verb of typing.
func (r *reader) loose(l *line, text string, used [][2]int) {
	if !dotted(text) {
		return
	}
	for _, at := range hostsIn(text, 32) {
		taken := false
		for _, u := range used {
			taken = taken || at[0] < u[1] && at[1] > u[0]
		}
		if taken || at[0] > 0 && strings.ContainsRune("@*/\\-=<[", rune(text[at[0]-1])) || at[1] < len(text) && text[at[1]] == '@' {
			continue
		}
		host := normal(text[at[0]:at[1]])
		if host == "" {
			continue
		}
		rest := text[at[1]:]
		number := uint16(0)
		if m := portTail().FindStringSubmatch(rest); m != nil && mailPort(port(m[1])) {
			number = port(m[1])
		}
		if number == 0 && !typedAfter(rest) && !(typedWords(l.lower[:at[0]]) && typingBefore().MatchString(text[:at[0]])) {
			continue
		}
		leg := portLeg(number)
		if leg == Unknown {
			leg = r.legOf(l, at[0], host)
		}
		r.add(l, field{kind: hostField, leg: leg, host: host, text: text[at[0]:at[1]]}, at[0])
		if number != 0 {
			r.add(l, field{kind: portField, leg: leg, port: number}, at[0])
			if i := strings.IndexFunc(rest, func(c rune) bool { return c == '。' || c == '\n' }); i >= 0 {
				rest = rest[:i]
			}
			if safe := security(lower(rest[:min(len(rest), 48)]), leg); safe != "" {
				r.add(l, field{kind: securityField, leg: leg, safe: safe}, at[0])
			}
		}
	}
}

// dotted tells whether a dot stands between letters or digits.
func dotted(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '.' && s[i-1] > ' ' && s[i+1] > ' ' && s[i-1] < 0x80 && s[i+1] < 0x80 {
			return true
		}
	}
	return false
}

// alone takes a line that is a value and nothing else, for the first label
// above that waits for one of its kind.
func (r *reader) alone(l *line, labels []placed) bool {
	if len(r.waiting) == 0 || len(l.text) > 120 {
		return false
	}
	text := strings.Trim(l.text, " \t\"'「」『』<>|▼▾・-")
	take := func(fits ...kind) *placed {
		for i, w := range r.waiting {
			for _, k := range fits {
				if w.kind == k {
					r.waiting = append(append([]placed(nil), r.waiting[:i]...), r.waiting[i+1:]...)
					return &w
				}
			}
		}
		return nil
	}
	if loc := address().FindStringIndex(text); loc != nil && loc[0] == 0 && loc[1] == len(text) {
		if w := take(userField, addressField); w != nil {
			r.add(l, field{kind: w.kind, leg: w.leg, text: text}, 0)
			return true
		}
		return false
	}
	if loc := anyHost().FindStringIndex(text); loc != nil && loc[0] == 0 && len(text)-loc[1] < 24 {
		host := normal(text[:loc[1]])
		if rest := text[loc[1]:]; host != "" && (rest == "" || strings.ContainsRune(":,、/( ", rune(rest[0]))) {
			if w := take(hostField); w != nil {
				leg := w.leg
				if leg == Unknown {
					leg = r.legOf(l, 0, host)
				}
				r.add(l, field{kind: hostField, leg: leg, host: host, text: text[:loc[1]]}, 0)
				from := strings.Index(l.text, text) + loc[1]
				r.tail(l, leg, from, len(l.text))
				return true
			}
		}
		return false
	}
	if m := portHere().FindStringSubmatch(text); m != nil && len(text) < 32 {
		if w := take(portField); w != nil {
			n := port(m[1])
			leg := w.leg
			if leg == Unknown {
				leg = portLeg(n)
			}
			r.add(l, field{kind: portField, leg: leg, port: n}, 0)
			return true
		}
		return false
	}
	if len(labels) > 0 && !(len(labels) == 1 && labels[0].kind == choiceField) {
		return false
	}
	if safe := security(l.lower, Unknown); safe != "" && len(text) < 60 && len(labels) == 0 {
		if w := take(securityField); w != nil {
			r.add(l, field{kind: securityField, leg: w.leg, safe: safe}, 0)
			return true
		}
	}
	if len(labels) == 0 && !strings.ContainsAny(text, " 。、") {
		if w := take(passwordField); w != nil {
			r.keepSecret(text, true)
			return true
		}
	}
	return false
}

// waitFor keeps the labels of a line that has nothing but labels: their values
// stand on lines of their own below.
func (r *reader) waitFor(l *line, labels []placed) {
	rest := l.text
	var list []placed
	for _, at := range labels {
		if at.kind == otherField || at.kind == choiceField || at.kind == imapField {
			continue
		}
		rest = strings.Replace(rest, l.text[at.from:at.to], "", 1)
		list = append(list, at)
	}
	rest = parenthesis().ReplaceAllString(rest, "")
	if strings.Trim(rest, " \t:=|→・-–*●■□○「」『』\"'()[]【】0123456789.と、,&/") != "" || len(list) == 0 {
		if len(labels) == 0 || len(l.text) > 80 {
			r.waiting = nil
		}
		return
	}
	r.waiting = append(r.waiting, list...)
	if len(r.waiting) > 16 {
		r.waiting = r.waiting[len(r.waiting)-16:]
	}
}

var parenthesis = expression(`\([^()]*\)`)

var (
	onMark  = expression(`(?:[●◉⦿☑✓✔☒■◆▶]|\([x●*o]\)|\[[x*✓]\])\s*$`)
	offMark = expression(`(?:[○◯☐□]|\( ?\)|\[ ?\])\s*$`)
	onWord  = expression(`^[」"』]?\s*(?:を|に|が|:|の)?\s*(?:チェック(?:を入|あり|済|が入|して|:on)|選択|選ん|オン|on\b|yes|はい|あり|✓|☑|(?:is )?(?:ticked|checked|selected|chosen))`)
	offWord = expression(`^[」"』]?\s*(?:を|に|が|:|の|は)?\s*(?:チェック(?:なし|を外|は外|して(?:い)?(?:ない|ません)|を入れて(?:い)?(?:ない|ません)|が入って(?:い)?(?:ない|ません))|外し|オフ|off\b|no\b|いいえ|なし|(?:is )?(?:not ticked|unticked|unchecked|not checked))`)
)

// choice notes one of Gmail's own choices with the mark before it: a copy of
// the dialog shows all of them, chosen or not.
func (r *reader) choice(l *line, at placed, rest string) {
	said := l.lower[at.from:at.to]
	f := field{kind: choiceField, leg: at.leg, line: r.n, quote: l.text, weak: l.cited}
	switch {
	case at.leg == Fetch:
		f.safe = evidence.SSL
	case has(said, "unsecured", "保護されていない"):
		f.safe = evidence.Plain
	case strings.Contains(said, "ssl"):
		f.safe = evidence.SSL
	default:
		f.safe = evidence.StartTLS
	}
	whole := sentence(l.lower, at.from)
	if theirs(whole) || l.told {
		return
	}
	if n := numbers().FindString(said); n != "" {
		r.add(l, field{kind: portField, leg: at.leg, port: port(n)}, at.from)
	}
	c := choice{field: f}
	before, after := l.text[:at.from], lower(rest)
	switch {
	case offWord().MatchString(after), offMark().MatchString(before):
		c.marked = left
	case onWord().MatchString(after), onMark().MatchString(before):
		c.marked = chosen
	}
	if at.leg == Fetch && c.marked == left {
		c.field.safe, c.marked = evidence.Plain, chosen
	}
	// Words of a sentence are a choice where they say so, and not where they
	// only name it.
	if c.marked == unmarked && strings.Trim(before+rest, " \t・-*:.()。推奨選択|recomnd") != "" && !owns(whole) && !prefixed().MatchString(lower(before)) {
		return
	}
	r.choices = append(r.choices, c)
}

var prefixed = expression(`(?:選択|選んだ項目|接続|セキュリティ|security|connection|type|choose|chosen|selected|tls|ssl)[^a-z]{0,12}$`)

// flush settles the choices: what is marked counts, else the only one of its
// dialog; of several without a mark nothing is known.
func (r *reader) flush() {
	for i := 0; i < len(r.choices); {
		end := i + 1 // a run: the buttons of one dialog stand on neighbouring lines
		for end < len(r.choices) && r.choices[end].field.leg == r.choices[i].field.leg && r.choices[end].field.line-r.choices[end-1].field.line <= 2 {
			end++
		}
		run := r.choices[i:end]
		pick := -1
		for k, c := range run {
			if c.marked == chosen && pick < 0 {
				pick = k
			}
		}
		if pick < 0 && len(run) == 1 && run[0].marked == unmarked && run[0].field.leg == Send {
			pick = 0
		}
		if pick >= 0 {
			f := run[pick].field
			f.kind = securityField
			r.insert(f)
		}
		i = end
	}
}

// insert puts a field at its line.
func (r *reader) insert(f field) {
	at := len(r.fields)
	for i, o := range r.fields {
		if o.line > f.line {
			at = i
			break
		}
	}
	r.fields = append(r.fields[:at], append([]field{f}, r.fields[at:]...)...)
}
