package render

import (
	"slices"
	"strings"

	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// company is what the hosting company's profile adds to the way out: what its
// test mailboxes showed, and where its customers find what they need.
func (p *printer) company(d *report.Diagnosis) {
	for i, f := range d.Proofs {
		if !slices.ContainsFunc(d.Proofs[:i], func(b report.Proof) bool { return sameProof(f, b) }) {
			p.proof(d.Proofs, f)
		}
	}
	c := d.Company
	if c == nil {
		return
	}
	var ways []way
	for i := range d.Advice.Legs {
		ways = append(ways, wayOf(d, &d.Advice.Legs[i]))
	}
	if slices.ContainsFunc(ways, func(w way) bool { return w == offered || w == nothing }) {
		p.place(serverPlace, c.ServerName)
	}
	if !refusedLogin(d) {
		return
	}
	p.place(passwordPlace, c.Password)
	if c.Filter {
		p.para(1, "- "+p.in(filterWord))
		p.place(filterPlace, c.Switch)
	}
}

// proof tells what was shown alike under all names.
func (p *printer) proof(all []report.Proof, f report.Proof) {
	var hosts, codes []string
	for _, one := range all {
		if host := clean.Line(one.Host); sameProof(f, one) && !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
	}
	word := testProved
	if f.Outcome != report.Works {
		word = testFailed
		for _, c := range f.Codes {
			codes = append(codes, string(c))
		}
	}
	p.para(1, "- "+finding.Fill(p.in(word), map[string]string{"host": strings.Join(hosts, ", "), "codes": strings.Join(codes, ", ")}))
}

// sameProof tells whether two legs showed the same.
func sameProof(a, b report.Proof) bool {
	return a.Outcome == b.Outcome && slices.Equal(a.Codes, b.Codes)
}

// place is where a thing is in the company's panel; nothing where the profile
// does not say.
func (p *printer) place(what text, where finding.Text) {
	if s := where.In(p.style.Lang); s != "" {
		p.para(1, "- "+finding.Fill(p.in(what), map[string]string{"panel": clean.Line(s)}))
	}
}

// companySender is what the profile adds to the sender's side.
func (p *printer) companySender(d *report.Diagnosis) {
	c := d.Company
	if c == nil {
		return
	}
	if c.Elsewhere {
		p.para(1, finding.Fill(p.in(elsewhereWord), map[string]string{"company": clean.Line(c.Name), "ip": d.Sender.Seen.IP.String()}))
	}
	if slices.ContainsFunc(d.Sender.Findings, func(it report.Item) bool { return it.Args.Text(finding.KeyPublish) != "" }) {
		p.place(dnsPlace, c.DNS)
	}
}

// refusedLogin tells whether a login was refused in the customer's own trip, or
// the customer says so.
func refusedLogin(d *report.Diagnosis) bool {
	login := func(c finding.Code) bool {
		return c == finding.SMTPAuthRefused || c == finding.POPLoginRefused || c == finding.IMAPLoginRefused || c == finding.SMTPAddressFilter
	}
	if slices.ContainsFunc(d.Said, func(r report.Recognised) bool { return !r.Near && login(r.First()) }) {
		return true
	}
	for _, l := range []finding.Leg{finding.Send, finding.Fetch} {
		if last := d.Last(l); last != nil && slices.ContainsFunc(last.Leg(l).Codes, login) {
			return true
		}
	}
	return false
}

var (
	testProved = text{
		EN: "{host}: proved with our test mailbox; your own login is not tested.",
		JA: "{host}: 当社のテスト用メールボックスで確認済みです（お客様ご自身のログインは確認していません）。",
	}
	testFailed = text{
		EN: "{host}: our test mailbox FAILED[[ ({codes})]]: look into this before anything is told to the customer.",
		JA: "{host}: 当社のテスト用メールボックスで失敗しました[[（{codes}）]]。お客様へご案内する前に確認してください。",
	}
	serverPlace   = text{EN: "Where customers find the server name: {panel}", JA: "サーバー名の確認場所: {panel}"}
	passwordPlace = text{EN: "Where the password is set anew: {panel}", JA: "パスワードの再設定: {panel}"}
	filterWord    = text{EN: "A block of logins from abroad stops Gmail's servers too.", JA: "国外からのログインを制限していると、Gmail のサーバーからの接続も拒否されます。"}
	filterPlace   = text{EN: "Where that is switched off: {panel}", JA: "制限の解除: {panel}"}
	dnsPlace      = text{EN: "Where the record is edited: {panel}", JA: "レコードの編集: {panel}"}
	elsewhereWord = text{
		EN: "The mail left from {ip}, which is none of the outbound addresses of {company}: the company's SPF include does not cover it.",
		JA: "このメールは {ip} から送信されています。{company} の送信元アドレスではないため、当社の SPF include では許可されません。",
	}
)
