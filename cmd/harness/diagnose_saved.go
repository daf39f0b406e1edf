package main

import (
	"encoding/json"
	"fmt"
	"os"

	"harness/client/evidence"
	"harness/client/survey"
	"harness/verify"
	"harness/verify/certs"
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
func onlyOf(h *survey.Host) evidence.LegName {
	if len(h.Listen) != 1 {
		return ""
	}
	return h.Listen[0].Proto.Leg()
}

// againTrip judges a report of roundtrip again; false: it is none.
func (c *diagnoseCmd) againTrip(a *app, roots *certs.Roots) (bool, error) {
	raw, err := os.ReadFile(c.Saved)
	if err != nil {
		return false, nil // readSaved says why
	}
	var saved struct {
		Schema  int            `json:"schema"`
		Command string         `json:"command"`
		Trip    *evidence.Trip `json:"trip"`
	}
	if json.Unmarshal(raw, &saved) != nil || saved.Command != "roundtrip" || saved.Schema != report.Schema || saved.Trip == nil {
		return false, nil
	}
	r := verify.Judge(saved.Trip, verify.Options{Roots: roots, Now: a.now(), Lang: c.lang(a), Command: "roundtrip"})
	if err := c.show(a, r); err != nil {
		return true, err
	}
	return true, exitOf(r)
}
