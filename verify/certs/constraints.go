package certs

import (
	"strings"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// constraints is the extension, RFC 5280 section 4.2.1.10.
type constraints struct{ permitted, excluded []subtree }

type subtree struct {
	generalName
	minMax bool // has a minimum or maximum, which nobody supports
}

func readConstraints(v cryptobyte.String) *constraints {
	var seq cryptobyte.String
	if !v.ReadASN1(&seq, casn1.SEQUENCE) || !v.Empty() {
		return nil
	}
	n := &constraints{}
	for i, list := range []*[]subtree{&n.permitted, &n.excluded} {
		var trees cryptobyte.String
		var present bool
		if !seq.ReadOptionalASN1(&trees, &present, casn1.Tag(i).ContextSpecific().Constructed()) {
			return nil
		}
		for !trees.Empty() {
			var t cryptobyte.String
			if !trees.ReadASN1(&t, casn1.SEQUENCE) {
				return nil
			}
			g, ok := readGeneralName(&t)
			if !ok {
				return nil
			}
			minMax := !t.Empty()
			var n cryptobyte.String
			if !readOptionalInteger(&t, &n, casn1.Tag(0).ContextSpecific()) ||
				!readOptionalInteger(&t, &n, casn1.Tag(1).ContextSpecific()) || !t.Empty() {
				return nil
			}
			g.text = asciiLower(g.text, g.kind)
			*list = append(*list, subtree{g, minMax})
		}
	}
	if !seq.Empty() {
		return nil
	}
	return n
}

// asciiLower lowers what is compared without regard to case, once.
func asciiLower(s string, kind casn1.Tag) string {
	if kind != nameDNS && kind != nameURI {
		return s
	}
	return lowerASCII(s)
}

func lowerASCII(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for j := range b {
				b[j] = lower(b[j])
			}
			return string(b)
		}
	}
	return s
}

// work counts what is left of a bounded amount of work.
type work struct {
	names int // comparisons of a name with a constraint
	sign  int // cost of signatures, in about microseconds
}

// violated: NAME_CONSTRAINTS_check of v3_ncons.cc. It is an X509_V_ERR code,
// 0 if all is well, and the name that is at fault.
func (n *constraints) violated(c *cert, w *work) (code int, what string) {
	x := c.e()
	count := len(n.permitted) + len(n.excluded)
	if checks := count * (c.subject.entries + len(x.san)); checks > w.names {
		w.names = 0
		return errUnspecified, ""
	} else {
		w.names -= checks
	}
	if c.subject.entries > 0 {
		if code := n.match(generalName{nameDirectory, c.subject.canon}, false); code != 0 {
			return code, c.subject.text
		}
		if c.subject.badMail {
			return errNameSyntax, c.subject.text
		}
		for _, m := range c.subject.emails {
			if code := n.match(generalName{nameEmail, m}, true); code != 0 {
				return code, m
			}
		}
	}
	for _, g := range x.san {
		if code := n.match(g, false); code != 0 {
			return code, g.text
		}
	}
	return 0, ""
}

func (n *constraints) match(g generalName, foldExcludedLocalPart bool) int {
	g.text = asciiLower(g.text, g.kind)
	applies, matched := false, false
	for _, t := range n.permitted {
		if t.kind != g.kind {
			continue
		}
		if t.minMax {
			return errSubtreeMinMax
		}
		if applies = true; matched {
			continue
		}
		switch code := within(g, t.generalName, false, false); code {
		case 0:
			matched = true
		case errPermitted:
		default:
			return code
		}
	}
	if applies && !matched {
		return errPermitted
	}
	for _, t := range n.excluded {
		if t.kind != g.kind {
			continue
		}
		if t.minMax {
			return errSubtreeMinMax
		}
		switch code := within(g, t.generalName, true, foldExcludedLocalPart); code {
		case 0:
			return errExcluded
		case errPermitted:
		default:
			return code
		}
	}
	return 0
}

// within is 0 if the name lies in the subtree, errPermitted if it does not.
func within(g, base generalName, excluding, foldLocal bool) int {
	in := false
	switch g.kind {
	case nameDirectory:
		in = strings.HasPrefix(g.text, base.text)
	case nameDNS:
		in = dnsWithin(g.text, base.text, excluding)
	case nameEmail:
		return emailWithin(g.text, base.text, foldLocal)
	case nameURI:
		return uriWithin(g.text, base.text)
	default:
		return errConstraintType // IP addresses too: this library does not know them
	}
	if in {
		return 0
	}
	return errPermitted
}
