package rules

import (
	"log"
	"net"
	"os"
	"time"

	"harness/client/wire"
)

func At() {
	wire.Dial()
	log.Print(os.Args, net.IPv4zero, time.Now())
}
