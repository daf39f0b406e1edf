package phrasebook

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"harness/verify/finding"
)

// sample are args as the rules give them.
func sample() finding.Args {
	return finding.Args{
		finding.KeyHost: {"mail.customer.test"}, finding.KeyPort: {"995"}, finding.KeySANs: {"*.shared.test", "shared.test"}, finding.KeyCN: {"*.shared.test"},
		finding.KeyBanner: {"* OK IMAP4rev1 ready"}, finding.KeyReply: {"535 5.7.8 Error: authentication failed"}, finding.KeyCode: {"535"},
		finding.KeyDetail: {"closed"}, finding.KeyAlert: {"40"}, finding.KeyAlertText: {"handshake failure"}, finding.KeyDomain: {"customer.test"}, finding.KeyWhat: {"domain"},
		finding.KeyStage: {"retr"}, finding.KeyAddress: {"info@customer.test"},
	}
}

// Fault -> phrase -> explain -> the fault among the first causes: for every
// code, leg and certificate result for which Gmail's words are known.
func TestFaultPhraseFault(t *testing.T) {
	t.Parallel()
	results := append([]string{"", "0", "21"}, sslResultNumbers()...)
	said := map[string]bool{}
	for _, doc := range finding.All() {
		for _, leg := range []finding.Leg{finding.Send, finding.Fetch, finding.Both} {
			for _, result := range results {
				if result != "" && !slices.Contains(anyCertificate, doc.Code) {
					continue // only a certificate has a result
				}
				args := sample()
				args[finding.KeyX509] = []string{result}
				if result != "" {
					args[finding.KeyX509Text] = []string{"text of " + result}
				}
				if strings.HasPrefix(string(doc.Code), "pop-") {
					args[finding.KeyReply] = []string{"Authentication failed."}
				}
				if doc.Code == finding.SMTPAuthUnsupported {
					args[finding.KeyReply], args[finding.KeyCode] = []string{"PDQxOTI5NDIzNDEuMTI4Mjg0NzJAc291cmNlPg=="}, []string{"334"}
				}
				for _, s := range Gmail.Says(finding.Finding{Code: doc.Code, Leg: leg, Args: args}) {
					said[s.ID] = true
					if strings.ContainsAny(s.Text, "{}?") {
						t.Errorf("%s on %q says a text with an open hole: %q", doc.Code, leg, s.Text)
					}
					if s.Rank == First && s.Basis == Seen {
						explained(t, doc.Code, s)
					}
				}
			}
		}
	}
	// And every phrase that was seen of Gmail is said for something, but a heading,
	// a notice, a text with a number that nobody knows, and what no rule can see.
	spoken := []string{"S00", "F01", "P20", "S08", "S09", "S10", "S11", "B05", "E01", "G08", "G09", "G10", "G12", "G24", "G25", "G27", "G28", "M02", "M03", "M04", "M05"}
	for _, p := range Gmail.Phrases() {
		if p.Basis == Seen && !isLog(p.Surface) && !said[p.ID] && !slices.Contains(spoken, p.ID) {
			t.Errorf("%s was seen, but no fault leads to it", p.ID)
		}
	}
}

func sslResultNumbers() []string {
	var numbers []string
	for _, r := range results {
		numbers = append(numbers, r.number)
	}
	return numbers
}

func explained(t *testing.T, code finding.Code, s Said) {
	t.Helper()
	for _, text := range []string{s.Text, strings.ReplaceAll(s.Text, "'", "’"), strings.ToUpper(s.Text), strings.ReplaceAll(s.Text, " ", "\n")} {
		matches := Causes(text)
		if len(matches) == 0 || matches[0].Near {
			t.Errorf("%s: %s is not recognised again: %q", code, s.ID, text)
			continue
		}
		// The server's own words cannot tell at which command they came.
		first := min(len(matches[0].Causes), 3)
		if s.ID == "B03" || s.ID == "S06" {
			first = 0
		}
		// The text of a self-signed chain also stands with a second fault of it.
		if s.ID == "P04" && code != finding.TLSSelfSigned {
			first = 0
		}
		if first > 0 && !slices.Contains(matches[0].Causes[:first], code) && !alike(code) {
			t.Errorf("%s: %s leads to %v", code, s.ID, matches[0].Causes[:first])
		}
	}
}

// alike are faults that share the words of a likelier one.
func alike(code finding.Code) bool {
	return slices.Contains([]finding.Code{
		finding.POPLoginTemporary, finding.POPPlaintextRefused, finding.SMTPMessageTooBig,
	}, code)
}

func TestTables(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	id := regexp.MustCompile(`^[A-Z][0-9]{2}[a-f]?(-[0-9]+)?$|^L-[a-z0-9-]+$`)
	date := regexp.MustCompile(`^(20[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?(-20[0-9]{2})?)?$`)
	for _, p := range All() {
		key := p.ID + " " + string(p.Surface)
		if seen[key] {
			t.Errorf("%s stands twice", key)
		}
		seen[key] = true
		if !id.MatchString(p.ID) {
			t.Errorf("%q is no ID", p.ID)
		}
		if len(p.Causes) == 0 {
			t.Errorf("%s has no causes", key)
		}
		for _, c := range p.Causes {
			if _, ok := finding.Lookup(c); !ok {
				t.Errorf("%s names %s, which has no doc", key, c)
			}
		}
		if p.Basis == Seen && len(p.Sightings) == 0 {
			t.Errorf("%s is seen, but nowhere", key)
		}
		for _, s := range p.Sightings {
			if s.Source == "" || !date.MatchString(s.Date) {
				t.Errorf("%s has the sighting %+v", key, s)
			}
		}
		for _, s := range p.Sightings {
			if english := englishWords.FindString(s.In("ja")); english != "" {
				t.Errorf("%s: the sighting %q has no Japanese", key, s.In("ja"))
			}
		}
		if p.Note.EN == "" || p.Note.JA == "" {
			t.Errorf("%s has no note", key)
		}
		if english := finding.EnglishIn(p.Note.JA); english != "" {
			t.Errorf("%s has English in its Japanese note: %q", key, english)
		}
		if title := p.Surface.Title(); title.EN == string(p.Surface) || finding.EnglishIn(title.JA) != "" {
			t.Errorf("%s has no title", p.Surface)
		}
	}
	for _, m := range myths {
		if m.Truth.EN == "" || finding.EnglishIn(m.Truth.JA) != "" || m.Truth.JA == "" {
			t.Errorf("myth %s lacks a language", m.ID)
		}
	}
}

// englishWords are three words in a row that no address or name has.
var englishWords = regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,}`)

// The decisions where the evidence is open.
func TestDecisions(t *testing.T) {
	t.Parallel()
	args := sample()
	args[finding.KeyX509], args[finding.KeyX509Text] = []string{"18"}, []string{"self signed certificate"}
	for _, code := range []finding.Code{finding.TLSSelfSigned, finding.TLSNameMismatch} {
		said := Gmail.Says(finding.Finding{Code: code, Leg: finding.Fetch, Args: args})
		want(t, said, "P04", POPDialog, "SSL error: unknown CA (alert 48)", First)
		want(t, said, "P03-18", POPHistory, "SSL error: self signed certificate", AlsoPossible)
		if said[0].ID != "P04" || said[0].Basis != Seen {
			t.Errorf("%s: P04, seen, does not come first: %v", code, said)
		}
	}
	said := Gmail.Says(finding.Finding{Code: finding.SMTPStartTLSMissing, Leg: finding.Send, Args: args})
	want(t, said, "S04", SendDialog, "STARTTLS not supported and the user requires enforcement. "+
		"For more information, go to https://support.google.com/a/answer/2520500, code: 504", First)
	want(t, said, "S03", SendDialog, "STARTTLS not supported and the user requires enforcement., code: 500", AlsoSeen)
	for code, basis := range map[finding.Code]Basis{
		finding.TLSNameMismatch: Seen, finding.TLSSelfSigned: Seen,
		finding.TLSCertExpired: Inferred, finding.TLSChainIncomplete: Inferred, finding.TLSRootUntrusted: Inferred,
	} {
		for _, s := range Gmail.Says(finding.Finding{Code: code, Leg: finding.Send, Args: args}) {
			if s.Basis != basis {
				t.Errorf("%s on sending: %s is %s, want %s", code, s.ID, s.Basis, basis)
			}
		}
	}
	for _, s := range Gmail.Says(finding.Finding{Code: finding.TLSNameMismatch, Leg: finding.Fetch, Args: args}) {
		if s.ID == "P01" {
			t.Error("P01 although the chain's result is not ok")
		}
	}
	for _, code := range []finding.Code{finding.TLSCNOnly, finding.TLSKeySmall, finding.TLSSHA1Signature, finding.SMTPStartTLSRefused, finding.NetRefused} {
		for _, leg := range []finding.Leg{finding.Send, finding.Fetch} {
			if said := Gmail.Says(finding.Finding{Code: code, Leg: leg, Args: sample()}); len(said) != 0 {
				t.Errorf("%s on %s: wording is not known, got %v", code, leg, said)
			}
		}
	}
}

func TestBounce(t *testing.T) {
	t.Parallel()
	english := "\n** Message not delivered **\n\nYou're sending this from a different address or alias using the 'Send mail as' feature. The settings for your 'Send mail as' account are misconfigured or out of date. Check those settings and try resending.\n\nLearn more here: https://support.google.com/mail/?p=CustomFromDenied\n\nThe response was:\n\nRESPONSE\n\n"
	if got := string(Bounce("RESPONSE", "en")); got != english {
		t.Errorf("English bounce:\n%q\nwant\n%q", got, english)
	}
	for _, lang := range []string{"en", "ja"} {
		text := string(Bounce(mismatch, lang))
		if m := Causes(text); len(m) != 1 || m[0].Phrase.ID != "B01" {
			t.Errorf("the %s bounce is not recognised: %v", lang, m)
		}
		if got := response(fold(text)); got != mismatch {
			t.Errorf("response in the %s bounce is %q", lang, got)
		}
	}
}
