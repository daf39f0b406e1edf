package job

import (
	"context"
	"io"
	"net"
	"testing"

	"harness/client/dial"
	"harness/client/evidence"
	"harness/fixtures/scenario"
	"harness/verify/finding"
	"harness/verify/report"
)

// A server that refuses who comes from a second place is seen to do so, and no
// password goes there.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	sc, err := scenario.ByName("healthy")
	if err != nil {
		t.Fatal(err)
	}
	lab, err := OpenLab(t.Context(), sc)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	refuses := func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			_, _ = io.WriteString(there, "554 5.7.1 not from your network\r\n")
			_, _ = io.Copy(io.Discard, there)
		}()
		return here, nil
	}
	same := func(ctx context.Context, network, addr string) (net.Conn, error) { // the proxy resolves the name
		_, port, _ := net.SplitHostPort(addr)
		return lab.Env.Dial(ctx, network, net.JoinHostPort("198.51.100.25", port))
	}
	gone := func(context.Context, string, string) (net.Conn, error) { return nil, io.ErrUnexpectedEOF }
	for _, c := range []struct {
		name string
		dial func(context.Context, string, string) (net.Conn, error)
		want report.Outcome
	}{{"refuses", refuses, report.Broken}, {"the same", same, report.Works}, {"the place is gone", gone, report.Undecided}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := Request{Env: lab.Env, Command: "diagnose", NoLogin: true, Only: evidence.SendLeg, Also: &Env{Dial: c.dial, Via: evidence.ViaProxy, Pacer: new(dial.Pacer)}}
			s, err := Resolve(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			d, err := Run(t.Context(), s, nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(d.Elsewhere) != 1 {
				t.Fatalf("looked at %d servers from there, want 1", len(d.Elsewhere))
			}
			l := d.Elsewhere[0]
			if l.Here != report.Works || l.There != c.want || l.Leg != finding.Send || l.Filtered() != (c.want == report.Broken) {
				t.Errorf("%+v", l)
			}
		})
	}
}
