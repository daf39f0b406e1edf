package autoconfig

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/wire"
	"harness/verify/certs"
)

// maxHops bounds the redirections that are followed.
const maxHops = 4

// looker asks web servers.
type looker struct {
	q    Question
	plan *dial.Plan
}

// answered is the last answer of a web server.
type answered struct {
	status   int
	location string
	body     []byte
}

// ask follows redirections and gives the last answer; it is nil where none came,
// for the reason that stands in the last hop. post is the body of a POST, "" for
// a GET.
func (l *looker) ask(ctx context.Context, src *evidence.Source, at, post string) *answered {
	for range maxHops {
		u, err := url.Parse(at)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
			src.Detail = "a redirection to something that is no web page"
			return nil
		}
		hop, a := l.hop(ctx, u, post)
		src.Hops = append(src.Hops, hop)
		if a == nil || a.location == "" {
			return a
		}
		next, err := u.Parse(a.location)
		if err != nil {
			return a
		}
		at = next.String()
	}
	src.Detail = "too many redirections"
	return nil
}

// first asks without following a redirection.
func (l *looker) first(ctx context.Context, at string) (evidence.Hop, *answered) {
	u, err := url.Parse(at)
	if err != nil { // ours, of a name that was looked over
		return evidence.Hop{URL: at, Codes: []string{}, Names: []string{}, Trouble: &evidence.Trouble{Kind: evidence.Local}}, nil
	}
	return l.hop(ctx, u, "")
}

// hop is one request.
func (l *looker) hop(ctx context.Context, u *url.URL, post string) (evidence.Hop, *answered) {
	h := evidence.Hop{URL: u.String(), Codes: []string{}, Names: []string{}}
	conf, err := l.config(u)
	if err != nil {
		h.Host, h.Trouble = u.Hostname(), &evidence.Trouble{Kind: evidence.NoSuchHost, Detail: "not a name that DNS can be asked for"}
		return h, nil
	}
	h.Host = conf.Host
	l.plan.Ask(ctx, conf.Host)
	places, lacking := l.plan.Places(conf.Host, conf.Port)
	if len(places) == 0 {
		h.Trouble = &lacking.Trouble
		return h, nil
	}
	var a *answered
	for _, at := range places[:min(len(places), 2)] {
		leave, err := l.q.Options.Pacer.Turn(ctx, at.Peer())
		if err != nil {
			h.Trouble = &evidence.Trouble{Kind: evidence.Interrupted, Detail: "interrupted"}
			return h, nil
		}
		conn, err := wire.Open(ctx, at.Into(conf))
		if err == nil {
			a, err = exchange(conn, u, post)
		}
		_ = conn.Close() // all that counts was said
		leave()
		l.note(&h, conn)
		if err == nil {
			h.Trouble, h.Status = nil, a.status
			return h, a
		}
		if session := conn.Session(); session.Stopped().Stage != evidence.StageConnect {
			break
		}
	}
	return h, nil
}

func (l *looker) limit() time.Duration {
	if l.q.Options.Timeout > 0 {
		return l.q.Options.Timeout
	}
	return limit
}

func (l *looker) config(u *url.URL) (wire.Config, error) {
	o := l.q.Options
	c := wire.Config{
		Proto: evidence.HTTP, Purpose: evidence.ToSurvey, Dial: o.Dial, Timeout: l.limit(), Now: o.Now, Trace: o.Trace,
		Roots: o.Roots, MinTLS: o.Persona.MinTLS, Security: evidence.Plain, Port: 80,
	}
	if u.Scheme == "https" {
		c.Security, c.Port = evidence.SSL, 443
	}
	if p := u.Port(); p != "" {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil {
			return c, err
		}
		c.Port = uint16(n)
	}
	var err error
	c.Host = u.Hostname()
	if _, bad := netip.ParseAddr(c.Host); bad != nil {
		c.Host, err = hostname.Normal(c.Host)
	}
	return c, err
}

// note keeps what the connection showed.
func (l *looker) note(h *evidence.Hop, conn *wire.Conn) {
	session := conn.Session()
	h.Addr = ""
	if session.Addr.IsValid() {
		h.Addr = session.Addr.Addr().String()
	}
	_, h.Trouble = session.Trouble()
	facts := conn.Facts()
	if facts == nil || len(facts.Chain) == 0 {
		return
	}
	v := certs.Judge(certs.Input{Chain: facts.DER(), Host: h.Host, Roots: l.q.Options.Roots, At: facts.At, Cipher: facts.Cipher})
	h.Codes, h.Names, h.Ends = facts.Codes, v.Names.DNS, v.Expires.UTC()
}

// exchange is one request and its answer.
func exchange(conn *wire.Conn, u *url.URL, post string) (*answered, error) {
	method := http.MethodGet
	if post != "" {
		method = http.MethodPost
	}
	req, err := http.NewRequest(method, u.String(), strings.NewReader(post))
	if err != nil {
		return nil, err
	}
	req.Close = true
	req.Header.Set("User-Agent", "harness")
	if post != "" {
		req.Header.Set("Content-Type", "text/xml; charset=utf-8")
	}
	a := &answered{}
	err = conn.Web(req.Write, func(r *bufio.Reader) error {
		resp, err := http.ReadResponse(r, req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		a.status = resp.StatusCode
		if resp.StatusCode/100 == 3 {
			a.location = resp.Header.Get("Location")
			return nil
		}
		a.body, err = io.ReadAll(io.LimitReader(resp.Body, maxBytes))
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// request is autodiscover's question (MS-OXDSCLI section 2.2.3).
func request(address string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(address)) // a buffer takes everything
	return `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>` + b.String() +
		`</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>
`
}

// settle says what a source came to, by its last hop and the reading of its
// answer.
func settle(src *evidence.Source, a *answered, read func(io.Reader) ([]evidence.Setting, error)) {
	var last evidence.Hop
	if len(src.Hops) > 0 {
		last = src.Hops[len(src.Hops)-1]
	}
	switch {
	case a == nil && last.Trouble == nil:
		src.Seen = evidence.SeenUnreadable
	case a == nil:
		src.Seen, src.Detail = seenOf(last.Trouble.Kind), last.Trouble.Detail
	case a.status == http.StatusUnauthorized || a.status == http.StatusForbidden:
		src.Seen = evidence.SeenLocked
	case a.status/100 == 5 || a.status == http.StatusTooManyRequests:
		src.Seen = evidence.SeenFailed
	case a.status != http.StatusOK:
		src.Seen = evidence.SeenNothing
	default:
		list, err := read(bytes.NewReader(a.body))
		if err == nil {
			src.Seen, src.Settings = evidence.SeenSettings, list
			return
		}
		src.Seen, src.Detail = evidence.SeenUnreadable, "not such a document"
		if errors.Is(err, errNoServers) {
			src.Detail = errNoServers.Error()
		}
		if src.Source == evidence.SourceAutodiscoverRoot || page(a.body) {
			src.Seen = evidence.SeenNothing // a web site that shows a page for every address
		}
	}
}

// page tells whether an answer is a page for people.
func page(body []byte) bool {
	head := strings.ToLower(string(bytes.TrimSpace(body[:min(len(body), 512)])))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

func seenOf(kind evidence.Kind) evidence.Seen {
	switch kind {
	case evidence.NoSuchHost, evidence.NoAddress, evidence.Refused, evidence.NotTLS:
		return evidence.SeenNothing
	case evidence.Certificate, evidence.OldVersion:
		return evidence.SeenCertificate
	case evidence.Alert: // it has no certificate for the name, say
		return evidence.SeenNothing
	case evidence.Protocol:
		return evidence.SeenUnreadable
	}
	return evidence.SeenFailed
}
