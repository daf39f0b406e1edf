//go:build fleet && long && linux

package sweep

import (
	"testing"
	"time"

	"harness/cmd/internal/job"
)

// TestFleetKills: 20,000 accounts, four workers, ten kills.
func TestFleetKills(t *testing.T) {
	fleetRun{accounts: 20000, servers: 200, stale: 500, workers: 4, kills: 10, lease: "10s", deadline: "25m", budget: job.Budget{Count: 3, In: 20 * time.Second}}.test(t)
}
