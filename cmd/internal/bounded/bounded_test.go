package bounded

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestYAML: a file of settings passes, one that would grow beyond all bounds does
// not, and is not read to see that.
func TestYAML(t *testing.T) {
	t.Parallel()
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'j'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 9), ", "))
	}
	for _, c := range []struct {
		data string
		want error
	}{
		{"user: info@customer.example\nsmtp: smtp.customer.example\n", nil},
		{"a: &a 30s\ntimeout: *a\n", nil},
		{"# * * * * * * * * * * * * * * * * * * * * * * * * * * * *\nuser: \"***********************\"\n", nil},
		{bomb, errAliases},
		{string(bytes.Repeat([]byte("# x\n"), maxYAML/4+1)), errLarge},
		{"", nil},
		{"user: " + strings.Repeat("[", 100) + strings.Repeat("]", 100), errDeep},
		{"user:\n  " + strings.Repeat("- ", 100), errDeep},
		{"user:\n  " + strings.Repeat("? ", 100), errDeep},
		{strings.Repeat("- [a, {b: c}]\n", 100), nil},
		{strings.Repeat("- a\n", 30_000), errTokens},
	} {
		if err := YAML([]byte(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%.40q: %v, want %v", c.data, err, c.want)
		}
	}
}
