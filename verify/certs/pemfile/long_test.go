//go:build long

package pemfile

// How many mutations, and which: go test -tags long.
const (
	differentialFiles = 20000
	differentialSeed  = 3
)
