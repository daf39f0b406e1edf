package rules

import (
	"bytes"
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"

	"blitiri.com.ar/go/spf"
	"github.com/emersion/go-msgauth/dkim"

	"harness/client/dmarc"
	"harness/client/evidence"
	"harness/client/evidence/parts"
	"harness/client/hostname"
	"harness/verify/finding"
)

// Sender judges mail from the host to Gmail. The libraries run on the recorded
// answers: nothing is asked.
func Sender(c *Case) []finding.Finding {
	s := c.Trip.Sender
	if s == nil {
		return nil
	}
	j := &senderCase{s: s, r: replay{s.DNS}, include: c.Include, whole: s.Whole && s.Mail != nil && parts.Plain(s.Mail.Raw)}
	j.spf()
	j.dkim()
	j.dmarc()
	j.reverse()
	j.lists()
	return j.out
}

type senderCase struct {
	s        *evidence.Sender
	r        replay
	whole    bool   // there is a mail whose signature can be checked
	include  string // the domain of the hosting company's SPF term
	out      []finding.Finding
	spfPass  bool
	spfKnown bool
	signed   []string // domains whose signature verifies
	unsure   bool     // a signature's key could not be had at the moment
}

func (j *senderCase) add(code finding.Code, more finding.Args) {
	args := finding.Args{finding.KeyDomain: {j.s.From}}
	if j.s.IP.IsValid() {
		args[finding.KeyAddr] = []string{j.s.IP.String()}
	}
	j.out = append(j.out, finding.Finding{Code: code, Session: -1, Step: -1, Args: args.With(more)})
}

// envelope is the domain whose SPF record counts (RFC 7208 section 2.4).
func (j *senderCase) envelope() string {
	if _, d, ok := strings.Cut(j.s.MailFrom, "@"); ok && d != "" {
		return strings.ToLower(d)
	}
	return j.s.From
}

func (j *senderCase) spf() {
	domain := j.envelope()
	a, asked := j.r.find(domain, "TXT")
	if domain == "" || !asked || a.Trouble != nil && a.Trouble.Kind == evidence.DNSFailed {
		return
	}
	records := spfRecords(a)
	publish := ""
	if term := j.spfTerm(); term != "" || len(records) > 1 { // a record that names no sender would forbid all
		publish = spfRecord(records, term)
	}
	switch {
	case len(records) == 0:
		j.spfKnown = true
		j.add(finding.SenderSPFMissing, finding.Args{finding.KeyDomain: {domain}, finding.KeyPublish: {publish}})
		return
	case len(records) > 1: // RFC 7208 section 4.5
		j.spfKnown = true
		j.add(finding.SenderSPFInvalid, spfArgs(domain, records, publish, "two records"))
		return
	case !j.s.IP.IsValid():
		return
	}
	result, err := spf.CheckHostWithSender(net.IP(j.s.IP.AsSlice()), j.s.Helo, "postmaster@"+domain, spf.WithResolver(j.r), spf.WithContext(context.Background()))
	detail := string(result)
	if err != nil && result != spf.Pass {
		detail += ": " + err.Error()
	}
	j.spfKnown = result != spf.TempError
	switch result {
	case spf.Pass:
		j.spfPass = true
	case spf.Fail, spf.SoftFail, spf.Neutral:
		j.add(finding.SenderSPFFail, spfArgs(domain, records, publish, detail))
	case spf.PermError:
		j.add(finding.SenderSPFInvalid, spfArgs(domain, records, publish, detail))
	}
}

func spfArgs(domain string, records []string, publish, detail string) finding.Args {
	return finding.Args{
		finding.KeyDomain: {domain}, finding.KeyRecords: records, finding.KeyPublish: {publish}, finding.KeyDetail: {detail},
	}
}

func spfRecords(a evidence.Answer) []string {
	var out []string
	for _, r := range a.Records {
		if word, _, _ := strings.Cut(r.Data, " "); r.Type == "TXT" && strings.EqualFold(word, "v=spf1") {
			out = append(out, r.Data)
		}
	}
	return out
}

func (j *senderCase) dkim() {
	if !j.whole {
		return
	}
	list, err := dkim.VerifyWithOptions(bytes.NewReader(j.s.Mail.Raw), &dkim.VerifyOptions{
		MaxVerifications: 8, LookupTXT: func(name string) ([]string, error) { return j.r.LookupTXT(context.Background(), name) },
	})
	if err == nil && len(list) == 0 {
		j.add(finding.SenderDKIMMissing, nil)
		return
	}
	detail := ""
	if err != nil {
		detail = err.Error()
	}
	for _, v := range list {
		switch {
		case v.Err == nil:
			j.signed = append(j.signed, strings.ToLower(v.Domain))
		case dkim.IsTempFail(v.Err): // RFC 6376 section 6.1.2: no answer is no verdict
			j.unsure = true
		case detail == "":
			detail = v.Err.Error()
		}
	}
	if len(j.signed) == 0 && !j.unsure {
		j.add(finding.SenderDKIMBad, finding.Args{finding.KeyDetail: {detail}})
	}
}

// dmarc: neither SPF nor DKIM passes for the domain of the From line. Judged
// only where both are known, and where the record holds what the walk up the
// names asks: records before November 2026 hold no more of it than the domain
// and the one below its public suffix, and say nothing here.
func (j *senderCase) dmarc() {
	if !j.whole || !j.spfKnown {
		return
	}
	passed := dmarc.Passed{DKIM: j.signed, Unsure: j.unsure}
	if j.spfPass {
		passed.SPF = j.envelope()
	}
	d := dmarc.Check(context.Background(), j.s.From, passed, j.r)
	if d.Result != "fail" {
		return
	}
	j.add(finding.SenderDMARCFail, finding.Args{finding.KeyDetail: {"p=" + d.Policy}})
	if d.Policy == "none" {
		j.out[len(j.out)-1].Severity = finding.Note
	}
}

// reverse: the address has a name, and the name leads back (RFC 1912 section 2.1).
func (j *senderCase) reverse() {
	if !j.s.IP.IsValid() {
		return
	}
	a, asked := j.r.find(evidence.ReverseName(j.s.IP), "PTR")
	if !asked || a.Trouble != nil && a.Trouble.Kind == evidence.DNSFailed {
		return
	}
	var names []string
	for _, r := range a.Records {
		if r.Type == "PTR" {
			names = append(names, strings.TrimSuffix(r.Data, "."))
		}
	}
	if len(names) == 0 {
		j.add(finding.SenderPTRMissing, nil)
		return
	}
	for _, name := range names {
		if slices.Contains(j.r.addresses(name), j.s.IP) {
			return
		}
	}
	j.add(finding.SenderPTRMismatch, finding.Args{finding.KeyNames: names})
}

// lists: an answer in 127.0.0.0/8 is a listing (RFC 5782 section 2.1);
// 127.255.255.0/24 is how lists say that they do not answer us.
func (j *senderCase) lists() {
	for _, a := range j.s.DNS {
		zone := ""
		for _, z := range j.s.Lists {
			if hostname.Within(a.Name, z) {
				zone = z
			}
		}
		if zone == "" || a.Type != "A" {
			continue
		}
		for _, r := range a.Records {
			ip, err := netip.ParseAddr(r.Data)
			if r.Type == "A" && err == nil && ip.IsLoopback() && !strings.HasPrefix(r.Data, "127.255.255.") {
				detail := zone
				if txt, ok := j.r.find(a.Name, "TXT"); ok && len(txt.Records) > 0 {
					detail += ": " + txt.Records[0].Data
				}
				j.add(finding.SenderListed, finding.Args{finding.KeyDetail: {detail}})
				break
			}
		}
	}
}
