package ticket

import (
	"testing"

	"harness/cmd/internal/ticket/paste"
)

func TestMasked(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ note, ticket, want string }{
		{"info@shop.example failed", "", "i***@shop.example failed"},
		{"it shows Abc-123 here", "password: Abc-123", "it shows (hidden) here"},
		{"パスワード Abc123 です", "パスワードは「Abc123」です", "パスワード (hidden) です"},
		{"what is wrong", "the password is wrong", "what is wrong"},
	} {
		if got := masked(test.note, paste.Read(test.ticket).Secrets); got != test.want {
			t.Errorf("%q: %q, want %q", test.note, got, test.want)
		}
	}
}
