package leaving

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Quota is a mailbox's limit and what is used of it, in bytes.
type Quota struct {
	Limit    int64 // 0: none
	Used     int64
	UsedKnow bool
}

// Quotas has them by mailbox.
type Quotas map[string]Quota

var (
	errQuotaForm    = errors.New("want the output of `doveadm quota get -A`, or CSV with a head line that names mailbox and quota")
	errQuotaColumns = errors.New("a CSV file needs the columns mailbox and quota")
	errSize         = errors.New("want bytes, or a number with K, M, G or T")
)

// ReadQuotas reads a quota file: what `doveadm quota get -A` prints (with or
// without -f tab; kibibytes there), or CSV with the columns mailbox, quota and
// perhaps used, whose sizes are bytes or numbers with K, M, G, T (powers of 1024);
// "", "-", 0 and "unlimited" mean no limit.
func ReadQuotas(r io.Reader) (Quotas, error) {
	b := bufio.NewReader(r)
	head, err := b.ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = strings.TrimPrefix(strings.TrimSpace(head), "\ufeff")
	switch {
	case strings.HasPrefix(head, "Username") && strings.Contains(head, "Limit"):
		return doveadmQuotas(b)
	case strings.ContainsAny(head, ",;"):
		return csvQuotas(head, b)
	}
	return nil, errQuotaForm
}

// doveadmQuotas reads rows like
//
//	info@x User quota STORAGE 1234 1048576 0
//
// from their end, since a quota's name may have blanks. Where a mailbox has
// several quotas the tightest counts.
func doveadmQuotas(r io.Reader) (Quotas, error) {
	all := Quotas{}
	s := bufio.NewScanner(r)
	for n := 2; s.Scan(); n++ {
		f := strings.Fields(s.Text())
		if len(f) < 5 || f[len(f)-4] != "STORAGE" {
			continue
		}
		used, err := strconv.ParseInt(f[len(f)-3], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: value: %w", n, err)
		}
		q := Quota{Used: used << 10, UsedKnow: true}
		if limit := f[len(f)-2]; limit != "-" {
			if q.Limit, err = strconv.ParseInt(limit, 10, 64); err != nil {
				return nil, fmt.Errorf("line %d: limit: %w", n, err)
			}
			q.Limit <<= 10
		}
		name := strings.ToLower(f[0])
		if had, ok := all[name]; ok && had.Limit != 0 && (q.Limit == 0 || had.Limit-had.Used <= q.Limit-q.Used) {
			continue
		}
		all[name] = q
	}
	return all, s.Err()
}

func csvQuotas(head string, r io.Reader) (Quotas, error) {
	c := csv.NewReader(io.MultiReader(strings.NewReader(head+"\n"), r))
	c.FieldsPerRecord = -1
	if !strings.Contains(head, ",") {
		c.Comma = ';'
	}
	names, err := c.Read()
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for i, name := range names {
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "mailbox", "user", "username", "address":
			column["mailbox"] = i + 1
		case "quota", "limit", "quota_bytes":
			column["quota"] = i + 1
		case "used", "used_bytes":
			column["used"] = i + 1
		}
	}
	if column["mailbox"] == 0 || column["quota"] == 0 {
		return nil, errQuotaColumns
	}
	all := Quotas{}
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		cell := func(name string) string {
			if i := column[name]; i > 0 && i <= len(row) {
				return strings.TrimSpace(row[i-1])
			}
			return ""
		}
		n, _ := c.FieldPos(0)
		var q Quota
		if q.Limit, err = size(cell("quota")); err != nil {
			return nil, fmt.Errorf("line %d: quota %q: %w", n, cell("quota"), err)
		}
		if used := cell("used"); used != "" && used != "-" {
			if q.Used, err = size(used); err != nil {
				return nil, fmt.Errorf("line %d: used %q: %w", n, used, err)
			}
			q.UsedKnow = true
		}
		if name := strings.ToLower(cell("mailbox")); name != "" {
			all[name] = q
		}
	}
}

// size reads "1073741824", "1G", "1.5 GB" or "500MiB".
func size(text string) (int64, error) {
	text = strings.ToUpper(strings.TrimSpace(text))
	if text == "" || text == "-" || text == "UNLIMITED" {
		return 0, nil
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "B"), "I")
	shift := 0
	for i, unit := range []string{"K", "M", "G", "T"} {
		if rest, ok := strings.CutSuffix(text, unit); ok {
			shift, text = 10*(i+1), rest
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || n < 0 || n*float64(int64(1)<<shift) > 1<<60 {
		return 0, errSize
	}
	return int64(n * float64(int64(1)<<shift)), nil
}
