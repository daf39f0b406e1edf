package letter

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"harness/client/evidence/parts"
)

// decoded is the body of a message after transfer decoding, all leaves of a
// multipart one after the other, with CRLF line ends. What cannot be decoded
// stands as it is.
func decoded(raw []byte) []byte {
	var b bytes.Buffer
	for _, leaf := range parts.Leaves(raw) {
		b.Write(leaf.Octets())
	}
	return b.Bytes()
}

// bodyHash is the SHA-256 of decoded in hex, as the mark carries it.
func bodyHash(raw []byte) string {
	sum := sha256.Sum256(decoded(raw))
	return hex.EncodeToString(sum[:])
}

// Unhurt tells whether the body is the one that the mark was made for.
func Unhurt(raw []byte) bool {
	mark, ok := parseMark(parts.Value(parts.Fields(raw), MarkField))
	return ok && mark.Body == bodyHash(raw)
}
