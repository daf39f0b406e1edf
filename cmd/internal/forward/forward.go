// Package forward sends canary letters through a host's forwarder to a port that
// answers as Gmail's inbound side, and says what became of each: does mail that
// this host forwards to Gmail survive?
package forward

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"harness/client/lookup"
	"harness/fixtures/forwarder"
	"harness/fixtures/gmailmx"
	"harness/fixtures/pki"
	"harness/verify/inbound"
)

// Request is a run.
type Request struct {
	Scenario *forwarder.Scenario // of the lab; nil: a real forwarder, by the rest

	To        string         // the forwarder's port, HOST:PORT
	Rcpt      string         // the mailbox that it forwards
	Listen    string         // where Gmail's port listens, HOST:PORT
	SendingIP netip.Addr     // that the forwarder sends from, as Google sees it
	Resolver  netip.AddrPort // zero: the system's
	Wait      time.Duration  // for letters that the forwarder took
	Ready     func(addr string)
}

// name of the port's certificate; senders to Gmail check none of theirs.
const mxHost = "gmail-smtp-in.l.gmail.test"

// Run sends the letters and waits for them.
func Run(ctx context.Context, req Request) (res *Result, err error) {
	dns, err := req.dns()
	if err != nil {
		return nil, err
	}
	l, err := gmailmx.Listen(ctx, req.Listen)
	if err != nil {
		return nil, err
	}
	cert, err := certificate()
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	r := &run{ctx: ctx, dns: dns, letters: map[string]*Letter{}, sent: map[string][]byte{}, changed: make(chan struct{}, 1)}
	mx := gmailmx.Serve(l, gmailmx.Options{Host: mxHost, Cert: cert, IP: req.SendingIP, Decide: r.decide})
	defer func() { err = errors.Join(err, mx.Close()) }()
	if req.Ready != nil {
		req.Ready(l.Addr().String())
	}
	res = &Result{Schema: schema, Command: "forward", SendingIP: req.SendingIP.String()}
	if s := req.Scenario; s != nil {
		res.Lab = s.Name
		var lc net.Listener
		if lc, err = gmailmx.Listen(ctx, ""); err != nil {
			return nil, err
		}
		fwd := forwarder.Serve(lc, l.Addr().String(), s.Options)
		defer func() { err = errors.Join(err, fwd.Close()) }()
		req.To = lc.Addr().String()
	}
	if err := r.send(req); err != nil {
		return nil, err
	}
	if err := r.wait(req.Wait); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range canaries() {
		for _, letter := range r.letters {
			if letter.Letter == c.id {
				res.Letters = append(res.Letters, *letter)
			}
		}
	}
	res.conclude()
	return res, nil
}

// dns is the canaries' own, and the lab's or the real one.
func (req *Request) dns() (table, error) {
	t := table{}
	list, err := records()
	if err != nil {
		return t, err
	}
	t.records = list
	if req.Scenario == nil {
		t.next = lookup.Recorder{Log: &lookup.Log{}, Resolver: lookup.New(req.Resolver)}
		return t, nil
	}
	req.Rcpt, req.SendingIP, req.Wait = forwarder.Rcpt, forwarder.IP(), 0 // the lab sends on before it answers
	list, err = req.Scenario.Options.Records()
	t.records = append(t.records, list...)
	return t, err
}

func certificate() (tls.Certificate, error) {
	ca, err := pki.New(time.Now())
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("forward: %w", err)
	}
	return ca.Issue(pki.Leaf{Names: []string{mxHost}})
}

var _ inbound.DNS = table{}
