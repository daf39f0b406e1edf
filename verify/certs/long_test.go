//go:build long

package certs

// How many random chains, and which: go test -tags long.
const (
	randomChainCount = 12000
	randomSeed       = 2
)
