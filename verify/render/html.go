package render

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/certs"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// HTML is one page that needs nothing beside itself: for a ticket, a phone, a
// printer. It loads nothing and runs nothing.
type HTML struct{}

// Name is "html".
func (HTML) Name() string { return "html" }

// Exit is the usual exit code.
func (HTML) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

//go:embed page.html
var pageText string

// page is read when a page is first written, and not by other commands.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageText)) })

// Page is a result laid out for a page: texts in one language, remote words
// cleaned. HTML writes it, and other pages may lay it out anew.
type Page struct {
	Lang, Title, Subject, Verdict, Outcome, At string
	Type                                       []htmlDialog
	Checks                                     []htmlCheck
	Looks                                      [][]string // the survey, a listener a row
	Chain                                      []htmlCert
	Talks                                      []htmlTalk
	Untested                                   []string // what was not looked at, and why
	Label                                      map[string]string
}

type htmlDialog struct {
	Leg    finding.Leg
	Title  string
	Fields [][2]string
}

type htmlCheck struct {
	Name, Outcome, Word, End string
	Items                    []htmlItem
}

type htmlItem struct {
	ItemForm
	Word   string
	Quotes []htmlQuote
}

type htmlQuote struct{ Where, Text string }

type htmlCert struct{ Subject, From, Until, Days string }

type htmlTalk struct {
	Head  string
	Lines []string
}

// Write writes the page.
func (f HTML) Write(w io.Writer, r report.Result, s Style) error {
	p, err := PageOf(r, s.Lang)
	if err != nil {
		return err
	}
	return page().Execute(w, p)
}

// PageOf lays a result out in a language, "en" or "ja".
func PageOf(r report.Result, lang string) (*Page, error) {
	b, err := briefOf(HTML{}, r, lang)
	if err != nil {
		return nil, err
	}
	in := func(t text) string { return t.In(lang) }
	p := &Page{
		Lang: "en", Subject: b.subject, Outcome: string(b.outcome), Verdict: in(verdictWord[b.outcome]),
		Label: map[string]string{
			"type": in(typeHeading), "checks": in(checkHeading), "looks": in(lookHeading), "chain": in(chainHeading), "talks": in(talkHeading),
			"why": in(whyWord), "fix": in(fixWord), "end": in(endWord), "from": in(validFrom), "subject": in(subjectWord),
			"addr": in(addrWord), "port": in(portWord), "sni": in(sniWord), "answer": in(answerWord), "days": in(daysWord),
		},
	}
	if strings.HasPrefix(lang, finding.JA) {
		p.Lang = finding.JA
	}
	p.Title = strings.TrimSpace(fmt.Sprintf("%s: %s", in(outcomeWord[b.outcome]), b.subject))
	if !b.at.IsZero() {
		p.At = b.at.UTC().Format("2006-01-02 15:04 UTC")
	}
	for i := range b.checks {
		p.Checks = append(p.Checks, htmlOf(&b.checks[i], lang))
	}
	switch r := r.(type) {
	case *report.Report:
		p.trip(r, lang)
	case *report.Diagnosis:
		p.diagnosis(r, lang)
	case *report.CertReport:
		p.certs(r.Cert.Certificates, lang)
	case *report.Host:
		p.surveyCerts(r.Certificates, lang)
	}
	return p, nil
}

func htmlOf(c *check, lang string) htmlCheck {
	out := htmlCheck{Name: c.name, Outcome: string(c.outcome), Word: outcomeWord[c.outcome].In(lang)}
	if c.leg != finding.Both {
		out.Name = joined(legTitle[c.leg].In(lang)+":", c.place(), securityWord[c.security].In(lang))
	}
	if c.ends != nil {
		out.End = c.ends.NotAfter.Format(time.DateOnly)
	}
	for _, it := range c.items {
		item := htmlItem{ItemForm: it, Word: severityWord[it.Severity].In(lang)}
		for _, w := range it.Gmail {
			item.Quotes = append(item.Quotes, htmlQuote{surfaceLabel(w.Surface).In(lang) + " [" + basisWord[w.Basis].In(lang) + "]", w.Text})
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// trip adds what was said and shown in the sessions of a round trip.
func (p *Page) trip(r *report.Report, lang string) {
	if r.Trip == nil {
		return
	}
	for _, l := range r.Trip.Legs {
		for i := range l.Sessions {
			p.talk(&l.Sessions[i])
		}
	}
	for i := range r.Legs {
		p.certs(r.Legs[i].Certificates, lang)
	}
}

// diagnosis adds what to type, the survey and the sessions.
func (p *Page) diagnosis(d *report.Diagnosis, lang string) {
	if d.Advice != nil {
		p.Verdict = (&printer{style: Style{Lang: lang}}).firstLine(d)
		for i := range d.Advice.Legs {
			l := &d.Advice.Legs[i]
			if o := l.Advised(); o != nil && (!settled(l) || l.Listed != nil) {
				dialog, login := persona.Gmail.Fetch, clean.Line(l.Typed.Login)
				if l.Leg == finding.Send {
					dialog = persona.Gmail.Send
				}
				if login == "" {
					login = loginAsBefore.In(lang)
				}
				p.Type = append(p.Type, htmlDialog{l.Leg, legTitle[l.Leg].In(lang), [][2]string{
					{dialog.Host.Both(), clean.Line(o.Host)}, {dialog.On.Both(), fmt.Sprint(o.Port)}, {dialog.User.Both(), login},
					{dialog.Secret.Both(), typeAgain.In(lang)}, {"", dialog.Choices[o.Security].Both()},
				}})
			}
		}
	}
	if d.Before != nil {
		p.trip(d.Before, lang)
		p.Chain = nil
	}
	p.surveyCerts(d.Certificates, lang)
	if d.NoLogin {
		p.Untested = append(p.Untested, untested.In(lang))
	}
	if d.Survey == nil {
		return
	}
	words := &printer{style: Style{Lang: lang, Width: 1 << 20}}
	for _, s := range d.Survey.Skipped {
		words.skipped(s)
	}
	p.Untested = append(p.Untested, strings.FieldsFunc(words.b.String(), func(r rune) bool { return r == '\n' })...)
	for _, i := range ordered(d.Survey.Sessions) {
		one := &d.Survey.Sessions[i]
		sni := clean.Line(one.Host)
		if one.NoSNI {
			sni = noSNIWord.In(lang)
		}
		mark := ""
		if d.Advice != nil && i < len(d.Advice.Marks) {
			mark = d.Advice.Marks[i]
		}
		p.Looks = append(p.Looks, []string{peerOf(one), fmt.Sprintf("%d %s", one.Port, one.Security), sni, clean.Line(words.answer(one)), clean.Line(tlsOf(one)), clean.Line(mark)})
	}
}

func (p *Page) surveyCerts(list []report.Certificate, lang string) {
	for _, c := range list {
		p.certs([]certs.Lifetime{c.Lifetime}, lang)
	}
}

func (p *Page) certs(list []certs.Lifetime, lang string) {
	for _, l := range list {
		if l.NotAfter.IsZero() {
			continue
		}
		c := htmlCert{clean.Line(l.Subject), l.NotBefore.Format(time.DateOnly), l.NotAfter.Format(time.DateOnly), fmt.Sprint(l.DaysLeft)}
		if !slices.Contains(p.Chain, c) { // both legs may show it
			p.Chain = append(p.Chain, c)
		}
	}
}

// talk adds what was said in a session; passwords were masked when it was recorded.
func (p *Page) talk(s *evidence.Session) {
	t := htmlTalk{Head: clean.Line(fmt.Sprintf("%s %s:%d %s (%s)", s.Proto, s.Host, s.Port, s.Security, s.Purpose))}
	for _, st := range s.Steps {
		for _, line := range st.Said {
			t.Lines = append(t.Lines, "> "+clean.Line(string(line)))
		}
		if st.Reply != nil {
			for _, line := range st.Reply.Text {
				t.Lines = append(t.Lines, "< "+clean.Line(string(line)))
			}
		}
		if st.TLS != nil && st.TLS.Version != "" {
			t.Lines = append(t.Lines, clean.Line("* "+st.TLS.Version+" "+st.TLS.Cipher))
		}
		if st.Trouble != nil {
			t.Lines = append(t.Lines, clean.Line(fmt.Sprintf("! %s: %s %s", st.Stage, st.Trouble.Kind, st.Trouble.Detail)))
		}
	}
	p.Talks = append(p.Talks, t)
}

// Headings of the page.
var (
	typeHeading  = text{EN: "Type this in Gmail", JA: "Gmail に入力する内容"}
	checkHeading = text{EN: "What was judged", JA: "判定の内容"}
	lookHeading  = text{EN: "What the servers showed", JA: "サーバーの調査結果"}
	chainHeading = text{EN: "Certificates", JA: "証明書"}
	talkHeading  = text{EN: "Transcript", JA: "通信の記録"}
	validFrom    = text{EN: "Valid from", JA: "有効期間の開始"}
	subjectWord  = text{EN: "Certificate", JA: "証明書"}
	daysWord     = text{EN: "Days left", JA: "残り日数"}
)
