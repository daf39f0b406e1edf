package phrasebook

import (
	"strings"
)

// capture reads the holes of a found template out of the folded text.
func (t template) capture(folded string, s squashed, at span) map[string]string {
	values := map[string]string{}
	for i, name := range t.holes {
		from := s.end(folded, at.parts[i][1])
		to := len(folded)
		if next := at.parts[i+1]; next[1] > next[0] {
			to = s.start(folded, next[0])
		}
		if i == 0 && t.parts[0] == "" {
			from = strings.LastIndexByte(folded[:to], '\n') + 1
		}
		if value := readHole(name, folded[min(from, to):to], i == len(t.holes)-1 && t.parts[i+1] == ""); value != "" {
			values[name] = value
		}
	}
	if list := names(values["sans_quoted"]); len(list) > 0 {
		values["sans"] = strings.Join(list, ",")
	}
	delete(values, "sans_quoted")
	delete(values, "sans_listed")
	return values
}

const maxValue = 2000 // bytes of a hole that are kept

// readHole trims what surrounds a value. A last hole ends with its line or the
// closing quote, because nothing says where else.
func readHole(name, raw string, last bool) string {
	raw = raw[:min(len(raw), maxValue)]
	switch name {
	case "sans_quoted", "sans_listed":
		return raw
	case "host", "cn":
		raw = strings.Join(strings.Fields(raw), "")                  // a screenshot breaks long names
		return strings.TrimLeft(strings.Trim(raw, `"'.,:;=[]`), ")") // "(SMTP) mail.example.com"
	case "code", "number", "alert":
		return strings.TrimLeft(digits().FindString(raw), "0 ")
	}
	if last {
		raw = strings.TrimLeft(raw, " \n\"':.")
		raw, _, _ = strings.Cut(raw, "\n")
		raw, _, _ = strings.Cut(raw, `"`)
	}
	return strings.Trim(strings.Join(strings.Fields(raw), " "), ` "':`)
}

var (
	digits  = expression(`[0-9]{1,5}`)
	dnsName = expression(`^(\*\.)?[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)+$`)
)

const maxNames = 500

// names reads a list such as `"*.example.com", "example.com"` and stops at the
// first thing that is no host name. Names broken by a line break are joined
// where a quote is still open.
func names(raw string) []string {
	var list []string
	if parts := strings.Split(raw, `"`); len(parts) >= 3 {
		for i := 1; i+1 < len(parts) && len(list) < maxNames; i += 2 {
			name := strings.Join(strings.Fields(parts[i]), "")
			if !dnsName().MatchString(name) || strings.Trim(parts[i-1], " ,:\n") != "" {
				break
			}
			list = append(list, name)
		}
		return list
	}
	for _, name := range strings.FieldsFunc(raw, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		name = strings.Trim(name, `'.`)
		if !dnsName().MatchString(name) || len(list) >= maxNames {
			break
		}
		list = append(list, name)
	}
	return list
}
