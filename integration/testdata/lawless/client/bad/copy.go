package bad

import "golang.org/x/net/publicsuffix"

func Copy(line string) bool {
	base, _ := publicsuffix.EffectiveTLDPlusOne(line)
	return base == "AUTH="
}
