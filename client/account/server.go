package account

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"

	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
)

// Errors of what was typed. The message says which field.
var (
	ErrPort          = errors.New("not a port number")
	ErrSecurity      = errors.New("not a choice of security")
	ErrNeedsSecurity = errors.New("the port does not say the security")
	ErrCredentials   = errors.New("a user name or password cannot be sent as it is")
	ErrAddress       = errors.New("not an e-mail address")
)

// ParseServer reads what was typed for a server: "host", "host:port",
// "[2001:db8::7]:995", an internationalised name. White space, also full-width
// and invisible, and one trailing dot are taken away; Typed keeps them. The
// security follows the port where it says one; else it is "", see Secure.
func ParseServer(proto evidence.Proto, text string) (evidence.Server, error) {
	s := evidence.Server{Typed: text}
	if hostname.Apart(text) || strings.Contains(text, "://") {
		return s, &SlipError{Typed: text, Meant: meant(proto, text)}
	}
	host, port, err := split(hostname.Strip(text))
	if err != nil {
		return s, fmt.Errorf("%q: %w", text, err)
	}
	if s.Host, err = hostname.Normal(host); err != nil {
		return s, fmt.Errorf("%q: %w", text, err)
	}
	s.Port = persona.For(proto).Port
	if port != "" {
		if i := strings.LastIndexAny(text, ":："); i >= 0 {
			s.Typed = text[:i] // the host's field alone
		}
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 {
			return s, fmt.Errorf("%q: %w", text, ErrPort)
		}
		s.Port = uint16(n)
	}
	s.Security = Natural(proto, s.Port)
	return s, nil
}

// Natural is the security that goes with a port of the usual dialog for a
// protocol; "" stands for "must be asked".
func Natural(proto evidence.Proto, port uint16) evidence.Security {
	return persona.For(proto).Natural(port)
}

// Secure sets the security: choice if it is not "", else what the port says.
// A POP3 port other than 995 says nothing: ErrNeedsSecurity.
func Secure(proto evidence.Proto, s *evidence.Server, choice evidence.Security) error {
	if choice == "" {
		if s.Security == "" {
			return fmt.Errorf("port %d of POP3: %w: ssl, stls or none", s.Port, ErrNeedsSecurity)
		}
		return nil
	}
	fine := choice == evidence.SSL || choice == evidence.Plain ||
		proto != evidence.POP3 && choice == evidence.StartTLS || proto == evidence.POP3 && choice == evidence.STLS
	if !fine {
		return fmt.Errorf("%q: %w", choice, ErrSecurity)
	}
	s.Security = choice
	return nil
}

// split parts host and port; only a bracketed host may hold colons, and an
// IPv6 literal without a port.
func split(s string) (host, port string, err error) {
	if rest, ok := strings.CutPrefix(s, "["); ok {
		host, tail, found := strings.Cut(rest, "]")
		if !found || tail != "" && tail[0] != ':' {
			return "", "", hostname.ErrName
		}
		if ip, err := netip.ParseAddr(host); err != nil || !ip.Is6() {
			return "", "", hostname.ErrName
		}
		if tail == ":" {
			return "", "", ErrPort
		}
		return host, strings.TrimPrefix(tail, ":"), nil
	}
	s = strings.ReplaceAll(s, "：", ":") // the full-width colon of Japanese keyboards
	if strings.Count(s, ":") > 1 {
		if _, err := netip.ParseAddr(s); err != nil {
			return "", "", hostname.ErrName
		}
		return s, "", nil
	}
	host, port, found := strings.Cut(s, ":")
	if found && port == "" {
		return "", "", ErrPort
	}
	return host, port, nil
}
