package bounded

import (
	"fmt"
	"io"

	"harness/client/sender"
	"harness/verify/phrasebook"
)

// Kind is what is read, by which its size is bounded.
type Kind int

// The kinds.
const (
	Settings Kind = iota // YAML that people write: an account, a profile, sources of passwords
	Hosts                // a list of names, or of accepted failures
	Chain                // certificates of one server
	Roots                // certificates of all authorities
	Handout              // settings that a host hands out for a mail program
	Mail                 // a whole mail, whose signature is checked
	Saved                // a run that was saved
	Words                // a ticket, a paste: a long one is read as its gist
)

// Most is how large what is read may be, in bytes. Those of a mail and of
// settings are what their readers take.
func (k Kind) Most() int {
	switch k {
	case Settings:
		return maxYAML
	case Chain, Handout:
		return 1 << 20 // a certificate of many names has 64 KiB
	case Mail:
		return sender.MaxMail
	case Roots, Hosts:
		return 8 << 20
	case Saved:
		return 24 << 20 // that of a diagnosis with a mail of the largest size has 12 MiB
	}
	return 64 << 20 // what Gmail takes at most has 50 MB, and grows in transit
}

// TooLarge says that what was to be read has more bytes than its kind may have.
type TooLarge struct {
	Name string // of the file
	Kind Kind
}

func (e *TooLarge) Error() string {
	return e.Name + ": " + e.Limit()
}

// Limit names it: "larger than 8 MiB".
func (e *TooLarge) Limit() string {
	if most := e.Kind.Most(); most < 1<<20 {
		return fmt.Sprintf("larger than %d KiB", most>>10)
	}
	return fmt.Sprintf("larger than %d MiB", e.Kind.Most()>>20)
}

// Read reads what is of a kind; more than its most is a *TooLarge, and is not
// read to its end.
func Read(r io.Reader, name string, kind Kind) ([]byte, error) {
	most := kind.Most()
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(data) > most {
		return nil, &TooLarge{name, kind}
	}
	return data, err
}

// gist is how much of a paste is kept: what phrasebook.Decode looks at.
const gist = 4 * phrasebook.MaxPaste

// ReadWords reads a ticket or a paste; of a long one its gist, and whole is false.
// The memory that it takes does not grow with the text.
func ReadWords(r io.Reader, name string) (text []byte, whole bool, err error) {
	most := int64(Words.Most())
	in := &io.LimitedReader{R: r, N: most + 1}
	text, whole, err = phrasebook.Gist(in, gist)
	if err == nil && in.N == 0 {
		err = &TooLarge{name, Words}
	}
	return text, whole, err
}
