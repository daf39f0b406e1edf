//go:build !long

package daemons

// foreign are the messages in the mailbox, kills the runs that SIGKILL ended.
const foreign, kills = 300, 8
