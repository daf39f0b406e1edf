package main

import (
	"fmt"
	"io"
	"sync"

	"harness/verify/clean"
)

// stageLine is one line on a terminal that says what is being waited for.
type stageLine struct {
	mu   sync.Mutex
	w    io.Writer
	lang string
}

func (l *stageLine) show(stage, host string) {
	if ja, ok := stages()[stage]; ok && l.lang == "ja" {
		stage = ja
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(l.w, "\r\x1b[K%s %s", clean.Line(host), stage)
}

func (l *stageLine) clear() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprint(l.w, "\r\x1b[K")
}
