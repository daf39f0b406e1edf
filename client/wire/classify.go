package wire

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"unicode/utf8"

	"harness/client/evidence"
)

// classify sorts an error of the network; the error goes through.
func (c *Conn) classify(err error) (evidence.Trouble, error) {
	kind, detail := c.kind(err)
	return evidence.Trouble{Kind: kind, Detail: c.clean(detail)}, err
}

// kind says in plain words what an error was: those of the library and of the
// system stand in the transcript.
func (c *Conn) kind(err error) (evidence.Kind, string) {
	var timeout net.Error
	switch {
	case c.ctx.Err() != nil:
		return evidence.Interrupted, "interrupted"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return evidence.Timeout, "nothing came within " + c.step.until.Sub(c.step.began).String()
	case isAny(err, refusedErrors):
		return evidence.Refused, "the connection was refused"
	case isAny(err, unreachableErrors):
		return evidence.Unreachable, "there is no way from here, or it is forbidden here"
	case isAny(err, resetErrors):
		return evidence.Reset, "the connection was reset"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return evidence.EOF, "the server closed the connection"
	}
	if n := alertOf(err); n >= 0 {
		if c.facts != nil {
			c.facts.Alert = n // with TLS 1.3 it may come after the handshake
		}
		return evidence.Alert, alertName(n)
	}
	c.remark("the library says: " + c.clean(err.Error()))
	if c.step != nil && c.step.Stage == evidence.StageConnect {
		return evidence.Unreachable, "the connection could not be made" // a proxy says so
	}
	return evidence.Protocol, "what came cannot be read"
}

// The system's errors. The last of each line are Winsock's numbers, which the
// names of package syscall do not stand for on Windows and which mean nothing
// elsewhere.
var (
	refusedErrors     = []error{syscall.ECONNREFUSED, syscall.Errno(10061)}
	resetErrors       = []error{syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNABORTED, syscall.Errno(10053), syscall.Errno(10054)}
	unreachableErrors = []error{
		syscall.ENETUNREACH, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.EADDRNOTAVAIL, syscall.EAFNOSUPPORT,
		syscall.EACCES, syscall.EPERM, // a local firewall's way to say no
		syscall.Errno(10013), syscall.Errno(10047), syscall.Errno(10049), syscall.Errno(10050), syscall.Errno(10051), syscall.Errno(10065),
	}
)

func isAny(err error, list []error) bool {
	return slices.ContainsFunc(list, func(e error) bool { return errors.Is(err, e) })
}

// alertOf is the number of the alert that the peer sent, -1 if none. crypto/tls
// keeps it in an unexported type of kind uint8 inside a *net.OpError.
func alertOf(err error) int {
	var op *net.OpError
	if !errors.As(err, &op) || op.Op != "remote error" || op.Err == nil {
		return -1
	}
	v := reflect.ValueOf(op.Err)
	if v.Kind() != reflect.Uint8 {
		return -1
	}
	return int(v.Uint())
}

// alertName is an alert with its number, as Gmail numbers them.
func alertName(n int) string {
	return "alert " + strconv.Itoa(n) + ": " + strings.TrimPrefix(tls.AlertError(n).Error(), "tls: ")
}

// clean makes remote words a detail: without secrets, and quoted where they
// are not plain text.
func (c *Conn) clean(s string) string {
	s = string(c.mask.Text([]byte(s)))
	for _, r := range s {
		if r == utf8.RuneError || !strconv.IsPrint(r) {
			return quote([]byte(s))
		}
	}
	return s
}

// quote shows remote bytes in a detail: at most 60 of them, controls escaped.
func quote(b []byte) string {
	const most = 60
	more := ""
	if len(b) > most {
		b, more = b[:most], "..."
	}
	return strings.TrimSuffix(strconv.QuoteToASCII(string(b)), `"`) + more + `"`
}
