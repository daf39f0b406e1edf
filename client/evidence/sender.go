package evidence

import "net/netip"

// Sender is what bears on mail that the customer's host sends to others: the
// outbound address, a mail as it arrived somewhere, and what DNS says of both.
type Sender struct {
	IP       netip.Addr      `json:"ip"`        // the address that mail leaves from; zero: not known
	IPFrom   string          `json:"ip_from"`   // "flag", "bounce", "mail"; "" if there is none
	Helo     string          `json:"helo"`      // as that server greets; "" not known
	MailFrom string          `json:"mail_from"` // envelope sender, "" not known
	From     string          `json:"from"`      // domain of the From line, A-labels; else the account's domain
	Mail     *Letter         `json:"mail"`      // the mail that was given; nil: none
	Whole    bool            `json:"whole"`     // Mail is a message as it arrived, so that its signature can be checked
	Bounce   *DeliveryReport `json:"bounce"`    // Mail is a delivery report; its words on one line
	Lists    []string        `json:"lists"`     // block lists that were asked
	DNS      []Answer        `json:"dns"`       // in the order asked
}
