package bad

var ports = map[int]string{995: "fetch"}

func Send(host string) string { return host + ":587" }
