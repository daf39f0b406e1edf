//go:build !long

package pemfile

// How many mutations, and which: these are quick enough for every run.
const (
	differentialFiles = 600
	differentialSeed  = 1
)
