//go:build !long

package certs

// How many random chains, and which: quick enough for every run.
const (
	randomChainCount = 1500
	randomSeed       = 1
)
