package paste

import (
	"regexp"
	"strings"
	"sync"
)

// wordset finds out in one go whether any of many words stands in a text.
type wordset struct {
	pairs [1 << 16 / 64]uint64 // the first two bytes of all words
	by    [256][]string        // the words, by their first byte
}

// anyOf gives the test for words of two bytes or more; the table is made at its
// first use.
func anyOf(words ...string) func(string) bool {
	set := sync.OnceValue(func() *wordset {
		var set wordset
		for _, w := range words {
			pair := uint16(w[0])<<8 | uint16(w[1])
			set.pairs[pair/64] |= 1 << (pair % 64)
			set.by[w[0]] = append(set.by[w[0]], w)
		}
		return &set
	})
	return func(s string) bool {
		set := set()
		for i := 1; i < len(s); i++ {
			pair := uint16(s[i-1])<<8 | uint16(s[i])
			if set.pairs[pair/64]&(1<<(pair%64)) != 0 && begins(s[i-1:], set.by[s[i-1]]) {
				return true
			}
		}
		return false
	}
}

// matchAt tells whether an expression that begins with ^ matches where one of
// some words begins; no match is longer than most bytes.
func matchAt(re *regexp.Regexp, s, low string, most int, words ...string) bool {
	for _, w := range words {
		for i := 0; ; i++ {
			at := strings.Index(low[i:], w)
			if at < 0 {
				break
			}
			i += at
			if re.MatchString(s[i:min(len(s), i+most)]) {
				return true
			}
		}
	}
	return false
}

// hostsIn are the places of at most n hosts in a text, as anyHost would find
// them: all bytes of a host stand in one run, and in most runs there is no dot.
func hostsIn(s string, n int) [][]int {
	var out [][]int
	for i := 0; i < len(s) && len(out) < n; {
		from, dot := i, false
		for i < len(s) && hostByte(s[i]) {
			dot = dot || s[i] == '.' && i > from
			i++
		}
		if dot {
			for _, at := range anyHost().FindAllStringIndex(s[from:i], n-len(out)) {
				out = append(out, []int{from + at[0], from + at[1]})
			}
		}
		i++
	}
	return out
}

func hostByte(b byte) bool { return letterOrDigit(b) || b == '.' || b == '-' || b == '_' }

func letterOrDigit(b byte) bool { return b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' }

// domainHere is the domain of an address, from its sign on.
var domainHere = expression(`^@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]`)

// addressesIn are the places of at most n mail addresses in a text, as address
// would find them: round the signs.
func addressesIn(s string, n int) [][]int {
	var out [][]int
	for done, sign := 0, 0; len(out) < n; sign++ {
		next := strings.IndexByte(s[sign:], '@')
		if next < 0 {
			break
		}
		sign += next
		from := sign
		for from > done && localByte(s[from-1]) {
			from--
		}
		to := sign + 1
		for to < len(s) && hostByte(s[to]) {
			to++
		}
		if from == sign {
			continue
		}
		if at := domainHere().FindStringIndex(s[sign:to]); at != nil {
			done = sign + at[1]
			out = append(out, []int{from, done})
		}
	}
	return out
}

func localByte(b byte) bool { return letterOrDigit(b) || strings.IndexByte("._%+'-", b) >= 0 }
