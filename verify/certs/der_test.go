package certs

import (
	"encoding/hex"
	"testing"

	"golang.org/x/crypto/cryptobyte"
	casn1 "golang.org/x/crypto/cryptobyte/asn1"
)

// TestReaders: what each reader takes, as the real library took it.
func TestReaders(t *testing.T) {
	t.Parallel()
	boolean := func(in cryptobyte.String) bool { var b bool; return readBool(&in, &b) && in.Empty() }
	integer := func(in cryptobyte.String) bool {
		var n cryptobyte.String
		return readInteger(&in, &n, casn1.INTEGER) && in.Empty()
	}
	bits := func(in cryptobyte.String) bool {
		var b []byte
		return readBits(&in, &b, casn1.BIT_STRING) && in.Empty()
	}
	oid := func(in cryptobyte.String) bool {
		var o cryptobyte.String
		return readOID(&in, &o, casn1.OBJECT_IDENTIFIER) && in.Empty()
	}
	name := func(in cryptobyte.String) bool { _, ok := readGeneralName(&in); return ok && in.Empty() }
	algorithm := func(in cryptobyte.String) bool { var a cryptobyte.String; return readAlgorithm(&in, &a) && in.Empty() }
	for _, tc := range []struct {
		what string
		read func(cryptobyte.String) bool
		der  string
		ok   bool
	}{
		{"TRUE", boolean, "0101ff", true},
		{"TRUE in BER", boolean, "010101", true},
		{"FALSE", boolean, "010100", true},
		{"no byte", boolean, "0100", false},
		{"two bytes", boolean, "0102ffff", false},
		{"zero", integer, "020100", true},
		{"negative", integer, "0201ff", true},
		{"no byte", integer, "0200", false},
		{"a zero too many", integer, "02020001", false},
		{"an ff too many", integer, "0202ff80", false},
		{"128", integer, "02020080", true},
		{"no bits", bits, "030100", true},
		{"five unused", bits, "030205a0", true},
		{"an unused one is set", bits, "030205a1", false},
		{"unused bits of nothing", bits, "030101", false},
		{"eight unused", bits, "03020800", false},
		{"not even a count", bits, "0300", false},
		{"2.5.29.17", oid, "0603551d11", true},
		{"empty", oid, "0600", false},
		{"cut", oid, "0602559d", false},
		{"a number with a zero in front", oid, "060355801d", false},
		{"EDI party, explicit", name, "a505a1030c0178", true},
		{"EDI party with an assigner", name, "a50aa0030c0178a1030c0178", true},
		{"EDI party, implicit", name, "a503810178", false},
		{"EDI party, nobody", name, "a500", false},
		{"other name", name, "a0080602 2a03 a0020500", true},
		{"other name without its value", name, "a00406022a03", false},
		{"registered identifier", name, "88032a0304", true},
		{"registered identifier, cut", name, "88032a0384", false},
		{"a name of no kind", name, "890178", false},
		{"algorithm", algorithm, "30040602 2a03", true},
		{"algorithm with NULL", algorithm, "300606022a030500", true},
		{"algorithm with two values", algorithm, "300806022a0305000500", false},
	} {
		der, err := hex.DecodeString(stripSpaces(tc.der))
		if err != nil {
			t.Fatal(err)
		}
		if got := tc.read(der); got != tc.ok {
			t.Errorf("%s, %s: read %v, want %v", tc.what, tc.der, got, tc.ok)
		}
	}
}

func stripSpaces(s string) string {
	var b []byte
	for i := range len(s) {
		if s[i] != ' ' {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// TestStamps: times that can be read, and those that compare with nothing.
func TestStamps(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		tag        casn1.Tag
		text, want string // want: RFC 3339, "" if it cannot be read
		offset     bool
	}{
		{casn1.UTCTime, "261121120000Z", "2026-11-21T12:00:00Z", false},
		{casn1.UTCTime, "500101000000Z", "1950-01-01T00:00:00Z", false},
		{casn1.UTCTime, "491231235959Z", "2049-12-31T23:59:59Z", false},
		{casn1.UTCTime, "261121120000+0100", "2026-11-21T11:00:00Z", true},
		{casn1.UTCTime, "261121120000+0000", "2026-11-21T12:00:00Z", true},
		{casn1.UTCTime, "261121120000-0930", "2026-11-21T21:30:00Z", true},
		{casn1.UTCTime, "261121120000+2400", "", false},
		{casn1.UTCTime, "2611211200Z", "", false}, // no seconds
		{casn1.UTCTime, "261131120000Z", "", false},
		{casn1.UTCTime, "260229120000Z", "", false},
		{casn1.UTCTime, "280229120000Z", "2028-02-29T12:00:00Z", false},
		{casn1.UTCTime, "261121120060Z", "", false},
		{casn1.UTCTime, "261121240000Z", "", false},
		{casn1.UTCTime, "261121120000", "", false},
		{casn1.UTCTime, "261121120000.5Z", "", false},
		{casn1.UTCTime, "261121120000Z ", "", false},
		{casn1.GeneralizedTime, "20261121120000Z", "2026-11-21T12:00:00Z", false},
		{casn1.GeneralizedTime, "20500101000000Z", "2050-01-01T00:00:00Z", false},
		{casn1.GeneralizedTime, "20261121120000+0100", "", false},
		{casn1.GeneralizedTime, "20261121120000.5Z", "", false},
		{casn1.UTF8String, "20261121120000Z", "", false},
	} {
		var b cryptobyte.Builder
		b.AddASN1(tc.tag, func(b *cryptobyte.Builder) { b.AddBytes([]byte(tc.text)) })
		in := cryptobyte.String(b.BytesOrPanic())
		var got stamp
		text := ""
		if readStamp(&in, &got) {
			text = got.UTC().Format("2006-01-02T15:04:05Z07:00")
		}
		if text != tc.want || got.offset != tc.offset {
			t.Errorf("%s: %q, offset %v; want %q, %v", tc.text, text, got.offset, tc.want, tc.offset)
		}
	}
}
