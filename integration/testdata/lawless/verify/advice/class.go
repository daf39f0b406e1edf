package advice

import "harness/verify/certs"

func passes(c certs.Class) bool {
	switch c {
	case certs.Refused:
		return false
	}
	return c == certs.Accepted
}
