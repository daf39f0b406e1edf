package phrasebook

import (
	"testing"

	"harness/verify/finding"
)

// The two sentences that the product began with, byte for byte.
func TestSaysNameMismatch(t *testing.T) {
	t.Parallel()
	args := finding.Args{
		finding.KeyHost: {"pop.nippon-kigyou.test"}, finding.KeySANs: {"*.gmoserver.test", "gmoserver.test"},
		finding.KeyX509: {"0"}, finding.KeyX509Text: {"ok"},
	}
	send := Gmail.Says(finding.Finding{Code: finding.TLSNameMismatch, Leg: finding.Send, Args: args})
	want(t, send, "B01", SendBounce, "TLS Negotiation failed, the certificate doesn't match the host.", First)
	want(t, send, "S01", SendDialog, "Authentication failed. Please check your username/password.\n"+
		"Server returned error: \"TLS Negotiation failed, the certificate doesn't match the host., code: 0\"", First)

	fetch := Gmail.Says(finding.Finding{Code: finding.TLSNameMismatch, Leg: finding.Fetch, Args: args})
	line := "SSL error: ok Hostname \"pop.nippon-kigyou.test\" doesn't match any SANs: " +
		"\"*.gmoserver.test\", \"gmoserver.test\" Valid hostnames: ,*.gmoserver.test,gmoserver.test"
	want(t, fetch, "P01", POPHistory, line, First)
	want(t, fetch, "P01", POPDialog, "Unable to establish secure SSL connection to pop.nippon-kigyou.test\n"+
		"[ Help ] Server returned error: \""+line+"\"", First)
}

func want(t *testing.T, said []Said, id string, surface Surface, text string, rank Rank) {
	t.Helper()
	for _, s := range said {
		if s.ID == id && s.Surface == surface {
			if s.Text != text {
				t.Errorf("%s on %s:\n got %q\nwant %q", id, surface, s.Text, text)
			}
			if s.Rank != rank {
				t.Errorf("%s on %s has rank %q, want %q", id, surface, s.Rank, rank)
			}
			return
		}
	}
	t.Errorf("no %s on %s in %v", id, surface, said)
}
