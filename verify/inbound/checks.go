package inbound

import (
	"bytes"
	"context"
	"errors"
	"net/mail"
	"net/netip"
	"strings"

	"blitiri.com.ar/go/spf"
	"github.com/emersion/go-msgauth/dkim"

	"harness/client/dmarc"
	"harness/client/hostname"
)

// maxSignatures bounds the work that one letter can ask for.
const maxSignatures = 8

// checkSPF is RFC 7208 section 2.4: of the return path, or of the HELO name
// where that is empty.
func checkSPF(ctx context.Context, a Arrival, dns DNS) SPF {
	domain, sender := hostname.OfAddress(a.MailFrom), a.MailFrom
	if domain == "" {
		domain = strings.TrimSuffix(a.Helo, ".")
		sender = "postmaster@" + domain
	}
	domain = strings.ToLower(domain)
	result, err := spf.CheckHostWithSender(a.IP.AsSlice(), a.Helo, sender, spf.WithResolver(dns), spf.WithContext(ctx))
	out := SPF{Result: string(result), Domain: domain}
	if err != nil && result != spf.Pass {
		out.Detail = err.Error()
	}
	return out
}

// checkDKIM verifies the first signatures.
func checkDKIM(ctx context.Context, raw []byte, dns DNS) []Signature {
	list, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{
		MaxVerifications: maxSignatures,
		LookupTXT:        func(name string) ([]string, error) { return dns.LookupTXT(ctx, name) },
	})
	out := []Signature{}
	if err != nil && !errors.Is(err, dkim.ErrTooManySignatures) {
		return append(out, Signature{Result: Fail, Detail: err.Error()})
	}
	for _, v := range list {
		s := Signature{Domain: strings.ToLower(v.Domain), Result: Pass}
		switch {
		case v.Err == nil:
		case dkim.IsTempFail(v.Err):
			s.Result, s.Detail = TempError, v.Err.Error()
		default:
			s.Result, s.Detail = Fail, v.Err.Error()
		}
		out = append(out, s)
	}
	return out
}

// checkPTR: the address has a name that leads back to it (RFC 1912 section 2.1).
func checkPTR(ctx context.Context, ip netip.Addr, dns DNS) string {
	names, err := dns.LookupAddr(ctx, ip.String())
	switch {
	case dmarc.Temporary(err):
		return TempError
	case len(names) == 0:
		return Missing
	}
	unsure := false
	for _, name := range names[:min(len(names), 10)] { // RFC 7208 section 4.6.4 has the same bound
		list, err := dns.LookupIPAddr(ctx, strings.TrimSuffix(name, "."))
		unsure = unsure || dmarc.Temporary(err)
		for _, back := range list {
			if addr, ok := netip.AddrFromSlice(back.IP); ok && addr.Unmap() == ip.Unmap() {
				return Pass
			}
		}
	}
	if unsure {
		return TempError
	}
	return Mismatch
}

// once are the fields that a letter may have one of (RFC 5322 section 3.6).
func once() []string { return []string{"From", "Subject", "Date", "To", "Message-Id"} }

// doubled is the first field of which a letter has more than one, "" if none.
func doubled(raw []byte) string {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	for _, name := range once() {
		if len(m.Header[name]) > 1 {
			return name
		}
	}
	return ""
}

// author is the domain of the From field, "" unless there is just one.
func author(raw []byte) string {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	list, err := mail.ParseAddressList(m.Header.Get("From"))
	if err != nil {
		return ""
	}
	domain := ""
	for _, a := range list {
		d := strings.ToLower(hostname.OfAddress(a.Address))
		if domain != "" && d != domain { // RFC 9989 section 11.5: which of several counts is left open
			return ""
		}
		domain = d
	}
	return domain
}
