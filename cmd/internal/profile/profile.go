// Package profile is what a hosting company says about itself: its servers'
// names, where customers find things in its panels, how it greets and signs,
// its SPF include, where a domain's mail servers are looked up, and one test
// mailbox a server. Texts and advice take it in place of guessing.
//
// A profile is trusted as the command line is: it names commands and files.
// What comes out of a ticket never becomes more than one checked argument of
// such a command.
package profile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"harness/cmd/internal/bounded"
	"harness/verify/finding"
)

// Text is one text in the languages of the product. A text of one language
// alone stands for both.
type Text struct {
	EN string `yaml:"en"`
	JA string `yaml:"ja"`
}

// In is the text in a language, "" if there is none.
func (t Text) In(lang string) string {
	text := finding.Text(t).In(lang)
	if text == "" {
		text = t.EN + t.JA
	}
	return strings.TrimSpace(text)
}

// Profile is a hosting company.
type Profile struct {
	Name      string `yaml:"name"`
	Language  string `yaml:"language"`  // "en" or "ja": of replies to tickets whose language is neither; "" is en
	Greeting  Text   `yaml:"greeting"`  // the first lines of a reply
	Signature Text   `yaml:"signature"` // the last lines

	Servers   Servers   `yaml:"servers"`
	Panels    []Panel   `yaml:"panels"`
	Filter    Filter    `yaml:"foreign_login_filter"`
	Sender    Sender    `yaml:"sender"`
	Inventory Inventory `yaml:"inventory"`
	WaysOn    []Way     `yaml:"ways_on"` // what customers may use when Gmail's features have ended, best first; none: all
	Tests     []Account `yaml:"test_accounts"`
}

// Servers are the company's own mail servers: such a name needs nobody's
// confirmation.
type Servers struct {
	Names    []string `yaml:"names"`    // host names
	Patterns []string `yaml:"patterns"` // "*" stands for one label or a part of it: "sv*.hoster.example"
}

// Panel says where customers of one product find things.
type Panel struct {
	Product    string `yaml:"product"`
	ServerName Text   `yaml:"server_name"` // the name of their mail server
	Password   Text   `yaml:"password"`    // where a mailbox's password is set anew
	Forwarding Text   `yaml:"forwarding"`
	DNS        Text   `yaml:"dns"` // where SPF and other records are edited
}

// Filter is a block of logins from abroad, which stops Gmail's servers.
type Filter struct {
	Exists bool `yaml:"exists"`
	Switch Text `yaml:"switch"` // where it is switched off
}

// Sender is what bears on mail that the company's servers send.
type Sender struct {
	SPFInclude string   `yaml:"spf_include"` // a domain
	Outbound   []string `yaml:"outbound"`    // addresses or networks that mail leaves from
}

// Inventory tells the mail servers of a customer's domain.
type Inventory struct {
	Command []string `yaml:"command"` // argv; the argument "{domain}" is the customer's domain
	File    string   `yaml:"file"`    // lines "DOMAIN SMTPHOST[:PORT] POPHOST[:PORT]"
}

// Way is a way on from January 2027.
type Way string

// The ways.
const (
	Forwarding  Way = "forwarding"   // the company forwards to the Gmail address
	GmailApp    Way = "gmail-app"    // the Gmail app with IMAP and SMTP
	MailProgram Way = "mail-program" // a mail program on a computer
	Webmail     Way = "webmail"      // the company's own
)

// allWays are all of them, in the order in which they are offered where a profile
// says nothing.
func allWays() []Way { return []Way{GmailApp, MailProgram, Forwarding, Webmail} }

// Account is a test mailbox on one of the company's servers. Its password is
// named, and never stands in the profile.
type Account struct {
	Server       string `yaml:"server"` // a host name, or a pattern of them
	Address      string `yaml:"address"`
	Login        string `yaml:"login"` // "": the address
	PasswordFile string `yaml:"password_file"`
	PasswordEnv  string `yaml:"password_env"`
}

// Parse reads a profile. Whatever is wrong with it is one error with all
// problems; the lines named are those of the file.
func Parse(data []byte) (*Profile, error) {
	p := &Profile{}
	if err := bounded.YAML(data); err != nil {
		return nil, Problems{{Key: "", What: err.Error()}}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if err := bounded.Decode(data, p); err != nil {
		return nil, inYAML(err)
	}
	if problems := p.check(); len(problems) > 0 {
		return nil, problems
	}
	return p, nil
}

// inYAML says where the form is wrong. The line is named and not shown, nor is
// the library's own sentence, which quotes it: a password that somebody wrote
// there must not come out in an error.
func inYAML(err error) error {
	var at yaml.Error
	if !errors.As(err, &at) || at.GetToken() == nil {
		return Problems{{Key: "", What: "a value is not of the form that its key takes"}}
	}
	where := fmt.Sprintf("line %d", at.GetToken().Position.Line)
	var unknown *yaml.UnknownFieldError
	switch {
	case errors.As(err, &unknown) && strings.Contains(strings.ToLower(at.GetToken().Value), "password"):
		return Problems{{where, "passwords do not belong into a profile: password_file: FILE, or password_env: VARIABLE"}}
	case errors.As(err, &unknown):
		return Problems{{where, "the key is not known"}}
	}
	return Problems{{where, "not readable as YAML, or a value is not of the form that its key takes"}}
}

// Problem is one thing that is wrong with a profile.
type Problem struct {
	Key  string // "servers.patterns[1]", or "line 7"
	What string
}

// Problems are everything that is wrong.
type Problems []Problem

func (p Problems) Error() string {
	var lines []string
	for _, one := range p {
		lines = append(lines, strings.TrimPrefix(one.Key+": "+one.What, ": "))
	}
	return strings.Join(lines, "\n")
}
