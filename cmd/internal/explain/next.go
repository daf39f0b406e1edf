package explain

import (
	"fmt"
	"regexp"
	"sync"

	"harness/client/persona"
	"harness/verify/finding"
	"harness/verify/phrasebook"
)

// step is a command to run next.
type step struct {
	Command string
	What    finding.Text
}

// usual is a host with the port that a dialog has filled in.
func usual(host string, d persona.Dialog) string { return fmt.Sprintf("%s:%d", host, d.Port) }

// next are the commands that tell the causes of a match apart.
func next(m phrasebook.Match) []step {
	host := shellHost(m.Holes["host"])
	diagnose := step{"harness diagnose " + host, finding.Text{
		EN: "without a password: looks at every port; the code that it prints is the cause",
		JA: "パスワード不要。各ポートを調べ、表示されるコードが原因です",
	}}
	send := step{"harness roundtrip --user ADDRESS --smtp " + usual(host, persona.Gmail.Send) + " --only send", finding.Text{
		EN: "with the password: sends as Gmail would; run it again after mending",
		JA: "パスワードが必要。Gmail と同じ手順で送信します。修正後の確認にも使えます",
	}}
	fetch := step{"harness roundtrip --user ADDRESS --pop " + usual(host, persona.Gmail.Fetch) + " --only fetch", finding.Text{
		EN: "with the password: fetches as Gmail would; run it again after mending",
		JA: "パスワードが必要。Gmail と同じ手順で受信します。修正後の確認にも使えます",
	}}
	if who, ok := persona.Find(persona.All(), m.Phrase.Surface.Client()); ok && m.Phrase.Surface.Client() != "" && who.Name != persona.Gmail.Name {
		return asClient(who, host, m.Causes)
	}
	steps := []step{diagnose}
	switch m.Phrase.Surface {
	case phrasebook.SendDialog, phrasebook.SendBounce, phrasebook.Delivery, phrasebook.PostfixLog, phrasebook.EximLog:
		steps = append(steps, send)
	case phrasebook.POPDialog, phrasebook.POPHistory, phrasebook.GmailFooter, phrasebook.DovecotLog:
		steps = append(steps, fetch)
	case phrasebook.GoogleNotice, phrasebook.Symptom:
		if m.Causes[0] == finding.FeatureEnded {
			return nil // there is nothing to look at on any server
		}
		return []step{diagnose}
	case phrasebook.GmailInbound, phrasebook.MailerDaemon, phrasebook.ServerReply:
		return []step{{"harness diagnose DOMAIN --mail FILE.eml", finding.Text{
			EN: "checks SPF, DKIM, DMARC and the reverse name with a mail that was sent (or the bounce)",
			JA: "送信したメール（またはエラーメール）を使って、SPF・DKIM・DMARC・逆引きを確認します",
		}}}
	default:
		steps = append(steps, send, fetch)
	}
	for _, code := range m.Causes {
		if code == finding.TLSNameMismatch || code == finding.TLSChainIncomplete || code == finding.TLSCertExpired {
			return append(steps, certStep(host))
		}
	}
	return steps
}

// asClient are the commands for the words of another client than Gmail.
func asClient(who persona.Persona, host string, causes []finding.Code) []step {
	title := who.Title
	steps := []step{
		{"harness diagnose " + host + " --as " + who.Name, finding.Text{
			EN: "without a password: looks at every port as " + title.EN + "; the code that it prints is the cause",
			JA: "パスワード不要。" + title.JA + "として各ポートを調べます。表示されるコードが原因です",
		}},
		{"harness roundtrip --user ADDRESS --smtp " + usual(host, who.Send) + " --imap " + usual(host, who.Fetch) + " --as " + who.Name, finding.Text{
			EN: "with the password: sends and fetches as " + title.EN + " would; run it again after mending",
			JA: "パスワードが必要。" + title.JA + "と同じ手順で送受信します。修正後の確認にも使えます",
		}},
		{"harness diagnose " + host + " --as all", finding.Text{
			EN: "which clients work with this server, and which do not",
			JA: "このサーバーをどのソフトで使えるかを一覧にします",
		}},
	}
	for _, code := range causes {
		if code == finding.TLSNameMismatch || code == finding.TLSChainIncomplete || code == finding.TLSCertExpired {
			return append(steps, certStep(host))
		}
	}
	return steps
}

// certStep is what to run before a new certificate is installed.
func certStep(host string) step {
	return step{"harness cert --chain NEW.pem --host " + host, finding.Text{
		EN: "before a new certificate is installed: what Gmail would say to it",
		JA: "新しい証明書を設置する前に、Gmail での結果を確認できます",
	}}
}

// shellHost is a host name that is safe in a command to copy, else HOST.
func shellHost(host string) string {
	if !plainHost().MatchString(host) {
		return "HOST"
	}
	return host
}

var plainHost = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9][A-Za-z0-9-]*)+$`)
})
