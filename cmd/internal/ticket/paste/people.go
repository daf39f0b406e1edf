package paste

import (
	"slices"
	"strings"

	"harness/client/hostname"
)

// free are domains of mailboxes that customers write from and that are no
// host's customer: they count only where no other address stands.
var free = []string{
	"yahoo.co.jp", "yahoo.com", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.jp", "live.com", "msn.com", "icloud.com", "me.com",
	"aol.com", "gmx.de", "web.de", "proton.me", "protonmail.com", "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "ymail.ne.jp",
}

// addresses lists the mail addresses that may be the customer's: those of
// labels first where lines name them, then in the order of the text; Google's
// are left out, recipients and free mailboxes come last.
func addresses(lines []line) []string {
	var first, last []string
	put := func(list *[]string, a string) {
		a = strings.ToLower(strings.Trim(a, "'"))
		if domain := hostname.OfAddress(a); google(domain) || domain == "smtp.gmail.com" || strings.HasSuffix(domain, ".gserviceaccount.com") {
			return
		}
		local, _, _ := strings.Cut(a, "@")
		if local == "mailer-daemon" || local == "postmaster" || strings.HasPrefix(local, "noreply") || strings.HasPrefix(local, "no-reply") {
			list = &last
		}
		if slices.Contains(free, hostname.OfAddress(a)) {
			list = &last
		}
		if !slices.Contains(*list, a) {
			*list = append(*list, a)
		}
	}
	for _, l := range lines {
		if !strings.Contains(l.text, "@") {
			continue
		}
		list := &first
		switch {
		case l.nature == header && !strings.HasPrefix(l.lower, "from:") && !strings.HasPrefix(l.lower, "x-gmail-fetch-info:"),
			l.nature == quoted:
			list = &last
		}
		for _, at := range addressesIn(l.text, 64) {
			to := list
			if toRecipient(l.lower[:at[0]]) {
				to = &last
			}
			put(to, l.text[at[0]:at[1]])
		}
	}
	for _, a := range last {
		if !slices.Contains(first, a) {
			first = append(first, a)
		}
	}
	return first
}

// recipient are words right before the address of somebody who is written to.
var recipient = expression(`(?:\bto|delivered to|wasn't delivered to|宛先|宛て?|送信先|rcpt to|recipient|orig_to=|to=)[\s:<=は「"'(]*$|\b[45]\d\d[- ](?:[45]\.\d{1,3}\.\d{1,3} )?<$`)

// recipientEnds are the ends of these words.
var recipientEnds = []string{"to", "宛先", "宛", "宛て", "送信先", "recipient"}

// toRecipient tells whether the words right before an address, in lower case,
// say so.
func toRecipient(before string) bool {
	const most = 64 // the longest of the words, and signs
	before = before[max(0, len(before)-most):]
	word := strings.TrimRight(before, " \t\n\f\r:=<は「\"'(")
	for _, end := range recipientEnds {
		if strings.HasSuffix(word, end) {
			return recipient().MatchString(before)
		}
	}
	return strings.HasSuffix(before, "<") && recipient().MatchString(before)
}

var (
	received = expression(`(?i)\bReceived:\s|^\s+(?:by|from)\s`)
	byFrom   = expression(`(?i)\b(?:from|by)\s+([A-Za-z0-9_.-]+\.[A-Za-z0-9-]+)(?:\s+\(([A-Za-z0-9_.-]+\.[A-Za-z0-9-]+)?)?`)
	certLine = expression(`(?i)\bCN ?= ?|subject ?[:=]|issuer ?[:=]|DNS:|subject alternative|コモンネーム|common name|valid hostnames|match any sans`)
	certName = expression(`(?i)(?:\bCN ?= ?|DNS: ?|コモンネーム[^A-Za-z0-9*]{0,8}|common name[^A-Za-z0-9*]{0,8}|[",] ?)((?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z0-9-]*)`)
)

const maxCandidates = 16

// certWords are words beside a certificate's names; certSigns those without
// which certLine matches nothing.
var (
	certWords = anyOf("cn", "dns:", "subject", "コモンネーム", "common name", "hostnames", "sans")
	certSigns = anyOf("cn=", "cn =", "dns:", "subject:", "subject=", "subject :", "subject =", "subject alternative", "issuer:", "issuer=", "issuer :", "issuer =",
		"コモンネーム", "common name", "valid hostnames", "match any sans")
)

// candidates lists names of certificates and of Received lines: where a mail
// server says its own name. Names that stand for many are left out.
func candidates(lines []line) []Name {
	var out []Name
	put := func(host string, from Place) {
		host = normal(host)
		if host == "" || google(host) || len(out) >= maxCandidates || slices.ContainsFunc(out, func(n Name) bool { return n.Host == host }) {
			return
		}
		out = append(out, Name{host, from})
	}
	for _, l := range lines {
		if strings.Contains(l.lower, "received") || l.nature == header {
			if received().MatchString(l.text) || l.nature == header && has(l.lower, "by ", "from ") {
				for _, m := range byFrom().FindAllStringSubmatch(l.text, 4) {
					put(m[1], Received)
					put(m[2], Received)
				}
			}
		}
		if certSigns(l.lower) && certWords(l.lower) && certLine().MatchString(l.text) {
			for _, m := range certName().FindAllStringSubmatch(l.text, 16) {
				put(m[1], Certificate)
			}
		}
	}
	return out
}

var (
	plainUsed  = expression(`(?i)(?:unsecured connection|保護されていない接続|保護なし|暗号化なし)[」"』]?\s*(?:\(?(?:port|ポート)\s*25\)?\s*)?(?:に(?:し|変更し|設定し|変え)|を選(?:び|ん|択し)|で(?:送|使|設定し|つなが)|and (?:it|now)|works?\b|did work)`)
	plainChose = expression(`(?i)(?:chose|choose|selected|switched to|changed to|using|use|set to|tick(?:ed)?)\s+(?:the\s+)?["']?unsecured connection`)
)

// plainSaid tells whether the words say that an unsecured connection is in
// use.
func plainSaid(lines []line) bool {
	for _, l := range lines {
		if l.nature != words || !has(l.lower, "unsecured", "保護されていない", "保護なし", "暗号化なし") {
			continue
		}
		for _, re := range []string{plainUsed().FindString(l.text), plainChose().FindString(l.text)} {
			if re != "" && !has(l.lower, "しないで", "選ばないで", "do not", "don't", "never", "should") {
				return true
			}
		}
	}
	return false
}

// domains lists the registered domains of hosts in the customer's own words.
func domains(lines []line) []string {
	var out []string
	seen := map[string]bool{}
	for _, l := range lines {
		if l.nature != words || !dotted(l.text) {
			continue
		}
		text := l.text
		if strings.Contains(text, "http") {
			text = webIn().ReplaceAllString(text, " ")
		}
		for _, at := range hostsIn(text, 16) {
			m := text[at[0]:at[1]]
			if seen[m] {
				continue
			}
			seen[m] = true
			host := normal(m)
			if host == "" || google(host) || slices.Contains(free, host) {
				continue
			}
			if base := registrable(host); strings.Contains(base, ".") && base != "gmail.com" && !slices.Contains(out, base) && len(out) < 8 && hostname.Plausible(base) {
				out = append(out, base)
			}
		}
	}
	return out
}
