package leaving

import "bytes"

// program is who wrote a line.
type program uint8

const (
	nobody program = iota
	dovecot
	courier
	postfix
	exim
)

// line is a log line taken apart: its date, its program and what that said.
type line struct {
	stamp   stamp
	program program
	text    []byte
	host    []byte // nil in a daemon's own file
}

// splitLine reads the forms in which the four servers' lines reach a file:
//
//	Nov 25 08:42:33 host prog[1]: text                 RFC 3164; the journal's short form
//	2026-11-25T08:42:33.1+09:00 host prog[1]: text     rsyslog since Debian 12; the journal's short-iso
//	Wed 2026-11-25 08:42:33 JST host prog[1]: text     the journal's short-full
//	<22>1 2026-11-25T08:42:33Z host prog 1 - - text    RFC 5424, as sent; <22> also before the first
//	Nov 25 08:42:33 pop3-login: Info: text             Dovecot's own file
//	2026-11-25 08:42:33 1ab-2-Cd <= text               Exim's own file
func splitLine(b []byte) (line, bool) {
	structured := false
	if len(b) > 0 && b[0] == '<' { // priority: RFC 3164 section 4.1.1, RFC 5424 section 6.2.1
		i := bytes.IndexByte(b, '>')
		if i < 2 || i > 4 {
			return line{}, false
		}
		if b = b[i+1:]; bytes.HasPrefix(b, []byte("1 ")) {
			structured, b = true, b[2:]
		}
	}
	s, rest, ok := cutStamp(b)
	if !ok {
		return line{}, false
	}
	if structured {
		return splitStructured(s, rest)
	}
	first, after := word(rest)
	if len(first) == 0 {
		return line{}, false
	}
	if first[len(first)-1] == ':' { // no host: a daemon's own file
		p := programOf(first[:len(first)-1])
		if p == nobody && bytes.HasPrefix(first, []byte("pop3")) {
			return line{stamp: s, program: dovecot, text: rest}, true
		}
		return line{stamp: s, program: p, text: after}, p != nobody
	}
	second, text := word(after)
	if len(second) > 1 && second[len(second)-1] == ':' {
		tag := second[:len(second)-1]
		if i := bytes.IndexByte(tag, '['); i > 0 {
			tag = tag[:i]
		}
		p := programOf(tag)
		return line{s, p, text, first}, p != nobody
	}
	if s.year != 0 { // only Exim writes neither host nor name
		return line{stamp: s, program: exim, text: rest}, true
	}
	return line{}, false
}

// splitStructured reads host, program, process, message id and structured data:
// RFC 5424 section 6.
func splitStructured(s stamp, b []byte) (line, bool) {
	host, b := word(b)
	name, b := word(b)
	_, b = word(b)
	_, b = word(b)
	if len(b) > 0 && b[0] == '[' {
		end := bytes.Index(b, []byte("] "))
		if end < 0 {
			return line{}, false
		}
		b = b[end+2:]
	} else {
		_, b = word(b)
	}
	p := programOf(name)
	return line{s, p, bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), host}, p != nobody
}

// programOf knows a syslog tag without its process id. Postfix's have the service
// after a slash, and the name before it is the administrator's (syslog_name).
func programOf(tag []byte) program {
	switch string(tag) {
	case "dovecot":
		return dovecot
	case "pop3d", "pop3d-ssl", "courier-pop3d", "courier-pop3d-ssl", "courierpop3d", "courierpop3login":
		return courier
	case "exim", "exim4":
		return exim
	}
	if bytes.HasSuffix(tag, []byte("/smtpd")) {
		return postfix
	}
	return nobody
}

// word cuts the first word and the blanks behind it.
func word(b []byte) (first, rest []byte) {
	i := bytes.IndexByte(b, ' ')
	if i < 0 {
		return b, nil
	}
	first, rest = b[:i], b[i+1:]
	for len(rest) > 0 && rest[0] == ' ' {
		rest = rest[1:]
	}
	return first, rest
}
