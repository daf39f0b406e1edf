package paste

// cannot are what customers say of the one thing that fails, in the languages
// that most tickets come in.
var (
	cannotSend  = expression(`(?i)^(?:送信(?:が|も|は)?(?:でき|出来)(?:ない|ません|なく|ず)|送(?:れ|信され)(?:ない|ません|なく|ず)|送信(?:時に|すると|しようとすると|で|が)?(?:エラー|失敗)|(?:can(?:not|'t| not)|unable to|could(?:n't| not)) send\b|sending (?:[\w ]{0,24})?(?:fails|failed|does(?:n't| not) work|is broken|stopped)|not able to send)`)
	cannotFetch = expression(`(?i)^(?:受信(?:が|も|は)?(?:でき|出来)(?:ない|ません|なく|ず|ていま|てい?ない)|(?:受信|取り込み)(?:時に|すると|が|で)?(?:エラー|失敗|止ま)|取り込(?:め|まれ)(?:ない|ません|なく|ず)|(?:can(?:not|'t| not)|unable to|could(?:n't| not)) (?:receive|fetch|retrieve|get (?:any |my |our )?mail)|(?:receiving|fetching) (?:[\w ]{0,24})?(?:fails|failed|does(?:n't| not) work|is broken|stopped)|(?:does(?:n't| not)|no longer|stopped) (?:fetch|receiv|retriev))`)
	both        = expression(`(?i)送受信|送信も受信も|受信も送信も|send(?:ing)? (?:and|or|nor) (?:receiv|fetch)|(?:receiv|fetch)\w* (?:and|or|nor) send`)
)

// complaints are words without which nobody complains of either dialog;
// sendStarts and fetchStarts are those that cannotSend and cannotFetch begin
// with.
var (
	complaints  = anyOf("送", "受信", "取り込", "send", "receiv", "fetch", "retriev", "get ")
	bothWords   = anyOf("送受信", "送信も受信も", "受信も送信も", " and ", " or ", " nor ")
	sendStarts  = []string{"送", "can", "unable", "could", "sending", "not able"}
	fetchStarts = []string{"受信", "取り込", "can", "unable", "could", "receiving", "fetching", "does", "no longer", "stopped"}
)

// longComplaint is more than a match of cannotSend or cannotFetch takes, in
// bytes.
const longComplaint = 128

// about is the dialog that the customer complains of in the own words; Unknown
// where they speak of both or of neither.
func about(lines []line) Leg {
	send, fetch := false, false
	for _, l := range lines {
		if l.nature != words || l.cited || len(l.text) < 8 || !complaints(l.lower) {
			continue
		}
		if bothWords(l.lower) && both().MatchString(l.text) {
			return Unknown
		}
		send = send || matchAt(cannotSend(), l.text, l.lower, longComplaint, sendStarts...)
		fetch = fetch || matchAt(cannotFetch(), l.text, l.lower, longComplaint, fetchStarts...)
		if send && fetch {
			return Unknown
		}
	}
	switch {
	case send:
		return Send
	case fetch:
		return Fetch
	}
	return Unknown
}
