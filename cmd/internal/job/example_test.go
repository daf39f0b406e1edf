package job_test

import (
	"context"
	"fmt"
	"strings"

	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/verify/render"
)

// A diagnosis of a scenario of the lab, written as text: what any program can
// do without a command line.
func Example() {
	ctx := context.Background()
	story, err := scenario.ByName("gmo-shared")
	if err != nil {
		panic(err)
	}
	lab, err := job.OpenLab(ctx, story)
	if err != nil {
		panic(err)
	}
	defer lab.Close()
	subject, err := job.Resolve(ctx, job.Request{Env: lab.Env, Tries: 2})
	if err != nil {
		panic(err)
	}
	found, err := job.Run(ctx, subject, nil)
	if err != nil {
		panic(err)
	}
	var text strings.Builder
	if err := (render.Text{}).Write(&text, found, render.Style{Lang: "en"}); err != nil {
		panic(err)
	}
	fmt.Println(found.Before.Outcome, "->", found.After.Outcome)
	fmt.Println(strings.Contains(text.String(), "Send mail as: proved; type this in Gmail"))
	// Output:
	// broken -> works
	// true
}
