package labcheck

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"harness/fixtures/scenario"
	"harness/verify/report"
)

// asClient makes the test program a client of POP3: "strict" or "careless".
const asClient = "HARNESS_TEST_AS_CLIENT"

func TestMain(m *testing.M) {
	if how := os.Getenv(asClient); how != "" {
		os.Exit(client(how, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// client logs in over POP3 with TLS; of SMTP it knows nothing.
func client(how string, args []string) int {
	proto, host, server, ca, user, password := args[0], args[1], args[2], args[3], args[4], args[5]
	if proto != "pop3" {
		return 0
	}
	pem, err := os.ReadFile(ca)
	if err != nil {
		return 2
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	c, err := tls.DialWithDialer(&net.Dialer{Timeout: 20 * time.Second}, "tcp", server, &tls.Config{ServerName: host, RootCAs: roots, InsecureSkipVerify: how == "careless"})
	if err != nil {
		fmt.Println(err, password)
		return 1
	}
	defer c.Close()
	buf := make([]byte, 4096)
	for _, line := range []string{"", "USER " + user, "PASS " + password, "QUIT"} {
		if line != "" {
			fmt.Fprintf(c, "%s\r\n", line)
		}
		if _, err := c.Read(buf); err != nil {
			return 1
		}
	}
	return 0
}

// A client that looks at certificates leaves, one that does not leaks; one that
// does not come works nowhere.
func TestClients(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var list []scenario.Scenario
	for _, name := range []string{"healthy", "gmo-shared"} {
		s, err := scenario.ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	for how, want := range map[string]string{
		"strict":   "healthy send: broken client-did-not-come; healthy fetch: works ; gmo-shared send: works ; gmo-shared fetch: works ",
		"careless": "healthy send: broken client-did-not-come; healthy fetch: works ; gmo-shared send: works ; gmo-shared fetch: broken client-leaked",
	} {
		t.Setenv(asClient, how)
		var got []string
		cfg := Config{Scenarios: list, Command: []string{program, "{proto}", "{host}", "{server}", "{ca}", "{user}", "{password}"}, Now: time.Now, Timeout: time.Minute}
		err := Run(t.Context(), cfg, func(one *report.Target) {
			got = append(got, fmt.Sprintf("%s: %s %s", one.Target, one.Outcome, one.Cause))
			if strings.Contains(one.Detail, scenario.Password) {
				t.Errorf("%s shows the password: %s", one.Target, one.Detail)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(got, "; "); text != want {
			t.Errorf("%s:\n%s\nwant\n%s", how, text, want)
		}
	}
}
