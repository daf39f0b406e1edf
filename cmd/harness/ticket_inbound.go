package main

import (
	"bytes"
	"net/mail"
	"regexp"
	"strings"
	"sync"

	"harness/client/account"
	"harness/client/evidence"
	"harness/verify"
	"harness/verify/report"
)

// spfDomain is the domain that Gmail names in its refusal: "SPF [shop.example]
// with ip: [...]".
var spfDomain = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`SPF\s*\[([^\]\s]{1,253})\]`) })

func refusedDomain(text string) string {
	m := spfDomain().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	host, err := account.NormalHost(m[1])
	if err != nil || !strings.Contains(host, ".") {
		return ""
	}
	return host
}

// looksWhole tells whether a ticket is a delivery report with its header, not
// only words out of one.
func looksWhole(raw []byte) bool {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	return err == nil && strings.HasPrefix(strings.ToLower(m.Header.Get("Content-Type")), "multipart/report")
}

func senderItems(seen *evidence.Sender, j *job, a *app, lang string) []report.Item {
	return verify.Sender(seen, verify.Options{Roots: j.options.Roots, Now: a.now(), Lang: lang, Command: "ticket"})
}
