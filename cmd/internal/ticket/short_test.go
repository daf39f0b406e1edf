//go:build !long

package ticket

// sizes is how many texts TestPastesOf50kB reads; many with -tags long.
const sizes = 8
