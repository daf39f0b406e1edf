//go:build long

package ticket

const sizes = 1000
