package wire

import "harness/verify/certs"

// judge is the gate.
func judge(certs.Input) certs.Verdict { return certs.Verdict{Class: certs.Refused} }
