package integration

import (
	"testing"

	"go.uber.org/goleak"

	"harness/internal/together"
)

// Whatever the servers did, no goroutine and so no connection stays behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(together.Wait(m)) }
