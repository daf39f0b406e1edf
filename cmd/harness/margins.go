package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"harness/verify/certs"
)

// margins are how long before its end a certificate is to be renewed.
type margins struct {
	ExpiryWarn string `yaml:"expiry_warn" name:"expiry-warn" placeholder:"21d" help:"Warn where a certificate ends within this time; 0 never. By default a quarter of its lifetime, at most 21d." group:"certificate"`
	ExpiryCrit string `yaml:"expiry_crit" name:"expiry-crit" placeholder:"7d" help:"Warn louder within this time; 0 never. By default a tenth of its lifetime, at most 7d." group:"certificate"`
}

func (m margins) read() (certs.Margins, error) {
	var out certs.Margins
	for _, f := range []struct {
		flag, given string
		to          **time.Duration
	}{{"--expiry-warn", m.ExpiryWarn, &out.Warn}, {"--expiry-crit", m.ExpiryCrit, &out.Crit}} {
		if f.given == "" {
			continue
		}
		d, err := parseDays(f.given)
		if err != nil {
			return out, badUsage("a time such as 21d or 36h", "%s: %w", f.flag, err)
		}
		*f.to = &d
	}
	return out, nil
}

// parseDays reads a duration that may be in days: "21d", "36h", "0".
func parseDays(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 36500 {
			return 0, fmt.Errorf("cannot read the number of days %q", s)
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, fmt.Errorf("cannot read the time %q", s)
	}
	return d, nil
}
