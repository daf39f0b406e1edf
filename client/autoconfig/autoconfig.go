// Package autoconfig reads the mail settings that a domain publishes for mail
// programs, in the form of Thunderbird's autoconfig. It leaves the mail servers:
// a web server is asked, so it is used only on request. What it says is only a
// hint; anybody who runs the web server can write anything there.
package autoconfig

import (
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"harness/client/hostname"
)

// maxBytes bounds what is read of an answer.
const maxBytes = 256 << 10

// limit bounds one request with all its redirects.
const limit = 5 * time.Second

// URLs are where a domain may publish its settings, in the order asked.
// The address of the account is not sent.
func URLs(domain string) []string {
	return []string{
		"https://autoconfig." + domain + "/mail/config-v1.1.xml",
		"https://" + domain + "/.well-known/autoconfig/mail/config-v1.1.xml",
	}
}

// Hosts asks the URLs until one answers, and gives the host names of its
// sending and POP3 servers, each once. The error is the last one where none
// answered.
func Hosts(ctx context.Context, client *http.Client, domain string, urls []string) ([]string, error) {
	var last error
	for _, url := range urls {
		hosts, err := get(ctx, client, domain, url)
		if err == nil {
			return hosts, nil
		}
		last = err
	}
	return nil, last
}

func get(ctx context.Context, client *http.Client, domain, url string) ([]string, error) {
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

type server struct {
	Type string `xml:"type,attr"`
	Host string `xml:"hostname"`
}

// parse reads the document; %EMAILDOMAIN% stands for the domain in it.
func parse(r io.Reader, domain string) ([]string, error) {
	var doc struct {
		XMLName  xml.Name `xml:"clientConfig"`
		Incoming []server `xml:"emailProvider>incomingServer"`
		Outgoing []server `xml:"emailProvider>outgoingServer"`
	}
	if err := xml.NewDecoder(r).Decode(&doc); err != nil {
		return nil, fmt.Errorf("autoconfig: %w", err)
	}
	hosts := []string{}
	for _, s := range append(doc.Outgoing, doc.Incoming...) {
		if s.Type != "smtp" && s.Type != "pop3" || len(hosts) >= 8 {
			continue
		}
		host, err := hostname.Normal(strings.ReplaceAll(s.Host, "%EMAILDOMAIN%", domain))
		if err == nil && strings.Contains(host, ".") && !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	return hosts, nil
}
