package job

import (
	"harness/client/account"
	"harness/client/evidence"
	"harness/client/persona"
)

// box is one dialog, and the server of the account that it fills.
type box struct {
	proto  evidence.Proto
	server *account.Server
	typed  Dialog
	skip   bool // its leg is not asked for
}

// boxes are both dialogs.
func boxes(acc *account.Account, t Typed, only evidence.LegName) []box {
	return []box{
		{evidence.SMTP, &acc.SMTP, t.SMTP, only == evidence.FetchLeg},
		{acc.Fetching(), &acc.POP, t.POP, only == evidence.SendLeg},
	}
}

// fill fills the two dialogs from what was typed; what was not typed is as it
// stands in the account already, or is guessed as Gmail does.
func fill(acc *account.Account, t Typed, only evidence.LegName) error {
	if t.Address != "" {
		acc.Address = account.Trim(t.Address)
	}
	if acc.Address == "" {
		return &Fault{FieldNobody, ErrNobody}
	}
	if _, err := account.ParseAddress(acc.Address); err != nil {
		return &Fault{FieldAddress, err}
	}
	if t.To != "" {
		if _, err := account.ParseAddress(t.To); err != nil {
			return &Fault{FieldTo, err}
		}
		acc.To = t.To
	}
	both := boxes(acc, t, only)
	for _, d := range both {
		if d.typed.Login != "" {
			d.server.Login = d.typed.Login
		}
		if d.typed.Server != "" {
			typed, err := account.ParseServer(d.proto, d.typed.Server)
			if err != nil {
				return &Fault{server(d.proto), err}
			}
			typed.Login = d.server.Login
			d.server.Server = typed
		}
	}
	*acc = acc.WithDefaults()
	for _, d := range both {
		if d.skip {
			continue
		}
		if d.server.Host == "" { // to be guessed: the port follows the security
			d.server.Security, d.server.Port = d.typed.Security, persona.For(d.proto).PortOf(d.typed.Security)
			continue
		}
		if err := account.Secure(d.proto, &d.server.Server, d.typed.Security); err != nil {
			return &Fault{security(d.proto), err}
		}
	}
	return nil
}

// fillServers fills the dialogs where there is no address: what was typed
// alone.
func fillServers(acc *account.Account, t Typed) error {
	for _, d := range boxes(acc, t, "") {
		if d.typed.Server == "" {
			continue
		}
		typed, err := account.ParseServer(d.proto, d.typed.Server)
		if err != nil {
			return &Fault{server(d.proto), err}
		}
		if err := account.Secure(d.proto, &typed, d.typed.Security); err != nil {
			return &Fault{security(d.proto), err}
		}
		d.server.Server = typed
	}
	return nil
}
