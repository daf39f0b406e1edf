package evidence

import "encoding/json"

// DeliveryReport is what a delivery report says (RFC 3464), of our letter or of a mail
// that was given. letter.Delivery fills it.
type DeliveryReport struct {
	Action     string `json:"action"`     // "failed", "delayed", ...; "" if it does not say
	Status     string `json:"status"`     // RFC 3463, "5.1.1"; "" if it does not say
	Recipient  string `json:"recipient"`  // Final-Recipient without its type
	Reporting  string `json:"reporting"`  // the server that gave up, without its type
	RemoteMTA  string `json:"remote_mta"` // the server that refused, without its type; "" if it was never reached
	Diagnostic Bytes  `json:"diagnostic"` // Diagnostic-Code without its type: the remote server's words
	Text       Bytes  `json:"text"`       // the part for people, at most 2 KiB
}

// UnmarshalJSON also reads the report of a mail that was given as older records have
// it: the server that refused as remote, its words as said.
func (r *DeliveryReport) UnmarshalJSON(data []byte) error {
	type plain DeliveryReport // without this method
	read := struct {
		*plain
		Remote string `json:"remote"`
		Said   string `json:"said"`
	}{plain: (*plain)(r)}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	if read.Remote != "" {
		r.RemoteMTA = read.Remote
	}
	if read.Said != "" {
		r.Diagnostic = Bytes(read.Said)
	}
	return nil
}
