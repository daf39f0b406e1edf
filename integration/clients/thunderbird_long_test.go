//go:build long && linux

package clients

import (
	"strconv"
	"strings"
	"testing"

	"harness/client/persona"
	"harness/fixtures/scenario"
	"harness/integration/realmail"
)

// byThunderbird is what Thunderbird says of a server.
type byThunderbird struct {
	Status      uint32 `json:"status"` // nsresult
	Error       string `json:"error"`  // NSS's name of what is wrong with the connection
	Overridable bool   `json:"overridable"`
	Words       string `json:"words"`
	Trouble     string `json:"trouble"` // of ours
}

// cell is that in the words of docs/personas.md.
func (b byThunderbird) cell() string {
	switch {
	case b.Status == 0:
		return "works"
	case b.Overridable:
		return "**asks**"
	}
	return "fails"
}

// thunderbirdDiffers are the scenarios and protocols where it does what the page does not say.
var thunderbirdDiffers = map[string]string{
	"auth-two-lists smtp":  "it reads the line that begins with AUTH and a space, and not the one with AUTH=",
	"underscore-host pop3": underscore,
	"underscore-host smtp": underscore,
}

const underscore = "to Gecko a wildcard stands for a label with an underscore; the page has it refuse the name, as BoringSSL and OpenSSL do"

// notForThunderbird are those that this test cannot ask of it.
var notForThunderbird = map[string]string{
	"idn-host": "a user name beyond ASCII does not go through the settings as they are written here",
}

// TestThunderbird holds docs/personas.md against Debian's Thunderbird, which meets
// every certificate and TLS of the lab, and all else that is content or asked about
// there, by SMTP, POP3 and IMAP: it logs in, refuses with an error for which an
// exception can be added, or refuses for good. No password of its goes to a server that it refuses.
func TestThunderbird(t *testing.T) {
	t.Parallel()
	realmail.Tools(t, "thunderbird")
	column := thunderbirdColumn(t)
	names := []string{"incomplete-chain"} // first: no server has shown it the missing certificate yet
	for _, s := range scenario.All() {
		said := column[s.Name]
		switch strict := s.Group == scenario.Certificates || s.Group == scenario.TLS; {
		case otherwise[s.Name].reason != "":
		case s.Name == names[0], s.Group == scenario.Network, notForThunderbird[s.Name] != "": // the network of lab serve is this machine's
		case strict, strings.Contains(said, "asks"), said == "works / works":
			names = append(names, s.Name)
		}
	}
	s := serve(t, names...)
	m := thunderbird(t, s.CA)
	script := readAll(t, "testdata/thunderbird.js")
	ask := func(l lab, on leg) byThunderbird {
		host, at := job{leg: on}.at()
		port, err := strconv.Atoi(at)
		if err != nil || host != "127.0.0.1" { // where all names lead it
			t.Fatal(host, err)
		}
		var out byThunderbird
		m.do(t, "WebDriver:ExecuteAsyncScript", map[string]any{"sandbox": "system", "script": script, "args": []any{map[string]any{
			"protocol": on.Protocol, "host": on.Host, "port": port, "security": on.Security, "user": l.User, "password": l.Password, "patience": 120_000,
		}}}, &out)
		if out.Trouble != "" {
			t.Fatalf("%s, %s: %s", l.Name, on.Protocol, out.Trouble)
		}
		return out
	}
	held, cells := 0, map[string]int{}
	for _, name := range names {
		l := s.byName(t, name)
		send, fetch, _ := strings.Cut(column[name], " / ")
		for _, side := range []struct {
			leg
			said string
		}{{l.Send, send}, {l.Fetch, fetch}} {
			if side.said == "-" {
				continue
			}
			got := ask(l, side.leg)
			t.Logf("%-26s %-5s %-10s %-10s %+v", name, side.Protocol, side.said, got.cell(), got)
			want := side.said == got.cell() || side.said == "undecided" || side.said == "**in clear**" && got.cell() == "works"
			if why := thunderbirdDiffers[name+" "+side.Protocol]; (why == "") != want {
				t.Errorf("%s, %s: Thunderbird %s (%+v), and docs/personas.md says %s", name, side.Protocol, got.cell(), got, side.said)
			}
			held++
			cells[got.cell()]++
		}
	}
	// Once a server has shown the certificate that another leaves out, that one works.
	if l := s.byName(t, names[0]); ask(l, l.Send).cell() != "works" {
		t.Error("a missing certificate is not remembered: persona.Spares says otherwise")
	}
	for _, v := range s.stop(t) {
		if v.PasswordSent && v.ShouldRefuse != "" && !strings.Contains(column[v.Lab], "undecided") && thunderbirdDiffers[v.Lab+" "+v.Proto] == "" {
			t.Errorf("%s: the password went out: %+v", v.Lab, v)
		}
	}
	t.Logf("%d cells of %d scenarios held against Thunderbird: works %d, asks %d, fails %d", held, len(names), cells["works"], cells["**asks**"], cells["fails"])
}

// thunderbirdColumn is its cells of docs/personas.md, by scenario.
func thunderbirdColumn(t *testing.T) map[string]string {
	t.Helper()
	out, at := map[string]string{}, 0
	for line := range strings.Lines(readAll(t, "../../docs/personas.md")) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i, cell := range cells {
			if strings.TrimSpace(cell) == persona.Thunderbird {
				at = i
			}
		}
		if at > 0 && at < len(cells) {
			out[strings.TrimSpace(cells[0])] = strings.TrimSpace(cells[at])
		}
	}
	return out
}
