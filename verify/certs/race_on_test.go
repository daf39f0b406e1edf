//go:build race

package certs

// runs is how often a hostile chain is judged: the race detector makes it slow.
const runs = 1
