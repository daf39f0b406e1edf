//go:build long && linux

package sweep

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"harness/fixtures/dnsd"
)

// manyDomains is a list of n domains on servers.
func manyDomains(n, servers int) []byte {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"target":"mail%d.host.test","ports":"465 587 995","login":"d%d"}`+"\n", i%servers, i)
	}
	return []byte(b.String())
}

// TestManyDomains is workload A: 200,000 domains whose settings name 100 servers
// on three ports are 300 handshakes. The memory is that of the whole process.
func TestManyDomains(t *testing.T) {
	const servers = 100
	tw := newTown(t, servers, mailHosts(servers), "*.host.test")
	peak := map[int]int64{}
	for _, n := range []int{1000, 100_000, 200_000} {
		tw.forget()
		s := tw.run(tw.sweep(tw.file("targets", manyDomains(n, servers))))
		peak[n] = s.peak
		if all, _ := tw.shaken(); all != 3*servers || s.lines.works != n {
			t.Errorf("%d handshakes, want %d; %d results, want %d\n%s", all, 3*servers, s.lines.works, n, s.err.String())
		}
		t.Logf("%d domains: %d handshakes, client CPU %.2f s, memory %d KiB at most", n, 3*servers, s.cpu.Seconds(), s.peak)
		if n == 200_000 {
			t.Logf("%d domains: %s", n, least("domains a client-CPU second", float64(n)/s.cpu.Seconds(), 1500))
		}
	}
	t.Logf("100000 targets: %s of 1000", most("memory over that", float64(peak[100_000])/float64(peak[1000]), 1.1))
}

// TestOwnNames is workload B: each domain has names of its own. The CPU time of the
// client is held against that of a process that makes the same handshakes with
// crypto/tls alone.
func TestOwnNames(t *testing.T) {
	const domains, servers = 20_000, 100
	var zone dnsd.Zone
	var list strings.Builder
	for i := range domains {
		zone.Records = append(zone.Records, fmt.Sprintf("smtp%d.host.test. A %s", i, at(i%servers)), fmt.Sprintf("pop%d.host.test. A %s", i, at(i%servers)))
		fmt.Fprintf(&list, `{"target":"d%d.test","smtp":"smtp%d.host.test:465","pop":"pop%d.host.test"}`+"\n", i, i, i)
	}
	tw := newTown(t, servers, zone, "*.host.test")
	var bare strings.Builder
	for i := range domains {
		fmt.Fprintf(&bare, "smtp%d.host.test %s:%s\npop%d.host.test %s:%s\n", i, at(i%servers), tw.port["465"], i, at(i%servers), tw.port["995"])
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), bareFlag+"="+tw.dir+"/roots.pem")
	cmd.Stdin = strings.NewReader(bare.String())
	alone := tw.run(cmd)
	if all, again := tw.shaken(); all != 2*domains || again > 0 {
		t.Fatalf("%d handshakes of the bare client, %d twice\n%s", all, again, alone.err.String())
	}
	tw.forget()
	ours := tw.run(tw.sweep(tw.file("targets", []byte(list.String()))))
	all, again := tw.shaken()
	if ours.lines.works != domains || again > domains/100 { // a machine that is busy may be asked twice
		t.Errorf("%d work, want %d; %d handshakes too many\n%s", ours.lines.works, domains, again, ours.err.String())
	}
	t.Logf("%d handshakes: client CPU of bare crypto/tls %.2f s, of the sweep %.2f s, %s", all, alone.cpu.Seconds(), ours.cpu.Seconds(),
		most("ratio", ours.cpu.Seconds()/alone.cpu.Seconds(), 1.8))
	t.Logf("memory %d KiB", ours.peak)
}
