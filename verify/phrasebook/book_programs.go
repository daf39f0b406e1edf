package phrasebook

import (
	"slices"
	"strconv"
	"sync"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/finding"
)

// The Books of the mail programs. A link without a basis is its phrase's own: the
// program's source, or somebody's quotation, gives this cause.
var (
	thunderbird = Book{Persona: persona.Thunderbird, Phrases: on(Thunderbird), Links: thunderbirdLinks}
	outlook     = Book{Persona: persona.Outlook, Phrases: on(OutlookBox), Links: outlookLinks}
	appleMail   = Book{Persona: persona.AppleMail, Phrases: on(AppleMail), Links: appleLinks}
)

// thunderbirdSays are the words on both legs, sendingThunderbird those of sending,
// fetchingThunderbird those of fetching.
var thunderbirdSays = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.TLSNameMismatch:    {{"T01", First, ""}},
		finding.TLSCertExpired:     {{"T02", First, Inferred}}, // in which form it writes the day is not known
		finding.TLSCertNotYetValid: {{"T03", First, Inferred}},
		finding.TLSSelfSigned:      {{"T04", First, ""}},
		finding.TLSRootUntrusted:   {{"T04", First, ""}},
		finding.TLSChainIncomplete: {{"T04", AlsoPossible, ""}},

		finding.TLSVersionOld:      {{"T05", First, ""}, {"T18", AlsoPossible, ""}},
		finding.TLSKeySmall:        {{"T05", AlsoPossible, Inferred}}, // 1024 bits go through: seen of 153.7.0esr, 2026-11-25
		finding.TLSCNOnly:          {{"T01", First, Inferred}},        // the errors of these two were seen there
		finding.TLSSHA1Signature:   {{"T04", First, Inferred}},
		finding.TLSNoCommonCipher:  {{"T05", First, Inferred}, {"T18", AlsoPossible, ""}},
		finding.TLSHandshakeFailed: {{"T18", First, ""}, {"T05", AlsoPossible, ""}},
		finding.TLSHandshakeBroken: {{"T18", AlsoPossible, Inferred}},
		finding.TLSOnPlainPort:     {{"T18", AlsoPossible, Inferred}},
	}
})

var sendingThunderbird = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.NetRefused: {{"T14", First, ""}}, finding.NetUnreachable: {{"T14", AlsoPossible, Inferred}},
		finding.NetTimeout: {{"T21", First, ""}}, finding.ServerSilent: {{"T21", First, Inferred}}, finding.PlainOnTLSPort: {{"T21", AlsoPossible, Inferred}},
		finding.ServerHungUp: {{"T22", First, ""}}, finding.DNSNoSuchHost: {{"T23", First, ""}}, finding.DNSNoAddress: {{"T23", First, Inferred}},
		finding.SMTPStartTLSMissing: {{"T07", First, ""}},
		finding.SMTPAuthRefused:     {{"T13", First, ""}}, finding.LoginOtherMachine: {{"T13", First, Inferred}}, finding.SMTPAddressFilter: {{"T13", First, Inferred}},
		finding.SMTPAuthUnsupported: {{"T24", First, ""}}, finding.SMTPMessageRefused: {{"T15", First, ""}}, finding.SMTPMessageTooBig: {{"T28", First, ""}},
		finding.SMTPBannerBad: {{"T27", First, Inferred}}, finding.SMTPBannerRefused: {{"T27", First, ""}},
	}
})

var fetchingThunderbird = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.NetRefused: {{"T06", First, ""}}, finding.NetTimeout: {{"T10", First, ""}}, finding.ServerSilent: {{"T10", First, Inferred}},
		finding.DNSNoSuchHost: {{"T11", First, ""}}, finding.DNSNoAddress: {{"T11", First, Inferred}},
		finding.ServerHungUp: {{"T17", First, ""}, {"T12", AlsoPossible, ""}}, finding.IMAPStartTLSMissing: {{"T17", First, ""}},
		finding.POPSTLSMissing: {{"T16", First, ""}}, finding.POPSTLSRefused: {{"T16", First, Inferred}},
		finding.POPLoginRefused: {{"T08", First, ""}, {"T20", AlsoPossible, ""}}, finding.IMAPLoginRefused: {{"T08", First, ""}, {"T20", AlsoPossible, ""}},
		finding.LoginOtherMachine:    {{"T08", First, Inferred}},
		finding.IMAPPlaintextRefused: {{"T25", AlsoPossible, Inferred}}, finding.IMAPAuthUnsupported: {{"T25", AlsoPossible, Inferred}},
		finding.IMAPBannerBad: {{"T26", AlsoPossible, Inferred}}, finding.IMAPReplyBad: {{"T26", AlsoPossible, Inferred}},
	}
})

func thunderbirdLinks(f finding.Finding) []Link {
	links := thunderbirdSays()[f.Code]
	switch {
	case links != nil || f.Leg == finding.Both:
	case f.Leg == finding.Send:
		links = sendingThunderbird()[f.Code]
	default:
		links = fetchingThunderbird()[f.Code]
	}
	return slices.Clone(links)
}

// outlookSays: the warning with Windows' sentence in it. KB 958977 and many pages
// quote it for a name and for the time; for chains the sentence is Windows' own, and
// that it stands in the warning is inferred.
var outlookSays = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.TLSNameMismatch:    {{"O05", First, ""}, {"O01", First, ""}},
		finding.TLSCertExpired:     {{"O05", First, ""}, {"O02", First, ""}},
		finding.TLSCertNotYetValid: {{"O05", First, Inferred}, {"O02", First, Inferred}},
		finding.TLSSelfSigned:      {{"O05", First, ""}, {"O03", First, Inferred}},
		finding.TLSRootUntrusted:   {{"O05", First, ""}, {"O03", First, Inferred}, {"O04", AlsoPossible, Inferred}},
		finding.TLSChainIncomplete: {{"O05", AlsoPossible, ""}, {"O04", AlsoPossible, Inferred}, {"O24", AlsoPossible, Inferred}},

		finding.TLSOnPlainPort: {{"O06", First, Inferred}}, finding.PlainOnTLSPort: {{"O06", AlsoPossible, Inferred}}, finding.SMTPStartTLSMissing: {{"O06", First, Inferred}},
		finding.SMTPAuthUnsupported: {{"O07", First, ""}}, finding.SMTPAuthMissing: {{"O07", First, ""}},
		finding.IMAPLoginRefused: {{"O23", First, ""}},
	}
})

// outlookReaches are its words where no server answers, by leg; over IMAP only the
// set-up's are known.
func outlookReaches(f finding.Finding) []Link {
	silent := f.Code == finding.NetTimeout || f.Code == finding.ServerSilent
	switch {
	case f.Code != finding.NetRefused && f.Code != finding.DNSNoSuchHost && f.Code != finding.NetUnreachable && !silent:
		return nil
	case f.Leg == finding.Send && silent:
		return []Link{{"O22", First, Inferred}, {"O08", AlsoPossible, ""}}
	case f.Leg == finding.Send:
		return []Link{{"O08", First, Inferred}}
	case f.Leg != finding.Fetch:
		return nil
	case imapPort(f):
		return []Link{{"O23", AlsoPossible, Inferred}}
	case silent:
		return []Link{{"O21", First, Inferred}, {"O20", AlsoPossible, ""}}
	}
	return []Link{{"O20", First, Inferred}}
}

// imapPort tells whether a finding is about a port of IMAP.
func imapPort(f finding.Finding) bool {
	n, err := strconv.ParseUint(f.Args.Text(finding.KeyPort), 10, 16)
	return err == nil && persona.ProtoOf(uint16(n)) == evidence.IMAP
}

func outlookLinks(f finding.Finding) []Link {
	if links := outlookSays()[f.Code]; links != nil {
		return slices.Clone(links)
	}
	if slices.Contains(anyCertificate, f.Code) {
		return []Link{{"O05", First, Inferred}}
	}
	return outlookReaches(f)
}

// appleLinks: one warning for any fault of a certificate; its words for anything
// else are not known.
func appleLinks(f finding.Finding) []Link {
	switch {
	case f.Code == finding.TLSChainIncomplete:
		return []Link{{"A01", AlsoPossible, ""}, {"A02", AlsoPossible, ""}}
	case f.Code == finding.TLSCertExpired:
		return []Link{{"A01", First, ""}, {"A02", First, ""}} // on a Mac quoted for a certificate that had run out
	case f.Code == finding.TLSNameMismatch || f.Code == finding.TLSSelfSigned || f.Code == finding.TLSRootUntrusted:
		return []Link{{"A01", First, ""}, {"A02", First, Inferred}}
	case slices.Contains(anyCertificate, f.Code):
		return []Link{{"A01", First, Inferred}, {"A02", First, Inferred}}
	}
	return nil
}
