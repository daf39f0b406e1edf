// Package labserve is what is told of the lab while it stands for other mail
// clients: what there is to connect to, and what each visit was worth. It starts
// nothing, see fixtures/labs.
package labserve

import (
	"cmp"
	"fmt"
	"io"
	"net/netip"
	"path/filepath"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/fixtures/labs"
	"harness/fixtures/scenario"
	"harness/verify/clean"
)

// DocSchema is the number of the form of Doc.
const DocSchema = 1

// Doc is what `lab serve --json` prints once everything listens.
type Doc struct {
	Schema  int    `json:"schema"`
	Command string `json:"command"`
	Dir     string `json:"dir"`
	CA      string `json:"ca"` // PEM file: the only root to trust
	Labs    []lab  `json:"labs"`
}

// lab is one scenario.
type lab struct {
	Name      string     `json:"name"`
	Story     string     `json:"story"`
	Expect    expect     `json:"expect"`
	DNS       string     `json:"dns"`   // name server of this scenario, UDP and TCP
	Hosts     string     `json:"hosts"` // file in the form of /etc/hosts
	Zone      string     `json:"zone"`  // file in master file form
	Address   string     `json:"address"`
	User      string     `json:"user"`
	Password  string     `json:"password"`
	Send      leg        `json:"send"` // as the customer typed it
	Fetch     leg        `json:"fetch"`
	Right     *both      `json:"right"` // what works instead; null: nothing that one can type
	Endpoints []endpoint `json:"endpoints"`
}

// both are both servers of an account.
type both struct {
	Send  leg `json:"send"`
	Fetch leg `json:"fetch"`
}

// leg is one server as typed, and where it is.
type leg struct {
	Protocol string   `json:"protocol"` // smtp, pop3, imap
	Host     string   `json:"host"`
	Port     uint16   `json:"port"`
	Security string   `json:"security"` // tls (STARTTLS), ssl (TLS at once), stls, plain
	Connect  []string `json:"connect"`  // in the order of the DNS answer; empty: the name leads nowhere
}

// endpoint is one port of one host.
type endpoint struct {
	Host    string `json:"host"`
	Address string `json:"address"` // in the story
	Speaks  string `json:"speaks"`
	Connect string `json:"connect"`
}

func legsOf(l *labs.Lab, acc account.Account) both {
	leg := func(proto evidence.Proto, s account.Server) leg {
		out := leg{Protocol: string(proto), Host: s.Host, Port: s.Port, Security: string(s.Security)}
		for _, at := range l.Connect(s.Host, s.Port) {
			out.Connect = append(out.Connect, at.String())
		}
		return out
	}
	return both{Send: leg(evidence.SMTP, acc.SMTP), Fetch: leg(cmp.Or(acc.Over, evidence.POP3), acc.POP)}
}

// Describe gathers what there is to connect to; dir is where the set's files
// stand.
func Describe(set *labs.Set, dir string) Doc {
	d := Doc{Schema: DocSchema, Command: "lab serve", Dir: dir, CA: filepath.Join(dir, labs.CAFile), Labs: []lab{}}
	for _, l := range set.Labs {
		e, typed := EntryOf(l.Scenario), legsOf(l, l.Account)
		s := lab{
			Name: e.Name, Story: e.Story, Expect: e.Expect,
			DNS:     l.Resolver.String(),
			Hosts:   filepath.Join(dir, e.Name, labs.HostsFile),
			Zone:    filepath.Join(dir, e.Name, labs.ZoneFile),
			Address: l.Account.Address, User: l.Account.SMTP.Login, Password: scenario.Password,
			Send: typed.Send, Fetch: typed.Fetch,
		}
		if l.Right != nil {
			right := legsOf(l, *l.Right)
			s.Right = &right
		}
		for _, p := range l.Ports {
			s.Endpoints = append(s.Endpoints, endpoint{
				Host: p.Host, Address: p.Addr.String(), Speaks: string(p.Speaks), Connect: p.Connect.String(),
			})
		}
		d.Labs = append(d.Labs, s)
	}
	return d
}

// stories is how many scenarios are told in full.
const stories = 5

// place tells where it stands: a lab that others can reach says so.
func (d Doc) place() string {
	for _, l := range d.Labs {
		if at, err := netip.ParseAddrPort(l.DNS); err == nil && !at.Addr().IsLoopback() {
			return " at " + at.Addr().String() + ", where others can reach it,"
		}
	}
	return " on loopback"
}

// WriteText is the document for people; kept: the files stay.
func (d Doc) WriteText(w io.Writer, kept bool) error {
	var b strings.Builder
	end := "removed at the end"
	if kept {
		end = "kept"
	}
	fmt.Fprintf(&b, "The lab stands%s until Ctrl-C: %d %s.\n", d.place(), len(d.Labs), plural(len(d.Labs), "scenario"))
	name := clean.Raw("NAME")
	if len(d.Labs) == 1 {
		name = clean.Raw(d.Labs[0].Name)
	}
	fmt.Fprintf(&b, "Files in %s (%s):\n", clean.Raw(d.Dir), end)
	fmt.Fprintf(&b, "  %s  the only root to trust\n", labs.CAFile)
	fmt.Fprintf(&b, "  %s/%s  its names in the form of /etc/hosts\n", name, labs.HostsFile)
	fmt.Fprintf(&b, "  %s/%s  its zone in master file form\n", name, labs.ZoneFile)
	for i, l := range d.Labs {
		if i == 0 {
			fmt.Fprintf(&b, "Password of all accounts: %s\n", clean.Raw(l.Password))
		}
		l.text(&b, len(d.Labs) <= stories)
	}
	fmt.Fprintf(&b, "\nEvery visit gets a line on stderr; LEAK: credentials sent to a server that had to be refused.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (l lab) text(b *strings.Builder, full bool) {
	fmt.Fprintf(b, "\n%s\n", clean.Raw(l.Name))
	if full {
		fmt.Fprintf(b, "  %s\n", clean.Raw(l.Story))
	}
	fmt.Fprintf(b, "  user   %s\n  dns    %s\n", clean.Raw(l.User), clean.Raw(l.DNS))
	both{l.Send, l.Fetch}.text(b, "")
	if l.Right != nil {
		l.Right.text(b, "right: ")
	}
	if !full {
		return
	}
	switch {
	case len(l.Expect.Codes) > 0:
		fmt.Fprintf(b, "  harness finds: %s\n", clean.Raw(strings.Join(l.Expect.Codes, ", ")))
	default:
		b.WriteString("  harness finds nothing wrong\n")
	}
	b.WriteString("  all ports:\n")
	for _, e := range l.Endpoints {
		fmt.Fprintf(b, "    %s %s -> %s %s\n", clean.Raw(e.Host), clean.Raw(e.Address), clean.Raw(e.Connect), clean.Raw(e.Speaks))
	}
}

func (l both) text(b *strings.Builder, prefix string) {
	for _, leg := range []struct {
		name clean.Raw
		leg
	}{{"send ", l.Send}, {"fetch", l.Fetch}} {
		to := strings.Join(leg.Connect, ", ")
		if to == "" {
			to = "nothing: the name has no address here, or nobody is at the port"
		}
		fmt.Fprintf(b, "  %s  %s%s:%d %s -> %s\n", leg.name, prefix, clean.Raw(leg.Host), leg.Port, clean.Raw(leg.Security), clean.Raw(to))
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}
