package client

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"harness/client/account"
	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/letter"
	"harness/client/persona"
	"harness/client/wire"
)

// ErrNoRoots says that Options name no trusted roots: without them nothing
// could be verified.
var ErrNoRoots = errors.New("no trusted roots given")

// prepare checks what was given, fills in the persona's defaults and writes the
// letter. Nothing is asked or opened.
func prepare(acc account.Account, opt Options) (*trip, error) {
	if opt.Persona.Name == "" {
		opt.Persona = persona.Usual(acc.Over)
	}
	opt = opt.withDefaults()
	if opt.Roots == nil {
		return nil, ErrNoRoots
	}
	if !slices.Contains([]evidence.LegName{"", evidence.SendLeg, evidence.FetchLeg}, opt.Only) {
		return nil, fmt.Errorf("only %q: not send or fetch", opt.Only)
	}
	acc.Over = opt.Persona.Fetch.Proto
	acc = acc.WithDefaults()
	if err := acc.Check(opt.Only); err != nil {
		return nil, err
	}
	t := &trip{acc: acc, opt: opt, started: opt.Now().UTC()}
	t.plan = opt.Plan(func(host string) { t.progress("look up", host) })
	t.from, _ = account.ParseAddress(acc.Address) // Check has parsed both
	t.to, _ = account.ParseAddress(acc.To)
	if t.asked(evidence.SendLeg) && !opt.NoLetter {
		var token [16]byte
		rand.Read(token[:]) // never fails: crypto/rand ends the program itself
		t.token = hex.EncodeToString(token[:])
		t.letter = letter.Write(letter.Spec{From: t.from, To: t.to, Token: t.token, Sent: opt.Now(), Torture: opt.Torture})
	}
	return t, nil
}

// withDefaults fills in the persona's.
func (opt Options) withDefaults() Options {
	if opt.Persona.Name == "" {
		opt.Persona = persona.Usual("")
	}
	if opt.Timeout <= 0 {
		opt.Timeout = opt.Persona.Step
	}
	if opt.Wait <= 0 {
		opt.Wait = opt.Persona.LetterWait
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Hello == "" {
		opt.Hello = opt.Persona.Hello
	}
	if opt.Pacer == nil {
		opt.Pacer = new(dial.Pacer)
	}
	return opt
}

func (t *trip) progress(stage, host string) {
	if t.opt.Progress == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.opt.Progress(stage, host)
}

// config is what all connections of the trip have in common.
func (t *trip) config(proto evidence.Proto, purpose evidence.Purpose, s account.Server) wire.Config {
	return wire.Config{
		Proto: proto, Purpose: purpose, Host: s.Host, Port: s.Port, Security: s.Security,
		Dial: t.opt.Pacer.Dialler(t.opt.Dial), Timeout: t.opt.Timeout, Now: t.opt.Now, Trace: t.opt.Trace,
		Mask:  t.mask,
		Roots: t.opt.Roots, Risky: t.opt.Risky, NoSNI: t.opt.NoSNI || !t.opt.Persona.SNI, MinTLS: t.opt.Persona.MinTLS,
	}
}

// ways are what a server must offer so that the client can log in.
func (t *trip) ways(proto evidence.Proto) []string {
	if proto == evidence.IMAP {
		return t.opt.Persona.Logins
	}
	return t.opt.Persona.Mechanisms
}

// kept is the letter as evidence.
func kept(uidl string, raw []byte) *evidence.Letter {
	const most = 1 << 20
	return &evidence.Letter{UIDL: uidl, Raw: bytes.Clone(raw[:min(len(raw), most)]), Size: int64(len(raw))}
}
