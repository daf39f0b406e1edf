package phrasebook

import (
	"slices"
	"sync"

	"harness/client/evidence"
	"harness/verify/finding"
)

// Link ties a finding to a phrase of a Book.
type Link struct {
	ID    string
	Rank  Rank
	Basis Basis // for this cause; "": the phrase's own
}

// sendLinks and fetchLinks are what Gmail says, other than for certificates,
// which depend on the chain's result: see linksOf.
var sendLinks = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.SMTPStartTLSMissing: {{"S04", First, ""}, {"B04", AlsoPossible, ""}, {"S03", AlsoSeen, ""}},
		finding.SMTPAuthMissing:     {{"B02", First, ""}},
		finding.SMTPAuthUnsupported: {{"S05", First, ""}},

		finding.SMTPAuthRefused:      {{"S06", First, ""}, {"B03", First, ""}},
		finding.LoginOtherMachine:    {{"S06", First, ""}, {"B03", First, ""}},
		finding.SMTPAddressFilter:    {{"S06", First, ""}, {"B03", First, ""}},
		finding.SMTPRateLimited:      {{"B03", First, ""}},
		finding.SMTPPolicyTemporary:  {{"B03", First, Inferred}},
		finding.SMTPMailboxFull:      {{"B03", First, Inferred}},
		finding.SMTPSenderRefused:    {{"B03", First, ""}},
		finding.SMTPRecipientRefused: {{"B03", First, ""}},
		finding.SMTPMessageRefused:   {{"B03", First, ""}},
		finding.SMTPMessageTooBig:    {{"B03", First, Inferred}},
		finding.SMTPHelloRefused:     {{"B03", AlsoPossible, Inferred}},
		finding.SMTPBannerRefused:    {{"B03", AlsoPossible, Inferred}},

		finding.TLSHandshakeBroken: {{"M01", AlsoPossible, Inferred}},
		finding.NetTimeout:         {{"S07", First, ""}},
		finding.PlainOnTLSPort:     {{"S07", First, ""}},
	}
})

var fetchLinks = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.DNSNoSuchHost:        {{"P07", First, ""}},
		finding.DNSNoAddress:         {{"P07", First, Inferred}},
		finding.HostUnsafeCharacters: {{"P13", First, ""}},
		finding.GmailAccountLimit:    {{"P15", First, ""}},

		finding.NetTimeout:   {{"P10", First, ""}, {"P14a", AlsoSeen, ""}},
		finding.ServerSilent: {{"P10", AlsoPossible, Inferred}, {"P14a", AlsoPossible, Inferred}},
		finding.ServerHungUp: {{"P12", First, ""}, {"P14b", AlsoPossible, Inferred}, {"P14c", AlsoPossible, Inferred}},

		finding.TLSOnPlainPort: {{"P08", First, ""}},
		finding.PlainOnTLSPort: {{"P06", AlsoPossible, ""}},

		finding.POPBannerBad:        {{"P09", First, ""}},
		finding.POPBannerRefused:    {{"P09", First, Inferred}},
		finding.POPLoginRefused:     {{"P05", First, ""}, {"P17", AlsoPossible, ""}},
		finding.POPAuthUnsupported:  {{"P05", First, Inferred}},
		finding.LoginOtherMachine:   {{"P05", First, Inferred}, {"P17", AlsoPossible, ""}},
		finding.POPMailboxLocked:    {{"P05", First, Inferred}},
		finding.POPLoginDelay:       {{"P05", First, Inferred}},
		finding.POPLoginTemporary:   {{"P05", First, Inferred}},
		finding.POPPlaintextRefused: {{"P05", First, Inferred}},
		finding.POPUIDLMissing:      {{"P11", First, ""}},
		finding.POPReplyBad:         {{"P14e", AlsoPossible, ""}},
		finding.POPOrderWrong:       {{"P14d", First, ""}},
		finding.POPSizeWrong:        {{"P19", AlsoPossible, ""}},
		finding.POPTooManyMessages:  {{"P14f", First, ""}},
	}
})

// inboundLinks are what Gmail's own servers answer to mail that is sent there.
var inboundLinks = sync.OnceValue(func() map[finding.Code][]Link {
	return map[finding.Code][]Link{
		finding.SenderSPFMissing:  {{"G01", AlsoPossible, ""}},
		finding.SenderSPFFail:     {{"G01", AlsoPossible, ""}},
		finding.SenderDKIMMissing: {{"G01", AlsoPossible, ""}},
		finding.SenderDKIMBad:     {{"G01", AlsoPossible, ""}},
		finding.SenderDMARCFail:   {{"G02", First, ""}},
		finding.SenderPTRMissing:  {{"G03", First, ""}},
		finding.SenderPTRMismatch: {{"G03", AlsoPossible, Inferred}},
		finding.SenderReputation:  {{"G04", First, ""}, {"G05", AlsoPossible, ""}},
		finding.SenderRateLimited: {{"G06", First, ""}},

		finding.SenderTLSMissing:      {{"G11", First, ""}},
		finding.SenderDMARCMissing:    {{"G13", First, ""}},
		finding.RecipientMailboxFull:  {{"G14", First, ""}},
		finding.SenderLetterMalformed: {{"G16", First, ""}},
		finding.RecipientDisabled:     {{"G20", First, ""}},
		finding.SenderLoop:            {{"G26", First, ""}},
	}
})

// linksOf chooses the phrases of a finding, likeliest first.
func linksOf(f finding.Finding) []Link {
	// A server that needs SNI shows its wrong certificate to those who send none:
	// whether Gmail does is not known, so its words for it are inferred.
	if f.Code == finding.TLSSNINeeded {
		return sniLinks(f)
	}
	certificate := slices.Contains(anyCertificate, f.Code)
	switch {
	case f.Leg == finding.Send && certificate:
		basis := Inferred
		if f.Code == finding.TLSNameMismatch || f.Code == finding.TLSSelfSigned {
			basis = Seen
		}
		links := []Link{{"S01", First, basis}, {"B01", First, basis}}
		if basis == Seen {
			links = append(links, Link{"S01-550", AlsoSeen, basis})
		}
		return links
	case f.Leg == finding.Send:
		return sendLinks()[f.Code]
	case f.Leg == finding.Fetch && certificate:
		return chainLinks(f)
	case f.Leg == finding.Fetch && f.Args.Text(finding.KeyAlert) != "" && slices.Contains(alertCodes, f.Code):
		return alertLinks(f)
	case f.Leg == finding.Fetch && f.Code == finding.POPReplyBad && f.Args.Text(finding.KeyStage) == string(evidence.StageRetr):
		return append([]Link{{"P18", AlsoPossible, Inferred}}, fetchLinks()[f.Code]...)
	case f.Leg == finding.Fetch:
		return fetchLinks()[f.Code]
	}
	if links := inboundLinks()[f.Code]; links != nil {
		return links
	}
	if f.Code == finding.GmailAccountLimit {
		return fetchLinks()[f.Code]
	}
	return nil
}

// sniLinks are the words for the certificate that comes without SNI, where its
// chain is good and its names do not fit.
func sniLinks(f finding.Finding) []Link {
	switch {
	case f.Args.Text(finding.KeyX509) != "0":
		return nil
	case f.Leg == finding.Send:
		return []Link{{"S01", First, Inferred}, {"B01", First, Inferred}}
	case f.Leg == finding.Fetch:
		return []Link{{"P01", First, Inferred}}
	}
	return nil
}

// chainLinks are the history's and dialog's words for a certificate: the text
// of the chain's result, and P01 only where that result is "ok".
func chainLinks(f finding.Finding) []Link {
	result := f.Args.Text(finding.KeyX509)
	if result == "0" {
		if f.Code == finding.TLSNameMismatch {
			return []Link{{"P01", First, ""}}
		}
		return nil
	}
	chain := Link{"P03-" + result, First, ""}
	switch {
	case result == "":
		return nil
	case result == "21":
		chain.ID = "P02"
		if f.Code != finding.TLSChainIncomplete {
			chain.Basis = Inferred
		}
	case ByID(chain.ID) == nil:
		chain.ID = "P03"
	}
	if f.Code == finding.TLSSelfSigned || result == "18" {
		chain.Rank = AlsoPossible // P04 was seen; what the library ends with is inferred
		return []Link{{"P04", First, ""}, chain}
	}
	return []Link{chain}
}

// alertCodes are the faults that the server announces with an alert.
var alertCodes = []finding.Code{
	finding.TLSNoCommonCipher, finding.TLSSNIRefused, finding.TLSSNIBroken, finding.TLSHandshakeFailed,
	finding.TLSClientCertRequired, finding.TLSVersionOld, finding.TLSKeyUnusable,
}

func alertLinks(f finding.Finding) []Link {
	rank := First
	if f.Code == finding.TLSVersionOld {
		rank = AlsoPossible // Gmail's floor is not known: it may get further
	}
	id := "P16-" + f.Args.Text(finding.KeyAlert)
	if f.Args.Text(finding.KeyAlert) == "48" {
		return []Link{{"P04", rank, Inferred}}
	}
	if ByID(id) == nil {
		id = "P16"
	}
	return []Link{{id, rank, ""}}
}
