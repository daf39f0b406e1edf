package leaving

import (
	"fmt"
	"harness/verify/finding"
	"strings"
)

type words = finding.Text

// sizeText writes bytes in units of 1024, with two digits that count.
func sizeText(n int64) string {
	unit, f := 0, float64(n)
	for f >= 1024 && unit < 4 {
		f, unit = f/1024, unit+1
	}
	name := []string{"B", "KB", "MB", "GB", "TB"}[unit]
	if f < 10 && unit > 0 {
		return strings.Replace(fmt.Sprintf("%.1f %s", f, name), ".0 ", " ", 1)
	}
	return fmt.Sprintf("%.0f %s", f, name)
}
