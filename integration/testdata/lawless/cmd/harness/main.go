package harness

import "harness/cmd/internal/asking"

func Main() { asking.Ask() }
