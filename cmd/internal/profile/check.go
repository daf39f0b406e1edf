package profile

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"harness/client/account"
	"harness/client/hostname"
)

// check looks over what the form alone does not say.
func (p *Profile) check() Problems {
	var out Problems
	wrong := func(key, format string, args ...any) { out = append(out, Problem{key, fmt.Sprintf(format, args...)}) }
	if strings.TrimSpace(p.Name) == "" {
		wrong("name", "is missing: the company's name")
	}
	if p.Language != "" && p.Language != "en" && p.Language != "ja" {
		wrong("language", "takes en or ja")
	}
	for i, name := range p.Servers.Names {
		if _, err := hostName(name); err != nil {
			wrong(fmt.Sprintf("servers.names[%d]", i), "%q is no host name", name)
		}
	}
	for i, pattern := range p.Servers.Patterns {
		if what := badPattern(pattern); what != "" {
			wrong(fmt.Sprintf("servers.patterns[%d]", i), "%q %s", pattern, what)
		}
	}
	for i, panel := range p.Panels {
		if strings.TrimSpace(panel.Product) == "" && len(p.Panels) > 1 {
			wrong(fmt.Sprintf("panels[%d].product", i), "is missing: with more than one panel each needs its product's name")
		}
	}
	if p.Sender.SPFInclude != "" {
		if _, err := hostName(p.Sender.SPFInclude); err != nil {
			wrong("sender.spf_include", "%q is no domain: write what stands behind \"include:\"", p.Sender.SPFInclude)
		}
	}
	for i, text := range p.Sender.Outbound {
		if _, err := netip.ParseAddr(text); err == nil {
			continue
		}
		if _, err := netip.ParsePrefix(text); err != nil {
			wrong(fmt.Sprintf("sender.outbound[%d]", i), "%q is neither an address nor a network such as 192.0.2.0/24", text)
		}
	}
	for i, way := range p.WaysOn {
		if !slices.Contains(allWays(), way) {
			wrong(fmt.Sprintf("ways_on[%d]", i), "%q is not known: forwarding, gmail-app, mail-program, webmail", way)
		}
	}
	out = append(out, p.Inventory.check()...)
	for i, a := range p.Tests {
		out = append(out, a.check(fmt.Sprintf("test_accounts[%d]", i))...)
	}
	return out
}

func (v Inventory) check() (out Problems) {
	if len(v.Command) > 0 && v.File != "" {
		out = append(out, Problem{"inventory", "takes a command or a file, not both"})
	}
	if len(v.Command) == 0 {
		return out
	}
	if strings.TrimSpace(v.Command[0]) == "" || v.Command[0] == domainArgument {
		out = append(out, Problem{"inventory.command[0]", "must be a program"})
	}
	places := 0
	for i, arg := range v.Command[1:] {
		switch {
		case arg == domainArgument:
			places++
		case strings.Contains(arg, domainArgument):
			out = append(out, Problem{fmt.Sprintf("inventory.command[%d]", i+1), "{domain} must be an argument of its own: no shell and no quoting stand between"})
		}
	}
	if places != 1 {
		out = append(out, Problem{"inventory.command", "needs the argument {domain} once"})
	}
	return out
}

func (a Account) check(key string) (out Problems) {
	wrong := func(name, format string, args ...any) {
		out = append(out, Problem{key + "." + name, fmt.Sprintf(format, args...)})
	}
	if strings.Contains(a.Server, "*") {
		if what := badPattern(a.Server); what != "" {
			wrong("server", "%q %s", a.Server, what)
		}
	} else if _, err := hostName(a.Server); err != nil {
		wrong("server", "%q is no host name", a.Server)
	}
	if _, err := account.ParseAddress(a.Address); err != nil {
		wrong("address", "%q is no mail address", a.Address)
	}
	if (a.PasswordFile == "") == (a.PasswordEnv == "") {
		wrong("password_file", "one of password_file and password_env names where the password is")
	}
	return out
}

// hostName is a name in normal form: a whole one, with a dot, and no address.
func hostName(text string) (string, error) {
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return "", hostname.ErrName // the reader of dialogs takes white space away; here nobody typed it
	}
	host, err := hostname.Normal(text)
	if err != nil {
		return "", err
	}
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") || strings.HasPrefix(host, "-") {
		return "", hostname.ErrName
	}
	return host, nil
}

// badPattern says what is wrong with a pattern, "" if nothing is. The part
// behind the stars must be a domain that somebody registered: a pattern for
// everybody's names would make strangers the company's own.
func badPattern(pattern string) string {
	if strings.Count(pattern, "*") == 0 {
		return "has no *: it belongs under servers.names"
	}
	filled, err := hostname.Normal(strings.ReplaceAll(pattern, "*", "x"))
	if err != nil {
		return "is no pattern of host names"
	}
	labels := strings.Split(filled, ".")
	stars := strings.Split(pattern, ".")
	fixed := len(stars)
	for fixed > 0 && !strings.Contains(stars[fixed-1], "*") {
		fixed--
	}
	tail := strings.Join(labels[fixed:], ".")
	if tail == "" {
		return "covers other people's names: behind the last * must stand a domain of your own"
	}
	if hostname.Registrable(tail) == "" {
		return "covers other people's names: behind the last * must stand a domain of your own"
	}
	return ""
}
