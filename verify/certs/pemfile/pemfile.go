// Package pemfile reads files of certificates as servers do: by the rules of
// OpenSSL's PEM_read_bio_ex, EVP_DecodeUpdate and d2i_X509 (3.0), which Postfix,
// Dovecot, nginx, stunnel and Exim load their certificates with. What that
// loader refuses is damage, with the line where it is; what it lets pass (text
// between blocks, a byte order mark, private keys) passes here.
//
// encoding/pem skips what it cannot read: of a damaged file it shows another
// chain than the server would, or one where the server has none.
package pemfile

import "fmt"

// Certificate is one certificate of a file.
type Certificate struct {
	DER  []byte // without what a TRUSTED CERTIFICATE says after it
	Line int    // of its BEGIN line, counted from 1

	// Hides is the line of a BEGIN line that the loader read over, since the END
	// line before it is missing: the certificate there is lost. 0: none.
	Hides int
}

// Kind is what is wrong with a file.
type Kind string

// The kinds of damage.
const (
	Empty        Kind = "empty"         // no certificate in it; Line is 0
	Cut          Kind = "cut"           // the file ends inside a block
	Nested       Kind = "nested"        // a block begins inside another, which was cut short
	WrongEnd     Kind = "wrong-end"     // the END line is not that of the BEGIN line
	Glued        Kind = "glued"         // two lines without a line break between them
	BlankLine    Kind = "blank-line"    // an empty line inside a block
	Header       Kind = "header"        // a header inside a certificate's block
	ShortLine    Kind = "short-line"    // after a header: a line of another length than 64 before the last
	NotBase64    Kind = "not-base64"    // a character that is none, or too few of them
	NoData       Kind = "no-data"       // nothing between BEGIN and END
	NoDER        Kind = "no-der"        // base64 that is no certificate: cut short or altered
	TrailingDER  Kind = "trailing-der"  // bytes after the first certificate in its block
	KeyUnusable  Kind = "key-unusable"  // the first certificate's public key cannot be read
	BadExtension Kind = "bad-extension" // one of the first certificate's extensions is malformed, or there twice
)

// Damage is why a server cannot load a file. It is an error.
type Damage struct {
	Kind  Kind
	Line  int      // where it shows, counted from 1; 0: nowhere
	Begin int      // the BEGIN line of the block that it is in, 0: none
	Found []string // of Empty: the types of the blocks that are there
}

func (d *Damage) Error() string { return d.In("en") }

// In is the error in a language, "ja" or English.
func (d *Damage) In(lang string) string {
	said, line, begin := says[d.Kind].en, "line %d: %s", " (the block begins at line %d)"
	if lang == "ja" {
		said, line, begin = says[d.Kind].ja, "%d 行目: %s", "（ブロックの先頭は %d 行目）"
	}
	if d.Line == 0 {
		return said
	}
	text := fmt.Sprintf(line, d.Line, said)
	if d.Begin > 0 && d.Begin != d.Line {
		text += fmt.Sprintf(begin, d.Begin)
	}
	return text
}

var says = map[Kind]struct{ en, ja string }{
	Empty:        {"no certificate in it", "証明書がありません"},
	Cut:          {"the file ends inside a block: its END line is missing", "ブロックの途中でファイルが終わり、END の行がありません"},
	Nested:       {"a BEGIN line inside a block: the block before it was cut short", "ブロックの中に BEGIN の行があります。前のブロックが途中で切れています"},
	WrongEnd:     {"the END line does not fit the BEGIN line", "END の行が BEGIN の行と対応していません"},
	Glued:        {"two PEM lines on one line: a line break is missing, as between files that were joined", "PEM の 2 行が 1 行につながっています。ファイルを連結した際などに改行が抜けています"},
	BlankLine:    {"an empty line inside a block", "ブロックの中に空行があります"},
	Header:       {"a header inside a certificate's block", "証明書のブロックの中にヘッダーがあります"},
	ShortLine:    {"a line of another length than 64 inside a block", "ブロックの中に 64 文字でない行があります"},
	NotBase64:    {"not base64: a character is wrong, or some are missing", "Base64 ではありません。誤った文字があるか、文字が足りません"},
	NoData:       {"nothing between BEGIN and END", "BEGIN と END の間に何もありません"},
	NoDER:        {"not a certificate: it was cut short or altered", "証明書ではありません。途中で切れたか、書き換えられています"},
	TrailingDER:  {"bytes after the certificate in its block", "ブロックの中で、証明書の後に余分なデータがあります"},
	KeyUnusable:  {"the certificate's public key cannot be read", "証明書の公開鍵を読み取れません"},
	BadExtension: {"one of the certificate's extensions is malformed, or there twice", "証明書の拡張の 1 つが不正か、重複しています"},
}

// Chain reads the chain that a server would serve, its own certificate first:
// SSL_CTX_use_certificate_chain_file. With damage it returns what stands before
// it as well, which no server would serve.
func Chain(text []byte) ([]Certificate, error) {
	return read(text, func(name string, first bool) bool {
		return isCertificate(name) || first && name == trusted
	}, ownCertificate)
}

// Bundle reads every certificate of a file of roots, in their order:
// X509_load_cert_crl_file. Other blocks are passed over, but not damaged ones.
func Bundle(text []byte) ([]Certificate, error) {
	return read(text, func(name string, _ bool) bool {
		return isCertificate(name) || name == trusted
	}, func(b *block, der, rest []byte, _ bool) Kind {
		if b.name == trusted && len(rest) > 0 && !trustSettings(rest) {
			return NoDER
		}
		return ""
	})
}

// ownCertificate looks closer at the first one, as d2i_X509_AUX and
// SSL_CTX_use_certificate do.
func ownCertificate(_ *block, der, rest []byte, first bool) Kind {
	if !first {
		return ""
	}
	spki, extensions, ok := parts(der)
	switch {
	case len(rest) > 0 && !trustSettings(rest):
		return TrailingDER
	case !ok || !keyReadable(spki):
		return KeyUnusable
	case !extensionsReadable(extensions):
		return BadExtension
	}
	return ""
}

// read goes through a file: wanted are the blocks that are certificates, check
// says what is wrong with one, "" if nothing is.
func read(text []byte, wanted func(name string, first bool) bool, check func(b *block, der, rest []byte, first bool) Kind) ([]Certificate, error) {
	r := &reader{text: text, line: 1}
	var list []Certificate
	var found []string
	for {
		b, damage := r.block()
		switch {
		case damage != nil:
			return list, damage
		case b == nil && len(list) == 0:
			return nil, &Damage{Kind: Empty, Found: found}
		case b == nil:
			return list, nil
		}
		found = append(found, b.name)
		first := len(list) == 0
		if !wanted(b.name, first) {
			continue
		}
		if b.header != nil {
			return list, b.header
		}
		der, rest, ok := certificate(b.data)
		switch {
		case !ok && b.nested > 0:
			return list, &Damage{Kind: Nested, Line: b.nested, Begin: b.begin}
		case !ok:
			return list, &Damage{Kind: NoDER, Line: b.begin, Begin: b.begin}
		}
		if k := check(b, der, rest, first); k != "" {
			return list, &Damage{Kind: k, Line: b.begin, Begin: b.begin}
		}
		list = append(list, Certificate{DER: der, Line: b.begin, Hides: b.nested})
	}
}

const trusted = "TRUSTED CERTIFICATE"

func isCertificate(name string) bool { return name == "CERTIFICATE" || name == "X509 CERTIFICATE" }
