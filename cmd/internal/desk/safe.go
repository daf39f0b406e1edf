package desk

import (
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// policy lets a page load the desk's own style, script and events, and nothing
// else; no page may frame it, and its forms lead nowhere else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// safe is what stands in front of every page: the headers, the host that the
// browser asked for, and the bound on bodies.
func (d *Desk) safe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if !d.knows(r.Host) { // a stranger's name that leads here: DNS rebinding
			http.Error(w, "this desk has another name", http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// knows tells whether the desk is called so.
func (d *Desk) knows(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if len(d.cfg.Hosts) > 0 {
		return slices.ContainsFunc(d.cfg.Hosts, func(name string) bool { return strings.EqualFold(name, host) })
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || host == "[::1]" || err == nil && ip.IsLoopback()
}

// userCookie tells people apart, for fairness alone: it opens nothing.
const userCookie = "desk"

// user is who asks: whom the proxy named; else the one of the cookie, which is
// set where there is none.
func (d *Desk) user(w http.ResponseWriter, r *http.Request) string {
	if name, ok := r.Context().Value(personKey{}).(string); ok {
		return ofProxy + name
	}
	if c, err := r.Cookie(userCookie); err == nil && len(c.Value) == 26 {
		return c.Value
	}
	id := rand.Text()
	http.SetCookie(w, &http.Cookie{Name: userCookie, Value: id, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode})
	return id
}
