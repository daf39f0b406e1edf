package paste

import (
	"net/netip"
	"regexp"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
)

const hostText = `(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?\.)+(?:[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]|[0-9]{1,3})\.?`

var (
	anyHost = expression(hostText)
	// hostHere is a host right behind a label; group 1 tells whether a sign
	// parts them, group 2 is the host.
	hostHere = expression(`^(?: ?\([^()]{0,24}\))?[\s"'「『>]*((?:(?:[:=|→\t]|->|=>|は|が|を|に|: | is | as |[-–] )[\s"'「『<(\[]*)*)[\s"'「『<(\[]*(?:https?://|smtps?://|pop3?s?://)?(` + hostText + `)`)
	// spaced is a host with blanks round its dots, as a copy may have it.
	spaced   = expression(`^\s*[:=|→\t]\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)+)\s*(?:$|[,、/(:|])`)
	foreign  = expression(`^\s*[:=|→\t]\s*([^\s,、/(:|]+\.[^\s,、/(:|]+)`)
	portHere = expression(`^(?: ?\([^()]{0,16}\))?[\s:=|→#"'「『(は番をにも、,-]*(?:is |no\. ?)?(\d{1,5})(?:$|[^\d.])`)
	portTail = expression(`^["'」』>)\]]?\s*(?:[:,、/(\s]|の)*\s*(?:port|ポート(?:番号)?)?\s*[:は=]?\s*(\d{2,5})(?:$|[^\d.:])`)
	address  = expression(`[A-Za-z0-9._%+'-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]`)
	webIn    = expression(`https?://[^\s]+`)
	bareWord = expression(`^[\s:=|→"'「『<(は]*([A-Za-z0-9][A-Za-z0-9._%+@-]{0,63})`)
	secret   = expression(`^["'「『(]*([^\s"'」』、。，|]{4,64})`)
)

// normal gives a host in its normal form, "" for what can be none.
func normal(s string) string {
	s = strings.TrimSuffix(s, ".")
	host, err := hostname.Normal(s)
	if err != nil || !strings.Contains(host, ".") && !strings.Contains(host, ":") {
		return ""
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	if _, err := strconv.Atoi(last); err == nil || filing(last) {
		return ""
	}
	if strings.HasPrefix(last, "xn--") && !hostname.Plausible(host) { // "smtp.お客様ドメイン": words that stand for a name
		return ""
	}
	return host
}

// filing tells whether a last label is a file's ending.
func filing(last string) bool {
	switch last {
	case "txt", "pdf", "png", "jpg", "jpeg", "html", "htm", "php", "log", "eml", "cf", "conf", "exe", "zip", "doc", "xls":
		return true
	}
	return false
}

// google tells whether a host is one of Google's, other than those of its own
// SMTP and POP3 service, which customers do type.
func google(host string) bool {
	for _, g := range []string{"google.com", "googlemail.com", "gmail.com", "1e100.net", "googleusercontent.com", "gstatic.com"} {
		if host == g || strings.HasSuffix(host, "."+g) {
			return host != "smtp.gmail.com" && host != "pop.gmail.com" && host != "smtp.googlemail.com" && host != "pop.googlemail.com"
		}
	}
	return false
}

// hostAfter reads the host right behind a label: in normal form, as it stands,
// where it ends; apart tells that a sign stands between.
func hostAfter(s string) (host, typed string, end int, apart bool) {
	if m := hostHere().FindStringSubmatchIndex(s); m != nil {
		rest := s[m[5]:]
		if !strings.HasPrefix(rest, "@") {
			typed = s[m[4]:m[5]]
			return normal(typed), typed, m[5], m[3] > m[2] && strings.TrimSpace(s[m[2]:m[3]]) != "" || strings.Contains(s[:m[4]], "\t") || strings.Contains(s[:m[4]], "  ")
		}
	}
	for _, re := range []func() *regexp.Regexp{spaced, foreign} {
		if m := re().FindStringSubmatchIndex(s); m != nil && !strings.Contains(s[m[2]:m[3]], "@") {
			typed = s[m[2]:m[3]]
			if host := normal(strings.Join(strings.Fields(typed), "")); host != "" {
				return host, typed, m[3], true
			}
		}
	}
	return "", "", 0, false
}

// portAfter reads the number behind a label of the port, 0 if none is there.
func portAfter(s string) uint16 {
	if m := portHere().FindStringSubmatch(s); m != nil {
		return port(m[1])
	}
	return 0
}

func port(s string) uint16 {
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil {
		return 0
	}
	return uint16(n)
}

// mailPort tells whether a number says by itself that it is a port of mail.
func mailPort(n uint16) bool { return persona.ProtoOf(n) != "" }

// portLeg is the dialog that a port belongs to.
func portLeg(n uint16) Leg {
	switch persona.ProtoOf(n) {
	case evidence.SMTP:
		return Send
	case evidence.POP3:
		return Fetch
	}
	return Unknown
}

// LegOfName is the dialog that a host's first label speaks of.
func LegOfName(host string) Leg {
	first, _, _ := strings.Cut(host, ".")
	switch {
	case strings.HasPrefix(first, "smtp"), strings.HasPrefix(first, "out"), first == "send":
		return Send
	case strings.HasPrefix(first, "pop"), first == "in":
		return Fetch
	}
	return Unknown
}

var (
	saysPlain = expression(`unsecured|保護されていない|no encryption|not encrypted|unencrypted|plain ?text|暗号化(?:は|も)?(?:なし|無|しない|され(?:て)?いない)|平文|^[\s:=は]*(?:なし|無し|none|off|no)\b|^[\s:=は]*(?:なし|無し)` +
		`|(?:ssl|tls|ssl/tls)(?:の?チェック)?[ :]*(?:は|も)?[ ]*(?:なし|無し|無効|オフ|off\b|使わ(?:ない|ず)|外し)|(?:\bno|without|not using) (?:ssl|tls)`)
	saysTLS   = expression(`starttls|stls`)
	saysBoth  = expression(`ssl ?[/・or]+ ?tls|tls ?[/・or]+ ?ssl`)
	saysSSL   = expression(`(?:^|[^a-z])ssl(?:$|[^a-z])|pop3s|smtps`)
	saysOnTLS = expression(`(?:^|[^a-z])tls(?:$|[^a-z])`)
)

// security reads the words for the kind of connection, in lower case; "" where
// they say none or several.
func security(s string, leg Leg) evidence.Security {
	tls := evidence.StartTLS
	if leg == Fetch {
		tls = evidence.STLS
	}
	switch {
	case saysPlain().MatchString(s):
		return evidence.Plain
	case saysTLS().MatchString(s):
		return tls
	case saysBoth().MatchString(s):
		return "" // the port says which
	case saysSSL().MatchString(s):
		return evidence.SSL
	case saysOnTLS().MatchString(s):
		if leg == Fetch {
			return evidence.SSL // Gmail's dialog for fetching has one box alone
		}
		return tls
	}
	return ""
}
