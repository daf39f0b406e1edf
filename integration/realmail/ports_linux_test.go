package realmail

import "testing"

// TestFreePort: no port is given twice, although nobody has bound it yet.
func TestFreePort(t *testing.T) {
	t.Parallel()
	given := map[int]bool{}
	for range 500 {
		port, err := FreePort()
		if err != nil {
			t.Fatal(err)
		}
		if given[port] {
			t.Fatalf("%d is given twice", port)
		}
		given[port] = true
	}
}
