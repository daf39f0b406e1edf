package ticket

// Move is what a reply does about one dialog.
type Move string

// The moves.
const (
	Quiet     Move = "quiet"      // nothing is to be said of it
	Change    Move = "change"     // other settings are to be typed
	AtServer  Move = "at-server"  // the server's people mend it; nothing is to be typed
	TryAgain  Move = "try-again"  // it fits now
	Wait      Move = "wait"       // it passes by itself
	HelpLogin Move = "help-login" // user name, password, filters
	HelpReach Move = "help-reach" // the server answers, and not to Gmail
	OwnSender Move = "own-sender" // the address and the login do not belong together
	Retype    Move = "retype"     // the same again, without the slip
	AtGoogle  Move = "at-google"
	HasEnded  Move = "has-ended"
	ToGmail   Move = "to-gmail"  // SPF, DKIM, reverse name
	Stay      Move = "stay"      // nothing is to be changed, whatever somebody said
	LogIn     Move = "log-in"    // the mail program has to log in for sending
	Recipient Move = "recipient" // the other side's address or servers
	Ask       Move = "ask"
)

// table decides: what the words say, and what was seen of the dialog that they
// are about. Words that tell a cause of their own stand whatever was seen;
// words about the connection are confirmed or not by the look. Nothing in it
// says more than both together do.
var table = map[Cause]map[Seen]Move{
	Nothing: {
		// Unknown words and servers that fit: a question, never "type the
		// password again".
		Fits: Ask, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: Ask,
		UsualFits: Ask, UsualOut: Ask, UsualMend: Ask, Unseen: Ask,
	},
	Heading: {
		Fits: Ask, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: Ask,
		UsualFits: Ask, UsualOut: Change, UsualMend: AtServer, Unseen: Ask,
	},
	Certificate: {
		Fits: TryAgain, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: Ask,
		UsualFits: Ask, UsualOut: Change, UsualMend: AtServer, Unseen: Ask,
	},
	Reach: {
		Fits: HelpReach, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: Ask,
		UsualFits: Ask, UsualOut: Ask, UsualMend: Ask, Unseen: Ask,
	},
	Name: {
		Fits: TryAgain, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: Ask,
		UsualFits: Ask, UsualOut: Change, UsualMend: Ask, Unseen: Ask,
	},
	Mode: {
		Fits: TryAgain, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: Ask,
		UsualFits: Change, UsualOut: Change, UsualMend: AtServer, Unseen: Ask,
	},
	Login: {
		// The words prove that Gmail reached the login; where the look says
		// otherwise, the settings in the ticket are not those that it used.
		Fits: HelpLogin, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: HelpLogin,
		UsualFits: HelpLogin, UsualOut: HelpLogin, UsualMend: HelpLogin, Unseen: HelpLogin,
	},
	Moment: {
		// The server was reached and put Gmail off: whatever is typed is right as
		// far as that.
		Fits: Wait, InClear: Change, WayOut: Change, Elsewhere: Change, Mend: AtServer, NoName: Ask, Unclear: Wait,
		UsualFits: Wait, UsualOut: Wait, UsualMend: Wait, Unseen: Wait,
	},
	Sender:   same(OwnSender),
	Server:   with(same(AtServer), map[Seen]Move{InClear: Change, WayOut: Change, Elsewhere: Change}),
	Slip:     with(same(Retype), map[Seen]Move{WayOut: Change, Elsewhere: Change, InClear: Change, NoName: Ask}),
	Google:   same(AtGoogle),
	Ended:    same(HasEnded),
	Inbound:  same(ToGmail),
	Unlogged: same(LogIn),
	Delivery: same(Recipient),
}

// same is one move whatever was seen.
func same(m Move) map[Seen]Move {
	out := map[Seen]Move{}
	for _, s := range allSeen() {
		out[s] = m
	}
	return out
}

func with(base, other map[Seen]Move) map[Seen]Move {
	for s, m := range other {
		base[s] = m
	}
	return base
}

// decide is the move for a dialog. An untold dialog, of which no words speak,
// is passed over unless something is wrong with what was typed there.
func decide(c Cause, s Seen, untold bool) Move {
	if untold {
		switch s {
		case InClear, WayOut, Elsewhere:
			return Change
		case Mend:
			return AtServer
		}
		return Quiet
	}
	return table[c][s]
}
