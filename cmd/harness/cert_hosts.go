package main

import (
	"bytes"
	"strconv"
	"strings"

	"harness/client/hostname"
	"harness/verify"
	"harness/verify/report"
)

// readHosts reads --host and --hosts; a name given twice counts once. A line of
// the file that is no name is kept for the report, and the others are judged.
func (c *certCmd) readHosts(a *app, q *verify.CertQuestion) error {
	const aName = "a host name alone, as customers type it: no port, no wildcard"
	seen := map[string]bool{}
	add := func(typed string) bool {
		host, ok := certHost(typed)
		if ok && !seen[host.Host] {
			seen[host.Host] = true
			q.Hosts = append(q.Hosts, host)
		}
		return ok
	}
	for _, h := range c.Host {
		if !add(h) {
			return badUsage(aName, "%s: %s is not a host name", "--host", strconv.Quote(h))
		}
	}
	if c.Hosts == "" {
		return nil
	}
	text, err := readInput(a, c.Hosts)
	if err != nil {
		return badUsage("--hosts takes a file of names, one a line", "--hosts: %w", err)
	}
	n := 0
	for line := range strings.Lines(string(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))) {
		n++
		name, _, _ := strings.Cut(line, "#")
		if name = strings.TrimSpace(name); name == "" || add(name) {
			continue
		}
		if len(name) > 60 && !strings.Contains(name, ".") { // a line of some other file, a key perhaps
			name = ""
		}
		q.Unread = append(q.Unread, report.CertLine{Line: n, Text: name})
	}
	switch {
	case len(q.Hosts) > 0:
		return nil
	case len(q.Unread) == 0:
		return badUsage("--hosts takes a file of names, one a line", "--hosts %s: no names in it", c.Hosts)
	case q.Unread[0].Text == "":
		return badUsage(aName, "--hosts %s, line %d: this is not a host name", c.Hosts, q.Unread[0].Line)
	}
	return badUsage(aName, "--hosts %s, line %d: %s is not a host name", c.Hosts, q.Unread[0].Line, strconv.Quote(q.Unread[0].Text))
}

// certHost reads one name. White space inside it is no slip of copying, as it is
// at the ends: there are two words.
func certHost(typed string) (verify.CertHost, bool) {
	h := verify.CertHost{Typed: typed}
	if strings.ContainsFunc(hostname.Trim(typed), hostname.Unseen) {
		return h, false
	}
	var err error
	if h.Host, err = hostname.Normal(typed); err != nil {
		return h, false
	}
	h.Unicode = hostname.Letters(h.Host)
	return h, true
}
