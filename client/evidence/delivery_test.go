package evidence

import (
	"encoding/json"
	"testing"
)

// Records of both older forms are read: that of our letter, and that of a mail that was
// given, which named two fields otherwise. What is written is read again as it is.
func TestDeliveryReportsOfOlderRecords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]DeliveryReport{
		`{"action":"failed","status":"5.1.1","recipient":"a@b.example","remote_mta":"mx.example","diagnostic":"550 no","text":"Hello"}`: {
			Action: "failed", Status: "5.1.1", Recipient: "a@b.example", RemoteMTA: "mx.example", Diagnostic: Bytes("550 no"), Text: Bytes("Hello"),
		},
		`{"reporting":"out.example","remote":"mx.example","status":"5.7.26","said":"550 no"}`: {
			Reporting: "out.example", RemoteMTA: "mx.example", Status: "5.7.26", Diagnostic: Bytes("550 no"),
		},
	} {
		var read, again DeliveryReport
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			t.Fatal(err)
		}
		written, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(written, &again); err != nil {
			t.Fatal(err)
		}
		got, _ := json.Marshal(again)
		if expected, _ := json.Marshal(want); string(got) != string(expected) || string(written) != string(expected) {
			t.Errorf("%s\nread %s\nwant %s", text, written, expected)
		}
	}
}
