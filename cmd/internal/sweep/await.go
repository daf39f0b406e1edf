package sweep

import (
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"time"

	"harness/client/evidence"
	"harness/verify/report"
)

// pending is a target whose servers are being looked at, in as little as it can be
// kept: there are many where one server of theirs is slow.
type pending struct {
	target string // packed
	began  time.Duration
}

const mostWaiting = 20000 // targets; who reads the list waits for the next

// await gives a target its result once all of its servers have answered. w is nil
// where it has not waited yet.
func (e *Engine) await(ctx context.Context, s *subject, w *pending) {
	list := make([]*answer, len(s.servers))
	for i, one := range s.servers {
		a, mine := e.answers.take(question{one.proto, one.Host, one.Port, one.Security, s.Connect})
		if list[i] = a; mine {
			find := func() { e.ask(ctx, a, one, s) }
			if w == nil {
				e.inRoom(ctx, find)
			} else { // its place was given to another meanwhile; who goes on for it may not wait for room
				e.wg.Go(find)
			}
		}
	}
	now := time.Since(e.began)
	for _, a := range list {
		if a.over() {
			continue
		}
		if w == nil {
			e.waiting <- struct{}{} // ends with the answers, which end with ctx
			w = &pending{s.pack(), now}
		}
		if a.tell(*w) {
			return
		}
	}
	took := time.Duration(0)
	if w != nil {
		<-e.waiting
		took = now - w.began
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return // it was interrupted, and the next run comes to it
	}
	t := e.result(s)
	t.At, t.Took = t.At.Add(-took), evidence.Duration(took)
	fill(s, t, list)
	settle(t)
	e.emit(t, false, nil)
}

// ask finds an answer, and goes on with those who wait for it.
func (e *Engine) ask(ctx context.Context, a *answer, one server, s *subject) {
	e.find(ctx, a, one, s.connect)
	for _, w := range a.end() {
		var t Target
		t.unpack(w.target)
		s, err := t.understand()
		if err != nil { // it was understood before
			e.emit(nil, false, err)
			return
		}
		e.await(ctx, s, &w)
	}
}

// pack is a target in one string.
func (t *Target) pack() string {
	b := binary.AppendVarint(nil, int64(t.Line))
	for _, f := range t.fields() {
		b = append(binary.AppendUvarint(b, uint64(len(*f))), *f...)
	}
	return string(b)
}

// unpack reads what pack wrote.
func (t *Target) unpack(packed string) {
	b := []byte(packed)
	line, n := binary.Varint(b)
	t.Line, packed, b = int(line), packed[n:], b[n:]
	for _, f := range t.fields() {
		size, n := binary.Uvarint(b)
		end := n + int(size)
		*f, packed, b = packed[n:end], packed[end:], b[end:]
	}
}

// fill takes the answers of a target's servers into its result.
func fill(s *subject, t *report.Target, list []*answer) {
	if s.either {
		list = spoken(list)
	}
	t.Outcome = report.Works
	for _, a := range list {
		t.Outcome = report.Worse(t.Outcome, a.leg.Outcome)
		t.Legs = append(t.Legs, a.leg)
		t.Danger = t.Danger || a.danger
		if a.reason != "" {
			t.Cause, t.Detail = a.reason, a.detail
		}
		if a.there != "" {
			t.Elsewhere = report.Worse(cmp.Or(t.Elsewhere, report.Works), a.there)
		}
	}
}
