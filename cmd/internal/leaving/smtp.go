package leaving

import "bytes"

// postfix reads who sent a letter after a login, one line a letter:
//
//	4F1: client=mail-wr1-f41.google.com[209.85.221.41], sasl_method=PLAIN, sasl_username=u
//
// The name is one that Postfix looked up both ways, or "unknown".
func (r *Reader) postfix(d day, b []byte) bool {
	i := bytes.Index(b, []byte(", sasl_username="))
	if i < 0 {
		return false
	}
	user := field(b, ", sasl_username=")
	j := bytes.Index(b[:i], []byte(": client="))
	if j < 0 || !plausible(user) {
		return false
	}
	client := b[j+len(": client=") : i]
	k := bytes.IndexByte(client, '[')
	if k < 0 {
		return false
	}
	addr := client[k+1:]
	m := bytes.IndexByte(addr, ']')
	if m < 0 {
		return false
	}
	r.read.SMTPSent++
	if how := r.google.who(client[:k], addr[:m]); how != nobodys {
		r.box(user).letter(d, how)
	}
	return true
}

// exim reads a letter's arrival:
//
//	1ab-2c-3D <= from@x H=mail-wr1-f41.google.com (helo) [209.85.221.41]:4321 P=esmtpsa X=... A=plain:u S=900
//
// A name in parentheses is only what the client said of itself. Through syslog
// Exim repeats its own time before the text.
func (r *Reader) exim(d day, b []byte) bool {
	if _, rest, ok := cutStamp(b); ok {
		b = rest
	}
	if len(b) > 0 && b[0] == '[' { // log_selector = +pid
		_, b = word(b)
	}
	_, b = word(b)
	if !bytes.HasPrefix(b, []byte("<= ")) {
		return false
	}
	if b = b[len("<= "):]; len(b) > 0 && b[0] == '"' { // a quoted local part may hold anything
		b = b[max(bytes.Index(b, []byte(`"@`)), 0):]
	}
	if i := bytes.Index(b, []byte(" S=")); i >= 0 { // the size; what others chose, such as the subject, is behind it
		b = b[:i]
	}
	i := bytes.Index(b, []byte(" H="))
	j := bytes.LastIndex(b, []byte(" A="))
	if i < 0 || j < i {
		return false
	}
	host := b[i+3 : j]
	open := bytes.LastIndex(host[:addressEnd(host)], []byte("["))
	if open < 0 {
		return false
	}
	addr := host[open+1 : addressEnd(host)]
	name, _ := word(host)
	if len(name) == 0 || name[0] == '(' || name[0] == '[' {
		name = nil
	}
	r.read.SMTPSent++
	how := r.google.who(name, addr)
	if how == nobodys {
		return true
	}
	_, user, found := bytes.Cut(field(b[j:], " A="), []byte(":"))
	if !found || !plausible(user) {
		if how.certain() {
			r.read.Nameless++
		}
		return true
	}
	if i := bytes.IndexByte(user, ':'); i >= 0 { // a second id: the authenticated sender
		user = user[:i]
	}
	r.box(user).letter(d, how)
	return true
}

// addressEnd is where the first address of H= closes; another may follow (I=).
func addressEnd(host []byte) int {
	from := 0
	if i := bytes.IndexByte(host, '('); i >= 0 { // (helo), which may be [an address] itself
		if j := bytes.Index(host[i:], []byte(") ")); j >= 0 {
			from = i + j
		}
	}
	if i := bytes.IndexByte(host[from:], ']'); i >= 0 {
		return from + i
	}
	return 0
}
