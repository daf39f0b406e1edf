package realmail

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"
)

// TestNSDNeedsAZone: a zone that NSD cannot read is an error in NSD's own words,
// and nothing of the daemon stays.
func TestNSDNeedsAZone(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	n, err := launchNSD(ctx, "mail.customer.test. A nonsense\n")
	if err == nil {
		_ = n.Close()
		t.Fatal("a broken zone is served")
	}
	Absent(t, err)
	if !strings.Contains(err.Error(), "zone") {
		t.Error(err)
	}
	if n != nil {
		if _, err := os.Stat(n.dir); !os.IsNotExist(err) {
			t.Errorf("its folder is still there: %v", err)
		}
	}
}

// TestOldTLSNeedsAVersion: stunnel's own words, likewise.
func TestOldTLSNeedsAVersion(t *testing.T) {
	t.Parallel()
	s := ForTest(t, Options{Postfix: Unencrypted()})
	f, err := s.OldTLS(t.Context(), "TLSv9")
	if err == nil {
		_ = f.Close()
		t.Fatal("TLSv9 is served")
	}
	Absent(t, err)
	if !strings.Contains(err.Error(), "sslVersion") {
		t.Error(err)
	}
}
