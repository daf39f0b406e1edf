package job_test

import (
	"os"
	"testing"

	"harness/internal/together"
)

func TestMain(m *testing.M) { os.Exit(together.Wait(m).Run()) }
