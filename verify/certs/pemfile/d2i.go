package pemfile

// result of reading a template: as asn1_template_ex_d2i's 1, -1 and 0.
type result int

const (
	failed result = iota
	absent
	done
)

// certificate is d2i_X509: the first value in a block. rest is what follows it.
func certificate(in []byte) (der, rest []byte, ok bool) {
	d := decoder{types: newTypes()}
	rest, r := d.item(in, d.certificate, -1, false, 0)
	return in[:len(in)-len(rest)], rest, r == done
}

// trustSettings: the bytes after a certificate are those of d2i_X509_CERT_AUX.
func trustSettings(in []byte) bool {
	d := decoder{types: newTypes()}
	_, r := d.item(in, d.aux, -1, false, 0)
	return r == done
}

type decoder struct{ types }

const maxNesting = 30 // ASN1_MAX_CONSTRUCTED_NEST

// match reads a header that must have the tag: asn1_check_tlen.
func match(in []byte, class, tag int, optional bool) (header, result) {
	h, ok := readHeader(in)
	switch {
	case !ok:
		return h, failed
	case h.class == class && h.tag == tag:
		return h, done
	case optional:
		return h, absent
	}
	return h, failed
}

// item reads a value: ASN1_item_ex_d2i. tag -1: its own, else a context's.
func (d *decoder) item(in []byte, it *item, tag int, optional bool, depth int) ([]byte, result) {
	if depth > maxNesting {
		return in, failed
	}
	switch it.kind {
	case sequence:
		return d.sequence(in, it, tag, optional, depth)
	case alternatives:
		for _, f := range it.fields {
			if rest, r := d.field(in, f, true, depth); r != absent {
				return rest, r
			}
		}
		if optional {
			return in, absent
		}
		return in, failed
	case distinguished:
		return d.name(in, optional, depth)
	case choice:
		h, ok := readHeader(in)
		if !ok || h.class != universal || h.tag > 31 || it.mask&(1<<h.tag) == 0 {
			if ok && optional {
				return in, absent
			}
			return in, failed
		}
		return d.primitive(in, h.tag, -1, optional)
	case anything:
		h, ok := readHeader(in)
		if !ok {
			return in, failed
		}
		if h.class != universal {
			return skip(in, h)
		}
		return d.primitive(in, h.tag, -1, false)
	}
	return d.primitive(in, it.tag, tag, optional)
}

// skip passes over a value that nobody looks into.
func skip(in []byte, h header) ([]byte, result) {
	if !h.indefinite {
		return in[h.size+h.length:], done
	}
	rest, ok := findEnd(in[h.size:])
	if !ok {
		return in, failed
	}
	return rest, done
}

// primitive: asn1_d2i_ex_primitive.
func (d *decoder) primitive(in []byte, kind, tag int, optional bool) ([]byte, result) {
	class, want := universal, kind
	if tag >= 0 {
		class, want = specific, tag
	}
	h, r := match(in, class, want, optional)
	if r != done {
		return in, r
	}
	body, rest := in[h.size:h.size+h.length], in[h.size+h.length:]
	switch {
	case kind == tagSequence || kind == tagSet:
		if !h.constructed {
			return in, failed
		}
		return skip(in, h)
	case h.constructed:
		switch kind {
		case tagNull, tagBoolean, tagOID, tagInteger, tagEnumerated:
			return in, failed
		}
		content, left, ok := collect(body, h.indefinite, 0)
		if !ok {
			return in, failed
		}
		if h.indefinite {
			rest = left
		}
		body = content
	}
	if !validContent(kind, body) {
		return in, failed
	}
	return rest, done
}

// validContent: asn1_ex_c2i.
func validContent(kind int, b []byte) bool {
	switch kind {
	case tagOID:
		if len(b) == 0 || b[len(b)-1] >= 0x80 {
			return false
		}
		for i := range b {
			if b[i] == 0x80 && (i == 0 || b[i-1] < 0x80) {
				return false
			}
		}
	case tagNull:
		return len(b) == 0
	case tagBoolean:
		return len(b) == 1
	case tagBitString:
		return len(b) > 0 && b[0] <= 7
	case tagInteger, tagEnumerated:
		return len(b) == 1 || len(b) > 1 && !(b[0] == 0 && b[1] < 0x80 || b[0] == 0xff && b[1] >= 0x80)
	case tagBMP:
		return len(b)%2 == 0
	case tagUniversal:
		return len(b)%4 == 0
	}
	return true
}

// sequence: the branch for ASN1_ITYPE_SEQUENCE of asn1_item_embed_d2i.
func (d *decoder) sequence(in []byte, it *item, tag int, optional bool, depth int) ([]byte, result) {
	class, want := universal, tagSequence
	if tag >= 0 {
		class, want = specific, tag
	}
	h, r := match(in, class, want, optional)
	if r != done {
		return in, r
	}
	if !h.constructed {
		return in, failed
	}
	body, rest := in[h.size:h.size+h.length], in[h.size+h.length:]
	open := h.indefinite
	i := 0
	for ; i < len(it.fields) && len(body) > 0; i++ {
		if endOfContents(body) {
			if !open {
				return in, failed
			}
			body, open = body[2:], false
			break
		}
		f := it.fields[i]
		left, r := d.field(body, f, f.optional && i < len(it.fields)-1, depth)
		switch r {
		case failed:
			return in, failed
		case done:
			body = left
		}
	}
	if open {
		if !endOfContents(body) {
			return in, failed
		}
		body = body[2:]
	}
	if h.indefinite {
		rest = body
	} else if len(body) > 0 {
		return in, failed
	}
	for ; i < len(it.fields); i++ {
		if !it.fields[i].optional {
			return in, failed
		}
	}
	return rest, done
}

// field: asn1_template_ex_d2i.
func (d *decoder) field(in []byte, f field, optional bool, depth int) ([]byte, result) {
	if !f.explicit {
		return d.inner(in, f, optional, depth)
	}
	h, r := match(in, specific, f.tag, optional)
	if r != done {
		return in, r
	}
	if !h.constructed {
		return in, failed
	}
	body, rest := in[h.size:h.size+h.length], in[h.size+h.length:]
	bare := f
	bare.tagged = false
	body, r = d.inner(body, bare, false, depth)
	if r != done {
		return in, failed
	}
	if !h.indefinite {
		if len(body) > 0 {
			return in, failed
		}
		return rest, done
	}
	if !endOfContents(body) {
		return in, failed
	}
	return body[2:], done
}

// inner: asn1_template_noexp_d2i.
func (d *decoder) inner(in []byte, f field, optional bool, depth int) ([]byte, result) {
	tag := -1
	if f.tagged {
		tag = f.tag
	}
	if f.list == 0 {
		return d.item(in, f.item, tag, optional, depth+1)
	}
	class, want := universal, f.list
	if tag >= 0 {
		class, want = specific, tag
	}
	h, r := match(in, class, want, optional)
	if r != done {
		return in, r
	}
	return eachOf(in, h, func(body []byte) ([]byte, bool) {
		left, r := d.item(body, f.item, -1, false, depth+1)
		return left, r == done
	})
}

// eachOf reads the values of a SEQUENCE OF or SET OF.
func eachOf(in []byte, h header, read func([]byte) ([]byte, bool)) ([]byte, result) {
	body, rest := in[h.size:h.size+h.length], in[h.size+h.length:]
	open := h.indefinite
	for len(body) > 0 {
		if endOfContents(body) {
			if !open {
				return in, failed
			}
			body, open = body[2:], false
			break
		}
		left, ok := read(body)
		if !ok {
			return in, failed
		}
		body = left
	}
	if open {
		return in, failed
	}
	if h.indefinite {
		rest = body
	}
	return rest, done
}
