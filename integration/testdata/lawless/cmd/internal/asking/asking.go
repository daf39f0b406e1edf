// Package asking talks to people, which only the commands may.
package asking

import (
	"bufio"
	"flag"
	"os"
)

func Ask() (string, error) {
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	return line + flag.Arg(0), err
}
