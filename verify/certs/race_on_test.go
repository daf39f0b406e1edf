//go:build race

package certs

// slowdown is how much slower the race detector makes everything.
const slowdown = 15
