package desk

import (
	"net/http"
	"net/url"
	"strings"

	"harness/verify/clean"
)

// domainsPage are the domains that the history knows.
type domainsPage struct {
	Find             string
	List             []domainLine
	Matching, Hidden int
}

type domainLine struct {
	Domain, At, Outcome string
	Runs                int
}

// domains shows the domains, the one that was looked at last first.
func (d *Desk) domains(w http.ResponseWriter, r *http.Request) {
	list, ok := d.keptOf(w, r, "")
	if !ok {
		return
	}
	p := domainsPage{Find: short(strings.TrimSpace(r.URL.Query().Get("find")))}
	at := map[string]int{}
	var all []domainLine
	for _, k := range list { // the newest first
		for _, name := range k.Domains {
			i, known := at[name]
			if !known {
				i = len(all)
				at[name] = i
				all = append(all, domainLine{Domain: clean.Line(name), At: k.At.Format(minutes), Outcome: string(k.Outcome)})
			}
			all[i].Runs++
		}
	}
	for _, l := range all {
		if !strings.Contains(l.Domain, strings.ToLower(p.Find)) {
			continue
		}
		if p.Matching++; len(p.List) < mostShown {
			p.List = append(p.List, l)
		}
	}
	p.Hidden = p.Matching - len(p.List)
	d.write(w, r, http.StatusOK, "domains", frame{Title: "history", Body: p})
}

// keptOf are the entries of a domain; false: the page that says why there are
// none is written.
func (d *Desk) keptOf(w http.ResponseWriter, r *http.Request, domain string) ([]kept, bool) {
	if d.cfg.History == nil {
		d.fail(w, r, http.StatusNotFound, "noHistory")
		return nil, false
	}
	list, err := d.cfg.History.entries(domain)
	if err != nil {
		d.fail(w, r, http.StatusInternalServerError, "historyFails")
		return nil, false
	}
	return list, true
}

// pastPage are the runs of a domain.
type pastPage struct {
	Domain, Href string
	List         []pastLine
	Hidden       int
}

type pastLine struct {
	ID, At, Ends, Outcome, Target, Lab string
	Faults                             []fault
	Before, After                      bool // is chosen to be compared
}

// past shows a domain's runs, the newest first.
func (d *Desk) past(w http.ResponseWriter, r *http.Request) {
	domain, lang := r.PathValue("domain"), d.lang(w, r)
	list, ok := d.keptOf(w, r, domain)
	switch {
	case !ok:
		return
	case len(list) == 0:
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	p := pastPage{Domain: clean.Line(domain), Href: hrefOf(domain)}
	for i, k := range list {
		if i == mostShown {
			p.Hidden = len(list) - i
			break
		}
		l := pastLine{ID: k.ID, At: k.At.Format(seconds), Ends: k.Ends.Format(minutes), Outcome: string(k.Outcome), Target: clean.Line(k.Target), Lab: k.Lab, After: i == 0, Before: i == 1}
		for _, c := range k.Codes {
			l.Faults = append(l.Faults, faultOf(c, lang))
		}
		p.List = append(p.List, l)
	}
	d.write(w, r, http.StatusOK, "past", frame{Title: "history", Body: p})
}

func hrefOf(domain string) string { return "/history/" + url.PathEscape(domain) }

// keptRun is the entry that a request names; nil: the page that says why not is
// written.
func (d *Desk) keptRun(w http.ResponseWriter, r *http.Request, id string) *keptRun {
	if d.cfg.History == nil {
		d.fail(w, r, http.StatusNotFound, "noHistory")
		return nil
	}
	one, err := d.cfg.History.entry(r.PathValue("domain"), id, &d.cfg)
	switch {
	case err != nil:
		d.fail(w, r, http.StatusInternalServerError, "historyFails")
	case one == nil:
		d.fail(w, r, http.StatusNotFound, "gone")
	}
	return one
}

// entry shows one run of a domain as its result was shown, without the words
// and the reply, which are not kept.
func (d *Desk) entry(w http.ResponseWriter, r *http.Request) {
	one := d.keptRun(w, r, r.PathValue("id"))
	if one == nil {
		return
	}
	lang := d.lang(w, r)
	was := result{diagnoses: one.diagnoses}
	p := resultPage{At: one.At.Format(minutes), Outcome: string(one.Outcome), Kept: &keptPart{Domain: r.PathValue("domain"), Old: true, Lab: one.Lab}}
	if _, p.Verdict = was.verdict(lang); len(one.diagnoses) == 0 || was.outcome() != one.Outcome {
		p.Verdict = texts(lang)["outcome-"+string(one.Outcome)]
	}
	p.Diagnoses = d.parts(one.diagnoses, lang)
	d.write(w, r, http.StatusOK, "result", frame{Title: "history", Body: p})
}

// comparedPage are two runs of a domain side by side.
type comparedPage struct {
	Domain, Href string
	Compared     *comparison
}

func (d *Desk) compared(w http.ResponseWriter, r *http.Request) {
	lang := d.lang(w, r)
	var both [2]state
	for i, name := range []string{"before", "after"} {
		one := d.keptRun(w, r, r.URL.Query().Get(name))
		if one == nil {
			return
		}
		domain := r.PathValue("domain")
		both[i] = state{Href: hrefOf(domain) + "/" + one.ID, At: one.At.Format(seconds), Outcome: string(one.Outcome), parts: stateParts(one.diagnoses, lang)}
		if _, both[i].Verdict = (result{diagnoses: one.diagnoses}).verdict(lang); len(one.diagnoses) == 0 {
			both[i].Verdict = texts(lang)["outcome-"+string(one.Outcome)]
		}
	}
	p := comparedPage{Domain: clean.Line(r.PathValue("domain")), Href: hrefOf(r.PathValue("domain")), Compared: compare(both[0], both[1], lang)}
	d.write(w, r, http.StatusOK, "compared", frame{Title: "history", Body: p})
}

// Href is where the history of the domain is.
func (k *keptPart) Href() string { return hrefOf(k.Domain) }

// Paste is what a new case of the domain begins with.
func (k *keptPart) Paste() string {
	if k.Lab != "" {
		return ""
	}
	return k.Domain
}
