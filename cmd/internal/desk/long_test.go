//go:build long

package desk

// long: figures are measured, nothing else runs beside.
const long = true
