package wire

import (
	"bytes"
	"crypto/tls"
	"net"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
)

// suites are the cipher suites of TLS 1.2 that a trip offers: Go's and RSA key
// exchange with AES, which BoringSSL offers by default and Go does not.
// Gmail's own list is not known.
func suites() []uint16 {
	list := []uint16{}
	for _, s := range tls.CipherSuites() {
		list = append(list, s.ID)
	}
	return append(list, tls.TLS_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_RSA_WITH_AES_256_GCM_SHA384,
		tls.TLS_RSA_WITH_AES_128_CBC_SHA, tls.TLS_RSA_WITH_AES_256_CBC_SHA)
}

// StartTLS says line ("STARTTLS", "STLS"), wants a positive reply with nothing
// behind it, and hands over to Handshake.
func (c *Conn) StartTLS(line string) error {
	stage := evidence.StageStartTLS
	if c.cfg.Proto == evidence.POP3 {
		stage = evidence.StageSTLS
	}
	err := c.Step(stage, func() error {
		if err := c.Exchange(line); err != nil {
			return err
		}
		if c.step.reply.OK && c.r.Buffered() > 0 {
			more, _ := c.r.Peek(c.r.Buffered())
			if overhear(more).plain != nil {
				return c.breaks(evidence.Trouble{Kind: evidence.Injected, Detail: quote(c.mask.Text(more))}, nil)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return c.Handshake()
}

// Handshake brings TLS up and asks the gate, as one step.
func (c *Conn) Handshake() error {
	return c.Step(evidence.StageTLS, c.handshake)
}

func (c *Conn) handshake() error {
	afterText := len(c.session.Steps) > 0 && c.session.Steps[len(c.session.Steps)-1].Stage != evidence.StageConnect
	c.facts = &evidence.TLSFacts{Alert: -1, Chain: []evidence.Bytes{}, Codes: []string{}, At: c.cfg.now().UTC()}
	if c.cfg.Roots != nil {
		c.facts.Roots = c.cfg.Roots.Name
	}
	conf := c.config()
	c.facts.SNI = conf.ServerName
	if n := c.r.Buffered(); n > 0 { // records that came early
		early, _ := c.r.Peek(n)
		c.ear.early = bytes.Clone(early)
	}
	c.ear.on, c.ear.heard = true, bytes.Clone(c.ear.early)
	conn := tls.Client(c.ear, conf)
	err := conn.Handshake() // bounded by the step's deadline, ended by ctx closing the socket
	c.ear.on = false
	if err != nil {
		return c.failed(err, afterText)
	}
	c.ear.heard, c.secret = nil, nil
	c.tls, c.live = conn, conn
	c.r.Reset(conn)
	state := conn.ConnectionState()
	c.facts.Done = true
	c.facts.Version, c.facts.Cipher = tls.VersionName(state.Version), tls.CipherSuiteName(state.CipherSuite)
	c.facts.Resumed = state.DidResume
	chain := make([][]byte, len(state.PeerCertificates))
	for i, cert := range state.PeerCertificates {
		chain[i] = cert.Raw
	}
	c.remark("TLS started: " + c.facts.Version + " " + c.facts.Cipher)
	if c.ask(chain) {
		c.passed = true
		return nil
	}
	if c.cfg.Look {
		return nil
	}
	return c.refuse(nil)
}

// config is the only client-side tls.Config of the program. Go's own
// verification is off because it stops at the first fault; the gate stands in
// its place and falls before anything is said inside TLS.
func (c *Conn) config() *tls.Config {
	conf := &tls.Config{
		InsecureSkipVerify: true,
		MinVersion:         c.floor(),
		MaxVersion:         c.cfg.MaxTLS,
		CipherSuites:       c.cfg.Suites,
		KeyLogWriter:       keyLog{&c.secret},
		GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
			c.facts.ClientCertAsked = true
			return &tls.Certificate{}, nil // we have none; Gmail presents a web-PKI one
		},
	}
	if conf.CipherSuites == nil {
		conf.CipherSuites = suites()
	}
	if !c.cfg.NoSNI && net.ParseIP(c.cfg.Host) == nil { // RFC 6066 section 3: no literals
		conf.ServerName = c.cfg.Host
	}
	return conf
}

// ask puts the chain before the gate, records the answer, and tells whether
// the connection may go on.
func (c *Conn) ask(chain [][]byte) bool {
	for _, der := range chain {
		c.facts.Chain = append(c.facts.Chain, der)
	}
	verdict := certs.Judge(certs.Input{Chain: chain, Host: c.cfg.Host, Roots: c.cfg.Roots, At: c.facts.At, Cipher: c.facts.Cipher})
	for _, f := range verdict.Faults {
		if !slices.Contains(c.facts.Codes, f.Code) {
			c.facts.Codes = append(c.facts.Codes, f.Code)
		}
	}
	return verdict.Passes(c.cfg.Risky)
}

// refuse ends the connection at the gate.
func (c *Conn) refuse(cause error) error {
	c.facts.Refused = true
	return c.breaks(evidence.Trouble{Kind: evidence.Certificate, Detail: strings.Join(c.facts.Codes, ", ")}, cause)
}

// failed sorts a handshake that did not finish, from the error and from what
// was heard in clear.
func (c *Conn) failed(err error, afterText bool) error {
	g := overhear(c.ear.heard)
	if g.version == tls.VersionTLS13 {
		g.unseal(c.ear.heard, c.secret)
	}
	if g.version != 0 {
		c.facts.Version = tls.VersionName(g.version)
	}
	c.facts.ClientCertAsked = c.facts.ClientCertAsked || g.asked
	if c.facts.Alert = alertOf(err); c.facts.Alert < 0 {
		c.facts.Alert = g.alert
	}
	kind, detail := c.kind(err)
	switch {
	case kind == evidence.Interrupted:
	case g.plain != nil:
		return c.breaks(c.plain(g, afterText), err)
	case g.version != 0 && g.version < c.floor():
		kind, detail = evidence.OldVersion, "the server chose "+tls.VersionName(g.version)
	case c.facts.Alert > 0:
		kind, detail = evidence.Alert, alertName(c.facts.Alert)
	case kind == evidence.Protocol && len(g.chain) > 0:
		// crypto/tls gave up by itself although a chain came: a certificate
		// that Go cannot parse, a key that it cannot use, a false signature.
		if !c.ask(g.chain) {
			return c.refuse(err)
		}
	}
	return c.breaks(evidence.Trouble{Kind: kind, Detail: strings.TrimPrefix(detail, "tls: ")}, err)
}

func (c *Conn) floor() uint16 {
	if c.cfg.MinTLS != 0 {
		return c.cfg.MinTLS
	}
	return persona.Gmail.MinTLS
}

// plain is for text where a ServerHello should be. After the reply to STARTTLS
// it was injected on the way, or the server never meant to speak TLS: it then
// answers our ClientHello as an unknown command.
func (c *Conn) plain(g glimpse, afterText bool) evidence.Trouble {
	said := bytes.Clone(g.plain)
	c.raw.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
	for more := make([]byte, 512); !bytes.Contains(said, []byte("\n")) && len(said) < len(more); {
		n, err := c.raw.Read(more)
		said = append(said, more[:n]...)
		if err != nil {
			break
		}
	}
	t := evidence.Trouble{Kind: evidence.NotTLS, Detail: quote(c.mask.Text(said))}
	if afterText && (g.injected || !refusal(said)) {
		t.Kind = evidence.Injected
	}
	return t
}

// refusal tells whether text is a negative reply of SMTP, POP3 or IMAP.
func refusal(text []byte) bool {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if words := bytes.Fields(line); len(words) > 1 && (string(words[1]) == "BAD" || string(words[1]) == "NO") {
		return true
	}
	code, _, fine := smtpLine(line)
	return fine && code >= 400 || bytes.HasPrefix(line, []byte("-ERR"))
}
