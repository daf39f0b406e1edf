package phrasebook

import "strings"

// The frame of the failure message that "Send mail as" sends back. English:
// the text part of a real message, byte for byte, its lines not wrapped.
// Japanese: identical in five sources of 2020; "[名前]" is literal.
const (
	frameEN = "\n** Message not delivered **\n\n" +
		"You're sending this from a different address or alias using the 'Send mail as' feature. " +
		"The settings for your 'Send mail as' account are misconfigured or out of date. " +
		"Check those settings and try resending.\n\n" +
		"Learn more here: https://support.google.com/mail/?p=CustomFromDenied\n\n" +
		"The response was:\n\n" +
		"{response}\n\n"
	frameJA = "メールの配信エラー\n" +
		"[名前] の機能を使用して、別のアドレスまたは別のエイリアスからこのメールを送信しようとしています。" +
		"[名前] のアカウントの設定に誤りがあるか、設定が最新の状態ではありません。" +
		"設定を確認して、もう一度送信してみてください。\n" +
		"詳細\n" +
		"応答:\n" +
		"{response}\n"
)

// Bounce is the text of Gmail's failure message with this response line, in
// English (the text part, byte-exact but for LF line ends) or, for "ja", in
// Japanese.
func Bounce(response, lang string) []byte {
	frame := frameEN
	if strings.HasPrefix(lang, "ja") {
		frame = frameJA
	}
	return []byte(strings.Replace(frame, "{response}", response, 1))
}

// Japanese is what a Japanese Gmail shows round the phrase's line, as far as it
// was seen: the heading of the dialog, the frame of the failure message. The
// line itself stays English in every language. "" where nothing was seen.
func (p Phrase) Japanese() string {
	switch {
	case p.ID == "S00" || strings.HasPrefix(p.Text, sendHead) && p.Basis == Seen:
		return sendHeadJA
	case p.Surface == SendBounce:
		return strings.TrimSpace(strings.Replace(frameJA, "{response}", "", 1))
	}
	return ""
}

// In is the text as Gmail shows it in a language: in Japanese the dialog of
// "Send mail as" has its heading translated (seen), the rest stays English; programs have
// texts of their own.
func (s Said) In(lang string) string {
	if rest, ok := strings.CutPrefix(s.Text, sendHead); ok && strings.HasPrefix(lang, "ja") && s.Surface == SendDialog {
		return sendHeadJA + rest
	}
	if s.japanese != "" && strings.HasPrefix(lang, "ja") {
		return s.japanese
	}
	return s.Text
}

// responseMarks stand before the response line in a frame.
var responseMarks = []string{"The response was:", "応答:", "応答：", "The response from the remote server was:"}

// frameMarks tell that a paste is such a failure message.
var frameMarks = []string{
	"using the 'Send mail as' feature", "CustomFromDenied", "'Send mail as' account are misconfigured",
	"メールの配信エラー", "別のエイリアスからこのメールを送信しようとしています",
}

// response is the line after the mark of a frame, "" if there is none. The
// text is folded already.
func response(text string) string {
	for _, mark := range responseMarks {
		_, rest, found := strings.Cut(text, fold(mark))
		if !found {
			continue
		}
		rest = strings.TrimLeft(rest, " \n")
		// The response ends at an empty line.
		rest, _, _ = strings.Cut(rest, "\n\n")
		return strings.TrimSpace(rest)
	}
	return ""
}

// framed tells whether the text has the frame of a bounce.
func framed(text squashed) bool {
	for _, mark := range frameMarks {
		if strings.Contains(text.text, squash(fold(mark)).text) {
			return true
		}
	}
	return false
}
