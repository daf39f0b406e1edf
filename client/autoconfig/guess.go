package autoconfig

import (
	"harness/client/evidence"
	"harness/client/persona"
)

// Guesses are the servers that Thunderbird tries where nothing is published, by
// leg and in an order of its own: common names and the bare domain, TLS from the
// first byte before STARTTLS (comm-central GuessConfig.sys.mjs, read 2026-11-25).
// It takes the first whose certificate is right. In clear nothing is tried here.
func Guesses(domain string) (fetch, send []evidence.Setting) {
	add := func(list []evidence.Setting, host string, proto evidence.Proto) []evidence.Setting {
		for _, direct := range []bool{true, false} {
			for _, l := range persona.Listeners() {
				if l.Proto == proto && l.Port != persona.Relay && (l.Security == evidence.SSL) == direct {
					list = append(list, evidence.Setting{Proto: proto, Host: host, Port: l.Port, Security: l.Security})
				}
			}
		}
		return list
	}
	for _, label := range []string{"imap.", "mail.", ""} {
		fetch = add(fetch, label+domain, evidence.IMAP)
	}
	for _, label := range []string{"pop3.", "pop.", "mail.", ""} {
		fetch = add(fetch, label+domain, evidence.POP3)
	}
	for _, label := range []string{"smtp.", "mail.", ""} {
		send = add(send, label+domain, evidence.SMTP)
	}
	return fetch, send
}
