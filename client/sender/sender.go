// Package sender looks at the sender's side: what DNS says about the address
// that a customer's mail leaves from. The checks themselves run here once, so
// that every answer that they need stands in the record; verify/rules runs
// them again on the recorded answers and judges.
package sender

import (
	"bytes"
	"context"
	"net"
	"net/netip"
	"strings"
	"time"

	"blitiri.com.ar/go/spf"
	"github.com/emersion/go-msgauth/dkim"

	"harness/client/dmarc"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/lookup"
)

// Config is what is to be looked at; everything may be missing.
type Config struct {
	Names  *lookup.Resolver // nil: the system's
	Domain string           // of the account's address, A-labels
	IP     netip.Addr       // --sending-ip
	Mail   []byte           // a mail of the customer's as it arrived, or a delivery report
	Lists  []string         // zones of block lists
}

// Limits on what a mail can make us look at.
const (
	MaxMail       = 8 << 20 // octets of a mail: of a larger one no signature is checked
	maxSignatures = 8
	most          = 20 * time.Second
)

// Look asks DNS. Without an address and a mail only the domain's own records
// are asked for.
func Look(ctx context.Context, c Config) *evidence.Sender {
	names := c.Names
	if names == nil {
		names = lookup.New(netip.AddrPort{})
	}
	ctx, cancel := context.WithTimeout(ctx, max(most, 4*names.Timeout)) // who waits long for one answer waits for several
	defer cancel()
	r := &recorder{ctx, lookup.Recorder{Log: &lookup.Log{}, Resolver: names}}
	s := &evidence.Sender{From: c.Domain, Lists: append([]string{}, c.Lists...)}
	if len(c.Mail) > 0 {
		read(s, c.Mail)
	}
	if c.IP.IsValid() {
		s.IP, s.IPFrom = c.IP.Unmap(), "flag"
	}
	if s.From == "" {
		s.From = hostname.OfAddress(s.MailFrom)
	}
	r.spf(s)
	if s.IP.IsValid() {
		r.reverse(s)
		for _, zone := range s.Lists {
			r.listed(s.IP, zone)
		}
	}
	passed := dmarc.Passed{SPF: envelope(s)} // as if all passed: then all is asked
	if s.Whole {
		// The signature itself is judged later; here only its keys are fetched.
		list, _ := dkim.VerifyWithOptions(bytes.NewReader(s.Mail.Raw), &dkim.VerifyOptions{
			MaxVerifications: maxSignatures,
			LookupTXT:        func(name string) ([]string, error) { return r.LookupTXT(ctx, name) },
		})
		for _, v := range list {
			passed.DKIM = append(passed.DKIM, strings.ToLower(v.Domain))
		}
	}
	dmarc.Check(ctx, s.From, passed, r)
	s.DNS = r.Log.Answers()
	return s
}

func (r *recorder) spf(s *evidence.Sender) {
	domain := envelope(s)
	if domain == "" {
		return
	}
	if !s.IP.IsValid() {
		r.ask(domain, "TXT")
		return
	}
	// The outcome is judged from the recorded answers.
	_, _ = spf.CheckHostWithSender(net.IP(s.IP.AsSlice()), s.Helo, "postmaster@"+domain, spf.WithResolver(r), spf.WithContext(r.ctx))
}

// envelope is the domain whose SPF record counts.
func envelope(s *evidence.Sender) string {
	if d := hostname.OfAddress(s.MailFrom); d != "" {
		return d
	}
	return s.From
}

func (r *recorder) reverse(s *evidence.Sender) {
	for i, rec := range r.ask(evidence.ReverseName(s.IP), "PTR").Records {
		if rec.Type == "PTR" && i < 4 {
			r.ask(rec.Data, "A")
			r.ask(rec.Data, "AAAA")
		}
	}
}

// listed asks a block list (RFC 5782 sections 2.1, 2.4).
func (r *recorder) listed(ip netip.Addr, zone string) {
	name := evidence.ReverseName(ip)
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".in-addr.arpa"), ".ip6.arpa")
	if len(r.ask(name+"."+zone, "A").Records) > 0 {
		r.ask(name+"."+zone, "TXT")
	}
}
