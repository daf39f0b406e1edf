package evidence

import (
	"slices"
	"strings"
	"testing"
)

func said(proto Proto, stage Stage, ok bool, lines ...string) *Session {
	r := &Reply{OK: ok}
	for _, l := range lines {
		r.Text = append(r.Text, Bytes(l))
	}
	return &Session{Proto: proto, Steps: []Step{{Stage: stage, Reply: r}}}
}

func TestCapabilities(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		session *Session
		has     []string
		lacks   []string
		mechs   string
	}{
		"one form":        {said(SMTP, StageEHLO, true, "250-x", "250-starttls", "250 Auth plain LOGIN"), []string{"STARTTLS", "AUTH"}, []string{"X", "SIZE"}, "PLAIN LOGIN"},
		"old form":        {said(SMTP, StageEHLO, true, "250-x", "250 AUTH=LOGIN plain"), []string{"AUTH"}, nil, "LOGIN PLAIN"},
		"both, one list":  {said(SMTP, StageEHLO, true, "250-x", "250-AUTH LOGIN PLAIN", "250 AUTH=LOGIN PLAIN"), nil, nil, "LOGIN PLAIN"},
		"both, two lists": {said(SMTP, StageEHLO, true, "250-x", "250-AUTH CRAM-MD5", "250-AUTH=LOGIN PLAIN", "250 8BITMIME"), []string{"8BITMIME"}, nil, "CRAM-MD5 LOGIN PLAIN"},
		"no mechanism":    {said(SMTP, StageEHLO, true, "250-x", "250 AUTH"), []string{"AUTH"}, nil, ""},
		"refused":         {said(SMTP, StageEHLO, false, "500 x", "250 AUTH PLAIN"), nil, []string{"AUTH"}, ""},
		"greeting only":   {said(SMTP, StageEHLO, true, "250 AUTH PLAIN"), nil, []string{"AUTH"}, ""},
		"short lines":     {said(SMTP, StageEHLO, true, "250-x", "", "250", "250 ", "250-SIZE 7"), []string{"SIZE"}, []string{""}, ""},
		"pop":             {said(POP3, StageCapa, true, "+OK STLS", "TOP", "SASL PLAIN LOGIN", "stls", "."), []string{"STLS", "TOP"}, []string{"+OK", "."}, "PLAIN LOGIN"},
		"pop greets":      {said(POP3, StageCapa, true, "+OK STLS", "TOP"), nil, []string{"STLS"}, ""},
		"imap":            {said(IMAP, StageCapa, true, "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN AUTH=login", "a1 OK done"), []string{"STARTTLS", "IMAP4REV1"}, []string{"OK", "CAPABILITY"}, "PLAIN LOGIN"},
		"nothing asked":   {&Session{Proto: SMTP}, nil, []string{"AUTH"}, ""},
	} {
		offers := c.session.Capabilities()
		for _, word := range c.has {
			if !offers.Has(word) || !offers.Has(strings.ToLower(word)) {
				t.Errorf("%s: %s is missing in %v", name, word, offers)
			}
		}
		for _, word := range c.lacks {
			if offers.Has(word) {
				t.Errorf("%s: %s is in %v", name, word, offers)
			}
		}
		if got := strings.Join(offers.Mechanisms(), " "); got != c.mechs {
			t.Errorf("%s: mechanisms %q, want %q", name, got, c.mechs)
		}
	}
}

// What a server says inside TLS replaces what it said before.
func TestCapabilitiesInsideTLS(t *testing.T) {
	t.Parallel()
	s := said(SMTP, StageEHLO, true, "250-x", "250-STARTTLS", "250 AUTH PLAIN")
	s.Steps = append(s.Steps, said(SMTP, StageEHLO2, true, "250-x", "250 SIZE").Steps...)
	if o := s.Capabilities(); o.Has("AUTH") || o.Has("STARTTLS") || !o.Has("SIZE") {
		t.Errorf("%v", o)
	}
	if o := s.CapabilitiesAt(StageEHLO); !o.Has("AUTH") || o.Has("SIZE") {
		t.Errorf("%v", o)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	o := Offers{"AUTH": {"CRAM-MD5", "login", "PLAIN"}}
	for ours, want := range map[string]string{"PLAIN LOGIN": "PLAIN", "LOGIN": "LOGIN", "XOAUTH2": "", "": ""} {
		if got := o.Choose(strings.Fields(ours)); got != want {
			t.Errorf("%s: %q", ours, got)
		}
	}
}

// FuzzCapabilities: no reply makes the reading panic or gives a mechanism that
// no list can hold.
func FuzzCapabilities(f *testing.F) {
	f.Add("250-x\n250-AUTH=LOGIN\n250 auth plain")
	f.Add("+OK\nSASL \n.")
	f.Add("* CAPABILITY AUTH= \n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, proto := range []Proto{SMTP, POP3, IMAP} {
			mechs := said(proto, StageCapa, true, strings.Split(text, "\n")...).Capabilities().Mechanisms()
			for i, m := range mechs {
				if m == "" || m != strings.ToUpper(m) || slices.Contains(mechs[:i], m) {
					t.Errorf("mechanism %q", m)
				}
			}
		}
	})
}
