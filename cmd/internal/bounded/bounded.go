// Package bounded looks at what people hand in before it is read: a small file
// may ask for a lot of work.
package bounded

import (
	"fmt"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// Limits of a YAML file of settings: those that people write are a page long.
const (
	maxYAML    = 1 << 20 // octets
	maxAliases = 20      // each may repeat all that stands before it
)

var (
	errLarge   = fmt.Errorf("larger than %d MiB: no file of settings", maxYAML>>20)
	errAliases = fmt.Errorf("more than %d aliases (*name): write the values out", maxAliases)
)

// YAML tells whether a YAML file may be read: by its size and by its aliases, of
// which a few can stand for millions of values.
func YAML(data []byte) error {
	if len(data) > maxYAML {
		return errLarge
	}
	aliases := 0
	for _, t := range lexer.Tokenize(string(data)) {
		if t.Type == token.AliasType {
			if aliases++; aliases > maxAliases {
				return errAliases
			}
		}
	}
	return nil
}
