package sendas

import (
	"bytes"

	"github.com/emersion/go-sasl"
)

// loginClient is the LOGIN mechanism, which no RFC defines
// (draft-murchison-sasl-login). go-sasl's own sends the user name at once and
// insists on one exact challenge; servers differ in both.
type loginClient struct {
	user, password string
	asked          int
}

func (l *loginClient) Start() (string, []byte, error) { return "LOGIN", nil, nil }

func (l *loginClient) Next(challenge []byte) ([]byte, error) {
	l.asked++
	switch {
	case l.asked == 1:
		return []byte(l.user), nil
	case l.asked == 2 && !bytes.HasPrefix(bytes.ToLower(challenge), []byte("user")):
		return []byte(l.password), nil
	}
	return nil, sasl.ErrUnexpectedServerChallenge
}
