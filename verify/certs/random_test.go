package certs

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// allowed is a difference between BoringSSL and OpenSSL 3.0: where one of the
// faults was made, ours and theirs may be so.
type allowed struct {
	faults       []string // beginnings of their names; all of them must be there
	ours, theirs []int    // nil: any
	reason       string
}

// refusedOtherwise are codes of a chain that is refused for another reason than
// its policies.
var refusedOtherwise = []int{
	errNoIssuer, errSignature, errNotYetValid, errExpired, errBadNotAfter, errSelfSignedInChain, errNoLocalIssuer, errLeafSignature,
	errPathLength, errPurpose, errCriticalExtension, errPermitted, errExcluded, errConstraintType, errConstraintSyntax, errNameSyntax,
}

var allowedDifferences = []allowed{
	{[]string{"date-no-seconds"}, []int{noResult}, nil, "BoringSSL cannot parse a time without seconds; OpenSSL can, and compares it with nothing"},
	{[]string{"date-month-13"}, []int{noResult}, nil, "BoringSSL cannot parse a time that is none; OpenSSL can, and compares it with nothing"},
	{nil, []int{errInvalidExtension}, nil, "BoringSSL ends at once on a leaf with a malformed extension, or one there twice; OpenSSL goes on"},
	{[]string{"policy-"}, []int{errPolicyExtension}, nil, "BoringSSL ends on malformed policies of any certificate; OpenSSL passes over the leaf's"},
	{[]string{"policy-mapped@0"}, []int{0}, []int{errPolicyExtension}, "BoringSSL reads mappings of authorities only; OpenSSL the leaf's as well"},
	{[]string{"policy-"}, refusedOtherwise, []int{errPolicyExtension, errNoExplicitPolicy}, "BoringSSL looks at policies only on a path to a trusted root; OpenSSL always"},
	{[]string{"constraint-uri", "san-uri"}, []int{errConstraintSyntax, errNameSyntax}, nil, "BoringSSL asks for a domain name in a URI and in its constraint; OpenSSL takes what stands there"},
	{[]string{"constraint-mail", "san-mail"}, []int{errNameSyntax}, nil, "BoringSSL asks for a whole address or a domain; OpenSSL takes what stands there"},
	{[]string{"constraint-ip", "san-ip"}, []int{errConstraintType}, nil, "BoringSSL knows no constraints of IP addresses; OpenSSL does"},
	{[]string{"constraint-"}, []int{errSubtreeMinMax}, nil, "BoringSSL takes no minimum in a constraint; OpenSSL takes that of 0"},
	{nil, []int{errLeafSignature}, []int{errExpired, errNotYetValid, errBadNotAfter}, "BoringSSL returns right after 21; OpenSSL still looks at the dates of a leaf whose issuer is missing"},
}

// TestRandomChainsAgainstOpenSSL: chains that a seed chose end with the same
// code as OpenSSL's, or differ for a reason with a name; and none is accepted
// that OpenSSL refuses but for such a reason.
func TestRandomChainsAgainstOpenSSL(t *testing.T) {
	t.Parallel()
	const seed, n = randomSeed, randomChainCount
	chains := randomChains(t, seed, n)
	theirs := verifyWithOpenSSL(t, chains)
	used := make([]int, len(allowedDifferences))
	same, unexplained, falseAccepts := 0, 0, 0
	for i, c := range chains {
		v := Judge(Input{Chain: c.chain, Roots: NewAnchors("test", Anchor{DER: c.root}), At: now, Cipher: NoHandshake})
		ours := v.Ends.Code
		if ours == theirs[i] {
			same++
			continue
		}
		k := explained(c.made, ours, theirs[i])
		if k >= 0 {
			used[k]++
			continue
		}
		unexplained++
		if ours == 0 {
			falseAccepts++
		}
		if unexplained <= 400 {
			t.Errorf("%v: we end with %d, OpenSSL with %d", c.made, ours, theirs[i])
		}
	}
	t.Logf("%d chains of seed %d: false accepts %d, end codes as OpenSSL's or different for a named reason %.2f %% (%d the same, %d for a reason, %d unexplained)",
		n, seed, falseAccepts, percent(n-unexplained, n), same, n-same-unexplained, unexplained)
	for k, d := range allowedDifferences {
		if used[k] == 0 && n >= 10000 && d.faults != nil && d.faults[0] != "policy-mapped@0" { // rare; fewer chains do not show every one
			t.Errorf("nothing differs any more because %s", d.reason)
		}
		t.Logf("%4d: %s", used[k], d.reason)
	}
}

// explained is the index of the difference that explains, -1 if none does.
func explained(made []string, ours, theirs int) int {
	for k, d := range allowedDifferences {
		if oneOf(d.ours, ours) && oneOf(d.theirs, theirs) && allMade(d.faults, made) {
			return k
		}
	}
	return -1
}

func oneOf(codes []int, code int) bool {
	for _, c := range codes {
		if c == code {
			return true
		}
	}
	return codes == nil
}

func allMade(faults, made []string) bool {
	for _, f := range faults {
		found := false
		for _, m := range made {
			found = found || strings.HasPrefix(m, f)
		}
		if !found {
			return false
		}
	}
	return true
}

func verifyWithOpenSSL(t *testing.T, chains []randomChain) []int {
	t.Helper()
	cc, err := exec.LookPath("gcc")
	bin := filepath.Join(t.TempDir(), "verify")
	if err == nil {
		var out []byte
		if out, err = exec.Command(cc, "-o", bin, filepath.Join("testdata", "verify.c"), "-l:libcrypto.so.3").CombinedOutput(); err != nil {
			err = fmt.Errorf("%w: %s", err, out)
		}
	}
	if err != nil {
		if os.Getenv("HARNESS_REAL") == "require" {
			t.Fatalf("OpenSSL's verification cannot be built, and HARNESS_REAL=require: %v", err)
		}
		t.Skipf("OpenSSL's verification cannot be built (gcc and libcrypto.so.3): %v", err)
	}
	var in bytes.Buffer
	for _, c := range chains {
		fmt.Fprintf(&in, "%d %x ", now.Unix(), c.root)
		for i, der := range c.chain {
			if i > 0 {
				in.WriteByte(',')
			}
			in.WriteString(hex.EncodeToString(der))
		}
		in.WriteByte('\n')
	}
	cmd := exec.CommandContext(t.Context(), bin)
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var codes []int
	for line := range strings.Lines(string(out)) {
		var stops, ends int
		if _, err := fmt.Sscan(line, &stops, &ends); err != nil {
			t.Fatal(err)
		}
		codes = append(codes, ends)
	}
	if len(codes) != len(chains) {
		t.Fatalf("%d answers for %d chains", len(codes), len(chains))
	}
	return codes
}
