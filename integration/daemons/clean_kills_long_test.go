//go:build long

package daemons

const foreign, kills = 5000, 1000
