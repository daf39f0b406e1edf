package account

import "harness/client/evidence"

// Server is what is typed for a leg.
func (a *Account) Server(leg evidence.LegName) *Server {
	if leg == evidence.SendLeg {
		return &a.SMTP
	}
	return &a.POP
}

// Legs are the legs of a trip with this account, before anything was seen; of
// one name alone, or all where only is "".
func (a Account) Legs(only evidence.LegName) []evidence.Leg {
	list := []evidence.Leg{}
	for _, l := range []evidence.Leg{
		{Name: evidence.SendLeg, Proto: evidence.SMTP, Server: a.SMTP.Server},
		{Name: evidence.FetchLeg, Proto: a.Fetching(), Server: a.POP.Server},
	} {
		if only == "" || only == l.Name {
			l.Sessions = []evidence.Session{}
			list = append(list, l)
		}
	}
	return list
}
