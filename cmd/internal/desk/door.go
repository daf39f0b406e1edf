package desk

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"harness/client/account"
)

// Door is who may come in. A desk with its zero value is open to everybody who
// reaches it, which is for loopback alone.
type Door struct {
	Token   account.Secret // whoever knows it comes in; empty: none does by a token
	Header  string         // in which a proxy in front names the person that it let in; "": none does
	Proxies []netip.Prefix // from where such a header is believed
}

// Bounds of the door.
const (
	MinToken   = 20             // letters of a token: 100 bits and more, where they are drawn at random
	perKnock   = 10             // wrong tokens a minute from one address
	maxInside  = 1000           // people who came in by the token
	insideFor  = lifetime       // then the token is asked for again
	maxName    = 200            // octets of the name in a proxy's header
	doorCookie = "desk-door"    // names a session that the desk keeps
	loginPath  = "/login"       //
	ofProxy    = "of a proxy: " // before a name: no cookie's value begins so
)

// personKey is the context's key of whom a proxy let in.
type personKey struct{}

// closed tells whether anything is asked for.
func (o *Door) closed() bool { return !o.Token.Empty() || o.Header != "" }

// inside are the sessions of those who knew the token.
type inside struct {
	now func() time.Time

	mu    sync.Mutex
	until map[[sha256.Size]byte]time.Time // by the hash of the cookie: what is held opens nothing
}

// enter makes a session, and gives what its cookie says.
func (i *inside) enter() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	now := i.now()
	for key, until := range i.until {
		if !now.Before(until) || len(i.until) >= maxInside {
			delete(i.until, key)
		}
	}
	if i.until == nil {
		i.until = map[[sha256.Size]byte]time.Time{}
	}
	word := rand.Text() + rand.Text()
	i.until[sha256.Sum256([]byte(word))] = now.Add(insideFor)
	return word
}

// has tells whether a cookie is one of a session.
func (i *inside) has(word string) bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	until, ok := i.until[sha256.Sum256([]byte(word))]
	return ok && i.now().Before(until)
}

// named is whom a proxy that is believed let in, "" where there is none. A
// header from elsewhere says nothing, and neither does one that stands twice:
// a proxy that adds its own behind the browser's names two.
func (d *Desk) named(r *http.Request) string {
	if d.cfg.Door.Header == "" {
		return ""
	}
	at, err := netip.ParseAddr(peer(r))
	if err != nil || !in(d.cfg.Door.Proxies, at.Unmap().WithZone("")) {
		return ""
	}
	values := r.Header.Values(d.cfg.Door.Header)
	if len(values) != 1 || len(values[0]) > maxName {
		return ""
	}
	return strings.TrimSpace(values[0])
}

// guarded lets in who may come in, and shows the others the way: what they
// asked for is neither carried out nor said to exist.
func (d *Desk) guarded(next http.Handler) http.Handler {
	if !d.cfg.Door.closed() {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if name := d.named(r); name != "" {
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), personKey{}, name)))
			return
		}
		c, err := r.Cookie(doorCookie)
		switch {
		case err == nil && !d.cfg.Door.Token.Empty() && d.inside.has(c.Value), r.URL.Path == "/style.css", r.URL.Path == "/desk.js":
			next.ServeHTTP(w, r)
		case d.cfg.Door.Token.Empty():
			d.fail(w, r, http.StatusForbidden, "byProxy")
		case r.URL.Path == loginPath && r.Method == http.MethodPost:
			d.knock(w, r)
		case r.Method == http.MethodGet && r.URL.Path == "/" || r.URL.Path == loginPath:
			d.write(w, r, http.StatusUnauthorized, "login", frame{Title: "login"})
		case r.Method == http.MethodGet:
			http.Redirect(w, r, loginPath, http.StatusSeeOther)
		default:
			d.fail(w, r, http.StatusUnauthorized, "login")
		}
	})
}

// knock takes the token of the form.
func (d *Desk) knock(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		d.fail(w, r, http.StatusRequestEntityTooLarge, "tooLarge")
		return
	}
	if !d.knocks.allow(perKnock, peer(r)) {
		d.fail(w, r, http.StatusTooManyRequests, "tooOften")
		return
	}
	// The hashes are compared: the time tells neither the token nor its length.
	got, want := sha256.Sum256([]byte(strings.TrimSpace(r.PostForm.Get("token")))), sha256.Sum256([]byte(d.cfg.Door.Token.Reveal()))
	if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
		d.write(w, r, http.StatusUnauthorized, "login", frame{Title: "login", Body: "wrongToken"})
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: doorCookie, Value: d.inside.enter(), Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode, MaxAge: int(insideFor / time.Second),
	})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// who are the keys that somebody's share is counted under: the person, and the
// address that the request came from unless it is a proxy's.
func (d *Desk) who(w http.ResponseWriter, r *http.Request) []string {
	user := d.user(w, r)
	if strings.HasPrefix(user, ofProxy) {
		return []string{user}
	}
	return []string{user, peer(r)}
}

// peer is the address that a request came from.
func peer(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
