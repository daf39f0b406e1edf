package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"harness/cmd/internal/autoconfig"
	"harness/cmd/internal/forward"
	"harness/cmd/internal/job"
	"harness/cmd/internal/labserve"
	"harness/cmd/internal/ticket"
	"harness/fixtures/replica"
	"harness/internal/schema"
)

var update = flag.Bool("update", false, "write the schemas of the JSON forms anew")

func TestSchemas(t *testing.T) {
	t.Parallel()
	command := func(name string) map[string]string { return map[string]string{"command": name} }
	schema.Golden(t, schemaDir(), *update, []schema.Form{
		{Name: "plan", Title: "harness diagnose --dry-run --format json", Value: job.PlanForm{}, Number: job.PlanSchema, Fixed: command("diagnose")},
		{Name: "ticket", Title: "harness ticket --format json", Value: ticket.Answer{}, Number: ticket.Schema, Fixed: command("ticket")},
		{Name: "clean", Title: "harness clean --json", Value: job.CleanForm{}, Number: job.CleanSchema, Fixed: command("clean")},
		{Name: "autoconfig", Title: "harness autoconfig --format json", Value: autoconfig.Result{}, Number: 1, Fixed: command("autoconfig")},
		{Name: "forward", Title: "harness forward --format json", Value: forward.Result{}, Number: 1, Fixed: command("forward")},
		{Name: "lab", Title: "harness lab show --json", Value: labserve.Entry{}, Number: labserve.EntrySchema},
		{Name: "lab-list", Title: "harness lab list --json", Value: []labserve.Entry{}, Number: labserve.EntrySchema},
		{Name: "lab-serve", Title: "harness lab serve --json, on standard output", Value: labserve.Doc{}, Number: labserve.DocSchema, Fixed: command("lab serve")},
		{Name: "visit", Title: "harness lab serve --json, a line a visit on standard error", Value: labserve.Visit{}, Number: labserve.VisitSchema, Fixed: map[string]string{"type": "visit"}},
		{Name: "lab-from", Title: "harness lab from: a scenario made of a saved run, for --lab and lab serve", Value: replica.File{}, Number: replica.Schema, Fixed: command(replica.Command)},
	})
}

// schemasAt is the variable by which a script tells the program where docs/schema
// stands: the program runs in the script's own folder.
const schemasAt = "HARNESS_TEST_SCHEMAS"

// schemaDir is docs/schema, for a test and for the program of a script.
func schemaDir() string {
	if dir := os.Getenv(schemasAt); dir != "" {
		return dir
	}
	return filepath.Join("..", "..", "docs", "schema")
}

var schemas = sync.OnceValues(func() (*schema.Set, error) { return schema.Load(schemaDir()) })

// ofNoForm says what JSON on standard output is of no form of docs/schema; nil
// for other output.
func ofNoForm(stdout []byte) error {
	if text := bytes.TrimSpace(stdout); len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return nil
	}
	set, err := schemas()
	if err != nil {
		return err
	}
	_, err = set.Check(stdout)
	return err
}

// program is main for the scripts; JSON of no form ends it with 99.
func program() {
	var shown bytes.Buffer
	code := run(os.Args[1:], os.Stdin, io.MultiWriter(os.Stdout, &shown), os.Stderr, os.Getenv)
	if err := ofNoForm(shown.Bytes()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 99
	}
	os.Exit(code)
}

// The check can fail: on an unknown key, a missing one, another number, a null
// list and an unknown word.
func TestSchemasRefuse(t *testing.T) {
	t.Parallel()
	stdout, _, _ := harness(t, "", "roundtrip", "--lab", "gmo-shared", "--format", "json")
	for from, to := range map[string]string{
		`"outcome": "broken"`: `"outcome": "bad"`,
		`"schema": 2`:         `"schema": 9`,
		`"hidden": []`:        `"hidden": null`,
		`"command":`:          `"comand":`,
		`"lang": "en",`:       ``,
		`"leg": "send",`:      `"leg": "send", "more": 1,`,
		`"took_ms": `:         `"took_ms": true, "x": `,
		`"text": [`:           `"text": [[], `,
		`"exit": 1`:           `"exit": "1"`,
		`"findings": [`:       `"findings": [ {}, `,
		`"args": {`:           `"args": { "n": 5, `,
		`"roots": "`:          `"roots": 5, "x": "`,
	} {
		spoiled := bytes.Replace([]byte(stdout), []byte(from), []byte(to), 1)
		if bytes.Equal(spoiled, []byte(stdout)) {
			t.Errorf("%s does not stand in the report", from)
		} else if ofNoForm(spoiled) == nil {
			t.Errorf("%s in place of %s is taken", to, from)
		}
	}
	if err := ofNoForm([]byte(stdout)); err != nil {
		t.Error(err)
	}
}
