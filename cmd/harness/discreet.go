package main

import (
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

const notShown = "(not shown)"

// discreet is the message of a parse error without what may be a password:
// values of --password..., and words that belong to no flag. A message that
// cannot be cleaned of them is replaced.
func discreet(p *kong.Kong, args []string, message string) string {
	for _, word := range loose(p, args) {
		message = strings.ReplaceAll(message, `"`+word+`"`, notShown)
		message = strings.ReplaceAll(message+" ", " "+word+" ", " "+notShown+" ")
		message = strings.TrimSuffix(strings.ReplaceAll(message, " "+word+",", " "+notShown+","), " ")
		if len(word) > 3 && strings.Contains(message, word) {
			return "wrong arguments, not repeated here: a password may be among them"
		}
	}
	return message
}

// loose are the words of a command line that may be passwords. Only commands
// that take one are looked at: elsewhere a slip is shown.
func loose(p *kong.Kong, args []string) []string {
	if len(args) == 0 {
		return nil
	}
	at := slices.IndexFunc(p.Model.Children, func(n *kong.Node) bool { return n.Name == args[0] })
	if at < 0 {
		return nil
	}
	takesValue := map[string]bool{}
	for _, f := range p.Model.Children[at].Flags {
		takesValue["--"+f.Name] = !f.IsBool()
	}
	if _, ok := takesValue["--password-stdin"]; !ok {
		return nil
	}
	var words []string
	for i, arg := range args[1:] {
		flag, value, equals := strings.Cut(arg, "=")
		switch {
		case strings.HasPrefix(arg, "--password") && equals && value != "":
			words = append(words, value)
		case !strings.HasPrefix(flag, "-") && arg != "" && !takesValue[args[i]]:
			words = append(words, arg)
		}
	}
	return words
}
