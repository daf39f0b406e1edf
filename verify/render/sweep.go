package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"harness/client/evidence"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/report"
)

// The numbers of the JSON forms of a sweep, see ReportSchema.
const (
	TargetSchema = 1 // of a line of `harness sweep`
	SweepSchema  = 1 // of its summary
)

// TargetForm is the JSON form of a target's result.
type TargetForm struct {
	Schema int `json:"schema"`
	report.Target
}

// SweepForm is the JSON form of a sweep's summary.
type SweepForm struct {
	Schema     int                    `json:"schema"`
	Command    string                 `json:"command"`
	Outcome    report.Outcome         `json:"outcome"`
	Exit       int                    `json:"exit"`
	Why        []string               `json:"why"`
	Started    time.Time              `json:"started"`
	Took       evidence.Duration      `json:"took_ms"`
	Total      int                    `json:"total"`
	Counts     map[report.Outcome]int `json:"counts"`
	Unexpected int                    `json:"unexpected"`
	Accepted   int                    `json:"accepted"`
	Dangerous  int                    `json:"dangerous"`
	Expiring   int                    `json:"expiring"`
	Elsewhere  int                    `json:"elsewhere"`
	Wrong      int                    `json:"wrong_lines"`
	Resumed    int                    `json:"resumed"`
	Letters    int                    `json:"letters_left"` // that may still lie in mailboxes; the token of each stands in its line
	Causes     []report.Tally         `json:"causes"`
	Servers    []report.Tally         `json:"servers"`
	Changes    *report.Changes        `json:"changes"`
	Failures   []report.Target        `json:"failures"` // the first of them
	Left       int                    `json:"failures_left_out"`
	Series     []report.Series        `json:"series"`
	Differ     []report.Difference    `json:"differ"`
	Lapsed     []string               `json:"lapsed"`
}

func sweepForm(s *report.Sweep) *SweepForm {
	return &SweepForm{
		Schema: SweepSchema, Command: s.Command, Outcome: s.Outcome, Exit: ExitCode(s.Outcome), Why: s.Why, Started: s.Started, Took: evidence.Duration(s.Took),
		Total: s.Total, Counts: s.Counts, Unexpected: s.Unexpected, Accepted: s.Accepted, Dangerous: s.Dangerous, Expiring: s.Expiring, Elsewhere: s.Elsewhere,
		Wrong: s.Wrong, Resumed: s.Resumed, Letters: s.Letters, Causes: s.Causes, Servers: s.Servers, Changes: s.Changes, Failures: s.Failures, Left: s.Left, Series: s.Series,
		Differ: s.Differ, Lapsed: s.Lapsed,
	}
}

// sweepOutcomes are in the order in which they are counted up.
var sweepOutcomes = []report.Outcome{report.Works, report.Broken, report.Undecided, report.NoSettings}

// sweep is what became of a list: the verdict, the counts, the causes, the
// servers behind them, and what has changed.
func (p *printer) sweep(s *report.Sweep) {
	words := map[string]string{"total": fmt.Sprint(s.Total), "why": strings.Join(s.Why, ", ")}
	switch s.Outcome {
	case report.Works:
		p.line(0, "%s", p.paint(green, finding.Fill(p.in(sweepPasses), words)))
	case report.Broken:
		p.line(0, "%s", p.paint(red, finding.Fill(p.in(sweepFails), words)))
	default:
		p.line(0, "%s", p.paint(yellow, finding.Fill(p.in(sweepUnclear), words)))
	}
	p.gap()
	g := &grid{}
	for _, o := range sweepOutcomes {
		if n := s.Counts[o]; n > 0 || o == report.Works {
			g.add(p.in(sweepWord[o]), fmt.Sprint(n))
		}
	}
	for _, c := range []struct {
		label text
		n     int
	}{
		{dangerLabel, s.Dangerous}, {expiringLabel, s.Expiring}, {acceptedLabel, s.Accepted}, {elsewhereLabel, s.Elsewhere}, {wrongLabel, s.Wrong}, {resumedLabel, s.Resumed}, {lettersLabel, s.Letters},
	} {
		if c.n > 0 {
			g.add(p.in(c.label), fmt.Sprint(c.n))
		}
	}
	g.print(p, 1)
	if s.Letters > 0 {
		p.para(1, p.in(lettersFound))
	}
	p.tallies(causesLabel, s.Causes, func(name string) string {
		doc, ok := finding.Lookup(finding.Code(name))
		switch {
		case ok:
			return name + "  " + finding.Fill(doc.Title.In(p.style.Lang), nil)
		case reasonWord[name].EN != "":
			return name + "  " + p.in(reasonWord[name])
		}
		return clean.Line(name)
	})
	p.tallies(serversLabel, s.Servers, clean.Line)
	if c := s.Changes; c != nil {
		p.gap()
		p.line(0, "%s", finding.Fill(p.in(changesLabel), map[string]string{
			"new": fmt.Sprint(c.New), "mended": fmt.Sprint(c.Mended), "still": fmt.Sprint(c.Still), "unseen": fmt.Sprint(c.NotSeen),
		}))
	}
	for _, d := range s.Differ {
		var parts []string
		for _, place := range slices.Sorted(maps.Keys(d.By)) {
			parts = append(parts, clean.Line(place)+": "+p.in(sweepWord[d.By[place]]))
		}
		p.line(0, "%s: %s", clean.Line(d.Target), strings.Join(parts, ", "))
	}
	for _, l := range s.Lapsed {
		p.line(0, "%s %s", p.in(lapsedLabel), clean.Line(l))
	}
}

func (p *printer) tallies(label text, list []report.Tally, name func(string) string) {
	if len(list) == 0 {
		return
	}
	p.gap()
	p.line(0, "%s", p.in(label))
	for _, t := range list {
		p.line(1, "%7d  %s", t.Count, name(t.Name))
	}
}

// sweepBrief has a check for each failure that is listed, and figures.
func sweepBrief(s *report.Sweep, lang string) *brief {
	b := &brief{command: clean.Line(s.Command), outcome: s.Outcome, at: s.Started, took: s.Took, sweep: s}
	for _, o := range sweepOutcomes {
		b.figures = append(b.figures, figure{string(o), s.Counts[o]})
	}
	b.figures = append(b.figures, figure{"danger", s.Dangerous}, figure{"expiring", s.Expiring})
	b.subject = fmt.Sprintf("%d/%d", s.Counts[report.Works], s.Total)
	for i := range s.Failures {
		b.addAs(targetCheck(&s.Failures[i], lang), clean.Line(s.Failures[i].Target))
	}
	if len(s.Failures) == 0 {
		b.addAs(check{outcome: s.Outcome, items: whyItems(s, lang)}, joined(b.command, b.subject))
	}
	return b
}

func whyItems(s *report.Sweep, lang string) []ItemForm {
	if s.Outcome == report.Works {
		return nil
	}
	label, severity := sweepFails, finding.Broken
	if s.Outcome != report.Broken {
		label, severity = sweepUnclear, finding.Undecided
	}
	words := map[string]string{"total": fmt.Sprint(s.Total), "why": strings.Join(s.Why, ", ")}
	return []ItemForm{{Severity: severity, Title: finding.Fill(label.In(lang), words)}}
}

// targetBrief is one target's result.
func targetBrief(t *report.Target, lang string) *brief {
	b := &brief{command: "sweep", subject: clean.Line(t.Target), outcome: t.Outcome, at: t.At, took: time.Duration(t.Took)}
	b.addAs(targetCheck(t, lang), b.subject)
	return b
}

func targetCheck(t *report.Target, lang string) check {
	c := check{host: clean.Line(t.Server()), outcome: t.Outcome}
	cause := finding.Code(t.Cause)
	if doc, ok := finding.Lookup(cause); ok {
		c.items = append(c.items, ItemForm{Finding: finding.Finding{Code: cause}, Severity: doc.Severity, Title: finding.Fill(doc.Title.In(lang), nil), Fix: finding.Fill(doc.Fix.In(lang), nil)})
	} else if why, ok := reasonWord[t.Cause]; ok {
		c.items = append(c.items, ItemForm{Finding: finding.Finding{Code: cause}, Severity: finding.Undecided, Title: why.In(lang)})
	} else if cause != "" { // of a file that is read again
		c.items = append(c.items, ItemForm{Severity: finding.Undecided, Title: clean.Line(t.Cause)})
	}
	for _, l := range t.Legs {
		if l.Outcome != report.Works && c.port == 0 {
			c.leg, c.port, c.security, c.stopped = l.Leg, l.Port, l.Security, l.StoppedAt
		}
	}
	return c
}

// Labels of a sweep.
var (
	sweepPasses  = text{EN: "Passed: {total} targets.", JA: "合格: 対象 {total} 件。"}
	sweepFails   = text{EN: "Failed ({why}): {total} targets.", JA: "不合格（{why}）: 対象 {total} 件。"}
	sweepUnclear = text{EN: "Undecided ({why}): {total} targets, too many of which could not be told.", JA: "判定できません（{why}）: 対象 {total} 件のうち、判定できないものが多すぎます。"}
	sweepWord    = map[report.Outcome]text{
		report.Works: {EN: "works", JA: "正常"}, report.Broken: {EN: "broken", JA: "エラー"},
		report.Undecided: {EN: "undecided", JA: "判定できません"}, report.NoSettings: {EN: "no settings given or published", JA: "設定の指定も公開もなし"},
	}
	dangerLabel    = text{EN: "of these in danger (a password in clear, a risky certificate)", JA: "うち危険な設定（暗号化なしのパスワード、危険な証明書）"}
	expiringLabel  = text{EN: "of these with a certificate that ends soon", JA: "うち証明書の期限が近いもの"}
	acceptedLabel  = text{EN: "known failures that were accepted", JA: "承知済みのエラー"}
	elsewhereLabel = text{EN: "seen differently from the second place", JA: "別の場所からは結果が異なるもの"}
	wrongLabel     = text{EN: "lines that could not be read", JA: "読み取れなかった行"}
	lettersLabel   = text{EN: "letters that may still lie in mailboxes", JA: "メールボックスに残っている可能性のある試験メール"}
	lettersFound   = text{EN: "The line of each has its token (header X-Harness-Letter: v1; token=...); `harness clean` finds them.", JA: "各行に目印（ヘッダーの X-Harness-Letter: v1; token=...）があります。`harness clean` で見つけられます。"}
	resumedLabel   = text{EN: "results taken from the journal", JA: "記録から引き継いだ結果"}
	causesLabel    = text{EN: "Causes:", JA: "原因:"}
	serversLabel   = text{EN: "Servers behind most failures:", JA: "エラーの多いサーバー:"}
	changesLabel   = text{EN: "Since the baseline: new failures {new}, mended {mended}, still failing {still}, not seen {unseen}.", JA: "前回との差: 新しいエラー {new} 件、解消 {mended} 件、継続 {still} 件、確認できず {unseen} 件。"}
	lapsedLabel    = text{EN: "No longer accepted, its date has passed:", JA: "期限を過ぎたため承知済みとして扱わないもの:"}
	reasonWord     = map[string]text{
		"no-settings":         {EN: "nothing was given, and the domain publishes nothing", JA: "指定がなく、ドメインも設定を公開していません"},
		"server-blocks":       {EN: "the server does not answer, or it had enough of us", JA: "サーバーが応答しないか、接続を制限しています"},
		"deadline":            {EN: "the time was up first", JA: "時間内に終わりませんでした"},
		"given-up":            {EN: "each worker that took it ended before it had a result", JA: "どのワーカーも結果が出る前に終了しました"},
		"refused-budget":      {EN: "waits for the server's budget of refused logins", JA: "拒否されたログインの上限に達し、待ちきれませんでした"},
		"no-password":         {EN: "there is no password", JA: "パスワードがありません"},
		"not-run":             {EN: "could not be run", JA: "実行できませんでした"},
		"client-leaked":       {EN: "the client sent credentials to a server that it had to refuse", JA: "拒否すべきサーバーに認証情報を送りました"},
		"client-did-not-work": {EN: "the client did not log in where nothing is wrong", JA: "問題のないサーバーにログインできませんでした"},
		"client-did-not-come": {EN: "the client did not connect", JA: "接続しませんでした"},
		"client-cannot-run":   {EN: "the client could not be run", JA: "実行できませんでした"},
		"client-did-not-end":  {EN: "the client did not end in time", JA: "時間内に終わりませんでした"},
		"interrupted":         {EN: "interrupted", JA: "中断しました"},
	}
)
