package leaving

import "bytes"

// courier reads Courier's POP3 server:
//
//	LOGIN, user=u, ip=[::ffff:192.0.2.1], port=[1], protocol=POP3
//	DELETED, user=u, ip=[...], port=[1], filename=123.M4.host,S=880     (with POP3_LOG_DELETIONS)
//	LOGOUT, user=u, ip=[...], port=[1], top=0, retr=900, rcvd=30, sent=1000, time=0
//
// retr counts bytes, not letters; DISCONNECTED and TIMEOUT are ends too.
func (r *Reader) courier(d day, s *server, b []byte) bool {
	b = bytes.TrimPrefix(b, []byte("INFO: "))
	i := bytes.Index(b, []byte(", user="))
	j := bytes.Index(b, []byte(", ip=["))
	if i < 0 || j < i {
		return false
	}
	what, user, rest := string(b[:i]), b[i+len(", user="):j], b[j+len(", ip=["):]
	k := bytes.IndexByte(rest, ']')
	if k < 0 || !plausible(user) {
		return false
	}
	switch what {
	case "LOGIN":
		r.read.POPLogins++
	case "DELETED":
		s.logsDeletions = true
	case "LOGOUT", "DISCONNECTED", "TIMEOUT":
	default:
		return false
	}
	how := r.google.who(nil, rest[:k])
	if how == nobodys {
		return true
	}
	if what == "LOGIN" {
		r.box(user).login(d, how)
	}
	if !how.certain() {
		return true
	}
	t := r.box(user).in(d.month())
	t.on(s)
	switch what {
	case "DELETED":
		t.deleted++
		if n, ok := number(field(rest, ",S=")); ok { // Maildir++: the size in the file's name
			t.deletedBytes += n
		}
	case "LOGOUT", "DISCONNECTED", "TIMEOUT":
		if n, ok := number(field(rest, ", retr=")); ok {
			t.ends++
			t.bytes += n
		}
	}
	return true
}
