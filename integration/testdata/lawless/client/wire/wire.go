// Package wire may.
package wire

import "crypto/tls"

func Dial() *tls.Config { return &tls.Config{ServerName: "x"} }
