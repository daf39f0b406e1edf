package job

import (
	"context"

	"harness/client"
	"harness/client/evidence"
	"harness/verify"
	"harness/verify/report"
)

// Clean looks in a mailbox for letters that earlier runs left, and removes them
// if it is told to. The report says how the fetching leg went. The request is of
// ResolveClean; the error means that the harness itself could not run, or is a
// Fault.
func Clean(ctx context.Context, s Subject, how client.Cleaning) (*report.Report, *client.Cleaned, error) {
	trip, cleaned, err := client.Clean(ctx, s.account, s.options, how)
	if err != nil {
		return nil, nil, guessed(err)
	}
	return verify.Judge(trip, s.req.judging()), cleaned, nil
}

// ResolveClean finds out whose mailbox is wanted: as ResolveTrip, of the fetching
// leg alone.
func ResolveClean(r Request) (Subject, error) {
	r.Only = evidence.FetchLeg
	return ResolveTrip(r)
}
