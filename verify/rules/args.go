package rules

import (
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/verify/finding"
)

// about is what every finding of a session can say.
func about(l Leg, s *evidence.Session) finding.Args {
	args := finding.Args{
		finding.KeyHost:     {l.Server.Host},
		finding.KeyPort:     {strconv.Itoa(int(l.Server.Port))},
		finding.KeySecurity: {string(l.Server.Security)},
		finding.KeyLogin:    {l.Server.Login},
	}
	if s == nil {
		return args
	}
	args[finding.KeyHost], args[finding.KeyPort] = []string{s.Host}, []string{strconv.Itoa(int(s.Port))}
	args[finding.KeySecurity] = []string{string(s.Security)}
	if s.Addr.IsValid() {
		args[finding.KeyAddr] = []string{s.Addr.Addr().String()}
	}
	if g := s.Step(evidence.StageGreeting); g != nil && g.Reply != nil {
		args[finding.KeyBanner] = []string{first(g.Reply.Text)}
	}
	return args
}

// replyArgs adds the server's words as Gmail would quote them: for SMTP the
// reply as it stands, for POP3 what follows -ERR, for IMAP the text.
func replyArgs(args finding.Args, s *evidence.Session, st *evidence.Step) {
	if st.Reply == nil || len(st.Reply.Text) == 0 {
		return
	}
	switch s.Proto {
	case evidence.POP3:
		line := first(st.Reply.Text)
		if rest, ok := strings.CutPrefix(line, "-ERR"); ok {
			line = strings.TrimLeft(rest, " ")
		}
		args[finding.KeyReply] = []string{line}
	case evidence.IMAP: // what follows the tag and NO, BAD or BYE
		if words := strings.SplitN(string(st.Reply.Text[len(st.Reply.Text)-1]), " ", 3); len(words) == 3 {
			args[finding.KeyReply] = []string{words[2]}
		}
	default:
		args[finding.KeyReply] = []string{smtpWords(st.Reply.Text)}
		args[finding.KeyCode] = []string{strconv.Itoa(st.Reply.Code)}
	}
	if st.Reply.Enhanced != "" {
		args[finding.KeyEnhanced] = []string{st.Reply.Enhanced}
	}
}

// smtpWords joins a multi-line reply: the first line as it stands, then the
// texts of the others without their repeated codes.
func smtpWords(lines []evidence.Bytes) string {
	parts := make([]string, 0, len(lines))
	for i, l := range lines {
		line := string(l)
		if i == 0 && len(line) > 3 && line[3] == '-' {
			line = line[:3] + " " + line[4:]
		} else if i > 0 && len(line) >= 4 {
			line = line[4:]
			// The enhanced code stands on every line too (RFC 2034 section 4).
			if head, rest, ok := strings.Cut(line, " "); ok && strings.Count(head, ".") == 2 && strings.Contains(parts[0], head) {
				line = rest
			}
		}
		parts = append(parts, line)
	}
	return strings.Join(parts, " ")
}

func first(lines []evidence.Bytes) string {
	if len(lines) == 0 {
		return ""
	}
	return string(lines[0])
}
