package certfile

import (
	"bytes"
	"fmt"
	"strings"

	"harness/client/hostname"
	"harness/verify"
	"harness/verify/report"
)

// Names gathers names that customers type; one that is given twice counts once.
// The zero value is empty.
type Names struct {
	Hosts  []verify.CertHost
	Unread []report.CertLine // lines of a file that are no names

	seen map[string]bool
}

// Add takes one name; false: it is none. White space inside it is no slip of
// copying, as it is at the ends: there are two words.
func (n *Names) Add(typed string) bool {
	h := verify.CertHost{Typed: typed}
	if strings.ContainsFunc(hostname.Trim(typed), hostname.Unseen) {
		return false
	}
	var err error
	if h.Host, err = hostname.Normal(typed); err != nil {
		return false
	}
	h.Unicode = hostname.Letters(h.Host)
	if n.seen == nil {
		n.seen = map[string]bool{}
	}
	// A name that Gmail may not take as it was typed is told apart from the name itself.
	as := fmt.Sprint(h.Host, hostname.Unsafe(typed), hostname.FullWidth(typed))
	if !n.seen[as] {
		n.seen[as] = true
		n.Hosts = append(n.Hosts, h)
	}
	return true
}

// AddFile takes a file of names, one a line; # starts a comment. A line that is no
// name is kept in Unread, and the others count.
func (n *Names) AddFile(text []byte) {
	number := 0
	for line := range strings.Lines(string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))) {
		number++
		name, _, _ := strings.Cut(line, "#")
		if name = strings.TrimSpace(name); name == "" || n.Add(name) {
			continue
		}
		if len(name) > 60 && !strings.Contains(name, ".") { // a line of some other file, a key perhaps
			name = ""
		}
		n.Unread = append(n.Unread, report.CertLine{Line: number, Text: name})
	}
}
