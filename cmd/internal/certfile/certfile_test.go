package certfile

import (
	"errors"
	"io/fs"
	"testing"

	"harness/verify/certs"
)

func TestLack(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]LackKind{
		"":              LackAll,
		"mail.shop.jp":  LackAll,
		"-----BEGIN CE": LackBroken,
		"-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----\n":             LackPKCS7,
		"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n": LackOther,
	} {
		_, err := ReadChain([]byte(text))
		var lack *Lack
		if !errors.As(err, &lack) || lack.Kind != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	var n Names
	if !n.Add(" Mail.shop.test. ") || n.Add("mail shop.test") || n.Add("shop.test:25") {
		t.Errorf("%+v", n)
	}
	n.AddFile([]byte("\xef\xbb\xbfmail.shop.test\nmail.shop.test. # again\n# none\nshop.test:25\nお店.test\nｍａｉｌ.shop.test\n"))
	if len(n.Hosts) != 4 || n.Hosts[1].Typed != "mail.shop.test" || n.Hosts[2].Unicode != "お店.test" || len(n.Unread) != 1 || n.Unread[0].Line != 4 || n.Unread[0].Text != "shop.test:25" {
		t.Errorf("%+v", n)
	}
}

// An error says which part is at fault, and whether its file could be read.
func TestTrustErrors(t *testing.T) {
	t.Parallel()
	read := func(name string) ([]byte, error) {
		if name == "there" || name == SystemBundles()[2] {
			return []byte("nothing of a certificate"), nil
		}
		return nil, fs.ErrNotExist
	}
	for _, c := range []struct {
		trust Trust
		want  TrustError
	}{
		{Trust{Roots: "away"}, TrustError{TrustRoots, "away", false, fs.ErrNotExist}},
		{Trust{Roots: "there"}, TrustError{TrustRoots, "there", true, certs.ErrNoCertificate}},
		{Trust{Roots: "system"}, TrustError{TrustSystem, SystemBundles()[2], true, certs.ErrNoCertificate}},
		{Trust{More: []string{"away"}}, TrustError{TrustMore, "away", false, fs.ErrNotExist}},
		{Trust{More: []string{"there"}}, TrustError{TrustMore, "there", true, certs.ErrNoCertificate}},
	} {
		c.trust.Read = read
		_, _, err := c.trust.Load()
		var got *TrustError
		if !errors.As(err, &got) || got.Part != c.want.Part || got.Name != c.want.Name || got.Read != c.want.Read || !errors.Is(err, c.want.Err) {
			t.Errorf("%+v: %+v, want %+v", c.trust, err, c.want)
		}
	}
	none := Trust{Roots: "system", Read: func(string) ([]byte, error) { return nil, fs.ErrNotExist }}
	var got *TrustError
	if _, _, err := none.Load(); !errors.As(err, &got) || got.Name != "" {
		t.Errorf("%v", err)
	}
}
