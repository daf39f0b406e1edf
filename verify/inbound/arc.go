package inbound

import (
	"bytes"
	"net/mail"
	"strings"
)

// ARC is what a letter's ARC sets say (RFC 8617). The seals are not verified, and
// whether Gmail trusts a sealer is not known: it changes no verdict.
type ARC struct {
	Sets    int      `json:"sets"`
	Sealers []string `json:"sealers"` // domains of the seals, in the order of the sets
	Chain   string   `json:"chain"`   // cv of the last seal as it claims: none, pass, fail; "" without one
	Whole   bool     `json:"whole"`   // each set has its three fields, numbered from 1 without a gap
}

// maxSets is how many a chain may have (RFC 8617 section 4.2.1).
const maxSets = 50

func readARC(raw []byte) ARC {
	out := ARC{Sealers: []string{}}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return out
	}
	kinds := []string{"Arc-Seal", "Arc-Message-Signature", "Arc-Authentication-Results"}
	sets := make([]map[int]string, len(kinds))
	doubled := false
	for k, kind := range kinds {
		sets[k] = map[int]string{}
		for _, field := range m.Header[kind] {
			n := 0
			for _, ch := range arcTag(field, "i") {
				if ch < '0' || ch > '9' || n > maxSets {
					n = 0
					break
				}
				n = n*10 + int(ch-'0')
			}
			_, again := sets[k][n]
			doubled = doubled || again || n == 0
			sets[k][n] = field
		}
	}
	out.Sets = max(len(sets[0]), len(sets[1]), len(sets[2]))
	out.Whole = out.Sets > 0 && out.Sets <= maxSets && !doubled
	for i := 1; i <= min(out.Sets, maxSets); i++ {
		for k := range kinds {
			_, ok := sets[k][i]
			out.Whole = out.Whole && ok
		}
		if seal, ok := sets[0][i]; ok {
			out.Sealers = append(out.Sealers, strings.ToLower(arcTag(seal, "d")))
			out.Chain = strings.ToLower(arcTag(seal, "cv"))
		}
	}
	return out
}

// arcTag is the value of a tag, "" without one.
func arcTag(field, name string) string {
	for part := range strings.SplitSeq(field, ";") {
		if n, v, ok := strings.Cut(part, "="); ok && strings.TrimSpace(n) == name {
			return strings.Join(strings.Fields(v), "")
		}
	}
	return ""
}
