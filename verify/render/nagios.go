package render

import (
	"fmt"
	"io"
	"strings"
	"time"

	"harness/verify/report"
)

// Nagios is the output of a plugin: one line with the state and the
// performance data, then a line for each check. Nagios Plugins Development
// Guidelines, "Plugin Output for Nagios".
type Nagios struct{}

// Name is "nagios".
func (Nagios) Name() string { return "nagios" }

// The states of a plugin.
const (
	nagiosOK = iota
	nagiosWarning
	nagiosCritical
	nagiosUnknown
)

// mostLines is how many checks are shown one by one: monitors cut what is longer.
const mostLines = 50

var nagiosState = [...]string{"OK", "WARNING", "CRITICAL", "UNKNOWN"}

// Exit is 0 to 3 as plugins have it: OK, WARNING, CRITICAL, UNKNOWN.
func (f Nagios) Exit(r report.Result) int {
	b, err := briefOf(f, r, "en")
	if err != nil {
		b = &brief{outcome: r.Verdict()}
	}
	return b.nagios()
}

func (b *brief) nagios() int {
	return map[level]int{fine: nagiosOK, warned: nagiosWarning, unknown: nagiosUnknown, failed: nagiosCritical}[b.level()]
}

// Refuse writes that the run could not be made at all, and gives its exit code:
// a plugin's wrong usage is UNKNOWN, and its word stands on standard output.
func (Nagios) Refuse(w io.Writer, why string) int {
	fmt.Fprintf(w, "HARNESS UNKNOWN - %s\n", nagiosText(why))
	return nagiosUnknown
}

// Write writes the plugin's output.
func (f Nagios) Write(w io.Writer, r report.Result, s Style) error {
	b, err := briefOf(f, r, s.Lang)
	if err != nil {
		return err
	}
	var loudest *check
	for i := range b.checks {
		if c := &b.checks[i]; loudest == nil || c.level() > loudest.level() {
			loudest = c
		}
	}
	said := b.subject
	if loudest != nil {
		said = joined(said, loudest.name) + ": " + loudest.says(s.Lang)
	}
	line := fmt.Sprintf("HARNESS %s - %s", nagiosState[b.nagios()], nagiosText(said))
	if data := b.perfdata(); len(data) > 0 {
		line += " | " + strings.Join(data, " ")
	}
	var out strings.Builder
	out.WriteString(line + "\n")
	for i := range b.checks[:min(len(b.checks), mostLines)] {
		out.WriteString(nagiosText(b.checks[i].name+": "+b.checks[i].says(s.Lang)) + "\n")
	}
	_, err = io.WriteString(w, out.String())
	return err
}

// perfdata are days to the certificate's end, the delivery, and the stages,
// each label once.
func (b *brief) perfdata() []string {
	var out []string
	add := func(label, value, unit string) {
		label = strings.NewReplacer("'", "_", "=", "_", "|", "/", "\n", " ").Replace(label)
		out = append(out, fmt.Sprintf("'%s'=%s%s", label, value, unit))
	}
	for _, f := range b.figures {
		add(f.name, fmt.Sprint(f.value), "")
	}
	for i := range b.checks {
		c := &b.checks[i]
		name := string(c.leg)
		if name == "" || len(b.checks) > 2 {
			name = c.name
		}
		if c.ends != nil {
			add(name+" days", fmt.Sprint(c.ends.DaysLeft), "")
		}
		if c.delivery > 0 {
			add("delivery", seconds(c.delivery), "s")
		}
		spent := map[string]time.Duration{}
		var order []string
		for _, t := range c.timings {
			if _, known := spent[string(t.Stage)]; !known {
				order = append(order, string(t.Stage))
			}
			spent[string(t.Stage)] += time.Duration(t.Took)
		}
		for _, stage := range order {
			add(name+" "+stage, seconds(spent[stage]), "s")
		}
	}
	return out
}

// nagiosText is a text without what ends it: the bar and line breaks.
func nagiosText(s string) string {
	return strings.NewReplacer("|", "/", "\n", " ", "\r", " ").Replace(s)
}
