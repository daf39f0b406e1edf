package integration

import (
	"bytes"
	"encoding/base64"
	"testing"
)

// traces are the forms in which a password would leak: itself, and its base64
// at each of the three alignments that it may have inside AUTH PLAIN's
// "\0user\0password", without the characters that its neighbours change.
func traces(password string) [][]byte {
	out := [][]byte{[]byte(password)}
	for pad := range 3 {
		enc := base64.RawStdEncoding.EncodeToString(append(make([]byte, pad), password...))
		out = append(out, []byte(enc[(pad*8+5)/6:len(enc)-1]))
	}
	return out
}

// noSecret fails where a password or a trace of it stands in an output.
func noSecret(t *testing.T, password string, outputs ...[]byte) {
	t.Helper()
	for _, out := range outputs {
		for _, trace := range traces(password) {
			if i := bytes.Index(out, trace); i >= 0 {
				t.Errorf("a password stands in the output, as %q: ...%.400q", trace, out[max(0, i-100):])
			}
		}
	}
}

func TestTracesFindPasswords(t *testing.T) {
	t.Parallel()
	const password = "s3cret-of-the-test"
	for _, user := range []string{"a", "ab", "abc", "abcd"} {
		line := []byte("AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00"+user+"\x00"+password)))
		found := false
		for _, trace := range traces(password) {
			found = found || bytes.Contains(line, trace)
		}
		if !found {
			t.Errorf("no trace found in %s (user %s)", line, user)
		}
	}
}
