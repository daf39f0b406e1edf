package bad

import (
	"github.com/miekg/dns"
	"harness/fixtures"
	"harness/verify/rules"

	"crypto/tls"
)

func Bad() {
	c := &tls.Config{ServerName: dns.Fqdn("x")}
	fixtures.Count()
	tls.Client(nil, c)
	rules.At()
}
