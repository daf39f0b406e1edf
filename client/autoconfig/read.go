package autoconfig

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
)

// maxSettings bounds the servers that one document may name.
const maxSettings = 16

// errNoServers: a document without one server that could be used.
var errNoServers = errors.New("no mail server in it")

// charset takes any: names of hosts are ASCII in all of them, and texts for people
// are not read.
func charset(_ string, in io.Reader) (io.Reader, error) { return in, nil }

func decode(r io.Reader, to any) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = charset
	if err := d.Decode(to); err != nil {
		return fmt.Errorf("autoconfig: %w", err)
	}
	return nil
}

// parse reads Thunderbird's document (also that of its database, ISPDB);
// %EMAILDOMAIN% stands for the domain in it. Servers of other protocols and with
// names that are none are left out.
func parse(r io.Reader, domain string) ([]evidence.Setting, error) {
	type server struct {
		Type   string `xml:"type,attr"`
		Host   string `xml:"hostname"`
		Port   string `xml:"port"`
		Socket string `xml:"socketType"`
		User   string `xml:"username"`
	}
	var doc struct {
		XMLName  xml.Name `xml:"clientConfig"`
		Incoming []server `xml:"emailProvider>incomingServer"`
		Outgoing []server `xml:"emailProvider>outgoingServer"`
	}
	if err := decode(r, &doc); err != nil {
		return nil, err
	}
	protos := map[string]evidence.Proto{"imap": evidence.IMAP, "pop3": evidence.POP3, "smtp": evidence.SMTP}
	list := settings{}
	for _, s := range append(doc.Incoming, doc.Outgoing...) {
		list.add(raw{
			proto: protos[s.Type], host: strings.ReplaceAll(s.Host, "%EMAILDOMAIN%", domain), port: s.Port, user: s.User,
			tls: map[string]secure{"ssl": implicit, "starttls": starts, "plain": clear}[strings.ToLower(strings.TrimSpace(s.Socket))],
		})
	}
	return list.all, list.err()
}

// discovered is autodiscover's answer for programs that do not know of it
// (MS-OXDSCLI section 2.2.4): its servers, or where to ask instead.
type discovered struct {
	settings []evidence.Setting
	redirect string // URL
}

func parseAutodiscover(r io.Reader) (discovered, error) {
	var doc struct {
		XMLName  xml.Name `xml:"Autodiscover"`
		Redirect string   `xml:"Response>Account>RedirectUrl"`
		Protocol []struct {
			Type       string `xml:"Type"`
			Server     string `xml:"Server"`
			Port       string `xml:"Port"`
			SSL        string `xml:"SSL"`
			Encryption string `xml:"Encryption"`
			Login      string `xml:"LoginName"`
		} `xml:"Response>Account>Protocol"`
	}
	if err := decode(r, &doc); err != nil {
		return discovered{}, err
	}
	protos := map[string]evidence.Proto{"IMAP": evidence.IMAP, "POP3": evidence.POP3, "POP": evidence.POP3, "SMTP": evidence.SMTP}
	list := settings{}
	for _, p := range doc.Protocol {
		how := unsaid // SSL is on where nothing is said (SSL element); Encryption outweighs it
		if strings.EqualFold(p.SSL, "off") {
			how = clear
		}
		switch strings.ToLower(strings.TrimSpace(p.Encryption)) {
		case "ssl":
			how = implicit
		case "tls":
			how = starts
		case "none":
			how = clear
		case "auto":
			how = unsaid
		}
		list.add(raw{proto: protos[strings.ToUpper(strings.TrimSpace(p.Type))], host: p.Server, port: p.Port, user: p.Login, tls: how})
	}
	d := discovered{settings: list.all, redirect: strings.TrimSpace(doc.Redirect)}
	if d.redirect != "" {
		return d, nil
	}
	return d, list.err()
}

// profile reads a .mobileconfig, signed or not. What encloses it is not judged.
func profile(data []byte) ([]evidence.Setting, error) {
	begin, end := bytes.Index(data, []byte("<?xml")), bytes.LastIndex(data, []byte("</plist>"))
	if begin < 0 || end < begin {
		return nil, errors.New("autoconfig: no property list in it")
	}
	values, err := plist(data[begin : end+len("</plist>")])
	if err != nil {
		return nil, err
	}
	list := settings{}
	for _, v := range values {
		incoming := map[string]evidence.Proto{"EmailTypeIMAP": evidence.IMAP, "EmailTypePOP": evidence.POP3}[v["EmailAccountType"]]
		for _, leg := range []struct {
			proto evidence.Proto
			part  string
		}{{incoming, "Incoming"}, {evidence.SMTP, "Outgoing"}} {
			how := clear
			if v[leg.part+"MailServerUseSSL"] == "true" {
				how = unsaid // by the port: Apple has no switch between the two
			}
			list.add(raw{proto: leg.proto, host: v[leg.part+"MailServerHostName"], port: v[leg.part+"MailServerPortNumber"],
				user: v[leg.part+"MailServerUsername"], tls: how})
		}
	}
	return list.all, list.err()
}

// plist is every dictionary of a property list that holds plain values, those
// alone: by Apple's document type, a key and its value follow each other.
func plist(text []byte) ([]map[string]string, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = charset
	var out, open []map[string]string
	var key, value string
	for {
		token, err := d.Token()
		switch {
		case err == io.EOF:
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("autoconfig: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if value = ""; t.Name.Local == "dict" {
				open = append(open, map[string]string{})
				key = ""
			}
		case xml.CharData:
			value += string(t)
		case xml.EndElement:
			switch name := t.Name.Local; {
			case name == "dict":
				if len(open) == 0 {
					return nil, errors.New("autoconfig: a property list that does not fit together")
				}
				out = append(out, open[len(open)-1])
				open = open[:len(open)-1]
			case name == "key":
				key = strings.TrimSpace(value)
			case len(open) > 0 && key != "":
				if name == "true" || name == "false" {
					value = name
				}
				open[len(open)-1][key] = strings.TrimSpace(value)
				key = ""
			}
			value = ""
		}
	}
}

// secure is how a document speaks of encryption.
type secure int

const (
	unsaid   secure = iota // the port says it
	implicit               // from the first byte
	starts                 // STARTTLS, STLS
	clear                  // none
)

// raw is a server as it is written.
type raw struct {
	proto            evidence.Proto
	host, port, user string
	tls              secure
}

// settings collects servers, each once.
type settings struct{ all []evidence.Setting }

func (l *settings) err() error {
	if len(l.all) == 0 {
		return errNoServers
	}
	return nil
}

func (l *settings) add(r raw) {
	host, err := hostname.Normal(strings.TrimSpace(r.host))
	if r.proto == "" || err != nil || !strings.Contains(host, ".") || len(l.all) >= maxSettings {
		return
	}
	s := evidence.Setting{Proto: r.proto, Host: host, Login: strings.TrimSpace(r.user)}
	port, err := strconv.ParseUint(strings.TrimSpace(r.port), 10, 16)
	if err == nil {
		s.Port = uint16(port)
	}
	s.Security = securityOf(r.proto, s.Port, r.tls)
	if s.Port == 0 {
		s.Port = usual(s.Proto, s.Security)
	}
	for _, have := range l.all {
		if have.Same(s) {
			return
		}
	}
	l.all = append(l.all, s)
}

// usual is the port of a protocol where none is said.
func usual(proto evidence.Proto, security evidence.Security) uint16 {
	for _, p := range persona.Listeners() {
		if p.Proto == proto && p.Port != persona.Relay && (p.Security == security || security == evidence.Plain && p.Security != evidence.SSL) {
			return p.Port
		}
	}
	return 0
}

// securityOf is the choice of a dialog that comes to the same. Where nothing is
// said the port's own says it, and where that is none, TLS from the first byte.
func securityOf(proto evidence.Proto, port uint16, how secure) evidence.Security {
	start := evidence.StartTLS
	if proto == evidence.POP3 {
		start = evidence.STLS
	}
	switch how {
	case implicit:
		return evidence.SSL
	case starts:
		return start
	case clear:
		return evidence.Plain
	}
	for _, p := range persona.Listeners() {
		if p.Proto == proto && p.Port == port {
			return p.Security
		}
	}
	return evidence.SSL
}
