package account

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"harness/client/evidence"
)

// Errors of what was typed. The message says which field.
var (
	ErrHost          = errors.New("not a host name")
	ErrPort          = errors.New("not a port number")
	ErrSecurity      = errors.New("not a choice of security")
	ErrNeedsSecurity = errors.New("the port does not say the security")
	ErrCredentials   = errors.New("a user name or password cannot be sent as it is")
	ErrAddress       = errors.New("not an e-mail address")
)

// Default ports of the two dialogs, where none was typed.
const (
	defaultSMTPPort = 587
	defaultPOPPort  = 995
)

// ParseServer reads what was typed for a server: "host", "host:port",
// "[2001:db8::7]:995", an internationalised name. White space, also full-width
// and invisible, and one trailing dot are taken away; Typed keeps them. The
// security follows the port where it says one; else it is "", see Secure.
func ParseServer(proto evidence.Proto, text string) (evidence.Server, error) {
	s := evidence.Server{Typed: text}
	host, port, err := split(strip(text))
	if err != nil {
		return s, fmt.Errorf("%q: %w", text, err)
	}
	if s.Host, err = NormalHost(host); err != nil {
		return s, fmt.Errorf("%q: %w", text, err)
	}
	s.Port = defaultSMTPPort
	if proto == evidence.POP3 {
		s.Port = defaultPOPPort
	}
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

// Natural is the security that goes with a port: 465 and 995 speak TLS from
// the first byte, other SMTP ports STARTTLS; of POP ports only 995 says
// anything, "" stands for "must be asked".
func Natural(proto evidence.Proto, port uint16) evidence.Security {
	switch {
	case proto == evidence.SMTP && port == 465, proto == evidence.POP3 && port == 995:
		return evidence.SSL
	case proto == evidence.SMTP:
		return evidence.StartTLS
	}
	return ""
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
		proto == evidence.SMTP && choice == evidence.StartTLS || proto == evidence.POP3 && choice == evidence.STLS
	if !fine {
		return fmt.Errorf("%q: %w", choice, ErrSecurity)
	}
	s.Security = choice
	return nil
}

// strip takes away white space of every kind and characters without width,
// wherever they stand: no host name holds any.
func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '\u3164' || r == '\u115f' || r == '\u034f'
}

// split parts host and port; only a bracketed host may hold colons, and an
// IPv6 literal without a port.
func split(s string) (host, port string, err error) {
	if rest, ok := strings.CutPrefix(s, "["); ok {
		host, tail, found := strings.Cut(rest, "]")
		if !found || tail != "" && tail[0] != ':' {
			return "", "", ErrHost
		}
		if ip, err := netip.ParseAddr(host); err != nil || !ip.Is6() {
			return "", "", ErrHost
		}
		if tail == ":" {
			return "", "", ErrPort
		}
		return host, strings.TrimPrefix(tail, ":"), nil
	}
	s = strings.ReplaceAll(s, "：", ":") // the full-width colon of Japanese keyboards
	if strings.Count(s, ":") > 1 {
		if _, err := netip.ParseAddr(s); err != nil {
			return "", "", ErrHost
		}
		return s, "", nil
	}
	host, port, found := strings.Cut(s, ":")
	if found && port == "" {
		return "", "", ErrPort
	}
	return host, port, nil
}

// NormalHost gives a host name as it is looked up and verified: A-labels,
// lower case, without the trailing dot; an IP literal in its shortest form.
func NormalHost(host string) (string, error) {
	host = strip(host)
	if ip, err := netip.ParseAddr(host); err == nil && ip.Zone() == "" {
		return ip.Unmap().String(), nil
	}
	host = strings.NewReplacer("。", ".", "．", ".", "｡", ".").Replace(host)
	host = strings.TrimSuffix(host, ".")
	ascii, err := toASCII(host)
	if err != nil {
		return "", fmt.Errorf("%w: %q", ErrHost, host)
	}
	if len(ascii) == 0 || len(ascii) > 253 { // RFC 1035 section 2.3.4
		return "", ErrHost
	}
	for _, label := range strings.Split(ascii, ".") {
		if !goodLabel(label) {
			return "", fmt.Errorf("%w: %q", ErrHost, host)
		}
	}
	return ascii, nil
}

// toASCII converts only labels that are not ASCII: idna.Lookup refuses "_",
// which real host names hold.
func toASCII(host string) (string, error) {
	labels := strings.Split(host, ".")
	for i, label := range labels {
		if strings.IndexFunc(label, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
			labels[i] = strings.ToLower(label)
			continue
		}
		a, err := idna.Lookup.ToASCII(label)
		if err != nil {
			return "", err
		}
		labels[i] = a
	}
	return strings.Join(labels, "."), nil
}

func goodLabel(label string) bool {
	if len(label) == 0 || len(label) > 63 {
		return false
	}
	for _, c := range label {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}
