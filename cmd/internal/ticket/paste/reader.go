package paste

import (
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
)

// field is one value that was read.
type field struct {
	kind  kind
	leg   Leg
	host  string // of a host
	text  string // as it stands
	port  uint16
	safe  evidence.Security
	line  int // number of the line
	quote string
	weak  bool   // prose that may speak of another server: counts where nothing better stands
	told  bool   // somebody else's value: a manual's, a correction
	near  string // the last address that stands before it
}

// reader goes through the lines.
type reader struct {
	fields  []field
	secrets []string
	n       int    // of the line
	labels  int    // how many were seen
	leg     Leg    // of the heading that stands above
	near    string // the last address so far
	waiting []placed
	blanks  int
	choices []choice
	grid    []column
}

// choice is one of Gmail's round buttons or boxes, as a copy shows it.
type choice struct {
	field  field
	marked mark
}

type mark int

const (
	unmarked mark = iota
	chosen
	left // shown as not chosen
)

// maxFields and maxLabels bound the work on a text that is settings, or their
// labels, from end to end.
const (
	maxFields = 160
	maxLabels = 1200
)

// line reads one line.
func (r *reader) line(l *line) {
	r.n++
	switch l.nature {
	case header:
		r.fetchInfo(l)
		return
	case record, quoted:
		return
	}
	if len(r.fields) >= maxFields || r.labels >= maxLabels {
		return
	}
	if l.text == "" {
		r.blanks++
		if r.blanks > 2 {
			r.waiting = nil
		}
		return
	}
	r.blanks = 0
	if r.table(l) {
		return
	}
	labels := find(l.lower)
	r.labels += len(labels)
	if r.alone(l, labels) {
		if a := lastAddress(l.text); a != "" {
			r.near = a
		}
		return
	}
	text := l.text
	if strings.Contains(text, "http") {
		text = webIn().ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
	}
	before := len(r.fields)
	used := r.labelled(l, labels)
	r.loose(l, text, used)
	if len(r.fields) == before {
		r.waitFor(l, labels)
	} else {
		r.waiting = nil
	}
	r.section(l, labels)
	if a := lastAddress(l.text); a != "" {
		r.near = a
	}
}

// lastAddress is the last mail address of a text that is not a recipient's.
func lastAddress(s string) string {
	if !strings.Contains(s, "@") {
		return ""
	}
	last := ""
	list := addressesIn(s, 32)
	for _, at := range slices.Backward(list) {
		if !toRecipient(lower(s[max(0, at[0]-64):at[0]])) && !google(hostname.OfAddress(s[at[0]:at[1]])) {
			last = strings.ToLower(s[at[0]:at[1]])
			break
		}
	}
	return last
}

// add keeps a value.
func (r *reader) add(l *line, f field, at int) {
	f.line, f.quote = r.n, l.text
	f.told = f.told || l.told || theirs(sentence(l.lower, at))
	if f.kind == hostField && google(f.host) {
		return
	}
	f.weak = f.weak || l.cited
	f.near = r.near
	if a := lastAddress(l.text[:at]); a != "" {
		f.near = a
	}
	r.fields = append(r.fields, f)
}

// labelled reads the values behind labels; used are the parts of the line that
// are spoken for.
func (r *reader) labelled(l *line, labels []placed) (used [][2]int) {
	for i, at := range labels {
		end := len(l.text)
		if i+1 < len(labels) {
			end = labels[i+1].from
		}
		rest := l.text[at.to:end]
		leg := at.leg
		switch at.kind {
		case hostField:
			host, typed, n, apart := hostAfter(rest)
			if host == "" || at.weak && !apart && !startsWithHost(rest) {
				continue
			}
			if leg == Unknown {
				leg = r.legOf(l, at.from, host)
			}
			weak := leg == Unknown && !apart && at.leg == Unknown
			r.add(l, field{kind: hostField, leg: leg, host: host, text: typed, weak: weak}, at.from)
			used = append(used, [2]int{at.from, at.to + n})
			r.tail(l, leg, at.to+n, end)
		case portField:
			if n := portAfter(rest); n != 0 && belongs(l, labels, used, at.from) {
				if leg == Unknown {
					leg = portLeg(n)
				}
				r.add(l, field{kind: portField, leg: leg, port: n}, at.from)
				used = append(used, [2]int{at.from, min(at.to+6, end)})
				if safe := security(lower(rest), leg); safe != "" {
					r.add(l, field{kind: securityField, leg: leg, safe: safe}, at.from)
				}
			}
		case userField, addressField:
			r.user(l, at, rest)
		case passwordField:
			r.password(rest, at.weak)
		case securityField:
			if safe := security(lower(rest), leg); safe != "" && belongs(l, labels, used, at.from) {
				r.add(l, field{kind: securityField, leg: leg, safe: safe}, at.from)
			}
		case choiceField:
			r.choice(l, at, rest)
		}
	}
	return used
}

// belongs tells whether a port or a security at a place is a field: beside a
// host in the same sentence, or on a line of fields.
func belongs(l *line, labels []placed, used [][2]int, at int) bool {
	if n := len(used); n > 0 && used[n-1][1] <= at && !has(l.text[used[n-1][1]:at], "。", ". ", "」") {
		return true
	}
	return fieldLike(l, labels)
}

// fieldLike tells whether a line is one of fields: its first label stands at
// its beginning, or behind a short word such as the dialog's. In a sentence a
// port is anybody's.
func fieldLike(l *line, labels []placed) bool {
	before := strings.Trim(l.text[:labels[0].from], " \t・-–*●■□○「」『』\"'()[]【】0123456789.|:")
	return before == "" || len(l.text) < 80 && len(before) < 24 && !strings.Contains(l.text, "。")
}

func startsWithHost(s string) bool {
	loc := anyHost().FindStringIndex(strings.TrimLeft(s, " "))
	return loc != nil && loc[0] == 0
}

// tail reads the port and the security right behind a host.
func (r *reader) tail(l *line, leg Leg, from, to int) {
	rest := l.text[from:to]
	if leg == Unknown { // one name for both dialogs: each port says whose it is
		one, _, _ := strings.Cut(rest, "。")
		for _, n := range numbers().FindAllString(one, 8) {
			if n := port(n); portLeg(n) != Unknown {
				r.add(l, field{kind: portField, leg: portLeg(n), port: n}, from)
			}
		}
		return
	}
	if m := portTail().FindStringSubmatch(rest); m != nil {
		if n := port(m[1]); mailPort(n) || strings.HasPrefix(rest, ":") {
			r.add(l, field{kind: portField, leg: leg, port: n}, from)
		}
	}
	if safe := security(lower(rest), leg); safe != "" {
		r.add(l, field{kind: securityField, leg: leg, safe: safe}, from)
	}
}

// user reads a user name: an address, or a word behind a sign.
func (r *reader) user(l *line, at placed, rest string) {
	if m := address().FindStringIndex(rest); m != nil && m[0] < 24 {
		r.add(l, field{kind: at.kind, leg: at.leg, text: rest[m[0]:m[1]]}, at.from)
		return
	}
	if at.kind == addressField || at.weak {
		return
	}
	trimmed := strings.TrimLeft(rest, " \t")
	if trimmed == "" || !strings.ContainsRune(":=|→は", firstRune(trimmed)) && !strings.Contains(rest[:len(rest)-len(trimmed)], "\t") {
		return
	}
	if m := bareWord().FindStringSubmatch(rest); m != nil {
		r.add(l, field{kind: userField, leg: at.leg, text: m[1]}, at.from)
	}
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// password keeps what stands behind the label, to be masked: behind a sign
// anything, behind は or "is" what has a digit or a sign in it and is no
// sentence.
func (r *reader) password(rest string, weak bool) {
	trimmed := strings.TrimLeft(rest, " \t")
	sign := trimmed != "" && strings.ContainsRune(":=|→", firstRune(trimmed))
	value := strings.TrimLeft(strings.TrimLeft(trimmed, ":=|→"), " \t")
	if !sign {
		cut := false
		for _, verb := range []string{"は", "が", "is ", "was "} {
			if rest, ok := strings.CutPrefix(value, verb); ok {
				value, cut = strings.TrimLeft(rest, " "), true
				break
			}
		}
		if !cut || weak {
			return
		}
	}
	m := secret().FindStringSubmatch(value)
	if m == nil {
		return
	}
	r.keepSecret(m[1], sign)
}

func (r *reader) keepSecret(s string, sign bool) {
	s = strings.TrimRight(s, ".,;)")
	for _, end := range []string{"です", "になります", "と"} {
		if cut, ok := strings.CutSuffix(s, end); ok && cut != "" {
			s = cut
		}
	}
	ascii := strings.IndexFunc(s, func(c rune) bool { return c > '~' || c < '!' }) < 0
	odd := strings.ContainsAny(s, "0123456789!#$%^&*+=?@-_")
	hidden := strings.Trim(s, "*•●・.xX") == ""
	if hidden || !ascii || !sign && !odd || len(s) < 4 || slices.Contains(r.secrets, s) {
		return
	}
	r.secrets = append(r.secrets, s)
}

// legOf finds the dialog of a host without a label of its own: the words
// before it on the line, the heading above, the port behind it, its name.
func (r *reader) legOf(l *line, at int, host string) Leg {
	if leg := lastLeg(l.lower[:at]); leg != Unknown {
		return leg
	}
	rest := l.text[at:]
	first, legs := Unknown, map[Leg]bool{}
	for _, n := range numbers().FindAllString(rest, 8) {
		if leg := portLeg(port(n)); leg != Unknown {
			if first == Unknown {
				first = leg
			}
			legs[leg] = true
		}
	}
	if len(legs) == 2 && len(anyHost().FindAllString(address().ReplaceAllString(rest, ""), 2)) == 1 {
		return Unknown // one name with the ports of both
	}
	if i := strings.Index(rest, host); i >= 0 {
		if m := portTail().FindStringSubmatch(rest[i+len(host):]); m != nil {
			if leg := portLeg(port(m[1])); leg != Unknown {
				return leg
			}
		}
	}
	if first != Unknown {
		return first
	}
	if r.leg != Unknown {
		return r.leg
	}
	if leg := lastLeg(l.lower[at:]); leg != Unknown {
		return leg
	}
	return LegOfName(host)
}

var (
	numbers   = expression(`\b\d{2,4}\b`)
	sendWords = []string{
		"send mail as", "send-as", "送信", "smtp", "outgoing", "sending", "名前:", "別のアドレスから", "verzenden", "envoi", "senden", "enviar", "postausgang",
	}
	fetchWords = []string{
		"check mail from other", "mail from other accounts", "受信", "pop", "incoming", "fetch", "他のアカウントのメールを確認", "取り込", "posteingang", "réception",
		"empfang", "recibir",
	}
)

// lastOf is where the last of some words stands, -1 if none does.
func lastOf(s string, list []string) int {
	at := -1
	for _, w := range list {
		i := strings.LastIndex(s, w)
		if w == "pop" && i >= 0 {
			rest := strings.TrimPrefix(s[i+len(w):], "3")
			if rest != "" && rest[0] >= 'a' && rest[0] <= 'z' || i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' { // "popup"
				continue
			}
		}
		at = max(at, i)
	}
	return at
}

// lastLeg is the dialog that the last words of a text speak of.
func lastLeg(s string) Leg {
	send, fetch := lastOf(s, sendWords), lastOf(s, fetchWords)
	switch {
	case send > fetch:
		return Send
	case fetch > send:
		return Fetch
	}
	return Unknown
}

// section takes the heading of a dialog: a short line of one dialog's words.
func (r *reader) section(l *line, labels []placed) {
	if len(l.text) > 150 || strings.Contains(l.text, "。") && len(l.text) > 90 {
		return
	}
	send, fetch := lastOf(l.lower, sendWords) >= 0, lastOf(l.lower, fetchWords) >= 0
	switch {
	case send && !fetch:
		r.leg = Send
	case fetch && !send:
		r.leg = Fetch
	}
}
