package mask

import (
	"bytes"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
)

// spared tells whether what was found must stay: it is, or may be, a name or a
// word that advice depends on.
func (m *Mask) spared(t *text, v *view, f form, a, b int, exact bool) bool {
	s := span{int(v.from[a]), int(v.to[b-1])}
	if f.own && exact {
		return m.inName(t, s) || t.keyword(s) || t.introduces(s) && t.partOfHost(s)
	}
	if exact && !f.plain {
		return false // encoded and whole: no accident
	}
	part := string(v.low[a:b])
	for _, name := range m.names {
		if strings.Contains(name, part) {
			return true
		}
	}
	if strings.Contains(words, part) {
		return true
	}
	return f.plain && t.partOfHost(s)
}

// inName tells whether a span lies within a name that was typed, and is not the
// whole of one without a dot: a login that is the password.
func (m *Mask) inName(t *text, s span) bool {
	low := fold(t.buf)
	for _, name := range m.names {
		from := max(0, s.to-len(name))
		for i := from; i <= s.from; i++ {
			end := i + len(name)
			if end > len(low) || end < s.to || !bytes.Equal(low[i:end], []byte(name)) {
				continue
			}
			if i > 0 && ofLabel(low[i-1]) || end < len(low) && ofLabel(low[end]) {
				continue
			}
			if len(name) > s.to-s.from || strings.Contains(name, ".") {
				return true
			}
		}
	}
	return false
}

func ofLabel(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}

// word is the characters of names around a span.
func (t *text) word(s span) span {
	for s.from > 0 && (ofLabel(t.buf[s.from-1]) || t.buf[s.from-1] == '.') && !t.code[s.from-1] {
		s.from--
	}
	for s.to < len(t.buf) && (ofLabel(t.buf[s.to]) || t.buf[s.to] == '.') {
		s.to++
	}
	return s
}

// partOfHost tells whether a span is a part, not the whole, of what is a host's
// name by its form and its end.
func (t *text) partOfHost(s span) bool {
	w := t.word(s)
	name := strings.ToLower(strings.Trim(string(t.buf[w.from:w.to]), "."))
	return len(name) > s.to-s.from && hostname.Is(name) && hostname.Plausible(name[strings.LastIndexByte(name, '.')+1:])
}

// introduces tells whether a span stands where a server says its name: first in
// its greeting and in its answer to EHLO.
func (t *text) introduces(s span) bool {
	if t.read.Proto == "" || t.read.Verb != "" && t.read.Verb != "EHLO" {
		return false
	}
	before := t.buf[:t.word(s).from]
	if bytes.IndexByte(before, '\n') >= 0 {
		return false
	}
	for i, c := range before {
		if !t.code[i] && c != ' ' {
			return false
		}
	}
	return true
}

// keyword tells whether a span is a whole word of the protocol in a list of what
// the server offers.
func (t *text) keyword(s span) bool {
	if t.read.Proto == "" || t.read.Verb != "EHLO" && t.read.Verb != "CAPA" && t.read.Proto != evidence.IMAP {
		return false
	}
	for s.from > 0 && t.buf[s.from-1] > ' ' && !t.code[s.from-1] {
		s.from--
	}
	for s.to < len(t.buf) && t.buf[s.to] > ' ' {
		s.to++
	}
	return keywords[strings.ToUpper(string(t.buf[s.from:s.to]))]
}

// keywords are what servers offer (the IANA registries of SMTP service
// extensions, POP3 capabilities and SASL mechanisms).
var keywords = set("8BITMIME APOP AUTH AUTH=LOGIN AUTH=PLAIN AUTH-RESP-CODE BINARYMIME CHUNKING CRAM-MD5 DIGEST-MD5 DSN EHLO " +
	"ENHANCEDSTATUSCODES ESMTP ETRN EXPIRE EXTERNAL GSSAPI HELP IMAP4REV1 IMPLEMENTATION LANG LOGIN LOGIN-DELAY LOGINDISABLED NTLM OAUTHBEARER " +
	"PIPELINING PLAIN POP3 REQUIRETLS RESP-CODES SASL SASL-IR SCRAM-SHA-1 SCRAM-SHA-256 SIZE SMTP SMTPUTF8 STARTTLS STLS " +
	"TOP UIDL USER UTF8 VRFY XOAUTH2 .")

func set(list string) map[string]bool {
	out := map[string]bool{}
	for word := range strings.FieldsSeq(list) {
		out[word] = true
	}
	return out
}

// words are what servers say, without white space as in the views: a part of a
// password that stands here is no sign of it.
const words = "\n8bitmime\nauthentication\nauthenticated\nauthenticate\nauth-resp-code\nauthenticationfailed\nbinarymime\ncapability\n" +
	"certificate\nchallenge\nchunking\nclosing\ncommand\ncompleted\nconnection\nconnected\ncram-md5\ncredentials\ndelivered\ndelivery\n" +
	"digest-md5\ndisabled\ndovecot\nencryption\nenhancedstatuscodes\nexceeded\nexternal\nfailed\nfailure\ngoodbye\ngreylisted\n" +
	"implementation\ninvalidloginorpassword\ninvalidpassword\nlogin-delay\nloginfailed\nmailbox\nmailserver\nmailserverready\nmaildrop\nmechanism\nmessage\nmessages\n" +
	"microsoft\noctets\nokay\noperation\npassword\npasswordincorrect\npermission\npermanent\npipelining\nplaintext\npostfix\nprotocol\n" +
	"queued\nreceived\nrecipient\nrefused\nrejected\nrelaying\nrequired\nresponse\nresp-codes\nsecurity\nsendmail\nserver\nserverready\nservice\nserviceready\n" +
	"session\nsmtputf8\nstarttls\nsubmission\nsupported\nsyntaxerror\nsystem\ntemporary\ntemporarily\ntransaction\nunavailable\nunknownuser\nunrecognized\n" +
	"unsupported\nusername\nusernameorpassword\nwelcome\n"
