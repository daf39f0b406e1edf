package finding

import "strings"

// Gmail is the name of the client that Doc.Gmail speaks of, as trips store it.
const Gmail = "gmail"

// Remark is what a Doc says of one client only. A text stands in the place of
// the Doc's own; {fact} in it is the Doc's own text. An empty one adds nothing.
type Remark struct {
	Title Text
	Why   Text
	Fix   Text
}

// For is the doc as a user of a client reads it: the fact, and the remark
// where there is one for this client. Its Gmail is empty: it has been put in.
func (d Doc) For(client string) Doc {
	r := d.Gmail
	d.Gmail = Remark{}
	if client != Gmail {
		return d
	}
	d.Title, d.Why, d.Fix = r.Title.over(d.Title), r.Why.over(d.Why), r.Fix.over(d.Fix)
	return d
}

// over puts a remark over a fact.
func (t Text) over(fact Text) Text {
	if t == (Text{}) {
		return fact
	}
	return Text{EN: strings.ReplaceAll(t.EN, "{fact}", fact.EN), JA: strings.ReplaceAll(t.JA, "{fact}", fact.JA)}
}
