package finding

import "slices"

// otherServer are faults that another name, port or security may mend.
var otherServer = []Code{
	TLSNameMismatch, DNSNoSuchHost, DNSNoAddress, HostUnsafeCharacters, NetRefused,
	TLSOnPlainPort, PlainOnTLSPort, SMTPBannerBad, POPBannerBad, SMTPStartTLSMissing, TLSHostOdd,
}

// otherLogin are those that another user name or password may mend.
var otherLogin = []Code{SMTPAuthRefused, POPLoginRefused, LoginOtherMachine, SMTPSenderRefused}

// OtherServerMayHelp tells whether another name, port or security in the
// client's entry may mend a fault.
func OtherServerMayHelp(c Code) bool { return slices.Contains(otherServer, c) }

// EntryMayHelp tells whether anything that is typed in the client's entry may
// mend a fault.
func EntryMayHelp(c Code) bool { return OtherServerMayHelp(c) || slices.Contains(otherLogin, c) }
