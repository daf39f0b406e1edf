package job

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/proxy"

	"harness/client"
	"harness/client/hostname"
)

// ParseConnectTo reads curl's HOST:PORT:ADDR:PORT. Fields may be empty; IPv6
// literals stand in brackets.
func ParseConnectTo(text string) (client.ConnectTo, error) {
	fields, err := splitColons(text)
	if err != nil || len(fields) != 4 {
		return client.ConnectTo{}, fmt.Errorf("%q has not four fields", text)
	}
	var c client.ConnectTo
	if c.Host = fields[0]; c.Host != "" {
		if c.Host, err = hostname.Normal(c.Host); err != nil {
			return c, fmt.Errorf("%q: %w", fields[0], err)
		}
	}
	if c.Addr = fields[2]; c.Addr != "" {
		if c.Addr, err = hostname.Normal(c.Addr); err != nil {
			return c, fmt.Errorf("%q: %w", fields[2], err)
		}
	}
	for _, p := range []struct {
		text string
		to   *uint16
	}{{fields[1], &c.Port}, {fields[3], &c.Port2}} {
		if p.text == "" {
			continue
		}
		n, err := strconv.ParseUint(p.text, 10, 16)
		if err != nil || n == 0 {
			return c, fmt.Errorf("%q is not a port", p.text)
		}
		*p.to = uint16(n)
	}
	return c, nil
}

// splitColons splits at colons outside of brackets and drops the brackets.
func splitColons(s string) ([]string, error) {
	var fields []string
	for {
		if strings.HasPrefix(s, "[") {
			end := strings.IndexByte(s, ']')
			if end < 0 {
				return nil, errors.New("unclosed bracket")
			}
			fields = append(fields, s[1:end])
			s = s[end+1:]
			if s == "" {
				return fields, nil
			}
			if s[0] != ':' {
				return nil, errors.New("text after bracket")
			}
			s = s[1:]
			continue
		}
		field, rest, more := strings.Cut(s, ":")
		fields = append(fields, field)
		if !more {
			return fields, nil
		}
		s = rest
	}
}

// ProxyDialer dials through a SOCKS5 proxy that resolves the names.
func ProxyDialer(text string) (func(ctx context.Context, network, addr string) (net.Conn, error), error) {
	u, err := url.Parse(text)
	if err != nil {
		// The error of url.Parse would show a password in the URL.
		return nil, errors.New("not a URL")
	}
	if u.Scheme != "socks5h" && u.Scheme != "socks5" || u.Hostname() == "" {
		return nil, fmt.Errorf("want socks5h://HOST:PORT, not scheme %q", u.Scheme)
	}
	if u.Port() == "" {
		u.Host = net.JoinHostPort(u.Hostname(), "1080")
	}
	d, err := proxy.FromURL(u, &net.Dialer{})
	if err != nil {
		return nil, err
	}
	cd, ok := d.(proxy.ContextDialer)
	if !ok {
		return nil, errors.New("this proxy cannot be cancelled")
	}
	return cd.DialContext, nil
}
