//go:build !race

package certs

const (
	slowdown = 1
	runs     = 3
)
