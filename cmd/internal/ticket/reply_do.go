package ticket

import (
	"slices"

	"harness/verify/clean"
	"harness/verify/finding"
)

// todo is what helps where nothing is to be typed anew.
func (t *ticket) todo(p *page, m *matter) {
	p.head(headDo)
	logins := 0
	for _, d := range m.dialogs {
		switch d.move {
		case AtServer:
			p.say(atServer, nil)
		case TryAgain:
			p.say(tryAgain, nil)
		case Wait:
			p.say(waitDo[d.leg], nil)
			if d.word.code == finding.POPMailboxLocked {
				p.say(waitLocked, nil)
			}
			p.say(waitTell, nil)
		case HelpLogin:
			if logins++; logins == 1 {
				t.helpLogin(p, m, d)
			}
		case HelpReach:
			p.say(reachDo, nil)
			if eraOf(t.date) == Before {
				p.say(reachNew, nil)
			}
		case OwnSender:
			p.say(senderDo, nil)
			p.say(wayPassword, map[string]string{"panel": t.panel(passwordPanel)})
		case Retype:
			host := d.typed.Host
			p.say(slipDo, map[string]string{"host": host})
			p.say(wayThere, map[string]string{"dialog": dialogName[d.leg].In(p.lang)})
		case AtGoogle:
			if d.googleWords() {
				p.say(googleDo, nil)
				if d.best != nil {
					p.say(googleOwn, nil)
				}
			}
		case HasEnded:
			t.waysOn(p)
		case LogIn:
			p.say(unloggedDo, nil)
			if address := m.subject.Address; address != "" {
				p.line("  " + clean.Line(address))
			}
			p.say(unloggedPort, nil)
		case Recipient:
			if d.fullMailbox() {
				p.say(fullDo, nil)
			} else if d.word != nil && (d.word.code == finding.DNSRecipientDomainMissing || d.word.code == finding.DNSNoSuchHost) {
				p.say(recipientNoDomain, nil)
			} else {
				p.say(recipientNoServer, nil)
			}
		case ToGmail:
			t.inboundDo(p, m)
		}
	}
}

// fullMailbox tells whether the words say that a mailbox has no room: whose, they
// do not.
func (d *dialog) fullMailbox() bool {
	return d.word != nil && d.word.code == finding.RecipientMailboxFull
}

// helpLogin is the help where the server refused user name and password.
func (t *ticket) helpLogin(p *page, m *matter, d *dialog) {
	if d.word != nil && d.word.told { // nothing refused a login: the password is forgotten
		p.say(forgottenDo, map[string]string{"panel": t.panel(passwordPanel)})
		p.say(forgottenWay, nil)
		p.say(forgottenElse, nil)
		return
	}
	if d.filtered() {
		where := ""
		if t.req.Profile != nil {
			where = t.req.Profile.Filter.Switch.In(t.lang)
		}
		if t.req.Profile == nil || t.req.Profile.Filter.Exists {
			p.say(loginFilter, map[string]string{"switch": where})
		}
		p.say(filterDo, nil)
		return
	}
	if !m.listedHere() {
		p.say(loginMachine, map[string]string{"panel": t.panel(serverPanel)})
	}
	p.say(loginUser, nil)
	if address := m.subject.Address; address != "" {
		p.line("  " + clean.Line(address))
	}
	p.say(loginPassword, map[string]string{"panel": t.panel(passwordPanel)})
	if slices.ContainsFunc(m.dialogs, func(d *dialog) bool { return d.leg == finding.Fetch && d.move == HelpLogin }) {
		p.say(loginPOP, nil)
	}
	profile := t.req.Profile
	if profile == nil || profile.Filter.Exists {
		where := ""
		if profile != nil {
			where = profile.Filter.Switch.In(t.lang)
		}
		p.say(loginFilter, map[string]string{"switch": where})
	}
	p.say(loginStop, nil)
}

// warnings are what not to do.
func (t *ticket) warnings(p *page, m *matter, changed bool) {
	plain := t.reading.Plain || slices.ContainsFunc(m.dialogs, func(d *dialog) bool { return d.seen == InClear })
	p.head(headDont)
	switch {
	case m.program:
		p.say(dontClick, map[string]string{"button": t.program.Past.By.Both()})
	case slices.ContainsFunc(m.dialogs, (*dialog).app):
		p.say(dontAccept, nil)
	case changed:
		p.say(dontPlain, nil)
		p.say(dontDelete, nil)
	case m.touchesDialog():
		if plain {
			p.say(dontPlain, nil)
		}
		p.say(dontDelete, nil)
	}
	if len(t.reading.Secrets) > 0 && (changed || m.touchesDialog()) {
		p.say(dontSecret, nil)
	}
}

// filtered tells whether the words are of a server that does not want Google's
// servers, whoever logs in.
func (d *dialog) filtered() bool { return d.word != nil && d.word.code == finding.SMTPAddressFilter }

var (
	filterCause = text{
		EN: "Gmail reached the server, and the server does not let Google's servers in or send. The words do not say that the password is wrong.",
		JA: "Gmail はサーバーに接続できていますが、サーバーが Google のサーバーからの接続または送信を受け付けていません。パスワードの誤りを示す文言ではありません。",
	}
	filterDo = text{
		EN: "We look on our side for a rule that keeps Google's addresses out.",
		JA: "Google のアドレスからの接続を拒否する設定がないか、当社でも確認いたします。",
	}
	forgotten = text{
		EN: "A password that is set cannot be read out by anybody, by us neither. A new one can be set at any time.",
		JA: "設定済みのパスワードは、当社でも調べることができません。新しいパスワードは、いつでも設定できます。",
	}
	forgottenDo = text{
		EN: "1. Set a new password for the mailbox[[ in the panel ({panel})]].",
		JA: "1. [[管理画面（{panel}）で]]メールボックスに新しいパスワードを設定します。",
	}
	forgottenWay = text{
		EN: "2. Type it in Gmail: in a browser on a computer (the app does not have these settings) the gear > See all settings > Accounts and Import, edit the entry of the address, under \"Send mail as\" and under \"Check mail from other accounts\" where it stands in both.",
		JA: "2. Gmail に入力し直します。パソコンのブラウザーで Gmail を開き（Gmail アプリでは設定できません）、歯車 → すべての設定を表示 → アカウントとインポート の順に進み、「名前」と「他のアカウントのメールを確認」のうち、登録してある項目を編集します。",
	}
	forgottenElse = text{
		EN: "3. Type it in every other program that uses the mailbox.",
		JA: "3. このメールボックスを使っている、ほかのメールソフトにも入力し直します。",
	}
)
