package persona

import "harness/client/evidence"

// Label is a text of the interface in the two languages of the harness.
type Label struct{ EN, JA string }

// Both is the label of both interfaces, for who does not know which the reader has.
func (l Label) Both() string { return l.EN + " / " + l.JA }

// Dialog is where a person fills in one server.
type Dialog struct {
	Proto evidence.Proto

	Title                  Label                       // of its section in the settings
	Host, On, User, Secret Label                       // its fields; On is the port
	Choices                map[evidence.Security]Label // how security is chosen; what is missing cannot be chosen

	Port  uint16   // filled in beforehand
	Ports []uint16 // all that can be chosen, ascending; those that are offered, where any can be typed
	Free  bool     // any port can be typed
	Found []uint16 // those at which servers are found, usual first
	TLS   uint16   // registered for TLS from the first byte (RFC 8314 sections 3.2, 3.3)
	Clear uint16   // usual for a conversation that begins in clear

	// Ways are the settings inside TLS, in the order in which they are advised.
	Ways []evidence.Listener
}

// Natural is the security that goes with a port: TLS from the first byte on the
// one registered for it, STARTTLS on other ports of SMTP and IMAP; of other POP3
// ports nothing can be told, "".
func (d Dialog) Natural(port uint16) evidence.Security {
	switch {
	case port == d.TLS:
		return evidence.SSL
	case d.Proto != evidence.POP3:
		return evidence.StartTLS
	}
	return ""
}

// PortOf is the usual port for a security, where only that was typed; 0 for
// none.
func (d Dialog) PortOf(s evidence.Security) uint16 {
	switch s {
	case "":
		return 0
	case evidence.SSL:
		return d.TLS
	}
	return d.Clear
}

// Usual is the listener of the way that is advised first.
func (d Dialog) Usual() evidence.Listener { return d.Ways[0] }
