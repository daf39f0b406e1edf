package leaving

import "bytes"

// dovecot reads logins and ends of POP3 sessions:
//
//	pop3-login: Login: user=<u>, method=PLAIN, rip=192.0.2.1, lip=..., mpid=7, TLS, session=<s>     (2.4: Logged in:)
//	pop3(u)<7><s>: Disconnected: Logged out top=0/0, retr=1/900, del=1/1, size=880                  (2.3 and later)
//	pop3(u): Disconnected: ...            (before; with %r in mail_log_prefix: pop3(u,192.0.2.1): ...)
//	service=pop3, user=u, ip=[192.0.2.1]. Disconnected: ...                                         (Plesk)
//
// In Dovecot's own file "Info: " stands before the text.
func (r *Reader) dovecot(d day, b []byte) bool {
	if rest, ok := bytes.CutPrefix(b, []byte("pop3-login: ")); ok {
		rest = bytes.TrimPrefix(rest, []byte("Info: "))
		after, ok := bytes.CutPrefix(rest, []byte("Login: user=<"))
		if !ok {
			after, ok = bytes.CutPrefix(rest, []byte("Logged in: user=<"))
		}
		return ok && r.dovecotLogin(d, after)
	}
	if bytes.HasPrefix(b, []byte("pop3(")) || bytes.HasPrefix(b, []byte("service=pop3, user=")) {
		return r.dovecotEnd(d, b)
	}
	return false
}

func (r *Reader) dovecotLogin(d day, b []byte) bool {
	i := bytes.Index(b, []byte(">, "))
	if i < 0 || !plausible(b[:i]) {
		return false
	}
	user, rest := b[:i], b[i+2:]
	r.read.POPLogins++
	how := r.google.who(nil, field(rest, ", rip="))
	if how == nobodys {
		if r.knows(user) { // whose end it is must be known later
			r.sessions.begin(user, session{id: sessionID(rest), how: how})
		}
		return true
	}
	r.box(user).login(d, how)
	r.sessions.begin(user, session{id: sessionID(rest), how: how})
	return true
}

// sessionID is the session's name, or "" before Dovecot 2.1.
func sessionID(rest []byte) string {
	if i := bytes.Index(rest, []byte(", session=<")); i >= 0 {
		id := rest[i+len(", session=<"):]
		if j := bytes.IndexByte(id, '>'); j >= 0 {
			return string(id[:j])
		}
	}
	return ""
}

func (r *Reader) dovecotEnd(d day, b []byte) bool {
	var user, id, rip []byte
	if rest, ok := bytes.CutPrefix(b, []byte("service=pop3, user=")); ok {
		i := bytes.Index(rest, []byte(", ip=["))
		j := bytes.Index(rest, []byte("]. "))
		if i < 0 || j < i {
			return false
		}
		user, rip, b = rest[:i], rest[i+len(", ip=["):j], rest[j+3:]
	} else {
		i := bytes.Index(b, []byte(")"))
		j := bytes.Index(b, []byte(": "))
		if j < i || i < 0 {
			return false
		}
		user = b[len("pop3("):i]
		if groups := b[i+1 : j]; len(groups) > 1 { // <pid><session>
			k := bytes.LastIndexByte(groups, '<')
			if k > 0 && groups[len(groups)-1] == '>' {
				id = groups[k+1 : len(groups)-1]
			}
		}
		if k := bytes.LastIndexByte(user, ','); k > 0 {
			user, rip = user[:k], bytes.TrimSpace(user[k+1:])
		}
		b = b[j+2:]
	}
	f, ok := dovecotFigures(b)
	if !ok || !plausible(user) {
		return false
	}
	how := nobodys
	if rip != nil {
		how = r.google.who(nil, rip)
		r.sessions.end(user, "") // the beginning is not needed
	} else if how, ok = r.sessions.end(user, string(id)); !ok {
		r.read.Unmatched++
		return true
	}
	if how.certain() {
		r.box(user).ended(d, f)
	}
	return true
}

// figures of a session, by pop3_logout_format's default, which is the same in 2.0
// to 2.4: top=%t/%p, retr=%r/%b, del=%d/%m, size=%s.
type figures struct{ messages, bytes, deleted, had, size int64 }

func dovecotFigures(b []byte) (f figures, ok bool) {
	retr, del, size := field(b, " retr="), field(b, " del="), field(b, " size=")
	if retr == nil || del == nil {
		return f, false
	}
	var ok1, ok2, ok3 bool
	f.messages, f.bytes, ok1 = pair(retr)
	f.deleted, f.had, ok2 = pair(del)
	f.size, ok3 = number(size)
	if !ok3 {
		f.size = -1
	}
	return f, ok1 && ok2
}

func (b *box) ended(d day, f figures) {
	t := b.in(d.month())
	t.ends++
	t.messages += f.messages
	t.bytes += f.bytes
	t.deleted += f.deleted
	t.mayDelete, t.countsMessage = true, true
	if f.size >= 0 {
		b.sized, b.sizeDay, b.size, b.emptied = true, d, f.size, f.deleted == f.had
	}
}
