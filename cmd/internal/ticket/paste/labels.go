package paste

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// kind is a field of the dialogs.
type kind int

const (
	noField kind = iota
	hostField
	portField
	userField
	passwordField
	addressField
	securityField // a choice with a value behind it
	choiceField   // one of Gmail's own choices, which is its value itself
	imapField     // a server that neither dialog asks for
	otherField    // a label that ends the value before it
)

type label struct {
	kind kind
	leg  Leg
	weak bool // needs its value right behind it, on the same line
	text string
}

const (
	serverWord = `(?:server|サーバー?|host|ホスト|서버|服务器|伺服器|主机)`
	nameWord   = `(?:[ _-]?name|名前|名|アドレス|の名前| address)?`
)

// labels in the languages that customers of Japanese and European hosts write;
// all lower case and folded.
var labels = []label{
	{hostField, Send, false, `(?:mail |メール)?(?:smtp|送信)(?: ?\((?:送信|smtp)\))?(?:用|側|メール|mail|の|[ _-])*` + serverWord + nameWord + `(?: ?\((?:smtp|送信|smtp server)\))?`},
	{hostField, Send, false, `outgoing(?: mail)?(?: \(smtp\))? ?server` + nameWord + `(?: ?\(smtp\))?|sent through|sending server|送信先サーバー?|postausgangsserver|serveur (?:smtp|d'envoi|sortant)|servidor (?:smtp|de salida|de saída|de envío)|server (?:smtp|in uscita)|uitgaande (?:mail)?server`},
	{hostField, Send, true, `smtp|送信`},
	{hostField, Fetch, false, `(?:mail |メール)?(?:pop3?|受信)(?: ?\((?:受信|pop3?)\))?(?:用|側|メール|mail|の|[ _-])*` + serverWord + nameWord + `(?: ?\((?:pop3?|受信|pop3? server)\))?`},
	{hostField, Fetch, false, `incoming(?: mail)?(?: \(pop3?\))? ?server` + nameWord + `(?: ?\(pop3?\))?|receiving server|posteingangsserver|serveur (?:pop3?|de réception|entrant)|servidor (?:pop3?|de entrada)|server (?:pop3?|in arrivo)|inkomende (?:mail)?server`},
	{hostField, Fetch, true, `pop3?|受信`},
	{imapField, Unknown, true, `imap4?(?:[ _-]?` + serverWord + `)?` + nameWord + `|serveur imap|servidor imap`},
	{hostField, Unknown, false, `(?:mail[ -]?|メール)?` + serverWord + nameWord + `|serveur|servidor`},
	{portField, Unknown, false, `port(?:[ _-]?(?:number|no\.?|nr\.?))?|ポート(?:番号|ナンバー)?|端口|連接埠|포트|puerto|porta|poort`},
	{portField, Send, false, `(?:smtp|送信|outgoing)(?:用|の|[ _-])*(?:port(?: number)?|ポート(?:番号)?)`},
	{portField, Fetch, false, `(?:pop3?|受信|incoming)(?:用|の|[ _-])*(?:port(?: number)?|ポート(?:番号)?)`},
	{userField, Unknown, false, `user[ _-]?(?:name|id)|login[ _-]?(?:name|id)|ユーザー?[ ・]?(?:ー名|名|id|ネーム)|アカウント名|ログイン(?:名|id)|(?:smtp|pop3?)[ -]?(?:user|id|アカウント)|benutzername|nom d'utilisateur|identifiant|nombre de usuario|nome utente|gebruikersnaam|用户名|使用者名稱|사용자 이름`},
	{userField, Unknown, true, `user|login|ログイン|ユーザー?|account|id|usuario`},
	{passwordField, Unknown, false, `(?:e?mail |メール)?(?:password|passwd|パスワード|パスワ-ド|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|密码|密碼|비밀번호)`},
	{passwordField, Unknown, true, `pass|pw|pwd`},
	{addressField, Unknown, false, `(?:e-?mail|mail|メール)[ -]?(?:address|アドレス)|e-?mail|メアド|adresse e-mail|e-mail-adresse`},
	{addressField, Unknown, true, `アドレス|address`},
	{securityField, Unknown, false, `connection type|(?:type of )?secur(?:ed connection|e connection|ity)(?: type| setting)?|encryption(?: type| method)?|接続の?(?:種類|方式|方法|タイプ|保護)|セキュリティ(?:の種類|設定|の設定)?|暗号化の?(?:方式|種類|方法)|暗号化|保護された接続|verschlüsselung|chiffrement|cifrado`},
	{choiceField, Send, false, `secured connection (?:on port \d+ )?using (?:tls|ssl)|(?:tls|ssl) ?を使用した(?:セキュリティで保護された)?接続|unsecured connection|保護されていない接続|セキュリティで保護されていない接続`},
	{choiceField, Fetch, false, `always use a secure connection(?: \(ssl\))?(?: when retrieving mail)?|メールの取得にセキュリティで保護された接続 ?(?:\(ssl\))?(?:を使用する)?`},
	{otherField, Unknown, false, `label incoming messages|leave a copy of|取得したメッセージのコピー|受信したメッセージに|edit info|add account|アカウントを追加|変更を保存|save changes|エラー|error|件名|お名前|氏名|会社名|電話|tel`},
}

// labelSet are the labels that begin with one letter: the groups of re are
// those of list, and the longest counts.
type labelSet struct {
	re   *regexp.Regexp
	list []label
}

// labelsAt gives the labels that may begin a text, by its first letter: to ask
// for all of them everywhere would cost more than the rest of the reading.
var labelsAt = sync.OnceValue(func() func(string) labelSet {
	var mu sync.Mutex
	sets := map[rune]labelSet{}
	firsts := make([]map[rune]bool, len(labels))
	for i, l := range labels {
		firsts[i] = firstLetters(l.text)
	}
	return func(s string) labelSet {
		first, _ := utf8.DecodeRuneInString(s)
		mu.Lock()
		defer mu.Unlock()
		set, ok := sets[first]
		if ok {
			return set
		}
		var texts []string
		for i, l := range labels {
			if firsts[i][first] {
				set.list = append(set.list, l)
				texts = append(texts, "("+l.text+")")
			}
		}
		set.re = regexp.MustCompile("^(?:" + strings.Join(texts, "|") + ")")
		set.re.Longest()
		sets[first] = set
		return set
	}
})

// firstLetters are the letters that the matches of an expression begin with:
// those that its program may read first.
func firstLetters(text string) map[rune]bool {
	prog, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		panic(err)
	}
	code, err := syntax.Compile(prog.Simplify())
	if err != nil {
		panic(err)
	}
	out, seen := map[rune]bool{}, map[uint32]bool{}
	var walk func(pc uint32)
	walk = func(pc uint32) {
		if seen[pc] {
			return
		}
		seen[pc] = true
		switch i := &code.Inst[pc]; i.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			walk(i.Out)
			walk(i.Arg)
		case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
			walk(i.Out)
		default:
			for k := 0; k+1 < len(i.Rune); k += 2 {
				for r := i.Rune[k]; r <= i.Rune[k+1]; r++ {
					out[r] = true
				}
			}
			if len(i.Rune) == 1 {
				out[i.Rune[0]] = true
			}
		}
	}
	walk(uint32(code.Start))
	return out
}

// heads are the beginnings of all labels: nowhere else does a label have to be
// looked for.
var heads = []string{
	"mail", "メール", "smtp", "送信", "outgoing", "sent through", "sending", "postausgang", "serv", "uitgaande", "pop", "受信", "incoming", "receiving",
	"posteingang", "inkomende", "imap", "サーバ", "host", "ホスト", "서버", "服务器", "伺服器", "主机", "port", "ポート", "端口", "連接埠", "포트", "puerto", "poort",
	"user", "login", "ユーザ", "アカウント", "ログイン", "benutzer", "nom ", "identifiant", "nombre", "nome", "gebruiker", "用户名", "使用者", "사용자", "account", "id",
	"usuario", "email", "e-mail", "pass", "パスワ", "kennwort", "mot de", "contrase", "senha", "wachtwoord", "密", "비밀", "pw", "メアド", "adresse", "アドレス", "address",
	"connection", "type of", "secur", "encryption", "接続", "セキュリティ", "暗号化", "保護", "verschl", "chiffrement", "cifrado", "unsecured", "tls", "ssl", "always",
	"label", "leave a", "取得した", "edit info", "add account", "変更を", "save changes", "エラー", "error", "件名", "お名前", "氏名", "会社名", "電話", "tel",
}

var headsBy = sync.OnceValue(func() *[256][]string {
	var by [256][]string
	for _, h := range heads {
		by[h[0]] = append(by[h[0]], h)
	}
	return &by
})

// placed is a label at its place in a line.
type placed struct {
	label
	from, to int
}

// find lists the labels of a line, in lower case, that stand as words.
func find(s string) []placed {
	by := headsBy()
	var out []placed
	for i := 0; i < len(s); i++ {
		if !begins(s[i:], by[s[i]]) || midWord(s, i) {
			continue
		}
		at := labelsAt()(s[i:])
		m := at.re.FindStringSubmatchIndex(s[i:min(len(s), i+longLabel)])
		if m == nil || inWord(s, i, i+m[1]) {
			continue
		}
		for k, l := range at.list {
			if m[2+2*k] >= 0 {
				out = append(out, placed{l, i, i + m[1]})
				break
			}
		}
		i += m[1] - 1
	}
	return out
}

func begins(s string, heads []string) bool {
	for _, h := range heads {
		if strings.HasPrefix(s, h) {
			return true
		}
	}
	return false
}

// joins tells whether a letter goes on a word that ends or begins with another.
func joins(inner, outer rune) bool {
	switch {
	case inner < 0x80:
		return outer < 0x80 && (unicode.IsLetter(outer) || unicode.IsDigit(outer) || outer == '_' || outer == '@')
	case unicode.Is(unicode.Katakana, inner) || inner == 'ー':
		return unicode.Is(unicode.Katakana, outer) || outer == 'ー'
	}
	return false
}

// midWord tells whether a place lies in a word: no label begins there.
func midWord(s string, from int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	first, _ := utf8.DecodeRuneInString(s[from:])
	return from > 0 && (joins(first, before) || first < 0x80 && (before == '.' || before == '-') && from > 1)
}

// longLabel is more than the longest label takes, in bytes.
const longLabel = 192

// inWord tells whether a label is only part of a longer word: "port" of
// "support", ポート of インポート, "smtp" of "smtp.example.jp", "id" of "valid".
func inWord(s string, from, to int) bool {
	if midWord(s, from) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(s[to:])
	last, _ := utf8.DecodeLastRuneInString(s[:to])
	if to == len(s) {
		return false
	}
	if joins(last, after) {
		return true
	}
	// A host name or an address that begins like a label.
	rest := s[to:]
	return last < 0x80 && len(rest) > 1 && (rest[0] == '.' || rest[0] == '-' && rest[1] != ' ' && rest[1] < 0x80)
}
