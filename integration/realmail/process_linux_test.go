package realmail

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestCleanEnd: Close leaves no process, no listener, no mount and no folder.
func TestCleanEnd(t *testing.T) {
	t.Parallel()
	for _, kind := range []Kind{PostfixDovecot, EximCourier} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			cleanEnd(t, Options{Kind: kind})
		})
	}
}

func cleanEnd(t *testing.T, opt Options) {
	s := ForTest(t, opt)
	var groups []int
	for _, p := range s.running {
		groups = append(groups, p.cmd.Process.Pid)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for service := range typed {
		if conn, err := net.Dial("tcp4", s.Addr(service)); err == nil {
			_ = conn.Close()
			t.Errorf("%s still answers", service)
		}
	}
	if _, err := os.Stat(s.Dir); !os.IsNotExist(err) {
		t.Errorf("%s: %v, want it gone", s.Dir, err)
	}
	if mounts, err := os.ReadFile("/proc/self/mounts"); err != nil || strings.Contains(string(mounts), s.Dir) {
		t.Errorf("a mount of the stack reached this namespace: %v\n%s", err, mounts)
	}
	for _, group := range groups {
		living := members(t, group)
		for end := time.Now().Add(2 * time.Second); len(living) > 0 && time.Now().Before(end); living = members(t, group) {
			time.Sleep(10 * time.Millisecond)
		}
		if len(living) > 0 {
			t.Errorf("left behind: %q", living)
		}
	}
}

// TestGuard: a test program that is killed takes its daemons with it.
func TestGuard(t *testing.T) {
	if kind, ok := os.LookupEnv("REALMAIL_VICTIM"); ok {
		s := ForTest(t, Options{Kind: Kind(kind)})
		for _, p := range s.running {
			fmt.Println(p.cmd.Process.Pid)
		}
		fmt.Println(s.Dir)
		select {}
	}
	t.Parallel()
	for kind, daemons := range map[Kind]int{PostfixDovecot: 2, EximCourier: 4} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			guard(t, kind, daemons)
		})
	}
}

func guard(t *testing.T, kind Kind, daemons int) {
	Absent(t, present(kind))
	victim := exec.Command(os.Args[0], "-test.run=^TestGuard$", "-test.timeout=1m")
	victim.Env = append(os.Environ(), "REALMAIL_VICTIM="+string(kind))
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	var groups []int
	lines := bufio.NewScanner(out)
	for lines.Scan() && len(groups) < daemons {
		group, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatal(err)
		}
		groups = append(groups, group)
	}
	dir := lines.Text()
	if len(groups) != daemons || slices.ContainsFunc(groups, func(g int) bool { return members(t, g) == nil }) {
		t.Errorf("groups %v are not running", groups)
	}
	_ = victim.Process.Kill()
	_ = victim.Wait()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		_, err := os.Stat(dir)
		var living []string
		for _, group := range groups {
			living = append(living, members(t, group)...)
		}
		if len(living) == 0 && os.IsNotExist(err) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("left behind: %q, %s: %v", living, dir, err)
		}
	}
}

// members names the processes of a group that still run; those that only wait for
// their parent's notice do not.
func members(t *testing.T, group int) []string {
	t.Helper()
	var living []string
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range stats {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // gone meanwhile
		}
		// pid (name) state ppid pgrp ...
		name, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		if len(fields) > 2 && fields[2] == strconv.Itoa(group) && fields[0] != "Z" {
			living = append(living, name)
		}
	}
	return living
}
