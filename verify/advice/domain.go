package advice

import (
	"slices"

	"harness/client/evidence"
	"harness/client/hostname"
)

// own tells whether a name lies under the registrable domain of the account or
// of a typed host.
func (v *view) own(name string) bool {
	if hostname.Under(name, hostname.OfAddress(v.c.Trip.Address)) {
		return true
	}
	return slices.ContainsFunc(v.survey.Hosts, func(h evidence.SurveyedHost) bool {
		return h.Part == evidence.TypedHost && hostname.Under(name, h.Name)
	})
}

// company tells whether a name is a server of the hosting company, as its
// profile says.
func (v *view) company(name string) bool { return v.c.Own != nil && v.c.Own(name) }
