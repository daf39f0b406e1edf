package realmail

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestCleanEnd: Close leaves no process, no listener and no folder.
func TestCleanEnd(t *testing.T) {
	t.Parallel()
	s := ForTest(t, Options{})
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
	if os.Getenv("REALMAIL_VICTIM") != "" {
		s := ForTest(t, Options{})
		for _, p := range s.running {
			fmt.Println(p.cmd.Process.Pid)
		}
		fmt.Println(s.Dir)
		select {}
	}
	t.Parallel()
	Absent(t, present())
	victim := exec.Command(os.Args[0], "-test.run=^TestGuard$", "-test.timeout=1m")
	victim.Env = append(os.Environ(), "REALMAIL_VICTIM=1")
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	var groups []int
	lines := bufio.NewScanner(out)
	for lines.Scan() && len(groups) < 2 {
		group, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatal(err)
		}
		groups = append(groups, group)
	}
	dir := lines.Text()
	if len(groups) != 2 || members(t, groups[0]) == nil || members(t, groups[1]) == nil {
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
