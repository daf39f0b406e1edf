package pemfile

// The templates of OpenSSL's ASN.1 (asn1t.h, tasn_dec.c of 3.0), as far as a
// certificate needs them. Only whether it can be read is of interest.

// item is a type.
type item struct {
	kind   itemKind
	tag    int     // of a primitive
	mask   uint32  // of a choice of strings: bit n stands for tag n
	fields []field // of a SEQUENCE
}

type itemKind int

const (
	primitive itemKind = iota // of one tag
	choice                    // of one of several tags
	anything
	sequence
	alternatives  // of the fields, one
	distinguished // a Name
)

// field is a part of a SEQUENCE.
type field struct {
	*item
	optional bool
	tagged   bool // with a context tag
	tag      int
	explicit bool
	list     int // 0: one; else the tag of the SEQUENCE OF or SET OF
}

// Universal tags.
const (
	tagBoolean     = 1
	tagInteger     = 2
	tagBitString   = 3
	tagOctetString = 4
	tagNull        = 5
	tagOID         = 6
	tagEnumerated  = 10
	tagUTF8        = 12
	tagSequence    = 16
	tagSet         = 17
	tagPrintable   = 19
	tagT61         = 20
	tagIA5         = 22
	tagUTCTime     = 23
	tagGeneralized = 24
	tagVisible     = 26
	tagUniversal   = 28
	tagBMP         = 30
)

// unknownTags are B_ASN1_UNKNOWN of tag2bit: a name may be one of them.
const unknownTags = 1<<7 | 1<<8 | 1<<9 | 1<<11 | 1<<13 | 1<<14 | 1<<15 | 1<<29

const printableMask = 1<<18 | 1<<tagPrintable | 1<<tagT61 | 1<<tagIA5 | 1<<tagBitString |
	1<<tagUniversal | 1<<tagBMP | 1<<tagUTF8 | 1<<tagSequence | unknownTags

func one(i *item) field      { return field{item: i} }
func optional(i *item) field { return field{item: i, optional: true} }

func of(tag int) *item { return &item{kind: primitive, tag: tag} }

func seq(fields ...field) *item { return &item{kind: sequence, fields: fields} }

// implicit and explicit are OPTIONAL with a context tag.
func implicit(n int, f field) field {
	f.optional, f.tagged, f.tag = true, true, n
	return f
}

func explicit(n int, f field) field {
	f = implicit(n, f)
	f.explicit = true
	return f
}

func listOf(tag int, i *item) field { return field{item: i, list: tag} }
