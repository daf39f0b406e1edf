package advice

import "harness/verify/certs"
import "harness/verify/finding"

func passes(c certs.Class) bool {
	switch c {
	case certs.Refused:
		return false
	}
	return c == certs.Accepted
}

func outcome(s finding.Severity) string {
	switch s {
	case finding.Broken:
		return "broken"
	case finding.Undecided:
		return "undecided"
	}
	return "works"
}
