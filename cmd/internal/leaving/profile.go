package leaving

import (
	"fmt"

	"github.com/goccy/go-yaml"
)

// Profile is what a hosting company adds to its letters. Other keys of the file
// are for other commands.
type Profile struct {
	Greeting   Both   `yaml:"greeting"`
	Signature  Both   `yaml:"signature"`
	Webmail    string `yaml:"webmail"` // an address to open; "" if there is none
	IMAP       string `yaml:"imap"`    // host names that the certificates cover
	SMTP       string `yaml:"smtp"`
	Forwarding *bool  `yaml:"forwarding"` // false: not offered to customers
}

func (p Profile) forwards() bool { return p.Forwarding == nil || *p.Forwarding }

// ReadProfile reads the YAML file.
func ReadProfile(text []byte) (Profile, error) {
	var p Profile
	if err := yaml.Unmarshal(text, &p); err != nil {
		return p, fmt.Errorf("profile: %w", err)
	}
	return p, nil
}

// Both is a text that is the same in both languages, or {en: ..., ja: ...}.
type Both struct{ En, Ja string }

// UnmarshalYAML takes either form.
func (b *Both) UnmarshalYAML(text []byte) error {
	var one string
	if yaml.Unmarshal(text, &one) == nil {
		b.En, b.Ja = one, one
		return nil
	}
	type plain struct {
		En string `yaml:"en"`
		Ja string `yaml:"ja"`
	}
	var two plain
	if err := yaml.Unmarshal(text, &two); err != nil {
		return err
	}
	*b = Both(two)
	return nil
}

// In is the text of a language, or of the other where only that is given.
func (b Both) In(lang string) string {
	if lang == "ja" && b.Ja != "" || b.En == "" {
		return b.Ja
	}
	return b.En
}
