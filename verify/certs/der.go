package certs

import (
	"time"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// The readers of asn1t templates (tasn_dec.cc and its likes, November 2026),
// where they are laxer or stricter than cryptobyte.

// readBool takes any single byte: BoringSSL does not insist on 0xff for TRUE.
func readBool(in *cryptobyte.String, out *bool) bool {
	var b cryptobyte.String
	if !in.ReadASN1(&b, casn1.BOOLEAN) || len(b) != 1 {
		return false
	}
	*out = b[0] != 0
	return true
}

func readOptionalBool(in *cryptobyte.String, out *bool) bool {
	return !in.PeekASN1Tag(casn1.BOOLEAN) || readBool(in, out)
}

// readInteger reads the contents of an INTEGER under its own or a context's
// tag: there is at least one byte, and none too many.
func readInteger(in *cryptobyte.String, out *cryptobyte.String, tag casn1.Tag) bool {
	if !in.ReadASN1(out, tag) || len(*out) == 0 {
		return false
	}
	b := *out
	return len(b) == 1 || !(b[0] == 0 && b[1] < 0x80 || b[0] == 0xff && b[1] >= 0x80)
}

// readOptionalInteger: nil if there is none.
func readOptionalInteger(in *cryptobyte.String, out *cryptobyte.String, tag casn1.Tag) bool {
	return !in.PeekASN1Tag(tag) || readInteger(in, out, tag)
}

// readBits reads the bytes of a BIT STRING, whose unused bits must be zero.
func readBits(in *cryptobyte.String, out *[]byte, tag casn1.Tag) bool {
	var b cryptobyte.String
	if !in.ReadASN1(&b, tag) || len(b) == 0 || b[0] > 7 {
		return false
	}
	if len(b) == 1 && b[0] != 0 || len(b) > 1 && b[len(b)-1]&(1<<b[0]-1) != 0 {
		return false
	}
	*out = b[1:]
	return true
}

// readOID reads the contents of an OBJECT IDENTIFIER.
func readOID(in *cryptobyte.String, out *cryptobyte.String, tag casn1.Tag) bool {
	return in.ReadASN1(out, tag) && validOID(*out)
}

// validOID: each of its numbers is whole, and written as short as possible.
func validOID(oid []byte) bool {
	start := true
	for _, b := range oid {
		if start && b == 0x80 {
			return false
		}
		start = b < 0x80
	}
	return start && len(oid) > 0
}

// stamp is a time in a certificate.
type stamp struct {
	time.Time
	offset bool // written with an offset to UTC: it can be parsed, but compares with nothing (errors 13 and 14)
}

// readStamp reads a Time of RFC 5280 section 4.1.2.5. What is malformed in
// another way than by an offset in a UTCTime cannot be parsed at all
// (asn1_parse_time, CBS_parse_rfc5280_time_internal).
func readStamp(in *cryptobyte.String, out *stamp) bool {
	var s cryptobyte.String
	if in.PeekASN1Tag(casn1.UTCTime) {
		if !in.ReadASN1(&s, casn1.UTCTime) || len(s) < 2 {
			return false
		}
		century := "20"
		if s[0] >= '5' {
			century = "19"
		}
		return parseStamp(century+string(s), true, out)
	}
	return in.ReadASN1(&s, casn1.GeneralizedTime) && parseStamp(string(s), false, out)
}

// parseStamp reads "20060102150405" and "Z" or an offset such as "+0900".
func parseStamp(s string, offsets bool, out *stamp) bool {
	const digits = len("20060102150405")
	if len(s) <= digits || !allDigits(s[:digits]) {
		return false
	}
	t, err := time.Parse("20060102150405", s[:digits])
	if err != nil {
		return false
	}
	zone := s[digits:]
	if zone == "Z" {
		*out = stamp{Time: t}
		return true
	}
	if !offsets || len(zone) != len("+0900") || zone[0] != '+' && zone[0] != '-' || !allDigits(zone[1:]) {
		return false
	}
	hours, minutes := twoDigits(zone[1:]), twoDigits(zone[3:])
	if hours > 23 || minutes > 59 {
		return false
	}
	shift := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if zone[0] == '+' {
		shift = -shift
	}
	*out = stamp{Time: t.Add(shift), offset: true}
	return true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func twoDigits(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
