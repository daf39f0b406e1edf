package phrasebook

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

// FuzzGist: no more comes out than was asked for, and a text that fits as it is.
func FuzzGist(f *testing.F) {
	f.Add([]byte(gistHead+gistPDF+"QUJD\r\n--a\r\n\r\n"+gistSaid), uint16(64))
	f.Add([]byte("\xff\xfes\x00m\x00"), uint16(3))
	f.Add([]byte("550 5.7.1 no\n-ERR no\n"), uint16(16))
	f.Fuzz(func(t *testing.T, raw []byte, n uint16) {
		most := int(n)%4096 + 64
		text, whole, err := Gist(bytes.NewReader(raw), most)
		if err != nil || whole != (len(raw) <= most) || whole && !bytes.Equal(text, raw) || len(text) > most+2 {
			t.Fatalf("%d of %d with at most %d: %v, %v", len(text), len(raw), most, whole, err)
		}
		if text := Decode(raw); !utf8.ValidString(text) || len(text) > MaxPaste+2 {
			t.Fatalf("%d bytes, valid %v", len(text), utf8.ValidString(text))
		}
	})
}
