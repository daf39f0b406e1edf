package inbound

import (
	"fmt"
	"net/netip"
	"strings"
)

// Reply is an answer of Gmail's servers and how well it is known.
type Reply struct {
	Code     int      `json:"code"`
	Enhanced string   `json:"enhanced"`
	Text     []string `json:"text"`   // a line each, without the codes
	Basis    Basis    `json:"basis"`  // of the words
	Source   string   `json:"source"` // where and when they were read
}

// Basis is how well the words are known.
type Basis string

// The bases.
const (
	Seen       Basis = "seen"       // read in a bounce or a log
	Documented Basis = "documented" // on Google's page of codes
	Inferred   Basis = "inferred"
)

// Lines are the reply as lines of SMTP, without their ends.
func (r Reply) Lines() []string {
	out := make([]string, len(r.Text))
	for i, t := range r.Text {
		sep := "-"
		if i == len(r.Text)-1 {
			sep = " "
		}
		out[i] = strings.TrimRight(fmt.Sprintf("%d%s%s %s", r.Code, sep, r.Enhanced, t), " ")
	}
	return out
}

// Said is the text in one line.
func (r Reply) Said() string {
	return fmt.Sprintf("%d %s %s", r.Code, r.Enhanced, strings.Join(strings.Fields(strings.Join(r.Text, " ")), " "))
}

// ending stands at the end of every answer of Gmail's servers; the id before it
// belongs to a session and is left out.
const ending = " - gsmtp"

// pageOfCodes is Google's page of the codes of its servers as kept on that day.
const pageOfCodes = "knowledge.workspace.google.com, 3726730, 2024-10"

func accepted() Reply {
	return Reply{250, "2.0.0", []string{"OK" + ending}, Seen, "logs of senders"}
}

func noPTR() Reply {
	return Reply{550, "5.7.25", []string{
		"The IP address sending this message does not have a PTR record",
		"setup, or the corresponding forward DNS entry does not point to",
		"the sending IP. As a policy, Gmail does not accept messages from",
		"IPs with missing PTR records. Please visit",
		"https://support.google.com/mail/answer/81126#ip-practices for more",
		"information." + ending,
	}, Seen, "Sisimai, rhost-google-06.eml, 2023-02-22"}
}

// noTLS is what Google's page has for bulk senders; mail of small senders may still pass.
func noTLS() Reply {
	return Reply{421, "4.7.29", []string{
		"Your email has been rate limited because this message wasn't sent over",
		"a TLS connection. Gmail requires all bulk email senders to use TLS/SSL",
		"for SMTP connections." + ending,
	}, Documented, pageOfCodes}
}

func twoFields(name string) Reply {
	basis, source := Seen, "Sisimai, rhost-google-08.eml, 2022-04-05"
	if name != "Subject" {
		basis, source = Inferred, source+", Subject"
	}
	return Reply{550, "5.7.1", []string{
		"This message is not RFC 5322 compliant. There are multiple " + name,
		"headers. To reduce the amount of spam sent to Gmail, this message has",
		"been blocked." + ending,
	}, basis, source}
}

func dmarcFail(domain string) Reply {
	return Reply{550, "5.7.26", []string{
		"Unauthenticated email from " + domain + " is not accepted due to",
		"domain's DMARC policy. Please contact the administrator of",
		domain + " domain if this was a legitimate mail. Please visit",
		" https://support.google.com/mail/answer/2451690 to learn about the",
		"DMARC initiative." + ending,
	}, Seen, "gist.github.com/s3w47m88, 2019-03-31; " + pageOfCodes}
}

func dmarcLater(domain string) Reply {
	return Reply{451, "4.7.26", []string{
		"Unauthenticated email from " + domain + " is not accepted due to",
		"domain's DMARC policy, but temporary DNS failures prevent authentication." + ending,
	}, Documented, pageOfCodes}
}

func unauthenticated(domain string, ip netip.Addr) Reply {
	return Reply{550, "5.7.26", []string{
		"This mail has been blocked because the sender is unauthenticated.",
		"Gmail requires all senders to authenticate with either SPF or DKIM.",
		"",
		" Authentication results:",
		" DKIM = did not pass",
		" SPF [" + domain + "] with ip: [" + ip.String() + "] = did not pass",
		"",
		" For instructions on setting up authentication, go to",
		" https://support.google.com/mail/answer/81126#authentication" + ending,
	}, Seen, "powerdmarc.com, 2024"}
}

// later is the general answer to a failure of the moment.
func later() Reply {
	return Reply{421, "4.7.0", []string{"Try again later, closing connection." + ending}, Documented, pageOfCodes}
}
