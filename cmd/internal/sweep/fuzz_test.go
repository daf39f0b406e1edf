package sweep

import (
	"errors"
	"strings"
	"testing"
)

// FuzzRead: each item of a list is a target or a fault with its line, and the
// list ends.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"mail.shop.example\n# x\ninfo@shop.example\n", "target,smtp,password\na@b.example,\"smtp,x\",secret:vault/a\n", "{\"target\": \"a\"}\n{\"target\": 1}\n{", "- target: a\n  smtp: b:25\n- {}\n", "---\n- a\nb\n", "- !tag\n", "- target: !tag\n", "\xef\xbb\xbftarget\nx\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for target, err := range Read(strings.NewReader(text)) {
			var fault *Fault
			switch {
			case errors.As(err, &fault) && (fault.Line < 1 || fault.Line > strings.Count(text, "\n")+2):
				t.Errorf("line %d: %v", fault.Line, err)
			case err == nil:
				_ = target.Check()
			}
		}
	})
}
