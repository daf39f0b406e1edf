// Package hostname is what a host name is: how it is written down for look-up
// and comparison, what a copied one brings along unseen, and to which
// registrable domain it belongs. It is a leaf; verify may import it.
package hostname

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// ErrName is the error of all text that is no host name.
var ErrName = errors.New("not a host name")

const (
	maxName  = 253 // without the trailing dot: RFC 1035 section 2.3.4
	maxLabel = 63  // RFC 1035 section 2.3.4
)

// dots are the full stops of other scripts (RFC 3490 section 3.1).
var dots = strings.NewReplacer("。", ".", "．", ".", "｡", ".")

// Normal gives a host name as it is looked up and verified: A-labels, lower
// case, without the trailing dot; an IP literal in its shortest form. White
// space and what cannot be seen is taken away wherever it stands, see Unseen,
// but words that stand apart are not made one. The error is ErrName.
func Normal(host string) (string, error) {
	if Apart(host) {
		return "", fmt.Errorf("%w: %q", ErrName, host)
	}
	host = Strip(host)
	if ip, err := netip.ParseAddr(host); err == nil && ip.Zone() == "" {
		return ip.Unmap().String(), nil
	}
	host = dots.Replace(host)
	ascii, err := toASCII(strings.TrimSuffix(host, "."))
	if err != nil || !wellFormed(ascii) {
		return "", fmt.Errorf("%w: %q", ErrName, host)
	}
	return ascii, nil
}

// NormalOrSame is Normal where text is a host name, else the text itself: for
// comparing names of which some were typed and some answered.
func NormalOrSame(text string) string {
	if host, err := Normal(text); err == nil {
		return host
	}
	return text
}

// bare is a name of DNS or of a record as names are compared: lower case,
// without the trailing dot. It is not checked, see Is.
func bare(name string) string {
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

// Is tells whether text, as it stands, is a host name that a person could type
// into a dialog: two or more labels of lower-case letters, digits, hyphens and
// underscores, and no IP literal.
func Is(text string) bool {
	_, err := netip.ParseAddr(text)
	return err != nil && strings.Contains(text, ".") && wellFormed(text)
}

// Letters is a name of A-labels (RFC 5890 section 2.3.2.1) in the letters of its
// owner, "" where it has none or they cannot be had.
func Letters(ascii string) string {
	if !strings.Contains(ascii, "xn--") {
		return ""
	}
	letters, err := idna.Display.ToUnicode(ascii)
	if err != nil || letters == ascii {
		return ""
	}
	return letters
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

func wellFormed(ascii string) bool {
	if len(ascii) > maxName {
		return false
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if len(label) == 0 || len(label) > maxLabel {
			return false
		}
		for _, c := range []byte(label) {
			if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
				return false
			}
		}
	}
	return true
}
