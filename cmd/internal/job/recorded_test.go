package job_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"harness/client/evidence"
	"harness/cmd/internal/job"
	"harness/verify"
	"harness/verify/advice"
	"harness/verify/certs"
	"harness/verify/render"
)

// A recorded trip says the same through both commands: judged as roundtrip
// does, read again as diagnose reads a saved run, and with its connections
// taken for a survey's.
func TestRecordedTripsAgree(t *testing.T) {
	t.Parallel()
	const dir = "../../../verify/testdata"
	trips, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(trips) < 2 {
		t.Fatalf("trips: %v, %v", trips, err)
	}
	for _, name := range trips {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			trip, roots := recorded(t, name)
			at := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
			first := verify.Judge(trip, verify.Options{Roots: roots, Now: at, Command: "roundtrip"})
			var file bytes.Buffer
			if err := (render.JSON{}).Write(&file, first, render.Style{Lang: "en"}); err != nil {
				t.Fatal(err)
			}
			r := job.Request{Env: job.Env{Roots: roots}}
			r.Options.Now = func() time.Time { return at }
			saved, err := job.Again(file.Bytes(), r)
			if err != nil || saved.Trip == nil {
				t.Fatalf("%+v, %v", saved, err)
			}
			surveyed := asSurvey(trip, roots)
			look := verify.Judge(surveyed.AsTrip(), verify.Options{Roots: roots, Now: at, Command: "diagnose"})
			advised := advice.Advise(surveyed)
			for _, leg := range first.Legs {
				want := decisive(first, leg.Leg)
				if again := legOf(saved.Trip, leg.Leg); again.Outcome != leg.Outcome || !slices.Equal(decisive(saved.Trip, leg.Leg), want) {
					t.Errorf("%s: %s %q; read again %s %q", leg.Leg, leg.Outcome, want, again.Outcome, decisive(saved.Trip, leg.Leg))
				}
				i := slices.IndexFunc(advised.Legs, func(l advice.Leg) bool { return l.Leg == leg.Leg })
				if in := reached(first, leg.Leg); i < 0 || advised.Legs[i].Reaches != in {
					t.Errorf("%s: the trip reaches the login: %v; advice: %+v", leg.Leg, in, advised.Legs)
				}
				if !reached(first, leg.Leg) && !slices.Equal(decisive(look, leg.Leg), want) {
					t.Errorf("%s: roundtrip %q; diagnose without a password %q", leg.Leg, want, decisive(look, leg.Leg))
				}
			}
		})
	}
}

func recorded(t *testing.T, name string) (*evidence.Trip, *certs.Roots) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	trip := &evidence.Trip{}
	if err := json.Unmarshal(data, trip); err != nil {
		t.Fatal(err)
	}
	pem, err := os.ReadFile(strings.TrimSuffix(name, ".json") + ".pem")
	if err != nil {
		t.Fatal(err)
	}
	roots, err := certs.RootsFromPEM(trip.Roots, pem)
	if err != nil {
		t.Fatal(err)
	}
	return trip, roots
}

// asSurvey takes a trip's connections, up to the login, for a survey's.
func asSurvey(trip *evidence.Trip, roots *certs.Roots) advice.Case {
	asked := *trip
	asked.Legs = slices.Clone(trip.Legs)
	sv := &evidence.Survey{Started: trip.Started, DNS: trip.DNS}
	for i, l := range trip.Legs {
		asked.Legs[i].Sessions = nil
		h := evidence.SurveyedHost{Name: l.Server.Host, Part: evidence.TypedHost,
			Listen: []evidence.Listener{{Proto: l.Proto, Port: l.Server.Port, Security: l.Server.Security}}}
		for _, s := range l.Sessions {
			s.Purpose = evidence.ToSurvey
			if i := slices.IndexFunc(s.Steps, func(st evidence.Step) bool { return st.Stage == evidence.StageAuth || st.Stage == evidence.StageUser }); i >= 0 {
				s.Steps = s.Steps[:i]
			}
			h.Addrs = append(h.Addrs, s.Addr.Addr())
			sv.Sessions = append(sv.Sessions, s)
		}
		sv.Hosts = append(sv.Hosts, h)
	}
	asked.Survey = sv
	return advice.Case{Roots: roots, Trip: &asked}
}
