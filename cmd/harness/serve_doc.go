package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/fixtures/labs"
	"harness/verify/clean"
)

// serveSchema is the number of the form of serveDoc.
const serveSchema = 1

// serveDoc is what `lab serve --json` prints once everything listens.
type serveDoc struct {
	Schema  int        `json:"schema"`
	Command string     `json:"command"`
	Dir     string     `json:"dir"`
	CA      string     `json:"ca"` // PEM file: the only root to trust
	Labs    []serveLab `json:"labs"`
}

// serveLab is one scenario.
type serveLab struct {
	Name      string          `json:"name"`
	Story     string          `json:"story"`
	Expect    labExpect       `json:"expect"`
	DNS       string          `json:"dns"`   // name server of this scenario, UDP and TCP
	Hosts     string          `json:"hosts"` // file in the form of /etc/hosts
	Zone      string          `json:"zone"`  // file in master file form
	Address   string          `json:"address"`
	User      string          `json:"user"`
	Password  string          `json:"password"`
	Send      serveLeg        `json:"send"` // as the customer typed it
	Fetch     serveLeg        `json:"fetch"`
	Right     *serveLegs      `json:"right"` // what works instead; null: nothing that one can type
	Endpoints []serveEndpoint `json:"endpoints"`
}

// serveLegs are both servers of an account.
type serveLegs struct {
	Send  serveLeg `json:"send"`
	Fetch serveLeg `json:"fetch"`
}

// serveLeg is one server as typed, and where it is.
type serveLeg struct {
	Protocol string   `json:"protocol"` // smtp, pop3, imap
	Host     string   `json:"host"`
	Port     uint16   `json:"port"`
	Security string   `json:"security"` // tls (STARTTLS), ssl (TLS at once), stls, plain
	Connect  []string `json:"connect"`  // in the order of the DNS answer; empty: the name leads nowhere
}

// serveEndpoint is one port of one host.
type serveEndpoint struct {
	Host    string `json:"host"`
	Address string `json:"address"` // in the story
	Speaks  string `json:"speaks"`
	Connect string `json:"connect"`
}

func legs(l *labs.Lab, acc account.Account) serveLegs {
	leg := func(proto evidence.Proto, s account.Server) serveLeg {
		out := serveLeg{Protocol: string(proto), Host: s.Host, Port: s.Port, Security: string(s.Security)}
		for _, at := range l.Connect(s.Host, s.Port) {
			out.Connect = append(out.Connect, at.String())
		}
		return out
	}
	return serveLegs{Send: leg(evidence.SMTP, acc.SMTP), Fetch: leg(cmp.Or(acc.Over, evidence.POP3), acc.POP)}
}

// stories is how many scenarios are told in full.
const stories = 5

// text is the document for people.
func (d serveDoc) text(w io.Writer, kept bool) error {
	var b strings.Builder
	end := "removed at the end"
	if kept {
		end = "kept"
	}
	fmt.Fprintf(&b, "The lab stands on loopback until Ctrl-C: %d %s.\n", len(d.Labs), plural(len(d.Labs), "scenario"))
	name := "NAME"
	if len(d.Labs) == 1 {
		name = d.Labs[0].Name
	}
	fmt.Fprintf(&b, "Files in %s (%s):\n", d.Dir, end)
	fmt.Fprintf(&b, "  %s  the only root to trust\n", labs.CAFile)
	fmt.Fprintf(&b, "  %s/%s  its names in the form of /etc/hosts\n", name, labs.HostsFile)
	fmt.Fprintf(&b, "  %s/%s  its zone in master file form\n", name, labs.ZoneFile)
	for i, l := range d.Labs {
		if i == 0 {
			fmt.Fprintf(&b, "Password of all accounts: %s\n", l.Password)
		}
		l.text(&b, len(d.Labs) <= stories)
	}
	fmt.Fprintf(&b, "\nEvery visit gets a line on stderr; LEAK: credentials sent to a server that had to be refused.\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func (l serveLab) text(b *strings.Builder, full bool) {
	fmt.Fprintf(b, "\n%s\n", l.Name)
	if full {
		fmt.Fprintf(b, "  %s\n", l.Story)
	}
	fmt.Fprintf(b, "  user   %s\n  dns    %s\n", clean.Line(l.User), l.DNS)
	serveLegs{l.Send, l.Fetch}.text(b, "")
	if l.Right != nil {
		l.Right.text(b, "right: ")
	}
	if !full {
		return
	}
	switch {
	case len(l.Expect.Codes) > 0:
		fmt.Fprintf(b, "  harness finds: %s\n", strings.Join(l.Expect.Codes, ", "))
	default:
		b.WriteString("  harness finds nothing wrong\n")
	}
	b.WriteString("  all ports:\n")
	for _, e := range l.Endpoints {
		fmt.Fprintf(b, "    %s %s -> %s %s\n", clean.Line(e.Host), e.Address, e.Connect, e.Speaks)
	}
}

func (l serveLegs) text(b *strings.Builder, prefix string) {
	for _, leg := range []struct {
		name string
		serveLeg
	}{{"send ", l.Send}, {"fetch", l.Fetch}} {
		to := strings.Join(leg.Connect, ", ")
		if to == "" {
			to = "nothing: the name has no address here, or nobody is at the port"
		}
		fmt.Fprintf(b, "  %s  %s%s:%d %s -> %s\n", leg.name, prefix, clean.Line(leg.Host), leg.Port, leg.Security, to)
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}
