package desk

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"harness/client/account"
	"harness/client/evidence"
	"harness/client/hostname"
	"harness/client/persona"
	"harness/cmd/internal/job"
	"harness/fixtures/scenario"
	"harness/verify/clean"
	"harness/verify/finding"
)

// startPage is the first page.
type startPage struct {
	Labs    []labGroup
	Fleet   bool // the results of a sweep can be seen
	History bool // earlier runs can be seen
}

type labGroup struct {
	Name string
	List []labEntry
}

type labEntry struct{ Name, Story string }

func (d *Desk) start(w http.ResponseWriter, r *http.Request) {
	d.user(w, r)
	page := startPage{Fleet: d.cfg.Fleet != nil, History: d.cfg.History != nil}
	if d.cfg.Lab {
		lang := d.lang(w, r)
		for _, s := range d.scenarios {
			if n := len(page.Labs); n == 0 || page.Labs[n-1].Name != string(s.Group) {
				page.Labs = append(page.Labs, labGroup{Name: string(s.Group)})
			}
			g := &page.Labs[len(page.Labs)-1]
			g.List = append(g.List, labEntry{s.Name, s.StoryIn(lang)})
		}
	}
	d.write(w, r, http.StatusOK, "start", frame{Title: "start", Body: page})
}

// scenario is one that is offered.
func (d *Desk) scenario(name string) (scenario.Scenario, bool) {
	i := slices.IndexFunc(d.scenarios, func(s scenario.Scenario) bool { return s.Name == name })
	if i < 0 {
		return scenario.Scenario{}, false
	}
	return d.scenarios[i], true
}

// open takes a paste, or a scenario of the lab.
func (d *Desk) open(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		d.fail(w, r, http.StatusRequestEntityTooLarge, "tooLarge")
		return
	}
	if !d.users.allow(3*perUser, d.who(w, r)...) {
		d.fail(w, r, http.StatusTooManyRequests, "tooOften")
		return
	}
	m := &matter{paste: r.PostForm.Get("paste"), lab: r.PostForm.Get("lab")}
	if m.lab != "" {
		s, ok := d.scenario(m.lab)
		if !ok {
			d.fail(w, r, http.StatusNotFound, "gone")
			return
		}
		if strings.TrimSpace(m.paste) == "" {
			m.paste = letter(s, d.lang(w, r))
		}
	}
	m.reading = job.Read([]byte(m.paste))
	m.target = target(m.paste)
	switch {
	case strings.Contains(m.target, "@"):
		m.read = job.Typed{Address: m.target}
		m.target = ""
		m.paste = ""
	case len(m.reading.Subjects) > 0 && m.target == "":
		m.read = job.TypedBy(m.reading.Subjects[0]).Usual()
	}
	d.store.addMatter(m)
	http.Redirect(w, r, "/cases/"+m.id, http.StatusSeeOther)
}

// target is the one address, domain or host that a paste is, "" if it is more
// or something else.
func target(paste string) string {
	word := strings.TrimSpace(paste)
	if word == "" || strings.ContainsAny(word, " \t\r\n") || len(word) > 320 {
		return ""
	}
	if strings.Contains(word, "@") {
		if _, err := account.ParseAddress(word); err != nil {
			return ""
		}
		return word
	}
	if s, err := account.ParseServer(evidence.SMTP, word); err != nil || !strings.ContainsAny(s.Host, ".:") {
		return ""
	}
	return word
}

// letter is what a customer of a scenario would write: the two dialogs by their
// labels.
func letter(s scenario.Scenario, lang string) string {
	acc, err := s.Account()
	if err != nil {
		return ""
	}
	var b strings.Builder
	in := func(l persona.Label) string { return finding.Text(l).In(lang) }
	b.WriteString(texts(lang)["sample"] + "\n\n" + clean.Line(acc.Address) + "\n")
	for _, one := range []struct {
		dialog persona.Dialog
		server evidence.Server
	}{{persona.Gmail.Send, acc.SMTP.Server}, {persona.Gmail.Fetch, acc.POP.Server}} {
		fmt.Fprintf(&b, "\n%s: %s\n%s: %d\n", in(one.dialog.Host), clean.Raw(one.server.Typed), in(one.dialog.On), one.server.Port)
		if choice, ok := one.dialog.Choices[one.server.Security]; ok {
			b.WriteString(in(choice) + "\n")
		}
	}
	return b.String()
}

// dialogsPage are Gmail's two dialogs as they were read.
type dialogsPage struct {
	Action  string
	Paste   string
	Lab     string
	Story   string
	Address string
	Target  string
	More    int      // accounts beside the one that is shown
	Logins  []string // domains whose passwords may be typed
	Dialogs []dialogForm
	Said    []saidWords
}

type saidWords struct {
	ID, Quote string
	Near      bool
}

// Names of the form's fields begin with the dialog's.
const (
	smtpPrefix = "smtp"
	popPrefix  = "pop"
)

// dialogForm is one dialog as a form.
type dialogForm struct {
	Prefix, Title    string
	Host, Port, User field
	Choices          []choice
	Box              bool // one box to tick instead of a choice
}

type field struct{ Label, Name, Value string }

type choice struct {
	Value, Label string
	Set          bool
}

func (d *Desk) dialogs(w http.ResponseWriter, r *http.Request) {
	m := d.store.matter(r.PathValue("id"))
	if m == nil {
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	d.write(w, r, http.StatusOK, "dialogs", frame{Title: "dialogs", Body: d.dialogsOf(m, m.read, d.lang(w, r))})
}

func (d *Desk) dialogsOf(m *matter, t job.Typed, lang string) dialogsPage {
	p := dialogsPage{Action: "/cases/" + m.id + "/runs", Paste: readable(m.paste), Lab: m.lab, Address: t.Address, Target: m.target, More: max(0, len(m.reading.Subjects)-1), Logins: d.cfg.Logins}
	if m.lab != "" {
		if s, ok := d.scenario(m.lab); ok {
			p.Story = s.StoryIn(lang)
		}
	}
	for _, s := range m.reading.Said {
		p.Said = append(p.Said, saidWords{s.ID, clean.Line(s.Quote), s.Near})
	}
	p.Dialogs = []dialogForm{formOf(smtpPrefix, persona.Gmail.Send, t.SMTP, lang), formOf(popPrefix, persona.Gmail.Fetch, t.POP, lang)}
	return p
}

// readable is a text of several lines made safe to show.
func readable(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = clean.Line(l)
	}
	return strings.Join(lines, "\n")
}

func formOf(prefix string, of persona.Dialog, t job.Dialog, lang string) dialogForm {
	in := func(l persona.Label) string { return finding.Text(l).In(lang) }
	host, port := t.Server, ""
	if s, err := account.ParseServer(of.Proto, t.Server); err == nil && t.Server != "" {
		host, port = s.Host, fmt.Sprint(s.Port)
		if t.Security == "" {
			t.Security = account.Natural(of.Proto, s.Port)
		}
	}
	f := dialogForm{
		Prefix: prefix, Title: in(of.Title),
		Host: field{in(of.Host), prefix + "-host", host}, Port: field{in(of.On), prefix + "-port", port}, User: field{in(of.User), prefix + "-user", t.Login},
		Box: of.Choices[evidence.StartTLS] == persona.Label{},
	}
	for _, s := range []evidence.Security{evidence.StartTLS, evidence.SSL, evidence.Plain} {
		if label, ok := of.Choices[s]; ok {
			f.Choices = append(f.Choices, choice{string(s), in(label), t.Security == s || t.Server == "" && s == of.Usual().Security})
		}
	}
	return f
}

// typedIn are the dialogs of a form, whose fields get gives.
func typedIn(get func(name string) string) job.Typed {
	dialog := func(prefix string) job.Dialog {
		host := get(prefix + "-host")
		if host == "" {
			return job.Dialog{}
		}
		out := job.Dialog{Server: host, Security: evidence.Security(get(prefix + "-security")), Login: get(prefix + "-user")}
		if port := get(prefix + "-port"); port != "" {
			if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
				host = "[" + host + "]"
			}
			out.Server = host + ":" + port
		}
		if prefix == popPrefix && out.Security == "" { // the box is not ticked
			out.Security = evidence.Plain
		}
		return out
	}
	return job.Typed{Address: get("address"), SMTP: dialog(smtpPrefix), POP: dialog(popPrefix)}
}

// unchanged is what the form of a page gives where nobody changed it.
func (p dialogsPage) unchanged() job.Typed {
	fields := map[string]string{"address": p.Address}
	for _, f := range p.Dialogs {
		for _, one := range []field{f.Host, f.Port, f.User} {
			fields[one.Name] = one.Value
		}
		for _, c := range f.Choices {
			if c.Set {
				fields[f.Prefix+"-security"] = c.Value
			}
		}
	}
	return typedIn(func(name string) string { return strings.TrimSpace(fields[name]) })
}

// targets are the domains whose servers a run would reach, for the limit.
func targets(m *matter, t job.Typed) []string {
	var list []string
	for _, name := range append([]string{hostname.OfAddress(t.Address), t.SMTP.Server, t.POP.Server, m.target}, m.reading.Domains...) {
		if s, err := account.ParseServer(evidence.SMTP, name); err == nil && name != "" {
			if base := hostname.Registrable(s.Host); base != "" {
				list = append(list, base)
			} else {
				list = append(list, s.Host)
			}
		}
	}
	return list
}

// mayLogIn tells whether the passwords of an address's domain may be typed.
func (d *Desk) mayLogIn(address string) bool {
	domain := hostname.OfAddress(address)
	return domain != "" && slices.ContainsFunc(d.cfg.Logins, func(listed string) bool {
		return domain == listed || strings.HasSuffix(domain, "."+listed)
	})
}

// begin starts a run of a matter with the dialogs of the form.
func (d *Desk) begin(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		d.fail(w, r, http.StatusRequestEntityTooLarge, "tooLarge")
		return
	}
	m := d.store.matter(r.PathValue("id"))
	if m == nil {
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	user := d.user(w, r)
	one := &run{id: rand.Text(), of: m, user: user, began: d.cfg.Now(), typed: typedIn(func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) })}
	typed := one.typed
	if typed == d.dialogsOf(m, m.read, finding.EN).unchanged() {
		one.typed = job.Typed{} // nothing was changed: the ticket says it all, other accounts too
		if m.target == "" && strings.TrimSpace(m.paste) == "" {
			one.typed = m.read
		}
	}
	one.secret = account.NewSecret(r.PostForm.Get("password"))
	one.login = !one.secret.Empty()
	switch {
	case one.login && !d.mayLogIn(shown(one).Address):
		d.fail(w, r, http.StatusForbidden, "notListed")
		return
	case d.queue.full(), !d.users.allow(perUser, d.who(w, r)...):
		d.fail(w, r, http.StatusTooManyRequests, "tooOften")
		return
	case m.lab == "" && !d.hosts.allow(perTarget, targets(m, typed)...):
		d.fail(w, r, http.StatusTooManyRequests, "tooOftenThere")
		return
	}
	d.launch(one)
	http.Redirect(w, r, "/runs/"+one.id, http.StatusSeeOther)
}
