package pemfile

// header is what ASN1_get_object reads: BER, with lengths longer than needed
// and of the indefinite form.
type header struct {
	class, tag  int
	constructed bool
	indefinite  bool
	size        int // of the header
	length      int // of the contents; of the indefinite form: all that is left
}

const (
	universal = 0
	specific  = 2 // of the context
)

// readHeader: false if it is malformed or longer than what is there.
func readHeader(in []byte) (h header, ok bool) {
	if len(in) < 2 {
		return h, false
	}
	h.class, h.constructed, h.tag = int(in[0]>>6), in[0]&0x20 != 0, int(in[0]&0x1f)
	p := 1
	if h.tag == 0x1f {
		h.tag = 0
		for {
			if p >= len(in) || h.tag > (1<<31-1)>>7 {
				return h, false
			}
			c := in[p]
			p++
			h.tag = h.tag<<7 | int(c&0x7f)
			if c < 0x80 {
				break
			}
		}
	}
	if p >= len(in) {
		return h, false
	}
	first := in[p]
	p++
	switch {
	case first == 0x80:
		h.indefinite = true
	case first > 0x80:
		n := int(first & 0x7f)
		if len(in)-p < n {
			return h, false
		}
		for ; n > 0 && in[p] == 0; n-- {
			p++
		}
		if n > 7 {
			return h, false
		}
		for ; n > 0; n-- {
			h.length = h.length<<8 | int(in[p])
			p++
		}
	default:
		h.length = int(first)
	}
	h.size = p
	if h.indefinite {
		h.length = len(in) - p
		return h, h.constructed
	}
	return h, h.length <= len(in)-p
}

// endOfContents: two bytes 0.
func endOfContents(in []byte) bool { return len(in) >= 2 && in[0] == 0 && in[1] == 0 }

// collect joins the pieces of a constructed string: asn1_collect. rest is what
// follows it.
func collect(in []byte, indefinite bool, depth int) (content, rest []byte, ok bool) {
	for len(in) > 0 {
		if endOfContents(in) {
			return content, in[2:], indefinite
		}
		h, ok := readHeader(in)
		if !ok {
			return nil, nil, false
		}
		body := in[h.size : h.size+h.length]
		in = in[h.size+h.length:]
		if !h.constructed {
			content = append(content, body...)
			continue
		}
		if depth >= 5 {
			return nil, nil, false
		}
		inner, left, ok := collect(body, h.indefinite, depth+1)
		if !ok {
			return nil, nil, false
		}
		content = append(content, inner...)
		if h.indefinite {
			in = left
		}
	}
	return content, in, !indefinite
}

// findEnd is where an indefinite form ends: asn1_find_end.
func findEnd(in []byte) (rest []byte, ok bool) {
	for open := 1; len(in) > 0; {
		if endOfContents(in) {
			in = in[2:]
			if open--; open == 0 {
				return in, true
			}
			continue
		}
		h, ok := readHeader(in)
		if !ok {
			return nil, false
		}
		if h.indefinite {
			open++
			in = in[h.size:]
		} else {
			in = in[h.size+h.length:]
		}
	}
	return nil, false
}
