package advice

import (
	"regexp"
	"slices"
	"strings"

	"harness/client/hostname"
)

var (
	addressIn = expression(`[A-Za-z0-9._%+'-]+@((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9])`)
	hostIn    = expression(`(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]`)
	wildIn    = expression(`\*\.[A-Za-z0-9.-]+`)
	webIn     = expression(`https?://[^\s]+`)
	fileEnd   = expression(`\.(?:com|net|org|jp|test|example)$`)
)

// google are the domains that stand in every text of Gmail's.
var google = []string{"google.com", "googlemail.com", "gmail.com", "1e100.net", "googleusercontent.com", "gstatic.com"}

// mentions are the mail addresses and host names in a pasted text, each once,
// in order, lower case; Google's own are left out, and so are what stands for
// many names and what is only part of a web address.
func mentions(text string) (addresses, hosts []string) {
	addresses, hosts = []string{}, []string{}
	text = webIn().ReplaceAllString(text, " ")
	for _, a := range addressIn().FindAllString(text, 64) {
		a = strings.ToLower(a)
		if !googles(hostname.OfAddress(a)) && !slices.Contains(addresses, a) {
			addresses = append(addresses, a)
		}
	}
	text = wildIn().ReplaceAllString(addressIn().ReplaceAllString(text, " "), " ")
	for _, h := range hostIn().FindAllString(text, 256) {
		h = strings.ToLower(h)
		plausible := strings.Count(h, ".") > 1 || fileEnd().MatchString(h)
		if hostname.Is(h) && plausible && !googles(h) && !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return addresses, hosts
}

var fromLine = expression(`(?i)^From:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*`)

// Authors are the mail addresses in the From lines of a message and of those
// in it, the innermost first; mail servers and Google's own are left out. A
// bounce of "Send mail as" carries the customer's address only there.
func Authors(message string) []string {
	out := []string{}
	for _, line := range fromLines(message, 32) {
		addresses, _ := mentions(line)
		for _, a := range addresses {
			if local, _, _ := strings.Cut(a, "@"); local != "mailer-daemon" && local != "postmaster" && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	slices.Reverse(out)
	return out
}

// fromLines are the first From lines of a text, with what continues them.
func fromLines(text string, most int) []string {
	var out []string
	for len(out) < most {
		line := ""
		if n := len("from:"); len(text) >= n && strings.EqualFold(text[:n], "from:") {
			line = fromLine().FindString(text)
			out = append(out, line)
		}
		i := strings.IndexByte(text[len(line):], '\n')
		if i < 0 {
			break
		}
		text = text[len(line)+i+1:]
	}
	return out
}

func googles(host string) bool {
	return slices.ContainsFunc(google, func(g string) bool { return hostname.Within(host, g) })
}

// maxHeader is how much of a mail its Received lines are looked for in, in bytes.
const maxHeader = 256 << 10

var receivedHost = expression(`(?i)\b(?:from|by)\s+([A-Za-z0-9_.-]+)(?:\s+\(([A-Za-z0-9_.-]+)?)?`)

// ReceivedHosts are the host names in the Received lines of a message, the
// nearest to the sender last, as they stand: "from" and "by", and the name in
// brackets that the receiving server found itself.
func ReceivedHosts(message string) []string {
	out := []string{}
	head := strings.ReplaceAll(message[:min(len(message), maxHeader)], "\r\n", "\n")
	head, _, _ = strings.Cut(head, "\n\n")
	unfolded := regexp.MustCompile(`\n[ \t]+`).ReplaceAllString(head, " ")
	for line := range strings.SplitSeq(unfolded, "\n") {
		name, value, _ := strings.Cut(line, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Received") {
			continue
		}
		for _, m := range receivedHost().FindAllStringSubmatch(value, 4) {
			for _, h := range m[1:] {
				h = strings.ToLower(strings.TrimSuffix(h, "."))
				if hostname.Is(h) && !googles(h) && !slices.Contains(out, h) && len(out) < 16 {
					out = append(out, h)
				}
			}
		}
	}
	return out
}
