package bad

import (
	"crypto/tls"
	"net"
)

func Reach() (any, uint16) {
	return net.Dialer{}, tls.VersionTLS12
}

func editDistance(a, b string) int { return len(a) - len(b) }
