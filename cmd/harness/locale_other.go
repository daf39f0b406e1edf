//go:build !windows && !darwin

package main

// systemLocale: where the environment says nothing, nothing else does.
func systemLocale() string { return "" }
