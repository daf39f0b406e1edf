package ticket

import (
	"regexp"
	"strings"
	"sync"
)

var mailAddress = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`([A-Za-z0-9])[A-Za-z0-9._%+'-]*@([A-Za-z0-9-]+\.[A-Za-z0-9.-]+)`)
})

// masked hides in a note what the desk need not keep: the local part of mail
// addresses, and what the ticket itself gives as a password.
func masked(note string, secrets []string) string {
	for _, s := range secrets {
		note = strings.ReplaceAll(note, s, "(hidden)")
	}
	return mailAddress().ReplaceAllString(note, "$1***@$2")
}
