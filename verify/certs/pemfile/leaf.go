package pemfile

import "harness/verify/certs/oid"

// value is one with its parts.
type value struct {
	header
	body []byte // contents; of the indefinite form up to its end
	all  []byte // with the header
}

// cut takes the first value off. The bytes have been read before, so that it
// cannot fail but on what d2i does not look at.
func cut(in *[]byte) (v value, ok bool) {
	h, ok := readHeader(*in)
	if !ok {
		return v, false
	}
	rest, r := skip(*in, h)
	if r != done {
		return v, false
	}
	v = value{header: h, all: (*in)[:len(*in)-len(rest)]}
	v.body = v.all[h.size:]
	if h.indefinite {
		v.body = v.body[:len(v.body)-2]
	}
	*in = rest
	return v, true
}

// octets are the contents of a string that may be in pieces.
func (v value) octets() []byte {
	if !v.constructed {
		return v.body
	}
	content, _, _ := collect(v.body, false, 0)
	return content
}

// parts are a certificate's public key and its extensions.
func parts(der []byte) (spki []byte, extensions []byte, ok bool) {
	whole, ok := cut(&der)
	if !ok {
		return nil, nil, false
	}
	tbs, ok := cut(&whole.body)
	if !ok {
		return nil, nil, false
	}
	in := tbs.body
	for n := 0; len(in) > 0; {
		v, ok := cut(&in)
		switch {
		case !ok:
			return nil, nil, false
		case v.class == specific && v.tag == 3:
			list, ok := cut(&v.body)
			return spki, list.body, ok
		case v.class == universal:
			if n++; n == 6 { // after serial number, algorithm, issuer, validity, subject
				spki = v.all
			}
		}
	}
	return spki, nil, spki != nil
}

// extensionsReadable: X509v3_cache_extensions of OpenSSL finds nothing invalid.
// SSL_CTX_use_certificate_chain_file stumbles over the error that it leaves, for
// the server's own certificate only.
func extensionsReadable(list []byte) bool {
	d := decoder{types: newTypes()}
	seen := map[string]bool{}
	for len(list) > 0 {
		e, ok := cut(&list)
		if !ok {
			return false
		}
		id, ok := cut(&e.body)
		if !ok {
			return false
		}
		it := d.extensions[string(id.body)]
		if it == nil {
			continue
		}
		if seen[string(id.body)] {
			return false
		}
		seen[string(id.body)] = true
		v, ok := cut(&e.body)
		if ok && v.tag == tagBoolean {
			v, ok = cut(&e.body)
		}
		if !ok || !d.extension(string(id.body), it, v.octets()) {
			return false
		}
	}
	return true
}

func (d *decoder) extension(id string, it *item, content []byte) bool {
	rest, r := d.item(content, it, -1, false, 0)
	if r != done {
		return false
	}
	content = content[:len(content)-len(rest)]
	switch id {
	case oid.KeyUsage: // none at all is invalid
		v, _ := cut(&content)
		bits := v.octets()
		for i, b := range bits[1:] {
			if i == len(bits)-2 {
				b &= 0xff << bits[0]
			}
			if i < 2 && b != 0 {
				return true
			}
		}
		return false
	case oid.BasicConstraints: // a negative path length is invalid
		v, _ := cut(&content)
		for len(v.body) > 0 {
			part, ok := cut(&v.body)
			if !ok {
				return true
			}
			if part.tag == tagInteger && part.body[0] >= 0x80 {
				return false
			}
		}
	}
	return true
}
