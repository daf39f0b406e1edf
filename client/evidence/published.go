package evidence

import (
	"strconv"
	"strings"
	"time"
)

// HTTP is what web servers speak, which are asked for what a domain publishes; in
// clear or inside TLS by the Session's security.
const HTTP Proto = "http"

// StageAsk is the one exchange with a web server.
const StageAsk Stage = "ask"

// Published is what a domain was seen to publish for mail programs: their
// settings, by every way in which a program looks for them.
type Published struct {
	Domain  string   `json:"domain"`
	Address string   `json:"address"` // that was given to the web servers
	DNS     []Answer `json:"dns"`     // SRV and MX records
	Sources []Source `json:"sources"` // in the order of the program that looks at most of them
}

// SourceName is one place where settings are looked for.
type SourceName string

// The sources: Thunderbird's in its order (comm-central FetchConfig.sys.mjs, read
// 2026-11-25), those of autodiscover (MS-OXDISCO section 3.1.5), SRV records (RFC
// 6186, RFC 8314 section 5.1), and a profile of Apple's, which nothing looks for.
const (
	SourceAutoconfig       SourceName = "autoconfig"
	SourceWellKnown        SourceName = "well-known"
	SourceAutoconfigClear  SourceName = "autoconfig-http"
	SourceWellKnownClear   SourceName = "well-known-http"
	SourceDatabase         SourceName = "database" // Thunderbird's own list of providers; never asked
	SourceMX               SourceName = "mx"       // autoconfig of the domain that the MX lies in
	SourceMXBase           SourceName = "mx-base"  // and of its registrable domain
	SourceAutodiscoverRoot SourceName = "autodiscover-root"
	SourceAutodiscover     SourceName = "autodiscover"
	SourceAutodiscoverHTTP SourceName = "autodiscover-http" // a redirection alone
	SourceAutodiscoverSRV  SourceName = "autodiscover-srv"
	SourceSRV              SourceName = "srv"
	SourceProfile          SourceName = "mobileconfig"
)

// Seen says what was found at a source.
type Seen string

// What can be found.
const (
	SeenSettings    Seen = "found"
	SeenNothing     Seen = "absent"      // no such name, nobody listens, 404 and the like
	SeenCertificate Seen = "certificate" // our gate refused the web server's certificate: nothing was asked
	SeenUnreadable  Seen = "unreadable"  // an answer that is no such document, or names no server
	SeenLocked      Seen = "locked"      // a login is wanted
	SeenFailed      Seen = "failed"      // may be our side or the moment
	SeenUnasked     Seen = "unasked"
)

// Source is one place where settings are looked for, and what is there.
type Source struct {
	Source   SourceName `json:"source"`
	At       string     `json:"at"` // URL, or the name of the records
	Seen     Seen       `json:"seen"`
	Hops     []Hop      `json:"hops"`   // of HTTP, in order
	Detail   string     `json:"detail"` // for people; never matched on
	Settings []Setting  `json:"settings"`
}

// Hop is one request; all but the last were answered with a redirection.
type Hop struct {
	URL     string    `json:"url"`
	Host    string    `json:"host"`
	Addr    string    `json:"addr"`   // as dialled, "" if none was
	Status  int       `json:"status"` // of HTTP, 0: none came
	Codes   []string  `json:"codes"`  // of the certificate, by verify/certs
	Names   []string  `json:"names"`  // in it
	Ends    time.Time `json:"ends"`   // it, or one above it; zero: in clear
	Trouble *Trouble  `json:"trouble"`
}

// Setting is one server that a source names. Of SRV records the user name is not
// known.
type Setting struct {
	Proto    Proto    `json:"proto"`
	Host     string   `json:"host"`
	Port     uint16   `json:"port"`
	Security Security `json:"security"`
	Login    string   `json:"login"` // as written, e.g. "%EMAILADDRESS%"; "": not said
}

// Server is a setting as a person would type it.
func (s Setting) Server() Server {
	return Server{Typed: s.Host, Host: s.Host, Port: s.Port, Security: s.Security, Login: s.Login}
}

// Same tells whether two settings lead to the same login.
func (s Setting) Same(o Setting) bool {
	s.Login, o.Login = "", ""
	return s == o
}

// Service is one that DNS can announce.
type Service struct {
	Label    string // before the domain, with its dot
	Proto    Proto
	Security Security
}

// Services are the SRV records of mail, TLS from the first byte before STARTTLS
// and IMAP before POP3 (RFC 6186 section 3, RFC 8314 section 5.1).
func Services() []Service {
	return []Service{
		{"_imaps._tcp.", IMAP, SSL}, {"_imap._tcp.", IMAP, StartTLS},
		{"_pop3s._tcp.", POP3, SSL}, {"_pop3._tcp.", POP3, STLS},
		{"_submissions._tcp.", SMTP, SSL}, {"_submission._tcp.", SMTP, StartTLS},
	}
}

// SRV is one SRV record's content (RFC 2782).
type SRV struct {
	Priority, Weight, Port uint16
	Target                 string // "." says that the service is not there
}

// SRV is the content of an SRV record, as served; ok is false for any other.
func (r *Record) SRV() (srv SRV, ok bool) {
	f := strings.Fields(r.Data)
	if r.Type != "SRV" || len(f) != 4 {
		return srv, false
	}
	for i, to := range []*uint16{&srv.Priority, &srv.Weight, &srv.Port} {
		n, err := strconv.ParseUint(f[i], 10, 16)
		if err != nil {
			return srv, false
		}
		*to = uint16(n)
	}
	srv.Target = f[3]
	return srv, true
}
