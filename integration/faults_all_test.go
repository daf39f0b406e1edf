//go:build long

package integration

const (
	faultStep  = 1
	faultParts = 8
)
