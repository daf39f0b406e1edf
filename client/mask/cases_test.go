//go:build !long

package mask

const cases = 6000
