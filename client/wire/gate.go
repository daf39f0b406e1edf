package wire

import "harness/verify/certs"

// judge is the gate: asked right after every handshake, before anything is
// said inside TLS.
func judge(in certs.Input) certs.Verdict { return certs.Judge(in) }
