package render

import (
	"strings"

	"harness/client/persona"
	"harness/verify/finding"
)

// named is a label in a language. Our labels speak of Gmail: for another client
// its name stands there.
func named(t text, client, lang string) string {
	label := t.In(lang)
	if client == finding.Gmail {
		return label
	}
	title := text{EN: "this client", JA: "このソフト"}
	if who, ok := persona.Find(persona.All(), client); ok {
		title = text(who.Title)
	}
	if strings.Contains(label, title.In(lang)) {
		return label // it is of this client: "the Gmail app"
	}
	if lang == finding.JA { // no space stands behind a name that ends in Japanese
		label = strings.ReplaceAll(label, "Gmail ", "Gmail")
	}
	return strings.ReplaceAll(label, "Gmail", title.In(lang))
}

// dialogOf is where a client has the settings of a leg. Of one that is not known
// they are called as Gmail calls them.
func dialogOf(client string, leg finding.Leg) persona.Dialog {
	who, ok := persona.Find(persona.All(), client)
	if !ok {
		who = persona.Gmail
	}
	if leg == finding.Send {
		return who.Send
	}
	return who.Fetch
}

// titleOf is how a client calls the settings of a leg; Gmail's have a word more
// in Japanese, where its own says too little.
func titleOf(client string, leg finding.Leg) text {
	if who, ok := persona.Find(persona.All(), client); !ok || who.Name == finding.Gmail {
		return legTitle[leg]
	}
	return text(dialogOf(client, leg).Title)
}
