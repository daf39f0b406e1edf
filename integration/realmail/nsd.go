package realmail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// nsdConf serves one zone, the root, from a file. Without a limit on its rate
// NSD would cut answers to who asks much. Hole: port, folder.
const nsdConf = `server:
  ip-address: 127.0.0.1@%[1]d
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "%[2]s"
  database: ""
  zonelistfile: "%[2]s/zone.list"
  xfrdfile: "%[2]s/xfrd.state"
  xfrdir: "%[2]s"
  pidfile: ""
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: "."
  zonefile: "zone"
`

// NSD is a running name server.
type NSD struct {
	Addr    netip.AddrPort // UDP and TCP
	dir     string
	running *process
}

// launchNSD serves a zone in master file form, from the root down, as
// dnsd.Zone.File writes it.
func launchNSD(ctx context.Context, zone string) (n *NSD, err error) {
	if err := installed(map[string]string{nsdBinary: "nsd"}); err != nil {
		return nil, err
	}
	for range 3 { // a port that somebody took meanwhile is worth another try
		if n, err = startNSD(ctx, zone); !errors.Is(err, errEnded) {
			break
		}
	}
	return n, err
}

func startNSD(ctx context.Context, zone string) (n *NSD, err error) {
	n = &NSD{}
	if n.dir, err = os.MkdirTemp("", "realmail-nsd-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = n.Close()
			err = fmt.Errorf("nsd: %w\n%s", err, n.running.said())
		}
	}()
	ports, err := freePorts(map[string]int{"dns": 53})
	if err != nil {
		return n, err
	}
	n.Addr = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), uint16(ports["dns"]))
	conf := filepath.Join(n.dir, "nsd.conf")
	if err = os.WriteFile(conf, fmt.Appendf(nil, nsdConf, ports["dns"], n.dir), 0o600); err != nil {
		return n, err
	}
	if err = os.WriteFile(filepath.Join(n.dir, "zone"), []byte(zone), 0o600); err != nil {
		return n, err
	}
	// The server itself comes up with a broken zone, and answers nothing of it.
	if out, err := exec.CommandContext(ctx, nsdChecker, ".", filepath.Join(n.dir, "zone")).CombinedOutput(); err != nil {
		return n, fmt.Errorf("%s: %w\n%s", nsdChecker, err, out)
	}
	if n.running, err = launch(n.dir, nsdBinary, "-d", "-c", conf); err != nil {
		return n, err
	}
	return n, await(ctx, n.running, func() error { return answers(ctx, n.Addr) })
}

// soa asks for the SOA record of the root (RFC 1035 section 4.1).
const soa = "\x52\x4d\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00" + "\x00" + "\x00\x06\x00\x01"

// answers tells whether the server has the zone: a listening socket is not yet
// an answer.
func answers(ctx context.Context, addr netip.AddrPort) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "udp4", addr.String())
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(200 * time.Millisecond))
	if _, err := conn.Write([]byte(soa)); err != nil {
		return err
	}
	reply := make([]byte, 512)
	size, err := conn.Read(reply)
	switch {
	case err != nil:
		return err
	case size < 12 || reply[3]&0xf != 0 || reply[7] == 0:
		return fmt.Errorf("answered %x", reply[:size])
	}
	return nil
}

// Close ends the server.
func (n *NSD) Close() error { return end(n.running, n.dir) }

// end stops a daemon, if it ever started, and removes its folder.
func end(p *process, dir string) error {
	var err error
	if p != nil {
		err = p.stop()
	}
	return errors.Join(err, removeAll(dir))
}
