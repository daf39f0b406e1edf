package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"harness/verify/clean"
	"harness/verify/report"
)

// Prometheus is the text form of metrics, for the text file collector of the
// node exporter and for a probe.
type Prometheus struct{}

// Name is "prometheus".
func (Prometheus) Name() string { return "prometheus" }

// Exit is the usual exit code.
func (Prometheus) Exit(r report.Result) int { return ExitCode(r.Verdict()) }

// Write writes all families, each with its series together.
func (f Prometheus) Write(w io.Writer, r report.Result, s Style) error {
	b, err := briefOf(f, r, s.Lang)
	if err != nil {
		return err
	}
	var m metrics
	if b.sweep != nil {
		m.sweep(b.sweep)
	} else {
		b.measure(&m)
	}
	return m.write(w)
}

// measure adds the figures of a result.
func (b *brief) measure(m *metrics) {
	success := m.family("harness_success", "Whether Gmail could use it, as far as can be seen from here: 1 yes, 0 no or undecided.")
	undecided := m.family("harness_undecided", "1 where this run could not tell.")
	danger := m.family("harness_warning", "1 where it works and will bite: a certificate that ends soon, a password in clear.")
	cause := m.family("harness_cause", "What was found, by code; 1 each.")
	ends := m.family("harness_certificate_not_after_timestamp_seconds", "When the certificate that ends first ends.")
	stage := m.family("harness_stage_duration_seconds", "How long a stage of the decisive connection took.")
	delivered := m.family("harness_delivery_duration_seconds", "From the acceptance of the letter until it was fetched.")
	total := m.family("harness_duration_seconds", "How long all of it took.")
	last := m.family("harness_checked_timestamp_seconds", "When it was looked at.")
	for i := range b.checks {
		c := &b.checks[i]
		l := []string{"target", b.subject, "check", c.name}
		success.add(truth(c.outcome == report.Works), l...)
		undecided.add(truth(c.outcome != report.Works && c.outcome != report.Broken), l...)
		danger.add(truth(c.outcome == report.Works && c.level() != fine), l...)
		seen := map[string]bool{}
		for _, it := range c.items {
			if code := string(it.Code); code != "" && !seen[code] {
				seen[code] = true
				cause.add(1, append(l, "code", code, "severity", string(it.Severity))...)
			}
		}
		if c.ends != nil {
			ends.add(float64(c.ends.NotAfter.Unix()), l...)
		}
		spent := map[string]time.Duration{}
		var order []string
		for _, t := range c.timings {
			name := string(t.Stage)
			if _, known := spent[name]; !known {
				order = append(order, name)
			}
			spent[name] += time.Duration(t.Took)
		}
		for _, name := range order {
			stage.add(spent[name].Seconds(), append(l, "stage", name)...)
		}
		if c.delivery > 0 {
			delivered.add(c.delivery.Seconds(), l...)
		}
	}
	if b.took > 0 {
		total.add(b.took.Seconds(), "target", b.subject)
	}
	if !b.at.IsZero() {
		last.add(float64(b.at.Unix()), "target", b.subject)
	}
}

// sweep adds the figures of many targets: by server, listener and cause, and not
// by target.
func (m *metrics) sweep(s *report.Sweep) {
	targets := m.family("harness_targets", "Targets by outcome.")
	for _, o := range sweepOutcomes {
		targets.add(float64(s.Counts[o]), "outcome", string(o))
	}
	for _, f := range []struct {
		name, help string
		value      int
	}{
		{"harness_failures", "Targets that are not as expected and not accepted.", s.Unexpected},
		{"harness_accepted", "Known failures that were accepted.", s.Accepted},
		{"harness_danger", "Targets with a password in clear or a risky certificate.", s.Dangerous},
		{"harness_expiring", "Targets with a certificate that ends soon.", s.Expiring},
		{"harness_wrong_lines", "Lines that could not be read.", s.Wrong},
	} {
		m.family(f.name, f.help).add(float64(f.value))
	}
	listeners := m.family("harness_listener_targets", "Targets by server, listener and cause; no cause: it works.")
	ends := m.family("harness_certificate_not_after_timestamp_seconds", "When the certificate that ends first ends.")
	first := map[string]time.Time{}
	var order []string
	for _, one := range s.Series {
		server, listener := clean.Line(one.Server), clean.Line(one.Listener)
		listeners.add(float64(one.Count), "server", server, "listener", listener, "cause", clean.Line(one.Cause))
		key := server + "\x00" + listener
		if at, known := first[key]; !one.Ends.IsZero() && (!known || one.Ends.Before(at)) {
			if !known {
				order = append(order, key)
			}
			first[key] = one.Ends
		}
	}
	for _, key := range order {
		server, listener, _ := strings.Cut(key, "\x00")
		ends.add(float64(first[key].Unix()), "server", server, "listener", listener)
	}
	success := m.family("harness_target_success", "Whether Gmail could use a target: 1 yes, 0 no or undecided.")
	for _, t := range s.Each {
		success.add(truth(t.Outcome == report.Works), "target", clean.Line(t.Target), "cause", clean.Line(t.Cause))
	}
	m.family("harness_duration_seconds", "How long all of it took.").add(s.Took.Seconds())
	m.family("harness_checked_timestamp_seconds", "When it was looked at.").add(float64(s.Started.Unix()))
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// metrics are families of gauges, written in the order in which they were named.
type metrics struct{ families []*family }

type family struct {
	name, help string
	series     []string
}

func (m *metrics) family(name, help string) *family {
	f := &family{name: name, help: help}
	m.families = append(m.families, f)
	return f
}

// add adds a series with pairs of label and value.
func (f *family) add(value float64, labels ...string) {
	var b strings.Builder
	b.WriteString(f.name)
	for i := 0; i+1 < len(labels); i += 2 {
		sep := ","
		if i == 0 {
			sep = "{"
		}
		fmt.Fprintf(&b, `%s%s="%s"`, sep, labels[i], labelEscapes.Replace(labels[i+1]))
	}
	if len(labels) > 0 {
		b.WriteByte('}')
	}
	b.WriteByte(' ')
	b.WriteString(strconv.FormatFloat(value, 'f', -1, 64))
	b.WriteByte('\n')
	f.series = append(f.series, b.String())
}

// labelEscapes are those of label values (Prometheus, exposition formats 0.0.4).
var labelEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// write writes the families that have series.
func (m *metrics) write(w io.Writer) error {
	var b strings.Builder
	for _, f := range m.families {
		if len(f.series) == 0 {
			continue
		}
		fmt.Fprintf(&b, "# HELP %s %s\n# TYPE %s gauge\n", f.name, f.help, f.name)
		for _, s := range f.series {
			b.WriteString(s)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
