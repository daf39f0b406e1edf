package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"harness/internal/together"
)

// asProgram makes the test binary the program itself, for tests that need a
// process of their own.
const asProgram = "HARNESS_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	testscript.Main(tests{m}, map[string]func(){"harness": program})
}

// tests reads the flags of a test program only where the binary is one: a
// script's harness has flags of its own.
type tests struct{ m *testing.M }

func (t tests) Run() int { return together.Wait(t.m).Run() }

// The command line is tested as a command line.
func TestScripts(t *testing.T) {
	t.Parallel()
	schemas, err := filepath.Abs(schemaDir())
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error { env.Setenv(schemasAt, schemas); return nil },
	})
}
