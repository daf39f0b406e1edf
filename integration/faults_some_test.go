//go:build !long

package integration

// faultStep makes every tenth or so of the cases: 11 has no part in common with
// the number of faults, so that each fault and each step comes.
const faultStep = 11
