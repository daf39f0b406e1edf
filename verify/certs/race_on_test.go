//go:build race

package certs

// slowdown is how much slower the race detector makes everything, runs how often
// something is timed.
const (
	slowdown = 15
	runs     = 1
)
