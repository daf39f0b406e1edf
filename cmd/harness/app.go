package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"harness/verify/clean"
	"harness/verify/render"
)

// app is what a command may touch of the world.
type app struct {
	ctx    context.Context // ends on Ctrl-C and SIGTERM
	stdin  io.Reader
	stdout io.Writer // the result
	stderr io.Writer // progress and errors
	getenv func(string) string
	now    func() time.Time
	locale func() string   // of the system's own settings, for where no variable says one; nil: unknown
	lang   string          // of errors and help: "en" or "ja"
	args   []string        // the command line
	given  map[string]bool // names of the flags on the command line

	interrupt *interruption // nil: nothing ends it but its end

	formats []render.Format // that --format takes, the usual one first
	refuser refuser         // of the form that was asked for; nil: faults go to stderr alone
}

// cli is the whole command line: one line a command.
type cli struct {
	Roundtrip  roundtripCmd  `cmd:"" help:"Send a letter to the account and fetch it back, as Gmail would."`
	Diagnose   diagnoseCmd   `cmd:"" help:"Find what to type instead, or what the server must mend; with or without a password."`
	Clean      cleanCmd      `cmd:"" help:"Find and remove test letters that earlier runs left in the mailbox."`
	Ticket     ticketCmd     `cmd:"" help:"Answer a customer's mail: a note for the desk and a reply to send."`
	Desk       deskCmd       `cmd:"" help:"A page for support: from the pasted mail to the reply, in a browser."`
	Lab        labCmd        `cmd:"" help:"The embedded lab of broken servers."`
	Cert       certCmd       `cmd:"" help:"What Gmail would say if this certificate were deployed."`
	Explain    explainCmd    `cmd:"" help:"From what the customer pasted (or a code) to the causes and the fix."`
	Profile    profileCmd    `cmd:"" help:"The hosting company's own profile."`
	Leaving    leavingCmd    `cmd:"" help:"Which mailboxes Gmail still fetches or sends for, from the servers' logs."`
	Forward    forwardCmd    `cmd:"" help:"Does mail that the host forwards to Gmail survive, and what to mend."`
	Autoconfig autoconfigCmd `cmd:"" help:"Which settings mail programs find for a domain by themselves, and whether they work."`
	Sweep      sweepCmd      `cmd:"" help:"Look at many accounts, domains or hosts; for pipelines and nightly checks."`
	Merge      mergeCmd      `cmd:"" help:"Put the results of several sweeps together."`
	Exporter   exporterCmd   `cmd:"" help:"Answer a Prometheus server about a list of targets."`
	Version    versionCmd    `cmd:"" help:"Print the version."`
	Completion completionCmd `cmd:"" help:"Write what bash, zsh, fish or PowerShell completes by."`
	Man        manCmd        `cmd:"" help:"Write the manual page, harness(1)."`
}

// exitCode ends the program with a code; the command has said why already.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// The exit codes.
const (
	exitWorks     exitCode = 0
	exitBroken    exitCode = 1
	exitUsage     exitCode = 2
	exitUndecided exitCode = 3
)

// usageError is wrong usage or settings: exit 2, with the way out.
type usageError struct {
	said  saying
	hints []saying
}

// saying is a sentence with values in it; its format is the key of its
// Japanese in japanese.go.
type saying struct {
	format string
	args   []any
}

// in is the sentence in a language.
func (s saying) in(lang string) string {
	format := s.format
	if lang == "ja" {
		format = cmp.Or(japanese()[format], format)
	}
	if len(s.args) == 0 {
		return format
	}
	return ownWords(fmt.Errorf(format, shown(s.args)...), lang)
}

// shown are values as a sentence may have them: what others chose is made safe, so
// that it adds no line and no control.
func shown(args []any) []any {
	out := slices.Clone(args)
	for i, a := range out {
		switch a := a.(type) {
		case string:
			out[i] = clean.Raw(a)
		case []string:
			out[i] = clean.Raws(a)
		case error:
			out[i] = shownError{a}
		}
	}
	return out
}

// shownError is an error with its words made safe.
type shownError struct{ error }

func (e shownError) Error() string { return clean.Line(e.error.Error()) }
func (e shownError) Unwrap() error { return e.error }

func (e *usageError) Error() string { return e.said.in("en") }
func (e *usageError) Unwrap() error { return errors.Unwrap(fmt.Errorf(e.said.format, e.said.args...)) }

// badUsage makes a usageError; hint may be empty.
func badUsage(hint, format string, args ...any) error {
	e := &usageError{said: saying{format, args}}
	if hint != "" {
		e.hints = append(e.hints, saying{format: hint})
	}
	return e
}

// hinted is a usageError whose hint has values in it.
func hinted(err error, format string, args ...any) error {
	var usage *usageError
	if !errors.As(err, &usage) {
		return err
	}
	return &usageError{said: usage.said, hints: append(slices.Clone(usage.hints), saying{format, args})}
}

// run is main with the world passed in.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out, errs, flush := guarded(stdout, stderr)
	defer flush()
	a := &app{ctx: ctx, stdin: stdin, stdout: out, stderr: errs, getenv: getenv, now: time.Now, locale: systemLocale, formats: render.Formats()}
	a.interrupt = &interruption{stop: stop, say: sayInterrupted(a), exit: os.Exit, limit: endLimit}
	defer a.interrupt.watch()()
	code := a.dispatch(args)
	if c := a.interrupt.code.Load(); c != 0 {
		return int(c)
	}
	return code
}

// guarded are the streams behind the last guard: what nobody cleaned is cleaned there.
func guarded(stdout, stderr io.Writer) (out, errs io.Writer, flush func()) {
	shown, told := clean.NewTerminal(stdout), clean.NewTerminal(stderr)
	return shown, told, func() { _ = errors.Join(shown.Flush(), told.Flush()) } // half a rune: the exit code stands
}

// dispatch parses, runs and turns the error into an exit code and its lines.
func (a *app) dispatch(args []string) int {
	a.lang = a.languageIn(args)
	if args = asFlags(args); len(args) == 0 {
		fmt.Fprint(a.stderr, start.In(a.lang))
		return int(exitUsage)
	}
	a.args, a.refuser = args, a.refuserIn(args)
	exited := -1
	parser, err := kong.New(commandsFor(args),
		kong.Name("harness"),
		kong.Description(about.In(a.lang)),
		kong.Writers(a.stdout, a.stderr),
		kong.Exit(func(code int) { exited = code; panic(kongExit{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.PostBuild(a.translate),
		kong.Help(a.help),
		kong.ShortUsageOnError(),
		helpVars(a.formats),
	)
	if err != nil {
		fmt.Fprintf(a.stderr, "harness: %s\n", clean.Raw(err.Error()))
		return int(exitUsage)
	}
	kctx, err := parse(parser, args)
	if exited >= 0 {
		return exited
	}
	if err == nil {
		a.given = givenFlags(kctx)
		err = kctx.Run(a)
	} else {
		err = badUsage("harness --help, harness COMMAND --help", "command line: %s", discreet(parser, args, err.Error()))
	}
	return a.exit(err)
}

// commandsFor is the grammar: a new cli, or only the named command of it.
// Building the grammar of all commands is a third of the CPU time of a trip.
func commandsFor(args []string) any {
	all := reflect.TypeFor[cli]()
	for i := range all.NumField() {
		if f := all.Field(i); len(args) > 0 && args[0] == strings.ToLower(f.Name) {
			return reflect.New(reflect.StructOf([]reflect.StructField{f})).Interface()
		}
	}
	return new(cli)
}

type kongExit struct{}

// parse keeps --help from running on into "missing arguments": kong calls
// Exit, which must not return.
func parse(p *kong.Kong, args []string) (ctx *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(kongExit); !ok {
				panic(r)
			}
		}
	}()
	return p.Parse(args)
}

// givenFlags are the names of the flags that stand on the command line,
// whatever their values.
func givenFlags(kctx *kong.Context) map[string]bool {
	given := map[string]bool{}
	for _, p := range kctx.Path {
		if p.Flag != nil {
			given[p.Flag.Name] = true
		}
	}
	return given
}

func (a *app) exit(err error) int {
	var code exitCode
	var usage *usageError
	switch {
	case err == nil:
		return int(exitWorks)
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &usage):
		fmt.Fprintf(a.stderr, "harness: %s\n", usage.said.in(a.lang))
		for _, h := range append(usage.hints, smaller(err)...) {
			fmt.Fprintf(a.stderr, "%s %s\n", hintWord.In(a.lang), h.in(a.lang))
		}
		return a.refused(usage.said.in(a.lang), exitUsage)
	case a.ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintf(a.stderr, "harness: %s\n", saying{format: "interrupted"}.in(a.lang))
		return int(exitUndecided)
	default:
		// The harness itself could not run: our side.
		why := clean.Line(strings.ReplaceAll(err.Error(), "\n", "; ")) // errors.Join has a line each
		fmt.Fprintf(a.stderr, "harness: %s\n", why)
		return a.refused(why, exitUndecided)
	}
}

// refused is the exit code of what could not be run, in the form's own way
// where it has one.
func (a *app) refused(why string, code exitCode) int {
	if a.refuser != nil {
		return a.refuser.Refuse(a.stdout, clean.Line(why))
	}
	return int(code)
}
