package evidence

import (
	"encoding/json"
	"testing"
	"time"
)

func TestBytesKeepEveryByte(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"", "plain", "日本語", "\xff\xfe", "a\x00b", "\u202e", "half \xe3\x81"} {
		data, err := json.Marshal(Bytes(in))
		if err != nil {
			t.Fatal(err)
		}
		var out Bytes
		if err := json.Unmarshal(data, &out); err != nil || string(out) != in {
			t.Errorf("%q -> %s -> %q, %v", in, data, out, err)
		}
	}
	for _, bad := range []string{`{}`, `{"b64":"!"}`, `7`, `["a"]`} {
		var out Bytes
		if err := json.Unmarshal([]byte(bad), &out); err == nil {
			t.Errorf("%s was read as %q", bad, out)
		}
	}
}

func TestDurationKeepsMicroseconds(t *testing.T) {
	t.Parallel()
	for us := range 100_000 {
		in := Duration(time.Duration(us) * time.Microsecond)
		data, _ := json.Marshal(in)
		var out Duration
		if err := json.Unmarshal(data, &out); err != nil || out != in {
			t.Fatalf("%v -> %s -> %v, %v", in, data, out, err)
		}
	}
}
