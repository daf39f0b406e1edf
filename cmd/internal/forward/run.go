package forward

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"

	"harness/verify/inbound"
)

// run is what is known so far, by token.
type run struct {
	ctx     context.Context
	dns     table
	changed chan struct{} // something arrived

	mu      sync.Mutex
	letters map[string]*Letter
	sent    map[string][]byte
}

// decide answers at Gmail's port. Mail that is none of the run's stays in its
// sender's queue: this port must swallow nobody's letter.
func (r *run) decide(a inbound.Arrival) inbound.Reply {
	r.mu.Lock()
	var letter *Letter
	var sent []byte
	for token, l := range r.letters {
		if bytes.Contains(a.Raw, []byte(token)) {
			letter, sent = l, r.sent[token]
		}
	}
	r.mu.Unlock()
	if letter == nil {
		return inbound.Reply{Code: 451, Enhanced: "4.7.1", Text: []string{"this port takes the letters of a running test only; try again later"}}
	}
	v := inbound.Judge(r.ctx, a, r.dns)
	r.mu.Lock()
	letter.arrived(a, v, changesOf(sent, a.Raw))
	r.mu.Unlock()
	select {
	case r.changed <- struct{}{}:
	default:
	}
	return v.Reply
}

// send gives every canary to the forwarder, one after another.
func (r *run) send(req Request) error {
	for _, c := range canaries() {
		token := token()
		raw, err := c.write(req.Rcpt, token, time.Now())
		if err != nil {
			return err
		}
		l := &Letter{Letter: c.id, From: c.address(), Signed: c.signed != "", Changes: []string{}, Outcome: Lost}
		if c.reject {
			l.Policy = "reject"
		}
		r.mu.Lock()
		r.letters[token], r.sent[token] = l, raw
		r.mu.Unlock()
		refused, err := submit(r.ctx, req, c, raw)
		if err != nil {
			return err
		}
		if refused != "" {
			r.mu.Lock()
			if l.Outcome == Lost { // a proxy passes Gmail's own refusal on
				l.Outcome, l.Forwarder = Stopped, refused
			}
			r.mu.Unlock()
		}
	}
	return nil
}

// submit hands one letter to the forwarder; refused are its words where it does
// not take it. An error means that there was nobody to hand it to.
func submit(ctx context.Context, req Request, c canary, raw []byte) (refused string, err error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", req.To)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	client := smtp.NewClient(conn)
	err = client.Hello(c.domain())
	if err == nil {
		opt := &smtp.MailOptions{}
		if ok, _ := client.Extension("8BITMIME"); ok && c.eight { // RFC 6152
			opt.Body = smtp.Body8BitMIME
		}
		err = client.Mail(c.address(), opt)
	}
	if err == nil {
		err = client.Rcpt(req.Rcpt, nil)
	}
	if err == nil {
		err = data(client, raw)
	}
	var said *smtp.SMTPError
	if errors.As(err, &said) {
		_ = client.Quit()
		return strings.TrimSpace(fmt.Sprintf("%d %s %s", said.Code, enhanced(said.EnhancedCode), said.Message)), nil
	}
	if err != nil {
		return "", err
	}
	_ = client.Quit() // the letter is taken
	return "", nil
}

func enhanced(e smtp.EnhancedCode) string {
	if e == smtp.NoEnhancedCode || e == smtp.EnhancedCodeNotSet {
		return ""
	}
	return fmt.Sprintf("%d.%d.%d", e[0], e[1], e[2])
}

const patience = time.Minute // of one letter at the forwarder

func data(client *smtp.Client, raw []byte) error {
	w, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	return w.Close()
}

// wait ends when every letter that the forwarder took was seen, or in time.
func (r *run) wait(most time.Duration) error {
	end := time.NewTimer(most)
	defer end.Stop()
	for r.open() {
		select {
		case <-r.changed:
		case <-end.C:
			return nil
		case <-r.ctx.Done():
			return r.ctx.Err()
		}
	}
	return nil
}

func (r *run) open() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.letters {
		if l.Outcome == Lost {
			return true
		}
	}
	return false
}
