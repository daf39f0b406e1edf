package phrasebook

import (
	"slices"
	"sync"

	"harness/client/persona"
	"harness/verify/finding"
)

// app is the Book of persona.GmailApp. Its words are those of AOSP's mail, of
// which the app was built, and for today's app inferred; D01 alone was seen of
// the app by its name.
var app = Book{Persona: persona.GmailApp.Name, Phrases: on(GmailApp), Links: appLinksOf}

// on are the phrases of other programs that are read on one surface.
func on(s Surface) func() []Phrase {
	return sync.OnceValue(func() []Phrase {
		all := slices.Concat(programPhrases, thunderbirdPhrases(), outlookPhrases())
		return slices.DeleteFunc(all, func(p Phrase) bool { return p.Surface != s })
	})
}

var appLinks = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.TLSNameMismatch:    {{"D04", First, Inferred}, {"D02", First, Inferred}, {"D01", AlsoPossible, Inferred}},
		finding.TLSSelfSigned:      {{"D04", First, Inferred}, {"D03", First, Inferred}, {"D05", AlsoPossible, Inferred}},
		finding.TLSRootUntrusted:   {{"D04", First, Inferred}, {"D03", First, Inferred}},
		finding.TLSChainIncomplete: {{"D04", First, Inferred}, {"D03", First, Inferred}},
		finding.TLSCertExpired:     {{"D04", First, Inferred}, {"D01", AlsoSeen, ""}},

		finding.TLSVersionOld:         {{"D04", First, Inferred}},
		finding.TLSNoCommonCipher:     {{"D04", First, Inferred}},
		finding.TLSHandshakeFailed:    {{"D04", First, Inferred}},
		finding.TLSHandshakeBroken:    {{"D04", AlsoPossible, Inferred}, {"D05", AlsoPossible, Inferred}},
		finding.TLSOnPlainPort:        {{"D04", AlsoPossible, Inferred}, {"D05", AlsoPossible, Inferred}},
		finding.TLSClientCertRequired: {{"D10", First, Inferred}},

		finding.NetRefused:     {{"D05", First, Inferred}},
		finding.NetTimeout:     {{"D05", First, Inferred}},
		finding.NetUnreachable: {{"D05", First, Inferred}},
		finding.ServerHungUp:   {{"D05", First, Inferred}},
		finding.ServerSilent:   {{"D05", First, Inferred}},
		finding.PlainOnTLSPort: {{"D05", AlsoPossible, Inferred}},
		finding.DNSNoSuchHost:  {{"D05", First, Inferred}},
		finding.DNSNoAddress:   {{"D05", First, Inferred}},

		finding.SMTPStartTLSMissing: {{"D06", First, Inferred}},
		finding.IMAPStartTLSMissing: {{"D06", First, Inferred}},
		finding.SMTPAuthUnsupported: {{"D07", First, Inferred}},
		finding.SMTPAuthMissing:     {{"D07", First, Inferred}},
		finding.SMTPAuthRefused:     {{"D08", First, Inferred}},
		finding.IMAPLoginRefused:    {{"D08", First, Inferred}},
		finding.LoginOtherMachine:   {{"D08", First, Inferred}},
		finding.IMAPBannerBad:       {{"D09", AlsoPossible, Inferred}},
		finding.IMAPReplyBad:        {{"D09", AlsoPossible, Inferred}},
	}
})

func appLinksOf(f finding.Finding) []Link {
	if f.Leg == finding.Both {
		return nil
	}
	if links := appLinks()[f.Code]; links != nil {
		return links
	}
	if slices.Contains(anyCertificate, f.Code) {
		return []Link{{"D04", First, Inferred}}
	}
	return nil
}
