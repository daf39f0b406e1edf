// Command harness acts as Gmail does towards a mail server: "Send mail as" and
// "Check mail from other accounts", and says what Gmail would say.
package main

import (
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
