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
	maxYAML    = 256 << 10 // octets
	maxAliases = 20        // each may repeat all that stands before it
	maxDepth   = 32        // of brackets, of dashes on a line: each costs more than the one before
	maxTokens  = 40_000
)

// Errors of a YAML file.
var (
	errLarge   = fmt.Errorf("larger than %d KiB: no file of settings", maxYAML>>10)
	errTokens  = fmt.Errorf("more than %d words and signs: no file of settings", maxTokens)
	errDeep    = fmt.Errorf("more than %d lists within each other", maxDepth)
	errAliases = fmt.Errorf("more than %d aliases (*name)", maxAliases)
)

// Errors are those of YAML.
func Errors() []error { return []error{errLarge, errTokens, errDeep, errAliases} }

// YAML tells whether a YAML file may be read: by its size, its depth and its
// aliases, of which a few can stand for millions of values.
func YAML(data []byte) error {
	if len(data) > maxYAML {
		return errLarge
	}
	aliases, brackets, dashes, line := 0, 0, 0, 0
	tokens := lexer.Tokenize(string(data))
	if len(tokens) > maxTokens {
		return errTokens
	}
	for _, t := range tokens {
		if t.Position != nil && t.Position.Line != line {
			dashes, line = 0, t.Position.Line
		}
		switch t.Type {
		case token.AliasType:
			aliases++
		case token.SequenceStartType, token.MappingStartType:
			brackets++
		case token.SequenceEndType, token.MappingEndType:
			brackets--
		case token.SequenceEntryType, token.MappingKeyType:
			dashes++
		}
		switch {
		case aliases > maxAliases:
			return errAliases
		case max(brackets, dashes) > maxDepth:
			return errDeep
		}
	}
	return nil
}
