package certs

import (
	"reflect"
	"sync"
	"testing"
)

// What is remembered changes no verdict: chains of all kinds of faults, more than
// are kept, judged by several at once and again when they are known.
func TestRememberingChangesNothing(t *testing.T) {
	t.Parallel()
	const several = 4
	chains := randomChains(t, 7, 300)
	var anchors []Anchor
	for _, c := range chains {
		anchors = append(anchors, Anchor{DER: c.root})
	}
	plain := NewAnchors("test", anchors...)
	keeping := plain.Remembering()
	judged := func(roots *Roots, i int) Verdict {
		return Judge(Input{Chain: chains[i].chain, Host: "mail.example.test", Roots: roots, At: now})
	}
	var wg sync.WaitGroup
	for part := range several {
		wg.Go(func() {
			for i := part; i < len(chains); i += several {
				want := judged(plain, i)
				for try := range 2 {
					if got := judged(keeping, i); !reflect.DeepEqual(got, want) {
						t.Errorf("%v, try %d: %+v\nwithout memory: %+v", chains[i].made, try, got, want)
					}
				}
			}
		})
	}
	wg.Wait()
	if n := len(keeping.memory.young) + len(keeping.memory.old); n == 0 || n > 2*mostReadings {
		t.Errorf("%d certificates are kept", n)
	}
	if plain.memory != nil {
		t.Error("the roots themselves keep something")
	}
}

// A certificate whose bytes are the same but for the signature is another one,
// and so is a signer with the same name and another key.
func TestRememberingTellsSignersApart(t *testing.T) {
	t.Parallel()
	chains := randomChains(t, 8, 40)
	for _, c := range chains {
		roots := NewAnchors("test", Anchor{DER: c.root}).Remembering()
		in := Input{Chain: c.chain, Roots: roots, At: now}
		good := Judge(in)
		bent := append([]byte{}, c.chain[0]...)
		bent[len(bent)-1] ^= 1
		in.Chain = append([][]byte{bent}, c.chain[1:]...)
		in.Roots = NewAnchors("test", Anchor{DER: c.root})
		want := Judge(in)
		in.Roots = roots
		if got := Judge(in); !reflect.DeepEqual(got, want) {
			t.Errorf("%v: %+v, want %+v", c.made, got, want)
		}
		in.Chain = c.chain
		if got := Judge(in); !reflect.DeepEqual(got, good) {
			t.Errorf("%v: %+v, want %+v", c.made, got, good)
		}
	}
}
