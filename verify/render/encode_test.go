package render

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"harness/client/evidence"
	"harness/verify/clean"
)

func TestJSONListsAreNeverNull(t *testing.T) {
	t.Parallel()
	r := &ReportForm{Trip: &evidence.Trip{Legs: []evidence.Leg{{}, {Sessions: []evidence.Session{{Steps: []evidence.Step{{TLS: &evidence.TLSFacts{}}}}}}}}}
	var buf bytes.Buffer
	if err := Encode(&buf, r); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"legs": []`, `"findings": []`, `"hidden": []`, `"dns": []`, `"sessions": []`, `"chain": []`, `"said": []`} {
		if !strings.Contains(buf.String(), want) {
			t.Errorf("no %s in\n%s", want, buf.String())
		}
	}
	if r.Legs != nil {
		t.Error("JSON changed its argument")
	}
}

func TestJSONIsHarmlessAndExact(t *testing.T) {
	t.Parallel()
	hostile := "\x1b[31m \u202e \u009b \x7f \U000e0041 日本"
	in := evidence.Reply{Text: []evidence.Bytes{evidence.Bytes(hostile), evidence.Bytes("\xff\xfe")}}
	var buf bytes.Buffer
	if err := EncodeLine(&buf, in); err != nil {
		t.Fatal(err)
	}
	line := strings.TrimSuffix(buf.String(), "\n")
	if !clean.IsClean(line) {
		t.Errorf("unsafe runes in %q", line)
	}
	var back evidence.Reply
	if err := json.Unmarshal(buf.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if string(back.Text[0]) != hostile || string(back.Text[1]) != "\xff\xfe" {
		t.Errorf("came back as %q", back.Text)
	}
}
