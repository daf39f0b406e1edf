package ticket

import (
	"fmt"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/cmd/internal/profile"
	"harness/verify/clean"
	"harness/verify/finding"
)

// Era is where a date lies in the end of Gmail's two features: Google says
// "January 2027" and no day (docs/gmail.md section 0).
type Era = persona.Phase

// The eras.
const (
	Before = persona.Alive  // the features are there for those who have them
	During = persona.Ending // the month in which they end: perhaps they have
	After  = persona.Ended
)

// eraOf is the era of a date, as the calendar of the date's own place has it.
func eraOf(date time.Time) Era { return persona.Gmail.Phase(date) }

var ending = map[Era]text{
	Before: {
		EN: "Google ends this feature of Gmail in January 2027. After that, please use {ways}.",
		JA: "なお、Gmail のこの機能は、Google により 2027 年 1 月に終了します。その後は、{ways}をご利用ください。",
	},
	During: {
		EN: "Google ends this feature of Gmail this month (January 2027), perhaps it already has. If it fails although everything is typed as above, or is missing from the settings, it has ended for you: please use {ways} instead.",
		JA: "なお、Gmail のこの機能は、Google により今月（2027 年 1 月）終了します。すでに終了している可能性もあります。上記のとおり設定しても使えない場合や、設定画面に項目がない場合は、終了したものとお考えいただき、{ways}をご利用ください。",
	},
	After: {
		EN: "Google ended this feature of Gmail in January 2027. Please use {ways} instead.",
		JA: "Gmail のこの機能は、Google により 2027 年 1 月に終了しました。今後は、{ways}をご利用ください。",
	},
}

var endedCause = map[Era]text{
	Before: {
		EN: "Google is closing the part of Gmail that fetches mail from other providers and sends with their addresses: nobody can add it anew any more, and whoever has it keeps it until January 2027. Your mailbox and our server are not the reason, and there is nothing to type or to mend.",
		JA: "Gmail で他社のメールを受信・送信する機能は、Google が提供を終了します。新規の利用はすでにできず、利用中のアカウントも 2027 年 1 月までです。お客様のメールボックスや当社サーバーの問題ではなく、設定で解決するものでもありません。",
	},
	During: {
		EN: "Google ends the part of Gmail that fetches mail from other providers and sends with their addresses this month (January 2027), perhaps it already has for you. Your mailbox and our server are not the reason, and there is nothing to type or to mend.",
		JA: "Gmail で他社のメールを受信・送信する機能は、Google が今月（2027 年 1 月）提供を終了します。お客様のアカウントでは、すでに終了している可能性があります。お客様のメールボックスや当社サーバーの問題ではなく、設定で解決するものでもありません。",
	},
	After: {
		EN: "Google ended the part of Gmail that fetches mail from other providers and sends with their addresses in January 2027. Your mailbox and our server are not the reason, and what is typed in Gmail can no longer help.",
		JA: "Gmail で他社のメールを受信・送信する機能は、2027 年 1 月に Google が提供を終了しました。お客様のメールボックスや当社サーバーの問題ではなく、Gmail の設定では解決できません。",
	},
}

// wayOn are the ways on as parts of a sentence.
var wayOn = map[profile.Way]text{
	profile.GmailApp:    {EN: "the Gmail app on the phone, with the mailbox added there (IMAP)", JA: "スマートフォンの Gmail アプリ（IMAP でメールボックスを追加）"},
	profile.MailProgram: {EN: "a mail program on the computer", JA: "パソコンのメールソフト"},
	profile.Forwarding:  {EN: "forwarding from our server to your Gmail address", JA: "当社サーバーから Gmail アドレスへの転送"},
	profile.Webmail:     {EN: "our webmail", JA: "当社のウェブメール"},
}

// ways lists the ways on that the hosting company allows; without a profile
// nobody knows that it has a webmail.
func (t *ticket) ways() string {
	var list []string
	for _, w := range t.req.Profile.Ways() {
		if w == profile.Webmail && (t.req.Profile == nil || len(t.req.Profile.WaysOn) == 0) {
			continue
		}
		list = append(list, wayOn[w].In(t.lang))
	}
	if strings.HasPrefix(t.lang, finding.JA) {
		return strings.Join(list, "、または")
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + ", or " + list[len(list)-1]
}

// closed tells whether a reply about Gmail's dialogs has no point any more.
func (m Move) closed(e Era) bool {
	if e != After {
		return false
	}
	switch m {
	case Change, TryAgain, HelpLogin, HelpReach, Retype, OwnSender, AtServer, AtGoogle, HasEnded:
		return true
	}
	return false
}

// waysOn are the ways on from the end of Gmail's features.
func (t *ticket) waysOn(p *page) {
	p.say(endedDo, nil)
	for _, w := range t.req.Profile.Ways() {
		if w == "webmail" && (t.req.Profile == nil || len(t.req.Profile.WaysOn) == 0) {
			continue
		}
		line := text{EN: "- " + wayOn[w].EN, JA: "・" + wayOn[w].JA}
		if w == "forwarding" {
			if where := t.panel(forwardingPanel); where != "" {
				line.EN, line.JA = line.EN+" ("+where+")", line.JA+"（"+where+"）"
			}
		}
		p.say(line, nil)
	}
	p.say(endedKeep, nil)
}

// ended is the reply where Gmail does not offer the feature any more.
func (t *ticket) ended(p *page, m *matter) {
	p.head(headCause)
	p.say(endedCause[eraOf(t.date)], nil)
	p.head(headDo)
	t.waysOn(p)
	p.head(headNames)
	for _, d := range m.dialogs {
		host, port, safe := "", uint16(0), evidence.Security("")
		switch {
		case d.best != nil:
			host, port, safe = d.best.Host, d.best.Port, d.best.Security
		case d.seen == Fits:
			host, port, safe = d.leg0.Typed.Host, d.leg0.Typed.Port, d.leg0.Typed.Security
		}
		if host == "" {
			continue
		}
		kind := "SSL/TLS"
		if safe == evidence.StartTLS || safe == evidence.STLS {
			kind = "STARTTLS"
		}
		p.value(programLabel[d.leg], fmt.Sprintf("%s, %s %d, %s", clean.Line(host), labelPort.In(p.lang), port, kind))
	}
}

var (
	endedDo = text{
		EN: "Please use one of these instead:",
		JA: "今後は、次のいずれかをご利用ください。",
	}
	endedKeep = text{
		EN: "Mail that is in Gmail already stays there.",
		JA: "すでに Gmail に取り込まれたメールは、そのまま残ります。",
	}
)
