package pemfile

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestAgainstOpenSSL: over damaged files OpenSSL's own loader and this package
// agree on "can be loaded", on the leaf, and on the chain after it.
func TestAgainstOpenSSL(t *testing.T) {
	t.Parallel()
	files, made := mutants(t, differentialSeed, differentialFiles)
	for i, f := range goodFiles(t) {
		files, made = append(files, f), append(made, fmt.Sprintf("file %d as it is", i))
	}
	answers := loader(t, files)
	loaded, disagree := 0, 0
	for i, answer := range answers {
		list, err := Chain(files[i])
		ok := strings.HasPrefix(answer, "ok ")
		if ok {
			loaded++
		}
		if ok != (err == nil) || ok && !sameChain(list, strings.Fields(answer)[1:]) {
			if disagree++; disagree <= 20 {
				t.Errorf("%s: OpenSSL says %.60s; we: %v, %d certificates\n%q", made[i], answer, err, len(list), files[i])
			}
		}
	}
	t.Logf("%d files, of which OpenSSL loads %d: %d disagreements", len(files), loaded, disagree)
	if loaded < len(files)/20 || loaded > len(files)*19/20 {
		t.Errorf("%d of %d files can be loaded: the mutations no longer try both", loaded, len(files))
	}
}

// sameChain compares what is signed in each: what is around that OpenSSL writes
// anew.
func sameChain(list []Certificate, theirs []string) bool {
	if len(list) != len(theirs) {
		return false
	}
	for i := range list {
		der, err := hex.DecodeString(theirs[i])
		if err != nil || !bytes.Equal(signedPart(list[i].DER), signedPart(der)) {
			return false
		}
	}
	return true
}

func signedPart(der []byte) []byte {
	h, ok := readHeader(der)
	if !ok {
		return nil
	}
	tbs, ok := readHeader(der[h.size:])
	if !ok {
		return nil
	}
	rest, _ := skip(der[h.size:], tbs)
	return der[h.size : len(der)-len(rest)]
}

// loader asks OpenSSL for each file.
func loader(t *testing.T, files [][]byte) []string {
	t.Helper()
	cc, err := exec.LookPath("gcc")
	dir := t.TempDir()
	bin := filepath.Join(dir, "load")
	if err == nil {
		cmd := exec.Command(cc, "-o", bin, filepath.Join("testdata", "load.c"), "-l:libssl.so.3", "-l:libcrypto.so.3")
		var out []byte
		if out, err = cmd.CombinedOutput(); err != nil {
			err = fmt.Errorf("%w: %s", err, out)
		}
	}
	if err != nil {
		if os.Getenv("HARNESS_REAL") == "require" {
			t.Fatalf("OpenSSL's loader cannot be built, and HARNESS_REAL=require: %v", err)
		}
		t.Skipf("OpenSSL's loader cannot be built (gcc and libssl.so.3): %v", err)
	}
	var names strings.Builder
	for i, f := range files {
		name := filepath.Join(dir, fmt.Sprint(i))
		must(t, os.WriteFile(name, f, 0o600))
		fmt.Fprintln(&names, name)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin)
	cmd.Stdin = strings.NewReader(names.String())
	out, err := cmd.Output()
	must(t, err)
	var answers []string
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		answers = append(answers, s.Text())
	}
	if len(answers) != len(files) {
		t.Fatalf("%d answers for %d files", len(answers), len(files))
	}
	return answers
}
