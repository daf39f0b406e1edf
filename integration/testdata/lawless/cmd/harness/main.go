package harness

func Main() {}
