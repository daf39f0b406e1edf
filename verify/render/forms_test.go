package render

import (
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/finding"
)

// TestBothForms: an internationalised name stands in a list in the letters of its
// owner too, and where it is to be copied in the one form that Gmail takes.
func TestBothForms(t *testing.T) {
	t.Parallel()
	p := &printer{style: Style{Lang: finding.EN}}
	const ascii, letters = "mail.xn--wgv71a119e.example", "mail.日本語.example"
	if got := p.listed(ascii, 995, evidence.SSL); !strings.HasPrefix(got, ascii+":995") || !strings.Contains(got, letters) {
		t.Error(got)
	}
	if got := p.server(ascii, 995, evidence.SSL); strings.Contains(got, letters) {
		t.Error(got)
	}
	if got := p.listed("mail.customer.test", 995, evidence.SSL); got != "mail.customer.test:995 SSL" {
		t.Error(got)
	}
}
