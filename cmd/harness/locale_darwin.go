package main

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// systemLocale is the locale of macOS's settings, such as "ja_JP". Terminal
// sets LANG by it; other ways to start a program do not.
func systemLocale() string {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "/usr/bin/defaults", "read", "-g", "AppleLocale").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
