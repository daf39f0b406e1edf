package paste

import "strings"

// column is what the head of a table says of a column.
type column struct {
	kind kind
	leg  Leg
}

// cells parts a row of a table.
func cells(s string) []string {
	s = strings.TrimRight(strings.TrimPrefix(s, "|"), "| \t")
	if !strings.ContainsAny(s, "|\t") && !strings.Contains(s, "  ") {
		return nil
	}
	s = strings.TrimPrefix(s, " ")
	var out []string
	from := 0
	for i := 0; i < len(s); {
		end := border(s, i)
		if end == i {
			i++
			continue
		}
		out = append(out, s[from:i])
		from, i = end, end
	}
	return append(out, s[from:])
}

// border is where what parts two cells ends, if it begins at a place; else the
// place: a stroke with the white space round it, tabs, two blanks or more.
func border(s string, at int) int {
	const white = " \t\n\f\r"
	if !strings.ContainsRune(white+"|", rune(s[at])) {
		return at
	}
	blank := func(i int, what string) int { return len(s) - len(strings.TrimLeft(s[i:], what)) }
	if end := blank(at, white); end < len(s) && s[end] == '|' {
		return blank(end+1, white)
	}
	if s[at] == '\t' {
		return blank(at, "\t")
	}
	if end := blank(at, " "); end > at+1 {
		return end
	}
	return at
}

// meaning is what a cell names: a field, a dialog or both.
func meaning(cell string) (kind, Leg, bool) {
	text := lower(strings.TrimSpace(cell))
	if text == "" || len(text) > 48 || anyHost().MatchString(text) {
		return noField, Unknown, false
	}
	leg := lastLeg(text)
	for _, l := range find(text) {
		if l.kind == otherField || l.kind == choiceField {
			continue
		}
		if l.kind == hostField && l.weak { // "送信", "SMTP": a dialog, no field
			return noField, l.leg, true
		}
		if l.leg != Unknown {
			leg = l.leg
		}
		return l.kind, leg, true
	}
	if leg != Unknown {
		return noField, leg, true
	}
	return noField, Unknown, false
}

// table reads a row of a table with a head: the head names fields or dialogs,
// the first cell of a row the other.
func (r *reader) table(l *line) bool {
	row := cells(l.text)
	if len(row) < 2 {
		r.grid = nil
		return false
	}
	if strings.Trim(l.text, "|-+: \t") == "" { // the rule below a head
		return r.grid != nil
	}
	head := make([]column, len(row))
	named := 0
	values := 0
	for i, c := range row {
		k, leg, ok := meaning(c)
		if ok {
			head[i], named = column{k, leg}, named+1
		} else if i > 0 {
			values++
		}
	}
	if values == 0 && named >= 2 && len(row) >= 3 {
		r.grid = head
		return true
	}
	if r.grid == nil || len(row) < 2 || len(row) > len(r.grid) || len(row) < len(r.grid)-1 {
		return false
	}
	kindOf, legOf, ok := meaning(row[0])
	if !ok && r.grid[0].kind == noField {
		return false
	}
	any := false
	for i, cell := range row {
		at := r.grid[i]
		if i == 0 && ok {
			continue
		}
		if at.kind == noField {
			at.kind = kindOf
		}
		if at.leg == Unknown {
			at.leg = legOf
		}
		any = r.cell(l, at, cell) || any
	}
	return any
}

// cell reads one value of a table.
func (r *reader) cell(l *line, at column, text string) bool {
	value := ": " + strings.TrimSpace(text)
	place := max(strings.Index(l.text, strings.TrimSpace(text)), 0)
	switch at.kind {
	case hostField:
		host, typed, n, _ := hostAfter(value)
		if host == "" {
			return false
		}
		leg := at.leg
		if leg == Unknown {
			leg = r.legOf(l, place, host)
		}
		r.add(l, field{kind: hostField, leg: leg, host: host, text: typed}, place)
		if m := portTail().FindStringSubmatch(value[n:]); m != nil {
			r.add(l, field{kind: portField, leg: leg, port: port(m[1])}, place)
		}
		return true
	case portField:
		n := portAfter(value)
		if n == 0 {
			return false
		}
		leg := at.leg
		if leg == Unknown {
			leg = portLeg(n)
		}
		r.add(l, field{kind: portField, leg: leg, port: n}, place)
		if safe := security(lower(text), leg); safe != "" {
			r.add(l, field{kind: securityField, leg: leg, safe: safe}, place)
		}
		return true
	case securityField:
		safe := security(lower(text), at.leg)
		if safe == "" {
			return false
		}
		r.add(l, field{kind: securityField, leg: at.leg, safe: safe}, place)
		return true
	case userField, addressField:
		before := len(r.fields)
		r.user(l, placed{label: label{kind: at.kind, leg: at.leg}}, value)
		return len(r.fields) > before
	case passwordField:
		r.password(value, false)
		return true
	}
	return false
}

var fetchedBy = expression(`(?i)^X-Gmail-Fetch-Info:\s*(\S+@\S+)\s+\d+\s+(\S+)\s+(\d{1,5})\s+(\S+)`)

// fetchInfo reads the header that Gmail puts on a letter that it fetched: the
// account's address, a number, host, port and user name.
func (r *reader) fetchInfo(l *line) {
	m := fetchedBy().FindStringSubmatch(l.text)
	if m == nil || normal(m[2]) == "" {
		return
	}
	add := func(f field) {
		f.leg, f.line, f.quote = Fetch, r.n, l.text
		r.fields = append(r.fields, f)
	}
	add(field{kind: addressField, text: m[1]})
	add(field{kind: hostField, host: normal(m[2]), text: m[2]})
	add(field{kind: portField, port: port(m[3])})
	add(field{kind: userField, text: m[4]})
}
