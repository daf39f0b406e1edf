package realmail

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"os"
	"slices"
	"time"
)

// authority signs certificates; ECDSA, as most hosts use by now, and quick to mint.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// writeCertificates mints root, intermediate and one certificate per set of
// names: ca.pem for the client, cert-N.pem (leaf and intermediate) and key-N.pem
// for the daemons. N 0 is the default certificate.
func (s *Stack) writeCertificates() error {
	if s.options.Serve != nil {
		return s.writeServed()
	}
	root, err := newAuthority("Real Mail Root", nil)
	if err != nil {
		return err
	}
	issuing, err := newAuthority("Real Mail Issuing", root)
	if err != nil {
		return err
	}
	s.issuing = issuing
	if err := os.WriteFile(s.CAFile, block("CERTIFICATE", root.cert.Raw), 0o644); err != nil {
		return err
	}
	for i, names := range s.certificates() {
		leaf := leafFor(names)
		signer, faults := issuing, i == 0
		if faults && s.options.Leaf != nil {
			s.options.Leaf(leaf)
		}
		if faults && s.options.SelfSigned {
			signer = nil
		}
		cert, key, err := signer.sign(leaf)
		if err != nil {
			return err
		}
		chain := block("CERTIFICATE", cert.Raw)
		if !faults || !s.options.SelfSigned && !s.options.NoIntermediate {
			chain = append(chain, block("CERTIFICATE", issuing.cert.Raw)...)
		}
		if err := writePair(s.certFile(i), s.keyFile(i), chain, key); err != nil {
			return err
		}
	}
	return nil
}

// writeServed writes the certificates of Options.Serve.
func (s *Stack) writeServed() error {
	if err := os.WriteFile(s.CAFile, s.options.CA, 0o644); err != nil {
		return err
	}
	for i, cert := range s.options.Serve {
		var chain []byte
		for _, der := range cert.Certificate {
			chain = append(chain, block("CERTIFICATE", der)...)
		}
		if err := writePair(s.certFile(i), s.keyFile(i), chain, cert.PrivateKey); err != nil {
			return err
		}
	}
	return nil
}

// Issue writes a good certificate for names into a folder of the stack, as
// certbot would: fullchain.pem and privkey.pem.
func (s *Stack) Issue(folder string, names ...string) error {
	cert, key, err := s.issuing.sign(leafFor(names))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(s.path(folder), 0o755); err != nil {
		return err
	}
	chain := slices.Concat(block("CERTIFICATE", cert.Raw), block("CERTIFICATE", s.issuing.cert.Raw))
	return writePair(s.path(folder, "fullchain.pem"), s.path(folder, "privkey.pem"), chain, key)
}

// pair is a certificate with its chain and its key, in PEM, and its names.
type pair struct {
	names      []string
	chain, key []byte
}

// pairs lists what the sending and the fetching server show, the default first.
func (s *Stack) pairs() (send, fetch []pair, err error) {
	if err := s.writeCertificates(); err != nil {
		return nil, nil, err
	}
	for i, names := range s.certificates() {
		chain, err := os.ReadFile(s.certFile(i))
		if err != nil {
			return nil, nil, err
		}
		key, err := os.ReadFile(s.keyFile(i))
		if err != nil {
			return nil, nil, err
		}
		send = append(send, pair{names, chain, key})
	}
	if s.options.ServePOP == nil {
		return send, send, nil
	}
	fetch, err = encode(s.options.ServePOP)
	return send, fetch, err
}

func encode(list []tls.Certificate) ([]pair, error) {
	var out []pair
	for _, cert := range list {
		der, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
		if err != nil {
			return nil, err
		}
		p := pair{key: block("PRIVATE KEY", der)}
		for _, c := range cert.Certificate {
			p.chain = append(p.chain, block("CERTIFICATE", c)...)
		}
		if leaf, err := x509.ParseCertificate(cert.Certificate[0]); err == nil { // else it is for nobody by name
			p.names = leaf.DNSNames
		}
		out = append(out, p)
	}
	return out, nil
}

func writePair(certFile, keyFile string, chain []byte, key any) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := os.WriteFile(certFile, chain, 0o644); err != nil {
		return err
	}
	return os.WriteFile(keyFile, block("PRIVATE KEY", der), 0o600)
}

func leafFor(names []string) *x509.Certificate {
	leaf := template(names[0])
	leaf.DNSNames = names
	leaf.KeyUsage = x509.KeyUsageDigitalSignature
	leaf.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	return leaf
}

// certificates lists the sets of names, the default first.
func (s *Stack) certificates() [][]string {
	return slices.Concat([][]string{s.options.Names}, s.options.SNI)
}

func (s *Stack) certFile(i int) string { return s.path("cert-" + string(rune('0'+i)) + ".pem") }
func (s *Stack) keyFile(i int) string  { return s.path("key-" + string(rune('0'+i)) + ".pem") }

func newAuthority(name string, parent *authority) (*authority, error) {
	tmpl := template(name)
	tmpl.IsCA, tmpl.BasicConstraintsValid = true, true
	tmpl.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	cert, key, err := parent.sign(tmpl)
	return &authority{cert, key}, err
}

// sign makes a key and a certificate for it; without an authority it signs itself.
func (a *authority) sign(tmpl *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	issuer, signer := tmpl, key
	if a != nil {
		issuer, signer = a.cert, a.key
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, issuer, &key.PublicKey, signer)
	if err != nil {
		return nil, nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return cert, key, err
}

func template(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)) // never fails since Go 1.24
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().AddDate(0, 0, 30),
	}
}

func block(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}
