//go:build !long

package daemons

// foreign are the messages in the mailbox, kills the runs that SIGKILL ended.
const foreign, kills = 300, 8

// imapForeign and imapKills are those of the round trips over IMAP.
const imapForeign, imapKills = 300, 4
