package render

import (
	"fmt"
	"strings"

	"harness/client/hostname"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

const (
	maxNamesShown = 100 // of a certificate
	maxHostsShown = 20  // one by one: of a longer list only those that break, by what breaks them
	maxHostsAlike = 50  // that break in the same way
	maxLinesShown = 20  // that are no names
)

// certHosts shows each name; of a long list the counts, and those that break,
// each kind of fault once.
func (p *printer) certHosts(r *report.CertReport) {
	p.gap()
	if len(r.Hosts) == 0 && len(r.Unread) == 0 {
		p.line(0, "%s", p.in(noNamesWord))
		return
	}
	told := map[finding.Code]bool{}
	var breaks []string
	works := 0
	for i := range r.Hosts {
		switch h := &r.Hosts[i]; h.Outcome {
		case report.Works:
			works++
		case report.Broken:
			breaks = append(breaks, hostForms(h))
		}
	}
	args := map[string]string{"all": fmt.Sprint(len(r.Hosts)), "broken": fmt.Sprint(len(breaks)), "works": fmt.Sprint(works), "names": firstOf(breaks, maxHostsShown)}
	if len(r.Hosts) <= maxHostsShown || p.style.Details {
		for i := range r.Hosts {
			p.certHost(&r.Hosts[i], told)
		}
		p.gap()
	} else {
		p.line(0, "%s", finding.Fill(p.in(someWorkWord), args))
		p.gap()
		p.certAlike(r.Hosts, told)
	}
	p.certUnread(r.Unread)
	switch {
	case len(r.Hosts) == 0:
	case len(breaks) == 0:
		p.line(0, "%s", finding.Fill(p.in(noneBreaksWord), args))
	default:
		p.line(0, "%s", finding.Fill(p.in(breaksWord), args))
	}
}

func (p *printer) certHost(h *report.CertName, told map[finding.Code]bool) {
	p.line(0, "%s: %s", p.paint(bold, hostForms(h)), p.certOutcome(h.Outcome, h.Class))
	p.certItems(p.items(h.Findings), h.Host, told)
}

// certAlike shows the names that break: of those that break in the same way the
// first with the reasons, the others by name.
func (p *printer) certAlike(hosts []report.CertName, told map[finding.Code]bool) {
	var order []string
	alike := map[string][]*report.CertName{}
	for i := range hosts {
		h := &hosts[i]
		if h.Outcome == report.Works {
			continue
		}
		var key strings.Builder
		for _, it := range h.Findings {
			fmt.Fprintf(&key, "%s %s,", it.Code, it.Args.Text(finding.KeyCert))
		}
		if alike[key.String()] == nil {
			order = append(order, key.String())
		}
		alike[key.String()] = append(alike[key.String()], h)
	}
	for _, key := range order {
		list := alike[key]
		p.certHost(list[0], told)
		if rest := list[1:]; len(rest) > 0 {
			p.line(1, "%s", finding.Fill(p.in(alikeWord), map[string]string{"count": fmt.Sprint(len(rest))}))
			for i, h := range rest {
				if i == maxHostsAlike {
					p.line(2, "%s", finding.Fill(p.in(moreWord), map[string]string{"count": fmt.Sprint(len(rest) - i)}))
					break
				}
				p.line(2, "%s", hostForms(h))
			}
		}
		p.gap()
	}
}

// certUnread shows the lines that are no names.
func (p *printer) certUnread(lines []report.CertLine) {
	if len(lines) == 0 {
		return
	}
	p.line(0, "%s", finding.Fill(p.in(unreadWord), map[string]string{"count": fmt.Sprint(len(lines))}))
	for i, l := range lines {
		if i == maxLinesShown {
			p.line(1, "%s", finding.Fill(p.in(moreWord), map[string]string{"count": fmt.Sprint(len(lines) - i)}))
			break
		}
		p.line(1, "%d: %s", l.Line, clean.Line(l.Text))
	}
	p.gap()
}

// hostForms is a host in both forms where it has two.
func hostForms(h *report.CertName) string {
	if hostname.FullWidth(h.Typed) { // as it was typed, and what it was read as
		return clean.Line(h.Typed) + " (" + clean.Line(h.Host) + ")"
	}
	if h.Unicode == "" {
		return clean.Line(h.Host)
	}
	return clean.Line(h.Host) + " (" + clean.Line(h.Unicode) + ")"
}

func firstOf(list []string, n int) string {
	if len(list) > n {
		return strings.Join(list[:n], ", ") + ", ..."
	}
	return strings.Join(list, ", ")
}

// certNames are the names in the leaf, safe to print, each in both forms where
// it has two.
func certNames(n certs.Names) string {
	list := append(append([]string{}, n.DNS...), n.IP...)
	if len(list) == 0 && n.CN != "" {
		list = []string{"CN=" + n.CN}
	}
	count := len(list)
	list = list[:min(count, maxNamesShown)]
	for i, name := range list {
		list[i] = clean.Line(name)
		if letters := hostname.Letters(strings.TrimPrefix(name, "*.")); letters != "" {
			list[i] += " (" + clean.Line(letters) + ")"
		}
	}
	if count > len(list) {
		list = append(list, fmt.Sprintf("... (%d)", count))
	}
	return strings.Join(list, ", ")
}

// Labels of the names.
var (
	noNamesWord    = text{EN: "No names were given: add --host NAME for each name that customers type.", JA: "名前が指定されていません。お客様が入力する名前を --host で指定してください。"}
	noneBreaksWord = text{EN: "Names that would work in Gmail: {all} of {all}.", JA: "{all} 件の名前はすべて Gmail で使えます。"}
	someWorkWord   = text{EN: "Names that would work in Gmail: {works} of {all}.", JA: "{all} 件中 {works} 件の名前が Gmail で使えます。"}
	breaksWord     = text{EN: "Names that would break in Gmail: {broken} of {all}: {names}", JA: "{all} 件中 {broken} 件の名前が Gmail で使えなくなります: {names}"}
	alikeWord      = text{EN: "The same with {count} more:", JA: "ほかに同じもの {count} 件:"}
	moreWord       = text{EN: "... and {count} more; --output FILE writes them all.", JA: "…ほか {count} 件。--output FILE ですべて書き出せます。"}
	unreadWord     = text{EN: "Lines that are no host names, not judged: {count}", JA: "サーバー名ではないため判定しなかった行: {count} 件"}
)
