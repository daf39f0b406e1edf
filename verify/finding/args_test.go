package finding

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestArgsJSON(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args Args
		want string
	}{
		{Args{KeyHost: {"mail.example.test"}, KeySANs: {"a.test", "b,c.test"}}, `{"host":"mail.example.test","sans":["a.test","b,c.test"]}`},
		{Args{KeySANs: nil, KeyReply: {""}}, `{"reply":"","sans":[]}`},
		{Args{}, `{}`},
		{nil, `{}`},
	} {
		got, err := json.Marshal(c.args)
		if err != nil || string(got) != c.want {
			t.Errorf("%v: %s, %v, want %s", c.args, got, err, c.want)
		}
		var back Args
		if err := json.Unmarshal(got, &back); err != nil {
			t.Error(err)
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != c.want {
			t.Errorf("read again: %s, %v, want %s", again, err, c.want)
		}
	}
	for _, bad := range []string{`{"host":["a"]}`, `{"sans":"a,b"}`, `[]`} {
		var a Args
		if err := json.Unmarshal([]byte(bad), &a); err == nil {
			t.Errorf("%s is read as %v", bad, a)
		}
	}
}

func TestArgsText(t *testing.T) {
	t.Parallel()
	a := Args{KeyHost: {"h\x1b"}, KeySANs: {"a", "b\x1b"}, KeyMechanisms: {"CRAM-MD5", "NTLM"}}
	cut := func(s string) string { return s[:1] }
	if got := a.Text(KeySANs) + "|" + a.Text(KeyMechanisms) + "|" + a.Text(KeyReply); got != "a, b\x1b|CRAM-MD5 NTLM|" {
		t.Errorf("%q", got)
	}
	if got := a.Clean(cut).Holes(); !reflect.DeepEqual(got, map[string]string{"host": "h", "sans": "a, b", "mechanisms": "C N"}) {
		t.Errorf("%q", got)
	}
	b := a.With(Args{KeyHost: {"other"}})
	if a.Text(KeyHost) != "h\x1b" || b.Text(KeyHost) != "other" || b.Text(KeySANs) != a.Text(KeySANs) {
		t.Errorf("%v, %v", a, b)
	}
}
