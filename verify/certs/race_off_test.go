//go:build !race

package certs

const runs = 3
