package leaving

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// How says by what Gmail was recognised; several may hold for one mailbox.
type How uint8

// The ways.
const (
	// ByName: the server looked up and confirmed a host name mail-*.google.com, as
	// Gmail's sending hosts have (mail-wr1-f41.google.com, in many logs since 2017).
	ByName How = 1 << iota
	// ByAddress: the address is in a list of Google's own addresses.
	ByAddress
	// Maybe: a name or an address of Google's that customers of Google Cloud may
	// also have, or that is not Gmail's by its name.
	Maybe
	nobodys How = 0
)

func (h How) certain() bool { return h&(ByName|ByAddress) != 0 }

// AddressList is a list of addresses and where it comes from.
type AddressList struct {
	Name     string `json:"name"`
	Read     string `json:"read"` // YYYY-MM-DD on which it stood so, or the list's own date
	Prefixes int    `json:"prefixes"`
	Use      string `json:"use"` // "gmail", "google" or "not-gmail"
	prefixes []netip.Prefix
}

// Google tells Gmail's addresses and names from others'.
type Google struct {
	lists    []AddressList
	hasCloud bool
	// Verdicts by address as logged. A log has few of them; the bound is for one
	// that has many.
	known map[string]How
}

const knownBound = 1 << 16

// NewGoogle has the lists that are built in.
func NewGoogle() *Google {
	g := &Google{known: map[string]How{}}
	for _, b := range builtin {
		list := AddressList{Name: b.name, Read: b.read, Use: "gmail"}
		for _, p := range strings.Fields(b.prefixes) {
			list.prefixes = append(list.prefixes, netip.MustParsePrefix(p))
		}
		list.Prefixes = len(list.prefixes)
		g.lists = append(g.lists, list)
	}
	return g
}

// builtin are the addresses that Google names as those of its mail, in its SPF
// record. That Gmail's POP3 fetcher connects from the same blocks is inferred from
// logs in which it came from 209.85.128.0/17; Google publishes no list of its own
// for it.
var builtin = []struct{ name, read, prefixes string }{
	// As answered by DNS on 2026-07-06, and the same in MISP's list google-gmail-sending-ips of 2026-04-28.
	{"_spf.google.com", "2026-07-06", `74.125.0.0/16 209.85.128.0/17 2001:4860:4864::/56 2404:6800:4864::/56
		2607:f8b0:4864::/56 2800:3f0:4864::/56 2a00:1450:4864::/56 2c0f:fb50:4864::/56`},
	// _netblocks and _netblocks2, which that record named until 2025; as answered on 2024-03-05.
	{"_netblocks.google.com", "2024-03-05", `35.190.247.0/24 64.233.160.0/19 66.102.0.0/20 66.249.80.0/20 72.14.192.0/18
		74.125.0.0/16 108.177.8.0/21 173.194.0.0/16 209.85.128.0/17 216.58.192.0/19 216.239.32.0/19 2001:4860:4000::/36
		2404:6800:4000::/36 2607:f8b0:4000::/36 2800:3f0:4000::/36 2a00:1450:4000::/36 2c0f:fb50:4000::/36`},
}

// AddJSON adds a list in the form of https://www.gstatic.com/ipranges/goog.json.
// Entries that name a service and a scope, as those of cloud.json do, are of
// customers of Google Cloud: never Gmail. goog.json contains them too, without a
// mark (Google's help 10026322 says to subtract them), so what only goog.json has
// is a maybe until cloud.json has been added.
func (g *Google) AddJSON(name string, text []byte) error {
	var file struct {
		CreationTime string `json:"creationTime"`
		Prefixes     []struct {
			IPv4    string `json:"ipv4Prefix"`
			IPv6    string `json:"ipv6Prefix"`
			Service string `json:"service"`
		} `json:"prefixes"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	lists := map[bool]*AddressList{false: {Name: name, Use: "google"}, true: {Name: name, Use: "not-gmail"}}
	for i, p := range file.Prefixes {
		text := p.IPv4 + p.IPv6
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return fmt.Errorf("%s: prefix %d: %w", name, i+1, err)
		}
		list := lists[p.Service != ""]
		list.prefixes = append(list.prefixes, prefix.Masked())
	}
	if len(file.Prefixes) == 0 {
		return fmt.Errorf("%s: %w", name, errNoPrefixes)
	}
	for _, customers := range []bool{false, true} {
		list := lists[customers]
		if list.Prefixes = len(list.prefixes); list.Prefixes == 0 {
			continue
		}
		if len(file.CreationTime) >= 10 {
			list.Read = file.CreationTime[:10]
		}
		g.hasCloud = g.hasCloud || customers
		g.lists = append(g.lists, *list)
	}
	clear(g.known)
	return nil
}

var errNoPrefixes = errors.New(`no "prefixes": want the form of Google's goog.json`)

// Lists are the lists in use.
func (g *Google) Lists() []AddressList { return slices.Clone(g.lists) }

// who judges a client by the host name that the server confirmed ("" or "unknown"
// if it has none) and its address, both as logged.
func (g *Google) who(name, addr []byte) How {
	name = bytes.TrimSuffix(bytes.ToLower(name), []byte("."))
	google := bytes.HasSuffix(name, []byte(".google.com"))
	switch {
	case google && bytes.HasPrefix(name, []byte("mail-")):
		return ByName
	case bytes.HasSuffix(name, []byte(".googleusercontent.com")): // a customer's machine
		return nobodys
	}
	how := g.address(addr)
	if how == nobodys && google {
		return Maybe
	}
	return how
}

func (g *Google) address(text []byte) How {
	if how, ok := g.known[string(text)]; ok {
		return how
	}
	how := nobodys
	if addr, err := netip.ParseAddr(string(text)); err == nil {
		how = g.judge(addr.Unmap().WithZone(""))
	}
	if len(g.known) >= knownBound {
		clear(g.known)
	}
	g.known[string(text)] = how
	return how
}

func (g *Google) judge(addr netip.Addr) How {
	var in [3]bool // gmail, google, not-gmail
	for _, l := range g.lists {
		for _, p := range l.prefixes {
			if p.Contains(addr) {
				in[slices.Index([]string{"gmail", "google", "not-gmail"}, l.Use)] = true
				break
			}
		}
	}
	switch {
	case in[2]:
		return nobodys
	case in[0], in[1] && g.hasCloud:
		return ByAddress
	case in[1]:
		return Maybe
	}
	return nobodys
}
