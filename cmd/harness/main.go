// Command harness acts as Gmail does towards a mail server: "Send mail as" and
// "Check mail from other accounts", and says what Gmail would say.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

func main() {
	collectLate()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// collectLate lets the heap grow to 16 MB before Go collects for the first time,
// where it begins at 4: most commands end before, and each of theirs would cost
// them a collection or two. From the first one on Go's usual share holds. Who sets
// GOGC is obeyed.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const usual, late = 100, 400
	debug.SetGCPercent(late)
	first := &struct{ self *int }{}
	runtime.AddCleanup(first, func(percent int) { debug.SetGCPercent(percent) }, usual)
}
