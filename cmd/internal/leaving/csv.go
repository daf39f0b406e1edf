package leaving

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"harness/verify/clean"
)

// csvHead names the columns of CSV: one row a mailbox. Days are YYYY-MM-DD, sizes
// bytes; what is not known is empty.
var csvHead = []string{"mailbox", "certain", "fetches", "sends", "first_fetch", "last_fetch", "last_sent", "last_maybe", "deletes",
	"inflow_bytes_day", "inflow_days", "quota_bytes", "used_bytes", "days_until_full", "months_fetched", "months_sent", "recognised_by"}

// CSV writes the mailboxes for a mail merge.
func (r *Result) CSV(out io.Writer) error {
	w := csv.NewWriter(out)
	if err := w.Write(csvHead); err != nil {
		return err
	}
	known := func(n int64) string {
		if n < 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	for _, m := range r.Boxes {
		var fetched, sent []string
		for _, t := range m.Months {
			if t.Logins > 0 {
				fetched = append(fetched, t.Month)
			}
			if t.Sent > 0 {
				sent = append(sent, t.Month)
			}
		}
		quota := known(m.Quota)
		if m.Quota == 0 {
			quota = ""
		}
		if err := w.Write([]string{cell(m.Mailbox), strconv.FormatBool(m.Certain), strconv.FormatBool(m.Fetches), strconv.FormatBool(m.Sends),
			m.FirstPOP, m.LastPOP, m.LastSent, m.LastSeen, string(m.Deletes), known(m.Inflow), strconv.Itoa(m.Over), quota, known(m.Used),
			known(int64(m.DaysUntilFull)), strings.Join(fetched, " "), strings.Join(sent, " "), strings.Join(m.By, " ")}); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// cell keeps a spreadsheet from taking a name for a formula.
func cell(s string) string {
	if s = clean.Line(s); s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}
