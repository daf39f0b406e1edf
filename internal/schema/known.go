package schema

import (
	"reflect"

	"harness/client/evidence"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// known are the types whose JSON is not what their Go form says, and those
// whose values are a closed list.
func known() map[reflect.Type]object {
	enum := func(words ...any) object { return object{{"enum", words}} }
	text := object{{"type", "string"}}
	list := object{{"type", "array"}, {"items", text}}
	return map[reflect.Type]object{
		// A string where the bytes are valid UTF-8.
		reflect.TypeFor[evidence.Bytes](): {{"anyOf", []object{text, {
			{"type", "object"}, {"additionalProperties", false}, {"required", []string{"b64"}},
			{"properties", object{{"b64", object{{"type", "string"}, {"contentEncoding", "base64"}}}}},
		}}}},
		reflect.TypeFor[evidence.Duration](): {{"description", "milliseconds"}, {"type", "number"}},
		reflect.TypeFor[finding.Args]():      {{"type", "object"}, {"additionalProperties", object{{"anyOf", []object{text, list}}}}},

		reflect.TypeFor[report.Outcome]():    enum(report.Works, report.Broken, report.Undecided),
		reflect.TypeFor[finding.Leg]():       enum(finding.Send, finding.Fetch, finding.Both),
		reflect.TypeFor[certs.Class]():       enum(certs.Accepted, certs.Risky, certs.Refused),
		reflect.TypeFor[phrasebook.Basis]():  enum(phrasebook.Seen, phrasebook.Inferred),
		reflect.TypeFor[phrasebook.Rank]():   enum(phrasebook.First, phrasebook.AlsoPossible, phrasebook.AlsoSeen),
		reflect.TypeFor[advice.Outcome]():    enum(advice.Accepts, advice.Refuses, advice.NoSuchName, advice.Unclear, advice.NotLooked),
		reflect.TypeFor[evidence.Security](): enum(evidence.StartTLS, evidence.SSL, evidence.STLS, evidence.Plain, ""),
		reflect.TypeFor[evidence.Proto]():    enum(evidence.SMTP, evidence.POP3, evidence.IMAP),
		reflect.TypeFor[finding.Severity](): enum(
			finding.Broken, finding.Undecided, finding.High, finding.Warning, finding.Note),
	}
}
