package leaving

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Both forms of the recorded output say the same.
func TestDoveadmQuota(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"doveadm.txt", "doveadm-tab.txt"} {
		f, err := os.Open(filepath.Join("testdata", "quota", name))
		if err != nil {
			t.Fatal(err)
		}
		q, err := ReadQuotas(f)
		_ = f.Close()
		if err != nil || len(q) != 2 || q["info@customer.test"] != (Quota{1 << 30, 293 << 10, true}) || q["sales@customer.test"] != (Quota{0, 0, true}) {
			t.Errorf("%s: %+v, %v", name, q, err)
		}
	}
}

func TestCSVQuota(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Quota{
		"mailbox,quota,used\nA@b,1G,512M\n":                 {1 << 30, 512 << 20, true},
		"\ufeffUser;Limit\r\na@b;1.5 GB\r\n":                {3 << 29, 0, false},
		"used,name,address,quota\n10KiB,x,a@b,1073741824\n": {1 << 30, 10 << 10, true},
		"mailbox,quota\na@b,unlimited\n":                    {},
		"mailbox,quota,used\na@b,-,\n":                      {},
	} {
		q, err := ReadQuotas(strings.NewReader(text))
		if err != nil || q["a@b"] != want || len(q) != 1 {
			t.Errorf("%q: %+v, %v", text, q, err)
		}
	}
	for _, bad := range []string{"", "a@b 5\n", "name,size\na@b,5\n", "mailbox,quota\na@b,much\n", "mailbox,quota\na@b,-5\n", "mailbox,quota\na@b,9999999T\n", "mailbox,quota\na@b,B\n"} {
		if q, err := ReadQuotas(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: %+v", bad, q)
		}
	}
}
