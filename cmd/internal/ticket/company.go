package ticket

import (
	"harness/cmd/internal/profile"
)

// panel is where customers find a thing: of the first product that says so.
func (t *ticket) panel(of func(profile.Panel) profile.Text) string {
	if t.req.Profile == nil {
		return ""
	}
	for _, one := range t.req.Profile.Panels {
		if where := of(one).In(t.lang); where != "" {
			return where
		}
	}
	return ""
}

func passwordPanel(p profile.Panel) profile.Text { return p.Password }

func serverPanel(p profile.Panel) profile.Text { return p.ServerName }

func dnsPanel(p profile.Panel) profile.Text { return p.DNS }

func forwardingPanel(p profile.Panel) profile.Text { return p.Forwarding }

// include is the term of the company's own SPF record, "" none.
func (t *ticket) include() string {
	if t.req.Profile == nil {
		return ""
	}
	return t.req.Profile.Sender.SPFInclude
}
