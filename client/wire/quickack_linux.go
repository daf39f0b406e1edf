package wire

import (
	"net"
	"syscall"
)

// quickAck gives a function that asks the kernel to acknowledge at once. After
// STARTTLS the server's Nagle algorithm waits for our delayed acknowledgement
// of its session tickets, 40 ms on a local link; the kernel clears the option
// again and again, so it is set before every read.
func quickAck(conn net.Conn) func() {
	nothing := func() {}
	sc, ok := conn.(syscall.Conn)
	if !ok {
		return nothing
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return nothing
	}
	return func() {
		// A failure costs 40 ms and nothing else.
		_ = raw.Control(func(fd uintptr) {
			_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
		})
	}
}
