package evidence

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"time"
	"unicode/utf8"
)

// Bytes are remote bytes, exactly. In JSON they are a string if they are valid
// UTF-8, else {"b64": "..."}: encoding/json alone would turn invalid bytes
// into U+FFFD.
type Bytes []byte

// MarshalJSON writes a string or {"b64": ...}.
func (b Bytes) MarshalJSON() ([]byte, error) {
	if utf8.Valid(b) {
		return json.Marshal(string(b))
	}
	return json.Marshal(map[string]string{"b64": base64.StdEncoding.EncodeToString(b)})
}

// UnmarshalJSON reads either form.
func (b *Bytes) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err == nil {
		*b = Bytes(s)
		return nil
	}
	var box struct {
		B64 *string `json:"b64"`
	}
	if err := json.Unmarshal(data, &box); err != nil || box.B64 == nil {
		return fmt.Errorf("bytes: want a string or {\"b64\": \"...\"}, got %.40q", data)
	}
	raw, err := base64.StdEncoding.DecodeString(*box.B64)
	if err != nil {
		return fmt.Errorf("bytes: b64: %w", err)
	}
	*b = raw
	return nil
}

func (b Bytes) String() string { return string(b) }

// Duration marshals as milliseconds with microsecond precision.
type Duration time.Duration

// MarshalJSON writes milliseconds.
func (d Duration) MarshalJSON() ([]byte, error) {
	return json.Marshal(float64(time.Duration(d).Microseconds()) / 1000)
}

// UnmarshalJSON reads milliseconds.
func (d *Duration) UnmarshalJSON(data []byte) error {
	var ms float64
	if err := json.Unmarshal(data, &ms); err != nil {
		return err
	}
	*d = Duration(time.Duration(math.Round(ms*1000)) * time.Microsecond)
	return nil
}

func (d Duration) String() string { return time.Duration(d).String() }
