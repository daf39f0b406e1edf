package main

import (
	"errors"
	"strings"

	"harness/client/account"
	"harness/client/hostname"
	"harness/cmd/internal/bounded"
	"harness/cmd/internal/job"
	"harness/cmd/internal/ticket"
	"harness/verify/certs/pemfile"
	"harness/verify/finding"
	"harness/verify/spelling"
)

// text is what is said to a person, in both languages.
type text = finding.Text

// spoken is --lang, the same for every command.
type spoken struct {
	Lang string `yaml:"-" placeholder:"en|ja" help:"Language of the texts; by default $HARNESS_LANG, else the locale's." group:"output"`
}

func (s spoken) checkLang() error { return oneOf("--lang", s.Lang, "en", "ja") }

// lang is the language asked for.
func (s spoken) lang(a *app) string {
	switch {
	case s.Lang != "":
		return s.Lang
	case a.lang != "":
		return a.lang
	}
	return a.language()
}

// language is that of the texts where --lang does not name one: HARNESS_LANG,
// else the locale's (POSIX order), else what the system's own settings say.
func (a *app) language() string {
	for _, name := range []string{"HARNESS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := a.getenv(name); v != "" {
			return languageOf(v)
		}
	}
	if a.locale == nil {
		return "en"
	}
	return languageOf(a.locale())
}

// languageOf is the language of a locale. Japanese is ja, ja_JP.UTF-8, ja-JP,
// and Japanese_Japan.932 on Windows.
func languageOf(locale string) string {
	name := strings.ToLower(locale)
	if i := strings.IndexAny(name, "_.@-"); i >= 0 {
		name = name[:i]
	}
	if name == "ja" || name == "japanese" {
		return "ja"
	}
	return "en"
}

// languageIn is the language that a command line asks for, before it was
// parsed: for its own errors and help.
func (a *app) languageIn(args []string) string {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && (value == "en" || value == "ja") {
			return value
		}
	}
	return a.language()
}

// ownErrors are the sentences of packages below.
var ownErrors = []error{
	account.ErrPort, account.ErrSecurity, account.ErrNeedsSecurity, account.ErrCredentials, account.ErrAddress,
	hostname.ErrName, job.ErrNamesNothing, job.ErrNobody, job.ErrNothing, ticket.ErrEmpty,
}

// ownWords is an error with this project's own sentences in a language; what
// others say, an operating system or a library, stays as they say it.
func ownWords(err error, lang string) string {
	said := err.Error()
	if lang != "ja" {
		return said
	}
	for _, known := range append(ownErrors, bounded.Errors()...) {
		if ja, ok := japanese()[known.Error()]; ok && errors.Is(err, known) {
			said = strings.Replace(said, known.Error(), ja, 1)
		}
	}
	var slip *account.SlipError
	if errors.As(err, &slip) && slip.Meant != "" {
		said = strings.Replace(said, slip.Asks(), saying{"did you mean %s?", []any{slip.Meant}}.in(lang), 1)
	}
	var damage *pemfile.Damage
	if errors.As(err, &damage) {
		said = strings.Replace(said, damage.Error(), damage.In(lang), 1)
	}
	var large *bounded.TooLarge
	if errors.As(err, &large) {
		size := strings.TrimPrefix(large.Limit(), "larger than ")
		said = strings.Replace(said, large.Limit(), saying{"larger than %s", []any{size}}.in(lang), 1)
	}
	return said
}

// nearest is the word that a slip of the fingers may have meant, "" if none is
// near: at most two letters off, or one in short words.
func nearest(word string, known []string) string {
	best, least := "", 3
	if len(word) < 5 {
		least = 2
	}
	for _, k := range known {
		if d := spelling.Distance(strings.ToLower(word), k); d < least {
			best, least = k, d
		}
	}
	return best
}

// meant adds the word that was probably meant, "" none.
func meant(err error, word string) error {
	if word == "" {
		return err
	}
	return hinted(err, "did you mean %s?", word)
}

// slip is the code that a word with hyphens was meant to be, "" if it is none.
func slip(word string) string {
	word = strings.ToLower(strings.TrimSpace(word))
	if !strings.Contains(word, "-") || strings.ContainsAny(word, " .:/\n") {
		return ""
	}
	var codes []string
	for _, doc := range finding.All() {
		codes = append(codes, string(doc.Code))
	}
	return nearest(word, codes)
}
