//go:build !long

package integration

const (
	// faultStep makes every tenth or so of the cases: 13 has no part in common with
	// the number of faults, so that each fault and each step comes.
	faultStep = 13
	// faultParts are the processes that run side by side: they mostly wait.
	faultParts = 4
)
