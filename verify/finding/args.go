package finding

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Key names an argument of a finding: a {hole} of a Doc's texts or of a
// phrase, or a fact that only the JSON form shows.
type Key string

// What every finding of a session has, if it was seen.
const (
	KeyHost     Key = "host"     // as dialled, else as typed
	KeyPort     Key = "port"     //
	KeySecurity Key = "security" // as typed: "ssl", "starttls", "plain"
	KeyLogin    Key = "login"    // the user name typed
	KeyAddr     Key = "addr"     // IP address
	KeyBanner   Key = "banner"   // first line of the greeting
	KeyStage    Key = "stage"    // where it stopped
	KeyDetail   Key = "detail"   // of the trouble, in English
	KeyReply    Key = "reply"    // the server's words as Gmail quotes them
	KeyCode     Key = "code"     // of the SMTP reply
	KeyFolder   Key = "folder"   // as the server names it
	KeyEnhanced Key = "enhanced" // enhanced status code, or POP3 response code
)

// KeyHome is the server that the hosting company lists for the mailbox.
const KeyHome Key = "home"

// What was typed.
const (
	KeyTyped   Key = "typed"
	KeyGuessed Key = "guessed" // from where the name was guessed
	KeyPorts   Key = "ports"   // list: that the dialog offers
)

// The network and TLS.
const (
	KeyHosts      Key = "hosts"      // list
	KeyGood       Key = "good"       // list: addresses that lead to the login
	KeyBad        Key = "bad"        // list: addresses that do not, each with its codes
	KeyAddrs      Key = "addrs"      // list: addresses
	KeyOpen       Key = "open"       // a port that answers
	KeyVersion    Key = "version"    // of TLS
	KeyAlert      Key = "alert"      // number
	KeyAlertText  Key = "alert_text" // BoringSSL's
	KeyMechanisms Key = "mechanisms" // list: of AUTH
	KeyUIDL       Key = "uidl"
	KeyGate       Key = "gate"  // list: codes of the gate
	KeyJudge      Key = "judge" // list: codes of the judgement
)

// A certificate; see certs.Fault.
const (
	KeySANs      Key = "sans" // list: dNSNames in order
	KeyCN        Key = "cn"
	KeyX509      Key = "x509"      // number of the result with which BoringSSL ends
	KeyX509Text  Key = "x509_text" //
	KeySubject   Key = "subject"
	KeyIssuer    Key = "issuer"
	KeyAIA       Key = "aia" // where the issuer's certificate can be had
	KeyBits      Key = "bits"
	KeyNotBefore Key = "not_before" // RFC 3339
	KeyNotAfter  Key = "not_after"  // RFC 3339
	KeyDays      Key = "days"       // left until then
	KeyPosition  Key = "position"   // leaf, intermediate, root
	KeyCert      Key = "cert"       // index into the served chain; "": of none, or only a note
	KeyReason    Key = "reason"     // plain English
	KeySerial    Key = "serial"     // hexadecimal
	KeyKey       Key = "key"        // "RSA 2048"
	KeyAlgorithm Key = "algorithm"
	KeyName      Key = "name" // that a constraint forbids
	KeyExtension Key = "extension"
	KeyPurpose   Key = "purpose"
	KeyCount     Key = "count"
	KeyLimit     Key = "limit"
)

// The client, where a text depends on it.
const (
	KeyButton    Key = "button"    // with which its user goes on
	KeyClient    Key = "client"    // its name, for people
	KeyCompletes Key = "completes" // its name, if it may complete a chain by itself
	KeySpares    Key = "spares"    // its name, if it was seen to go on at this fault
)

// The letter.
const (
	KeyTo          Key = "to"
	KeyToken       Key = "token"
	KeyAddress     Key = "address"
	KeyLate        Key = "late"
	KeyCopies      Key = "copies"
	KeyStatus      Key = "status" // of the delivery report, as the next three
	KeyRecipient   Key = "recipient"
	KeyRemoteMTA   Key = "remote_mta"
	KeyAction      Key = "action"
	KeyWhere       Key = "where" // the first difference, as the next three
	KeyLine        Key = "line"
	KeySent        Key = "sent"
	KeyGot         Key = "got"
	KeyDifferences Key = "differences" // how many
	KeyListed      Key = "listed"      // octets, as LIST has it
	KeySize        Key = "size"        // octets, as it came
)

// Mail from the host to Gmail, and what Google's answers name.
const (
	KeyDomain  Key = "domain"
	KeyRecords Key = "records" // list: SPF records found
	KeyPublish Key = "publish" // the SPF record to publish
	KeyNames   Key = "names"   // list: of the PTR records
	KeyWhat    Key = "what"
	KeyDate    Key = "date"
)

// What a domain publishes.
const (
	KeyURL     Key = "url"
	KeySources Key = "sources" // list: of settings, each with its servers where they differ
)

// Separator is what stands between the parts of a list in a text; ok tells
// whether the key names a list at all.
func (k Key) Separator() (sep string, ok bool) {
	switch k {
	case KeySANs, KeyHosts, KeyGood, KeyBad, KeyAddrs, KeyPorts, KeyNames, KeyGate, KeyJudge, KeySources:
		return ", ", true
	case KeyMechanisms: // as the server lists them (RFC 4954 section 3)
		return " ", true
	case KeyRecords:
		return " | ", true
	}
	return "", false
}

// Args are what fills the holes of a finding's texts, as it was seen: remote
// words are cleaned only when they are shown. A key of a list has any number
// of values, every other key one. In JSON a list is an array and the rest are
// strings.
type Args map[Key][]string

// Text is the value of a key, a list on one line; "" if there is none.
func (a Args) Text(k Key) string {
	sep, _ := k.Separator()
	return strings.Join(a[k], sep)
}

// With is a copy with more arguments, which win.
func (a Args) With(more Args) Args {
	out := make(Args, len(a)+len(more))
	for _, from := range []Args{a, more} {
		for k, v := range from {
			out[k] = v
		}
	}
	return out
}

// Clean is a copy with each value passed through clean.
func (a Args) Clean(clean func(string) string) Args {
	out := make(Args, len(a))
	for k, values := range a {
		list := make([]string, len(values))
		for i, v := range values {
			list[i] = clean(v)
		}
		out[k] = list
	}
	return out
}

// Holes are the values for Fill, by the names of their holes.
func (a Args) Holes() map[string]string {
	out := make(map[string]string, len(a))
	for k := range a {
		out[string(k)] = a.Text(k)
	}
	return out
}

// MarshalJSON writes lists as arrays, never null, and the rest as strings.
func (a Args) MarshalJSON() ([]byte, error) {
	out := make(map[Key]any, len(a))
	for k, values := range a {
		if _, list := k.Separator(); list {
			out[k] = append([]string{}, values...)
		} else {
			out[k] = a.Text(k)
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Args) UnmarshalJSON(data []byte) error {
	var raw map[Key]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	out := make(Args, len(raw))
	for k, v := range raw {
		var list []string
		if _, isList := k.Separator(); isList {
			if err := json.Unmarshal(v, &list); err != nil {
				return fmt.Errorf("argument %s: %w", k, err)
			}
		} else {
			list = make([]string, 1)
			if err := json.Unmarshal(v, &list[0]); err != nil {
				return fmt.Errorf("argument %s: %w", k, err)
			}
		}
		out[k] = slices.Clip(list)
	}
	*a = out
	return nil
}
