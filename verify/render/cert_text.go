package render

import (
	"fmt"
	"strings"
	"time"

	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// cert is a chain before it is deployed. The reasons of a fault stand at the first
// name that has it; at the others stand only words that name the host.
func (p *printer) cert(r *report.CertReport) {
	c := &r.Cert
	p.line(0, "%s: %s", p.paint(bold, clean.Line(c.File)), p.certOutcome(c.Outcome, c.Class))
	if names := certNames(c.Names); names != "" {
		p.line(1, "%s %s", p.in(namesWord), names)
	}
	if !c.Expires.IsZero() {
		days := int(c.Expires.Sub(c.At).Hours() / 24)
		word := expiresWord
		if c.Expires.Before(c.At) {
			word = expiredWord
		}
		p.line(1, "%s", finding.Fill(p.in(word), map[string]string{"date": c.Expires.Format(time.RFC3339), "days": fmt.Sprint(days)}))
	}
	p.line(1, "%s", finding.Fill(p.in(chainWord), map[string]string{"served": fmt.Sprint(c.Served), "roots": clean.Line(c.Roots), "at": c.At.Format(time.RFC3339)}))
	if soon := certs.EndsFirst(c.Certificates); soon != nil {
		word, colour := renewWord, yellow
		if soon.Expiry == certs.EndsNow {
			word, colour = renewNowWord, red
		}
		p.line(1, "%s %s", p.paint(colour, p.in(severityWord[finding.Warning])), p.in(word))
	}
	if len(r.Hosts) == 0 {
		p.certItems(p.items(c.Findings), "", map[finding.Code]bool{})
	}
	p.certHosts(r)
}

func (p *printer) certOutcome(o report.Outcome, class certs.Class) painted {
	if class.Passes(true) && !class.Passes(false) {
		return p.paint(red, p.in(riskyWord))
	}
	return p.outcome(o)
}

func (p *printer) outcome(o report.Outcome) painted {
	colour := map[report.Outcome]string{report.Works: green, report.Broken: red, report.Undecided: yellow}[o]
	return p.paint(colour, p.in(outcomeWord[o]))
}

// certItems prints findings, their reasons only once, and no words twice.
func (p *printer) certItems(items []ItemForm, host string, told map[finding.Code]bool) {
	said := map[string]bool{}
	for _, it := range items {
		known := len(it.Gmail) > 0
		again := told[it.Code]
		told[it.Code] = true
		if again {
			it.Why, it.Fix = "", ""
		}
		var words []WordsForm
		for _, w := range it.Gmail {
			key := string(w.Surface) + w.Text
			if !said[key] && (!again || strings.Contains(w.Text, host)) {
				words = append(words, w)
			}
			said[key] = true
		}
		it.Gmail = words
		if known && len(words) == 0 || again {
			p.itemWithoutUnknown(&it)
		} else {
			p.item(&it, true)
		}
		if why := it.Args.Text(finding.KeyReason); why != "" && p.style.Lang == finding.JA {
			p.line(2, "（%s）", reason(p.style.Lang, why))
		} else if why != "" {
			p.line(2, "(%s)", reason(p.style.Lang, why))
		}
		if subject := it.Args.Text(finding.KeySubject); subject != "" && it.Args.Text(finding.KeyPosition) != "leaf" {
			p.line(2, "%s %s", p.in(certWord), clean.Line(subject))
		}
	}
}

// itemWithoutUnknown prints a finding whose words stand elsewhere: that Gmail's
// wording is not known would not be true.
func (p *printer) itemWithoutUnknown(it *ItemForm) {
	if len(it.Gmail) > 0 {
		p.item(it, true)
		return
	}
	p.item(it, false)
}

// item prints a finding with its fix; words tells whether that Gmail's are not
// known is worth a line. Its sentences are not wrapped: what a chain would do
// is read by scripts, line by line.
func (p *printer) item(it *ItemForm, words bool) {
	p.line(1, "%s [%s] %s", p.paint(severityColour(it.Severity), p.in(severityWord[it.Severity])), it.Code, it.Title)
	if words && (it.Severity.Decides() || len(it.Gmail) > 0) {
		p.gmail(it)
	}
	if it.Why != "" {
		p.line(2, "%s %s", p.in(whyWord), it.Why)
	}
	if it.Fix != "" {
		p.line(2, "%s %s", p.in(fixWord), it.Fix)
	}
}

// Labels of the text form.
var (
	riskyWord = text{
		EN: "RISKY (Gmail's behaviour is not known; refused by default)",
		JA: "危険（Gmail の動作は不明です。既定では拒否と判定します）",
	}
	expiresWord  = text{EN: "Valid until {date} ({days} days).", JA: "有効期限: {date}（残り {days} 日）"}
	expiredWord  = text{EN: "Was valid until {date}.", JA: "有効期限: {date}（期限切れ）"}
	chainWord    = text{EN: "Certificates: {served}. Roots: {roots}. Judged for {at}.", JA: "証明書の数: {served}、ルート証明書: {roots}、判定日時: {at}"}
	renewWord    = text{EN: "It runs out soon: renew it. (This alone does not change the exit code.)", JA: "まもなく期限が切れます。更新してください（これだけでは終了コードは変わりません）。"}
	renewNowWord = text{EN: "It runs out very soon: renew it now. (This alone does not change the exit code.)", JA: "期限切れが目前です。至急更新してください（これだけでは終了コードは変わりません）。"}
	certWord     = text{EN: "Certificate:", JA: "対象の証明書:"}
)
