package leaving

// session is a POP3 session whose end is still to come.
type session struct {
	id  string // "" where the server gives none
	how How
}

// sessions are the open ones by mailbox, of those mailboxes at which Gmail was
// seen: other clients' too, so that an end is never Gmail's by guess.
type sessions map[string][]session

// Beginnings whose end never comes (a crash, a log cut off) must not pile up.
const (
	openBoxes = 1 << 17
	openEach  = 16
)

func (s sessions) begin(user []byte, one session) {
	name := mailboxName(user)
	list := s[name]
	if len(list) >= openEach {
		list = list[:0]
	}
	if len(s) >= openBoxes && list == nil {
		clear(s)
	}
	s[name] = append(list, one)
}

// end takes out the session that ended and tells whose it was. Without an id it is
// known only if all open sessions of the mailbox are of one kind.
func (s sessions) end(user []byte, id string) (How, bool) {
	list := s[string(user)]
	name := string(user)
	if list == nil {
		name = mailboxName(user)
		if list = s[name]; list == nil {
			return nobodys, true // of a mailbox that Gmail does not use
		}
	}
	at := -1
	for i, one := range list {
		if id != "" && one.id == id {
			at = i
			break
		}
		if id == "" && at < 0 {
			at = i
		}
	}
	if at < 0 {
		return nobodys, true // began before the log, or another client's
	}
	how := list[at].how
	known := true
	if id == "" {
		for _, one := range list {
			known = known && one.how.certain() == how.certain()
		}
	}
	if list = append(list[:at], list[at+1:]...); len(list) == 0 {
		delete(s, name)
	} else {
		s[name] = list
	}
	return how, known
}
