package desk

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"

	"harness/cmd/internal/job"
)

// veil takes people's addresses and logins out of what is kept: of each the
// first letter and the domain stay. A nil veil leaves all as it is.
type veil struct {
	logins []*regexp.Regexp // that are no addresses
}

// anyAddress is an address of a mailbox in a text, by the letters that stand in
// one without quotes (RFC 5322 section 3.2.3, RFC 6532), and in a quoted local part.
var anyAddress = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`("[^"\r\n]{1,64}"|[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_{|}~` + "`" + `-]+)@([\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*)`)
})

// veilOf knows the logins of a run.
func veilOf(r *run) *veil {
	v := &veil{}
	typed := []job.Typed{r.typed, r.of.read}
	for _, s := range r.of.reading.Subjects {
		typed = append(typed, job.TypedBy(s))
	}
	var seen []string
	for _, t := range typed {
		for _, login := range []string{t.SMTP.Login, t.POP.Login, t.IMAP.Login} {
			if login != "" && !strings.Contains(login, "@") && !slices.Contains(seen, login) {
				seen = append(seen, login)
				v.logins = append(v.logins, regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}.-])(`+regexp.QuoteMeta(login)+`)($|[^\p{L}\p{N}.-])`))
			}
		}
	}
	return v
}

// text hides addresses, and a login that is one's whole text.
func (v *veil) text(s string) string {
	if v == nil {
		return s
	}
	return anyAddress().ReplaceAllStringFunc(s, func(found string) string {
		i := strings.LastIndexByte(found, '@')
		return first(found[:i]) + found[i:]
	})
}

// first is the first letter of what is hidden.
func first(s string) string {
	for _, letter := range strings.TrimLeft(s, `"`) {
		return string(letter) + "***"
	}
	return "***"
}

// words hides logins, too: in fields that hold words of people and of servers.
func (v *veil) words(s string) string {
	s = v.text(s)
	for _, l := range v.logins {
		for range 2 { // two beside one another share what stands between
			s = l.ReplaceAllStringFunc(s, func(found string) string {
				m := l.FindStringSubmatch(found)
				return m[1] + first(m[2]) + m[3]
			})
		}
	}
	return s
}

// spoken are the fields of a diagnosis that hold words; the others are names of
// ours and hosts.
var spoken = []string{"login", "said", "text", "detail", "quote", "raw", "address", "target", "to", "reply", "got", "want"}

// json hides in every text of a JSON value, also in octets that are no text.
func (v *veil) json(raw []byte) ([]byte, error) {
	if v == nil {
		var b bytes.Buffer
		err := json.Compact(&b, raw)
		return b.Bytes(), err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(v.walk("", value))
}

func (v *veil) walk(key string, value any) any {
	switch value := value.(type) {
	case map[string]any:
		if octets, ok := value["b64"].(string); ok && len(value) == 1 {
			if key != "chain" && key != "anchors" { // a certificate is signed as it stands
				value["b64"] = v.octets(octets)
			}
			return value
		}
		for k, one := range value {
			value[k] = v.walk(k, one)
		}
	case []any:
		for i, one := range value {
			value[i] = v.walk(key, one)
		}
	case string:
		if key == "said" { // a login stands there in base64, too
			value = v.octets(value)
		}
		if slices.Contains(spoken, key) {
			return v.words(value)
		}
		return v.text(value)
	}
	return value
}

// octets hides in what is written in base64; another text stays as it is.
func (v *veil) octets(coded string) string {
	plain, err := base64.StdEncoding.DecodeString(coded)
	if err != nil {
		return coded
	}
	if hidden := v.words(string(plain)); hidden != string(plain) {
		return base64.StdEncoding.EncodeToString([]byte(hidden))
	}
	return coded
}
