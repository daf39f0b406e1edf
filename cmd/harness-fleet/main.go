// Command harness-fleet sweeps with many machines, by way of a NATS server.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"harness/cmd/internal/fleet"
	"harness/verify/clean"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// app is what a command may touch of the world.
type app struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	lang           string
}

type cli struct {
	Plan    planCmd    `cmd:"" help:"Group a list by mail server and hand it to the workers."`
	Work    workCmd    `cmd:"" help:"Take groups of targets and look at them, until all have results."`
	Collect collectCmd `cmd:"" help:"Write each result once, and the summary."`
	Status  statusCmd  `cmd:"" help:"Say how far the run is."`
	Serve   serveCmd   `cmd:"" help:"Be the server of a fleet that has none, until it is interrupted."`
}

const about = `Sweeps with many machines: plan hands a list to a NATS server with JetStream, work looks (on as many
machines as you like), collect writes each result once.

Exit codes: 0 passed, 1 failed (collect --fail-on), 2 wrong usage, 3 undecided or not run, 130 interrupted.`

const aboutJA = `多数のマシンで一括検査を行います。plan はリストを NATS サーバー（JetStream）に渡し、work が（何台でも）調べ、collect が結果を 1 件ずつ 1 回だけ書き出します。

終了コード: 0 合格、1 不合格（collect --fail-on）、2 指定の誤り、3 判定できない、または実行できない、130 中断。`

// usageError is wrong usage: exit 2.
type usageError struct{ error }

func badUsage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// exitCode ends the program with a code; the command has said why already.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit %d", int(e)) }

type exited struct{ code int }

// run is main with the world passed in.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) (code int) {
	out, errs := clean.NewTerminal(stdout), clean.NewTerminal(stderr)
	defer func() { _ = errors.Join(out.Flush(), errs.Flush()) }()
	a := &app{ctx: ctx, stdin: stdin, stdout: out, stderr: errs, getenv: getenv, lang: langOf(args, getenv)}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case exited:
			code = e.code
		default:
			panic(e)
		}
	}()
	description := about
	if a.lang == "ja" {
		description = aboutJA
	}
	parser, err := kong.New(&cli{}, kong.Name("harness-fleet"), kong.Description(description), kong.Writers(out, errs),
		kong.Exit(func(code int) { panic(exited{code}) }), kong.PostBuild(a.translate), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintf(a.stderr, "harness-fleet: %s\n", clean.Line(err.Error()))
		return 2
	}
	k, err := parser.Parse(args)
	if err != nil {
		err = usageError{err}
	} else {
		err = k.Run(a)
	}
	return a.exit(err)
}

func (a *app) exit(err error) int {
	var coded exitCode
	var wrong usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &coded):
		return int(coded)
	case a.ctx.Err() != nil:
		a.say("interrupted")
		return 130
	case errors.As(err, &wrong), errors.Is(err, fleet.ErrName), errors.Is(err, fleet.ErrPlanned), errors.Is(err, fleet.ErrNoPlan), errors.Is(err, fleet.ErrLetters):
		a.say("%s", a.word(err.Error()))
		return 2
	}
	a.say("%s", err.Error())
	return 3
}

// say tells on standard error; what others chose is made safe.
func (a *app) say(format string, args ...any) {
	fmt.Fprintf(a.stderr, "harness-fleet: %s\n", clean.Line(fmt.Sprintf(a.word(format), args...)))
}

// langOf is the language that is asked for.
func langOf(args []string, getenv func(string) string) string {
	for i, arg := range args {
		if name, ok := strings.CutPrefix(arg, "--lang="); ok {
			return name
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range []string{"HARNESS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if strings.HasPrefix(v, "ja") {
				return "ja"
			}
			return "en"
		}
	}
	return "en"
}

// ticking says something every so often until stop is called.
func (a *app) ticking(every time.Duration, what func() string) (stop func()) {
	ticker, ended, over := time.NewTicker(every), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for {
			select {
			case <-ticker.C:
				a.say("%s", what())
			case <-ended:
				return
			}
		}
	}()
	return func() { ticker.Stop(); close(ended); <-over }
}
