package phrasebook

import (
	"regexp"
	"sync"
)

// expression is a regular expression that is compiled at its first use: a run
// that explains no pasted text shall not pay for those that read it.
func expression(source string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source) })
}
