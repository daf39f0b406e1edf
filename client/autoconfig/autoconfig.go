// Package autoconfig reads the mail settings that a domain publishes for mail
// programs: Thunderbird's autoconfig, autodiscover, SRV records, profiles. It
// leaves the mail servers: web servers are asked, so it is used only on request.
// What they say is only a hint; anybody who runs the web server can write
// anything there.
package autoconfig

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
)

// maxBytes bounds what is read of an answer.
const maxBytes = 256 << 10

// limit bounds one request with all its redirects.
const limit = 5 * time.Second

const (
	atAutoconfig   = "/mail/config-v1.1.xml"
	atWellKnown    = "/.well-known/autoconfig/mail/config-v1.1.xml"
	atAutodiscover = "/autodiscover/autodiscover.xml"
)

// URLs are where a domain may publish its settings, in the order asked.
// The address of the account is not sent.
func URLs(domain string) []string {
	return []string{"https://autoconfig." + domain + atAutoconfig, "https://" + domain + atWellKnown}
}

// Hosts asks the URLs until one answers, and gives the host names of its
// sending and POP3 servers, each once. The error is the last one where none
// answered.
func Hosts(ctx context.Context, client *http.Client, domain string, urls []string) ([]string, error) {
	var last error
	for _, url := range urls {
		settings, err := get(ctx, client, domain, url)
		if err == nil {
			return hostsOf(settings), nil
		}
		last = err
	}
	return nil, last
}

func get(ctx context.Context, client *http.Client, domain, url string) ([]evidence.Setting, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, resp.Status)
	}
	return parse(io.LimitReader(resp.Body, maxBytes), domain)
}

func hostsOf(settings []evidence.Setting) []string {
	hosts := []string{}
	for _, sending := range []bool{true, false} {
		for _, s := range settings {
			if s.Proto != evidence.IMAP && (s.Proto == evidence.SMTP) == sending && !slices.Contains(hosts, s.Host) && len(hosts) < 8 {
				hosts = append(hosts, s.Host)
			}
		}
	}
	return hosts
}

// place is a source and where it is.
type place struct {
	name evidence.SourceName
	at   string
}

// webPlaces are the web servers that are asked, in Thunderbird's order; mx is the
// host of the domain's best MX, "" without one.
func webPlaces(domain, mx string, base func(string) string) []place {
	const s, c = "https://", "http://"
	list := []place{
		{evidence.SourceAutoconfig, s + "autoconfig." + domain + atAutoconfig},
		{evidence.SourceWellKnown, s + domain + atWellKnown},
		{evidence.SourceAutoconfigClear, c + "autoconfig." + domain + atAutoconfig},
		{evidence.SourceWellKnownClear, c + domain + atWellKnown},
		{evidence.SourceDatabase, "https://live.thunderbird.net/autoconfig/v1.1/" + domain},
	}
	if sld := base(mx); sld != "" && sld != domain {
		if _, of, _ := strings.Cut(mx, "."); of != sld && of != domain && base(of) == sld {
			list = append(list, place{evidence.SourceMX, s + "autoconfig." + of + atAutoconfig})
		}
		list = append(list, place{evidence.SourceMXBase, s + "autoconfig." + sld + atAutoconfig})
	}
	return append(list,
		place{evidence.SourceAutodiscoverRoot, s + domain + atAutodiscover},
		place{evidence.SourceAutodiscover, s + "autodiscover." + domain + atAutodiscover},
		place{evidence.SourceAutodiscoverHTTP, c + "autodiscover." + domain + atAutodiscover},
	)
}
