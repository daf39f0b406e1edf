package pemfile

import (
	"unicode/utf16"
	"unicode/utf8"
)

// name: x509_name_ex_d2i, which also brings it into its canonical form.
func (d *decoder) name(in []byte, optional bool, depth int) ([]byte, result) {
	h, r := match(in, universal, tagSequence, optional)
	if r != done {
		return in, r
	}
	return eachOf(in, h, func(body []byte) ([]byte, bool) {
		h, r := match(body, universal, tagSet, false)
		if r != done {
			return nil, false
		}
		left, r := eachOf(body, h, func(entry []byte) ([]byte, bool) {
			left, r := d.item(entry, d.nameEntry, -1, false, depth+2)
			return left, r == done && canonical(entry[:len(entry)-len(left)])
		})
		return left, r == done
	})
}

// canonical: asn1_string_canon can write the value in UTF-8.
func canonical(entry []byte) bool {
	h, _ := readHeader(entry)
	body := entry[h.size:]
	oid, _ := readHeader(body)
	value := body[oid.size+oid.length:]
	v, ok := readHeader(value)
	if !ok {
		return false
	}
	content := value[v.size : v.size+v.length]
	if v.constructed {
		content, _, _ = collect(content, v.indefinite, 0)
	}
	switch v.tag {
	case tagUTF8:
		return utf8.Valid(content)
	case tagBMP:
		for ; len(content) >= 2; content = content[2:] {
			if utf16.IsSurrogate(rune(content[0])<<8 | rune(content[1])) {
				return false
			}
		}
	case tagUniversal:
		for ; len(content) >= 4; content = content[4:] {
			r := uint32(content[0])<<24 | uint32(content[1])<<16 | uint32(content[2])<<8 | uint32(content[3])
			if r > utf8.MaxRune || utf16.IsSurrogate(rune(r)) {
				return false
			}
		}
	}
	return true
}
