package phrasebook

// sieve tells of most words, without looking for them, that they stand nowhere
// in a text: which runs of gram bytes the text has is noted once, for all words
// that are looked for.
type sieve struct{ seen []uint64 }

const (
	gram      = 4  // bytes of a run
	sieveBits = 18 // of a place: several times the runs of a text of MaxPaste, so that few places are shared
)

func sieveOf(text string) sieve {
	s := sieve{make([]uint64, 1<<sieveBits/64)}
	for i := gram; i <= len(text); i++ {
		at := place(text[i-gram : i])
		s.seen[at/64] |= 1 << (at % 64)
	}
	return s
}

// lacks tells that words, squashed, are nowhere in the text; that they are
// there is not told.
func (s sieve) lacks(words string) bool {
	for i := gram; i <= len(words); i++ {
		if at := place(words[i-gram : i]); s.seen[at/64]&(1<<(at%64)) == 0 {
			return true
		}
	}
	return false
}

// place spreads a run over the bits, by the golden ratio (Knuth, TAOCP 6.4).
func place(run string) uint32 {
	n := uint32(run[0]) | uint32(run[1])<<8 | uint32(run[2])<<16 | uint32(run[3])<<24
	return n * 0x9E3779B1 >> (32 - sieveBits)
}
