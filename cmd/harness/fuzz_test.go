package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// FuzzAccountFile: whatever stands in an account file, it is read or it is wrong
// usage, and a password that somebody wrote there does not come out in the error.
func FuzzAccountFile(f *testing.F) {
	for _, seed := range []string{
		"user: info@customer.example\nsmtp: smtp.customer.example:465\nsmtp_security: ssl\n", "timeout: 30s\nwait: &a 2m\nhelo: *a\n",
		"\xef\xbb\xbfuser: a\nconnect_to: [\"::203.0.113.7:\", 'a:1:b:2']\n", "usre: x\npassword: x\n", "user: [a\n", "- user\n", "user:\n\t a", "a: !!binary x", "? a\n: b\n", "ca_file: {a: b}", "connect_to: !tag",
	} {
		f.Add([]byte(seed))
	}
	const secret = "Kirschbluete-7731"
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 16<<10 {
			return
		}
		for _, file := range [][]byte{data, append(bytes.Clone(data), "\npassword: "+secret+"\n"...), append([]byte("pasword: "+secret+"\n"), data...)} {
			s := settings{Account: "-"}
			a := &app{ctx: context.Background(), stdin: bytes.NewReader(file), stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }, given: map[string]bool{}}
			err := s.fromFile(a)
			if err == nil {
				continue
			}
			var usage *usageError
			if !errors.As(err, &usage) {
				t.Fatalf("%v is not wrong usage", err)
			}
			if strings.Contains(usage.said.in("en")+usage.said.in("ja"), secret) {
				t.Fatalf("the password comes out: %v", err)
			}
		}
	})
}
