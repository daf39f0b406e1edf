package certs

import "time"

// Expiry says how near a certificate's end is.
type Expiry string

// The states. The end that is near is a warning, never a refusal.
const (
	Lasting  Expiry = ""         // there is time
	EndsSoon Expiry = "soon"     // it is to be renewed
	EndsNow  Expiry = "critical" // a renewal is overdue
	Ended    Expiry = "ended"
)

// Margins are how long before its end a certificate counts as ending soon, and
// as overdue. nil: by its own lifetime, since those of today last from six days
// to a year: a quarter, at most 21 days; a tenth, at most 7 days. 0: never.
type Margins struct {
	Warn, Crit *time.Duration
}

const (
	most     = 21 * 24 * time.Hour
	mostCrit = 7 * 24 * time.Hour
)

// Lifetime is how long a certificate lasts, as seen at some time.
type Lifetime struct {
	Subject   string    `json:"subject"` // common name, else the first SAN
	NotBefore time.Time `json:"not_before"`
	NotAfter  time.Time `json:"not_after"`
	DaysLeft  int       `json:"days_left"` // whole days; negative: so many days ago
	Expiry    Expiry    `json:"expiry"`
}

// Lifetimes are those of a served chain (DER, leaf first), seen at a time. A
// certificate whose dates cannot be read has none: its place stays, with a zero
// NotAfter.
func Lifetimes(chain [][]byte, at time.Time, m Margins) []Lifetime {
	return (*Roots)(nil).Lifetimes(chain, at, m)
}

// Lifetimes is the function of that name, of what the roots may remember.
func (r *Roots) Lifetimes(chain [][]byte, at time.Time, m Margins) []Lifetime {
	out := make([]Lifetime, len(chain))
	for i, der := range chain {
		c := r.read(der) // what could be read of it counts
		names := namesOf(c)
		l := Lifetime{Subject: names.CN, NotBefore: c.notBefore.UTC(), NotAfter: c.notAfter.UTC()}
		if l.Subject == "" && len(names.DNS) > 0 {
			l.Subject = names.DNS[0]
		}
		if !c.notAfter.IsZero() {
			l.DaysLeft = days(l.NotAfter.Sub(at))
			l.Expiry = m.of(l, at)
		}
		out[i] = l
	}
	return out
}

func (r *Roots) read(der []byte) *cert {
	if m := r.remembered(); m != nil {
		return m.reading(der).cert
	}
	c, _ := parse(der)
	return c
}

// EndsFirst is the certificate to end first, if it ends soon and none has
// ended; else nil.
func EndsFirst(list []Lifetime) *Lifetime {
	var first *Lifetime
	for i := range list {
		l := &list[i]
		switch {
		case l.Expiry == Ended:
			return nil
		case l.Expiry != Lasting && (first == nil || l.NotAfter.Before(first.NotAfter)):
			first = l
		}
	}
	return first
}

// of is the state of a certificate at a time.
func (m Margins) of(l Lifetime, at time.Time) Expiry {
	left, life := l.NotAfter.Sub(at), l.NotAfter.Sub(l.NotBefore)
	within := func(given *time.Duration, share time.Duration) bool {
		if given != nil {
			return *given > 0 && left <= *given
		}
		return left < share
	}
	switch {
	case left <= 0: // the last second counts as over, as for BoringSSL
		return Ended
	case within(m.Crit, min(life/10, mostCrit)):
		return EndsNow
	case within(m.Warn, min(life/4, most)):
		return EndsSoon
	}
	return Lasting
}

// days are whole days, rounded down.
func days(d time.Duration) int {
	n := int(d / (24 * time.Hour))
	if d < 0 && d%(24*time.Hour) != 0 {
		n--
	}
	return n
}
