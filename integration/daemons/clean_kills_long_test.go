//go:build long

package daemons

const foreign, kills = 5000, 1000

// imapForeign and imapKills are those of the round trips over IMAP.
const imapForeign, imapKills = 20000, 200
