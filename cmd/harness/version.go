package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is the release; the revision comes from the build.
const version = "0.1.0-dev"

type versionCmd struct{}

func (versionCmd) Run(a *app) error {
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				revision = " (" + s.Value[:12] + ")"
			}
		}
	}
	_, err := fmt.Fprintf(a.stdout, "harness %s%s %s\n", version, revision, runtime.Version())
	return err
}
