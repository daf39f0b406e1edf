package main

import (
	"harness/verify/report"
)

// ofAll refuses a form that a run as all clients does not have.
func ofAll(o *output) error {
	if err := oneOf("--format", o.Format, "text", "json"); err != nil {
		return hinted(err, "all clients are shown as text or json")
	}
	return nil
}

// all is --as all: the settings as every client in turn.
func all(a *app, o *output, line *stageLine, save string, look func() (*report.Clients, error)) error {
	if err := ofAll(o); err != nil {
		return err
	}
	clients, err := look()
	line.clear()
	if err != nil {
		return usage(err)
	}
	if len(clients.Common) == 0 && !clients.NoLogin {
		clients.Next = nextCommand(a.args, "diagnose")
	}
	err = o.finish(a, clients, save)
	for _, t := range clients.Trips {
		sayLeft(a, t)
	}
	return err
}
