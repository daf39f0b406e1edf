package certs

import "testing"

// TestURIConstraints: v3_ncons.cc of November 2026. Those marked were answered
// by the real library.
func TestURIConstraints(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		uri, base string
		want      int
	}{
		{"https://192.0.2.1/", "example.test", errNameSyntax},           // seen
		{"https://[::1]:80/", ".example.test", errNameSyntax},           // seen
		{"https://user@example.test/", "example.test", errNameSyntax},   // seen
		{"https:///x", "example.test", errNameSyntax},                   // seen
		{"mailto:a@b", "example.test", errNameSyntax},                   // seen
		{"https://host.example.test/x", "", errConstraintSyntax},        // seen
		{"ldap://host.example.test:389", "", errConstraintSyntax},       // seen
		{"https://host.example.test/x", ".example.test", 0},             // seen
		{"https://example.test", "other.test", errPermitted},            // seen
		{"https://192.0.2.1/", "", errNameSyntax},                       // seen: the name comes first
		{"https://example.test", "example.test", 0},                     //
		{"https://example.test", "EXAMPLE.test", errPermitted},          // constraints come in lower case
		{"https://example.test", ".example.test", errPermitted},         //
		{"https://a.b.example.test", ".example.test", 0},                //
		{"https://example.test.", "example.test", 0},                    //
		{"https://example.test", "example.test.", 0},                    //
		{"https://example.test?x", "example.test", 0},                   //
		{"https://example.test#x", "example.test", 0},                   //
		{"https://example.test:/x", "example.test", 0},                  // an empty port
		{"https://example.test:80a/x", "example.test", errNameSyntax},   //
		{"https://b%61d.example.test/", ".example.test", errNameSyntax}, //
		{"https://my_host.example.test/", ".example.test", errNameSyntax},
		{"https://-a.example.test/", ".example.test", errNameSyntax},
		{"https://a..example.test/", ".example.test", errNameSyntax},
		{"https://example.0x1f/", "example.0x1f", errNameSyntax},
		{"https://example.0x/", "example.0x", errNameSyntax},
		{"https://example.0xg/", "example.0xg", 0},
		{"https://example.123/", "example.test", errNameSyntax},
		{"1https://example.test/", "example.test", errNameSyntax},
		{"a+b-c.d://example.test/", "example.test", 0},
		{"//example.test/", ".example.test", errNameSyntax},
		{"https:/example.test/", ".example.test", errNameSyntax},
		{"https://example.test/", "192.0.2.1", errConstraintSyntax},
		{"https://example.test/", ".", errConstraintSyntax},
		{"https://example.test/", "https://example.test", errConstraintSyntax},
	} {
		if got := uriWithin(tc.uri, tc.base); got != tc.want {
			t.Errorf("%s under %q: %d, want %d", tc.uri, tc.base, got, tc.want)
		}
	}
}

func TestMailConstraints(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		mail, base string
		foldLocal  bool
		want       int
	}{
		{"info@example.test", "@example.test", false, errNameSyntax},       // seen
		{"INFO@example.test", "@example.test", true, errNameSyntax},        // seen
		{"a@b@example.test", "example.test", false, errNameSyntax},         //
		{"info@example.test", "example.test", false, 0},                    //
		{"info@mail.example.test", "example.test", false, errPermitted},    //
		{"info@mail.EXAMPLE.test", ".example.test", false, 0},              //
		{"Info@example.test", "info@example.test", false, errPermitted},    //
		{"Info@example.test", "info@example.test", true, 0},                //
		{"info@example.test", "a b@example.test", false, errNameSyntax},    //
		{"info@example.test", "info@", false, errNameSyntax},               //
		{"info@example.test", "", false, errNameSyntax},                    //
		{"info", "example.test", false, errNameSyntax},                     //
		{"\"a b\"@example.test", "example.test", false, errNameSyntax},     //
		{"info@exa_mple.test", ".test", false, errNameSyntax},              //
		{"info@example.test", "info@x@example.test", false, errNameSyntax}, //
	} {
		if got := emailWithin(tc.mail, tc.base, tc.foldLocal); got != tc.want {
			t.Errorf("%s under %q: %d, want %d", tc.mail, tc.base, got, tc.want)
		}
	}
}
