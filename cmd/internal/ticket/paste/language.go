package paste

import (
	"strings"
	"sync"
	"unicode"
)

// common are words that a language's mails are full of and the others' are
// not; error texts stay English in every language and count for nothing.
var common = map[string][]string{
	"fr": {"bonjour", "le", "les", "une", "est", "depuis", "mon", "ma", "mes", "vous", "nous", "plus", "et", "dans", "avec", "pour", "merci", "je", "sur", "que", "serveur", "boîte", "adresse", "pas", "du"},
	"de": {"guten", "hallo", "ich", "und", "die", "der", "das", "nicht", "mit", "ist", "wir", "von", "zu", "eine", "einen", "mein", "meine", "kann", "werden", "wird", "seit", "bitte", "danke", "grüßen", "kommen"},
	"es": {"hola", "el", "los", "una", "es", "desde", "mi", "mis", "usted", "para", "con", "gracias", "y", "correo", "cuenta", "puedo", "que", "por", "del", "servidor", "enviar"},
	"it": {"buongiorno", "il", "gli", "una", "è", "dal", "mio", "mia", "per", "con", "grazie", "e", "posta", "non", "che", "della", "casella", "sono", "errore"},
	"nl": {"hallo", "het", "een", "ik", "niet", "van", "mijn", "met", "zijn", "voor", "en", "de", "bericht", "kan", "dit", "deze", "je", "bij", "dank", "groet", "verzendt", "adres", "als"},
	"pt": {"olá", "o", "os", "uma", "é", "desde", "meu", "minha", "você", "para", "com", "obrigado", "e", "não", "conta", "consigo", "que", "do", "da", "servidor", "enviar"},
	"pl": {"dzień", "dobry", "nie", "jest", "się", "na", "od", "moje", "proszę", "że", "serwer", "skrzynki", "poczty", "konto"},
	"sv": {"hej", "jag", "och", "inte", "att", "det", "är", "från", "min", "mitt", "med", "för", "kan", "sedan", "när", "till", "skicka", "vad", "tack", "hälsningar"},
	"da": {"hej", "jeg", "og", "ikke", "det", "er", "fra", "min", "mit", "med", "til", "kan", "siden", "når", "sende", "hvad", "tak", "hilsen"},
	"no": {"hei", "jeg", "og", "ikke", "det", "er", "fra", "min", "mitt", "med", "til", "kan", "siden", "når", "sende", "hva", "takk", "hilsen"},
	"fi": {"hei", "voi", "ja", "ei", "on", "olen", "minun", "sähköposti", "sähköpostia", "osoite", "osoitteella", "palvelin", "portti", "virhe", "kiitos", "terveisin", "miten", "lähettää", "voin"},
	"cs": {"dobrý", "nemohu", "není", "moje", "prosím", "že", "pošta", "schránky", "děkuji", "odeslat", "účet", "nejde", "jsem"},
	"tr": {"merhaba", "ve", "bir", "bu", "için", "değil", "hesap", "sunucu", "gönderemiyorum", "teşekkürler", "ile", "hata", "nasıl", "lütfen", "alıyorum"},
	"id": {"halo", "saya", "tidak", "bisa", "dan", "dari", "yang", "dengan", "untuk", "mengirim", "akun", "terima", "kasih", "sejak", "ini", "mohon"},
	"vi": {"xin", "chào", "tôi", "không", "thể", "của", "và", "được", "gửi", "từ", "cho", "cảm", "ơn", "địa", "chỉ", "với", "bị"},
	"en": {"the", "is", "my", "i", "we", "our", "and", "not", "to", "from", "hello", "dear", "please", "with", "your", "it", "says", "when", "have", "cannot", "can't", "this", "for", "are", "has"},
}

var languagesOf = sync.OnceValue(func() map[string][]string {
	of := map[string][]string{}
	for lang, list := range common {
		for _, w := range list {
			of[w] = append(of[w], lang)
		}
	}
	return of
})

// language tells what the customer's own words seem to be written in, "en"
// where nothing says otherwise. Kana mean Japanese.
func language(lines []line) string {
	var own strings.Builder
	for _, l := range lines {
		for _, r := range l.text { // whatever is quoted beside it
			if r >= 'ぁ' && r <= 'ヿ' {
				return "ja"
			}
		}
		if (l.nature == words || l.nature == header) && own.Len() < 16<<10 {
			own.WriteString(l.text + "\n")
		}
	}
	text := own.String()
	han, hangul, cyrillic, thai := 0, 0, 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Hangul, r):
			hangul++
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		case unicode.Is(unicode.Thai, r):
			thai++
		}
	}
	switch {
	case hangul > 4:
		return "ko"
	case han > 4:
		return "zh"
	case cyrillic > 8:
		return "ru"
	case thai > 8:
		return "th"
	}
	counts := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		for _, lang := range languagesOf()[w] {
			counts[lang]++
		}
	}
	best, most := "en", 2
	for _, lang := range []string{"fr", "de", "es", "it", "nl", "pt", "pl", "sv", "da", "no", "fi", "cs", "tr", "id", "vi"} {
		// Gmail's English words stand in many of them.
		if counts[lang] > most && 2*counts[lang] > counts["en"] {
			best, most = lang, counts[lang]
		}
	}
	return best
}
