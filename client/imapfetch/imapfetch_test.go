package imapfetch

import (
	"context"
	"errors"
	"strings"
	"testing"

	"harness/client/account"
	"harness/client/evidence"
	fake "harness/client/internal/fakepeer"
	"harness/client/wire"
)

// script answers each command by what it begins with, behind the tag, and the
// rest of a command by its first word; what is not in it gets OK.
func script(greeting string, answers map[string]string) func(*fake.Peer) {
	return func(p *fake.Peer) {
		p.Say(greeting)
		tag := ""
		for {
			line := p.Hear()
			if line == "" {
				return
			}
			first, command, more := strings.Cut(line, " ")
			if more { // else it is the rest of a command
				tag = first
			}
			answer := tag + " OK done"
			for begins, said := range answers {
				if strings.HasPrefix(command, begins) || first == begins {
					answer = strings.ReplaceAll(said, "{tag}", tag)
				}
			}
			p.Say(strings.Split(answer, "\n")...)
		}
	}
}

const caps = "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN\n{tag} OK done"

func open(t *testing.T, login Login, greeting string, answers map[string]string) (*Box, *wire.Conn, *fake.Server, error) {
	t.Helper()
	s := fake.Serve(t, script(greeting, answers))
	conn, err := wire.Open(context.Background(), wire.Config{Proto: evidence.IMAP, Host: "imap.customer.test", Security: evidence.Plain, Addr: s.Addr})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	login.Security = evidence.Plain
	box, err := Open(conn, login)
	return box, conn, s, err
}

// Every way to log in, and every form in which a name or password goes over the
// wire; nothing of the password stands in the record.
func TestLogins(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		way, user, password string
		want                []string
	}{
		{"LOGIN", "info@customer.test", "geheim 7", []string{`a2 LOGIN "info@customer.test" "geheim 7"`}},
		{"LOGIN", `a"b`, `ge\he"im`, []string{`a2 LOGIN "a\"b" "ge\\he\"im"`}},
		{"SASL PLAIN", "u", "geheim", []string{"a2 AUTHENTICATE PLAIN", "AHUAZ2VoZWlt"}},
		{"SASL LOGIN", "u", "geheim", []string{"a2 AUTHENTICATE LOGIN", "dQ==", "Z2VoZWlt"}},
	} {
		_, conn, s, err := open(t, Login{User: c.user, Password: account.NewSecret(c.password), Ways: []string{c.way}}, "* OK ready",
			map[string]string{"CAPABILITY": caps, "AUTHENTICATE": "+ ", "dQ==": "+ "})
		said := strings.Join(s.Heard(), "\n")
		if err != nil {
			t.Errorf("%s: %v", c.way, err)
		}
		for _, line := range c.want {
			if !strings.Contains(said, line) {
				t.Errorf("%s: %q was not said:\n%s", c.way, line, said)
			}
		}
		session := conn.Session()
		for _, step := range session.Steps {
			for _, line := range step.Said {
				if strings.Contains(string(line), "geheim") || strings.Contains(string(line), "Z2VoZWlt") || strings.Contains(string(line), "he\\\"im") {
					t.Errorf("%s: the record has the password: %q", c.way, line)
				}
			}
		}
	}
}

// A login is refused for good, or for the moment, or not tried at all.
func TestNoLogin(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		greeting string
		answers  map[string]string
		refused  bool
		kind     evidence.Kind
	}{
		"refused":  {"* OK ready", map[string]string{"CAPABILITY": caps, "LOGIN": "{tag} NO [AUTHENTICATIONFAILED] no"}, true, evidence.Denied},
		"later":    {"* OK ready", map[string]string{"CAPABILITY": caps, "LOGIN": "{tag} NO [UNAVAILABLE] no"}, false, evidence.Denied},
		"disabled": {"* OK ready", map[string]string{"CAPABILITY": "* CAPABILITY IMAP4rev1 LOGINDISABLED\n{tag} OK done"}, false, evidence.Unoffered},
		"preauth":  {"* PREAUTH root", nil, false, evidence.Protocol},
		"bye":      {"* BYE full", nil, false, evidence.Denied},
		"wrong":    {"* OK ready", map[string]string{"CAPABILITY": caps, "LOGIN": "zz OK done"}, false, evidence.Protocol},
	} {
		_, conn, _, err := open(t, Login{User: "u", Password: account.NewSecret("geheim"), Ways: []string{"LOGIN"}}, c.greeting, c.answers)
		session := conn.Session()
		if _, trouble := session.Trouble(); err == nil || errors.Is(err, ErrLogin) != c.refused || trouble == nil || trouble.Kind != c.kind {
			t.Errorf("%s: %v, %+v", name, err, trouble)
		}
	}
}

// What a FETCH response holds, in every form that a server may choose.
func TestFetched(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`* 1 FETCH (UID 7 BODY[HEADER] {4})`:                                     "WXYZ",
		`* 1 FETCH (BODY[HEADER]<0> "a \"b\" \\" UID 7)`:                         `a "b" \`,
		`* 1 FETCH (FLAGS (\Seen (x "y)")) BODY[HEADER.FIELDS (A B)] NIL UID 7)`: "",
		`* 1 FETCH (UID 7 BODY[HEADER] {4}`:                                      "",
		`* x FETCH (UID 7)`:                                                      "", `* 1 FETCH UID 7`: "", `* 1 FETCH (UID`: "", `* 1 FETCH (UID "7)`: "", `* 1 EXISTS`: "",
	} {
		items, _ := fetched(wire.Data{Text: []byte(text), Literals: [][]byte{[]byte("WXYZ")}})
		if got := items["BODY[HEADER]"].text; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func FuzzFetched(f *testing.F) {
	f.Add(`* 1 FETCH (UID 7 BODY[HEADER] {4} FLAGS (\Seen) X "y\"")`)
	f.Fuzz(func(_ *testing.T, text string) {
		fetched(wire.Data{Text: []byte(text), Literals: [][]byte{[]byte("x")}})
		folder(wire.Data{Text: []byte(text)})
	})
}

func TestFolders(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`* LIST (\HasNoChildren \Junk) "." INBOX.Junk`: "INBOX.Junk",
		`* LIST () NIL "Spam \"x\""`:                   `Spam "x"`,
		`* LIST () "/" {4}`:                            "WXYZ",
		`* LSUB () "/" x`:                              "", `* LIST () "/"`: "", `* LIST x`: "",
	} {
		if _, name, _ := folder(wire.Data{Text: []byte(text), Literals: [][]byte{[]byte("WXYZ")}}); name != want {
			t.Errorf("%s: %q, want %q", text, name, want)
		}
	}
}
