//go:build long

package mask

const cases = 1_000_000
