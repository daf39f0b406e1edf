package published

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/verify/report"
)

// Right is a publication that agrees with the servers, as far as they were seen
// to work.
type Right struct {
	Settings []evidence.Setting `json:"settings"`
	Document string             `json:"document"` // for autoconfig.DOMAIN/mail/config-v1.1.xml and the well-known address
	Records  []string           `json:"records"`  // SRV, in master file form
}

// RightFor is the right publication of a domain with these servers, of which
// those that work count; nil if they are not enough for an account.
func RightFor(domain string, servers []Server) *Right {
	r := Right{}
	for _, s := range evidence.Services() { // TLS from the first byte before STARTTLS, IMAP before POP3
		for _, have := range servers {
			if have.Outcome == report.Works && have.Proto == s.Proto && have.Security == s.Security {
				r.Settings = append(r.Settings, have.Setting)
				break
			}
		}
	}
	sends := func(s evidence.Setting) bool { return s.Proto == evidence.SMTP }
	if !slices.ContainsFunc(r.Settings, sends) || !slices.ContainsFunc(r.Settings, func(s evidence.Setting) bool { return !sends(s) }) {
		return nil
	}
	for i := range r.Settings {
		if !strings.Contains(r.Settings[i].Login, "%EMAIL") { // a name that was made for the address that asked, or none
			r.Settings[i].Login = "%EMAILADDRESS%"
		}
	}
	r.Document, r.Records = r.document(domain), r.records(domain)
	return &r
}

// document is the file of autoconfig.
func (r Right) document(domain string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<clientConfig version=\"1.1\">\n  <emailProvider id=\"%[1]s\">\n    <domain>%[1]s</domain>\n    <displayName>%[1]s</displayName>\n    <displayShortName>%[1]s</displayShortName>\n", escape(domain))
	socket := map[evidence.Security]string{evidence.SSL: "SSL", evidence.StartTLS: "STARTTLS", evidence.STLS: "STARTTLS"}
	for _, s := range r.Settings {
		tag := "incomingServer"
		if s.Proto == evidence.SMTP {
			tag = "outgoingServer"
		}
		fmt.Fprintf(&b, "    <%s type=%q>\n      <hostname>%s</hostname>\n      <port>%d</port>\n      <socketType>%s</socketType>\n      <authentication>password-cleartext</authentication>\n      <username>%s</username>\n    </%s>\n",
			tag, s.Proto, escape(s.Host), s.Port, socket[s.Security], escape(s.Login), tag)
	}
	b.WriteString("  </emailProvider>\n</clientConfig>\n")
	return b.String()
}

// records are the SRV records; "." says that a service is not there (RFC 6186
// section 3.4). TLS from the first byte is preferred (RFC 8314 section 5.1).
func (r Right) records(domain string) []string {
	var out []string
	for _, s := range evidence.Services() {
		priority := 0
		if s.Security != evidence.SSL {
			priority = 10
		}
		line := fmt.Sprintf("%s%s. IN SRV 0 0 0 .", s.Label, domain)
		for _, have := range r.Settings {
			if have.Proto == s.Proto && have.Security == s.Security {
				line = fmt.Sprintf("%s%s. IN SRV %d 1 %d %s.", s.Label, domain, priority, have.Port, have.Host)
			}
		}
		out = append(out, line)
	}
	return out
}

func escape(text string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(text)) // a buffer takes everything
	return b.String()
}
