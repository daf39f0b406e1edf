// Package together is a help of tests: it lets many of them wait side by side.
package together

import (
	"flag"
	"runtime"
	"strconv"
	"testing"
)

// Wait lets several tests of a package run at once for each processor, where
// the testing package takes one. It is for packages whose tests mostly wait: for
// daemons, for the silence of a server of the lab, for a client's second look.
// Who gives -parallel on the command line is obeyed. It is called in TestMain,
// before the tests run.
func Wait(m *testing.M) *testing.M {
	const each = 4
	if !flag.Parsed() {
		flag.Parse()
	}
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "test.parallel" })
	if !given {
		// The flag is there in every test program, and a number is taken.
		_ = flag.Set("test.parallel", strconv.Itoa(each*runtime.GOMAXPROCS(0)))
	}
	return m
}
