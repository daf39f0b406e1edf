package phrasebook

import (
	"os"
	"testing"
)

func BenchmarkCauses(b *testing.B) {
	for _, name := range []string{"b01-japanese-bounce.txt", "b01-typo.txt", "unknown-japanese.txt", "p01-screenshot.txt"} {
		raw, err := os.ReadFile("testdata/said/" + name)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Causes(Decode(raw))
			}
		})
	}
}
