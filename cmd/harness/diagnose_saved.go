package main

import (
	"encoding/json"
	"fmt"
	"os"

	"harness/client/evidence"
	"harness/client/survey"
	"harness/verify/report"
)

// readSaved reads a diagnosis from its JSON form. Judgements in it are not
// used: only what was seen and what was asked.
func readSaved(name string) (*report.Diagnosis, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	d := &report.Diagnosis{}
	if err := json.Unmarshal(raw, d); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if d.Schema != report.Schema || d.Command != "diagnose" || d.Advice == nil {
		return nil, fmt.Errorf("%s: not a diagnosis of schema %d", name, report.Schema)
	}
	return d, nil
}

// onlyOf is the one leg that a host's listeners are of, "" for both.
func onlyOf(h *survey.Host) string {
	if len(h.Listen) != 1 {
		return ""
	}
	if h.Listen[0].Proto == evidence.SMTP {
		return "send"
	}
	return "fetch"
}
