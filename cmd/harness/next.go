package main

import (
	"fmt"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/verify/finding"
	"harness/verify/report"
)

// Flags of a command line that are not repeated in the command to run next:
// where its result went, and how it was shown.
var (
	notAgain      = []string{"-v", "--verbose", "--details"}
	notAgainValue = []string{"--save", "--output", "--format"}
)

// nextCommand is a command line to run next: the given one with another
// command's name, more flags, and every word quoted for a shell. Passwords are
// in no command line.
func nextCommand(args []string, command string, more ...string) string {
	words := []string{"harness", command}
	for i := 1; i < len(args); i++ {
		name, _, valued := strings.Cut(args[i], "=")
		switch {
		case slices.Contains(notAgain, args[i]):
		case slices.Contains(notAgainValue, name):
			if !valued {
				i++
			}
		default:
			words = append(words, args[i])
		}
	}
	words = append(words, more...)
	return shellLine(words...)
}

// shellLine is a command line as a shell reads it back into the words.
func shellLine(words ...string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = shellWord(w)
	}
	return strings.Join(quoted, " ")
}

// shellWord quotes a word where a shell would read more into it.
func shellWord(w string) string {
	safe := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("@%+=:,./_-", r)
	}
	if w != "" && strings.IndexFunc(w, func(r rune) bool { return !safe(r) }) < 0 {
		return w
	}
	return "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
}

// afterTrip is what to run after a round trip: the diagnosis of the same
// settings, where other settings may help. One that logs in again with a login
// that was refused helps nobody.
func afterTrip(args []string, r *report.Report) string {
	helps := false
	for _, it := range r.Findings {
		helps = helps || it.Severity == finding.Broken && finding.OtherServerMayHelp(it.Code)
	}
	if r.Outcome == report.Works || !helps {
		return ""
	}
	var more []string
	for _, l := range r.Legs {
		if l.Guessed == "" {
			continue // it stands in the command line, the file or the lab
		}
		flag := "--smtp"
		if l.Leg == evidence.FetchLeg {
			flag = "--pop"
		}
		if hostname.Is(l.Host) {
			more = append(more, flag, fmt.Sprintf("%s:%d", l.Host, l.Port))
		}
	}
	return nextCommand(args, "diagnose", more...)
}
