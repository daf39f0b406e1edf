package clean

import "fmt"

// Raw is a string that somebody else chose: a server, a certificate, a name server, a
// customer, a file, a flag. Printed with any verb it is as Line makes it; whoever
// wants its bytes says string(r), and has to say why.
type Raw string

// String is the string as it can be shown.
func (r Raw) String() string { return Line(string(r)) }

// Format is the string as Line makes it under every verb; %q quotes its bytes, which
// escapes what Line would.
func (r Raw) Format(f fmt.State, verb rune) {
	shown := Line(string(r))
	if verb == 'q' && !f.Flag('#') {
		shown = string(r)
	}
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), shown) // f takes all
}

// Raws are strings as Raw.
func Raws(list []string) []Raw {
	out := make([]Raw, len(list))
	for i, s := range list {
		out[i] = Raw(s)
	}
	return out
}
