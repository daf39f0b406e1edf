package explain

import (
	"strings"

	"harness/client/persona"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/render"
)

// wordsSchema is the number of the form of wordsJSON.
const wordsSchema = 1

type wordsJSON struct {
	Schema      int          `json:"schema"`
	Command     string       `json:"command"`
	Outcome     string       `json:"outcome"` // "recognised" or "unknown"
	Exit        int          `json:"exit"`
	Lang        string       `json:"lang"`
	Written     string       `json:"written,omitempty"` // language of the paste where it is neither English nor Japanese, e.g. "fr"
	Matches     []matchJSON  `json:"matches"`
	Nearest     []matchJSON  `json:"nearest"`
	Corrections []correction `json:"corrections"`
}

type matchJSON struct {
	ID        string                `json:"id"`
	Surface   phrasebook.Surface    `json:"surface"`
	Basis     phrasebook.Basis      `json:"basis"`
	Line      string                `json:"line"` // with {holes}
	Quote     string                `json:"quote"`
	Host      string                `json:"host"`
	Sans      []string              `json:"sans"`
	Holes     map[string]string     `json:"holes"`
	Password  phrasebook.Password   `json:"password"` // "not sent", "refused" or ""
	Distance  float64               `json:"distance"`
	Note      string                `json:"note"`
	Causes    []docJSON             `json:"causes"`
	Next      []nextJSON            `json:"next"`
	Sightings []phrasebook.Sighting `json:"sightings"`
}

type nextJSON struct {
	Command string `json:"command"`
	What    string `json:"what"`
}

type correction struct {
	ID    string `json:"id"`
	Truth string `json:"truth"`
}

type docJSON struct {
	Code      finding.Code     `json:"code"`
	Severity  finding.Severity `json:"severity"`
	Title     string           `json:"title"`
	Why       string           `json:"why"`
	Fix       string           `json:"fix"`
	Cite      []string         `json:"cite"`
	DependsOn []finding.Code   `json:"depends_on"`
	Gmail     []saidJSON       `json:"gmail"`
}

type saidJSON struct {
	ID      string             `json:"id"`
	Surface phrasebook.Surface `json:"surface"`
	Text    string             `json:"text"`
	Basis   phrasebook.Basis   `json:"basis"`
	Rank    phrasebook.Rank    `json:"rank"`
}

func saidOf(said []phrasebook.Said) []saidJSON {
	var out []saidJSON
	for _, s := range said {
		out = append(out, saidJSON{s.ID, s.Surface, s.Text, s.Basis, s.Rank})
	}
	return out
}

func docOf(doc finding.Doc, args map[string]string, lang string) docJSON {
	d := docJSON{
		Code: doc.Code, Severity: doc.Severity,
		Title: finding.Fill(doc.Title.In(lang), args), Why: finding.Fill(doc.Why.In(lang), args), Fix: finding.Fill(doc.Fix.In(lang), args),
		Cite: append([]string{}, doc.Cite...), DependsOn: append([]finding.Code{}, doc.DependsOn...), Gmail: []saidJSON{},
	}
	d.Gmail = append(d.Gmail, saidOf(phrasebook.Gmail.Typical(doc.Code))...)
	return d
}

func (e *Words) json(lang string) wordsJSON {
	out := wordsJSON{
		Schema: wordsSchema, Command: "explain", Outcome: "recognised", Lang: lang, Written: e.foreign(),
		Matches: []matchJSON{}, Nearest: []matchJSON{}, Corrections: []correction{},
	}
	if !e.known() {
		out.Outcome, out.Exit = "unknown", render.ExitCode(e.Verdict())
	}
	for _, m := range e.found {
		j := matchOf(m, lang)
		if m.Near {
			out.Nearest = append(out.Nearest, j)
		} else {
			out.Matches = append(out.Matches, j)
		}
	}
	for _, myth := range e.corrections {
		out.Corrections = append(out.Corrections, correction{myth.ID, myth.Truth.In(lang)})
	}
	return out
}

func matchOf(m phrasebook.Match, lang string) matchJSON {
	values := cleanHoles(m)
	j := matchJSON{
		ID: m.Phrase.ID, Surface: m.Phrase.Surface, Basis: m.Phrase.Basis, Line: m.Phrase.Line, Quote: m.Quote,
		Host: m.Holes["host"], Sans: []string{}, Holes: m.Holes, Password: m.Phrase.Password, Distance: m.Distance,
		Note: m.Phrase.Note.In(lang), Causes: []docJSON{}, Next: []nextJSON{}, Sightings: append([]phrasebook.Sighting{}, m.Phrase.Sightings...),
	}
	if j.Holes == nil {
		j.Holes = map[string]string{}
	}
	if sans := m.Holes["sans"]; sans != "" {
		j.Sans = strings.Split(sans, ",")
	}
	for _, code := range m.Causes {
		doc, _ := finding.Lookup(code)
		doc = doc.For(readerOf(m.Phrase.Surface))
		j.Causes = append(j.Causes, docOf(doc, values, lang))
	}
	for _, s := range next(m) {
		j.Next = append(j.Next, nextJSON{s.Command, s.What.In(lang)})
	}
	return j
}

// The numbers of the JSON forms of one code and of the list.
const (
	codeSchema = 1
	listSchema = 1
)

type codeJSON struct {
	Schema  int    `json:"schema"`
	Command string `json:"command"`
	Lang    string `json:"lang"`
	docJSON
	Clients []clientJSON `json:"clients"` // other clients than Gmail that have words for it
}

type clientJSON struct {
	Client string     `json:"client"`
	Says   []saidJSON `json:"says"`
}

// others are the clients beside Gmail whose words for a code are known.
func (c *Code) others() []clientJSON {
	out := []clientJSON{}
	for _, b := range phrasebook.Books() {
		one := clientJSON{Client: b.Persona, Says: saidOf(b.Typical(c.doc.Code))}
		if b.Persona != persona.Gmail.Name && one.Says != nil {
			out = append(out, one)
		}
	}
	return out
}

type listJSON struct {
	Schema  int                 `json:"schema"`
	Command string              `json:"command"`
	Lang    string              `json:"lang"`
	Codes   []docJSON           `json:"codes"`
	Phrases []phrasebook.Phrase `json:"phrases"`
}

func (c *Code) json(lang string) codeJSON {
	return codeJSON{codeSchema, "explain", lang, docOf(c.doc, typedHost(lang), lang), c.others()}
}

func (List) json(lang string) listJSON {
	out := listJSON{listSchema, "explain", lang, []docJSON{}, []phrasebook.Phrase{}}
	for _, doc := range finding.All() {
		doc = doc.For(finding.Gmail)
		out.Codes = append(out.Codes, docOf(doc, nil, lang))
	}
	for _, p := range phrasebook.All() {
		p.Forms = append([]string{}, p.Forms...)
		p.Sightings = append([]phrasebook.Sighting{}, p.Sightings...)
		out.Phrases = append(out.Phrases, p)
	}
	return out
}
