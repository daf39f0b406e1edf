package main

import (
	"net/netip"

	"harness/client/sender"
	"harness/fixtures/scenario"
	"harness/verify"
	"harness/verify/report"
)

// sender looks at mail from the host to Gmail, if a mail or an address was
// given; nil if not. A story of the lab brings its own mail along.
func (c *diagnoseCmd) sender(a *app, j *job, s *subject, opt verify.Options) (*report.Sender, error) {
	cfg := sender.Config{Resolver: j.options.Resolver, Domain: s.domain, Mail: s.mail, Lists: c.DNSBL}
	if c.SendingIP != "" {
		ip, err := netip.ParseAddr(c.SendingIP)
		if err != nil {
			return nil, badUsage("for example --sending-ip 203.0.113.7", "--sending-ip: %q is not an address", c.SendingIP)
		}
		cfg.IP = ip
	}
	if j.lab != nil && cfg.Mail == nil && !cfg.IP.IsValid() {
		sample, err := j.lab.Scenario.SampleMail()
		if err != nil {
			return nil, err
		}
		if cfg.Mail = sample; sample != nil && len(cfg.Lists) == 0 {
			cfg.Lists = []string{scenario.DNSBL}
		}
	}
	if cfg.Mail == nil && !cfg.IP.IsValid() {
		return nil, nil
	}
	seen := sender.Look(a.ctx, cfg)
	return &report.Sender{Seen: seen, Findings: verify.Sender(seen, opt)}, nil
}
