package realmail

import (
	"net"
	"os"
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
