package render

import (
	"fmt"
	"slices"
	"strings"

	"harness/client/evidence"
	"harness/client/persona"
	"harness/verify/clean"
	"harness/verify/finding"
	"harness/verify/phrasebook"
	"harness/verify/report"
)

// ClientsSchema is the number of the form of ClientsForm, see ReportSchema.
const ClientsSchema = 1

// ClientsForm is the JSON form of --as all.
type ClientsForm struct {
	Schema  int              `json:"schema"`
	Command string           `json:"command"`
	Outcome report.Outcome   `json:"outcome"`
	Exit    int              `json:"exit"`
	Lang    string           `json:"lang"` // of title, why and fix
	Address string           `json:"address"`
	NoLogin bool             `json:"no_login"` // up to the login
	Clients []ClientForm     `json:"clients"`
	Common  []report.Common  `json:"common"`
	Trips   []*evidence.Trip `json:"trips"`
	Survey  *evidence.Survey `json:"survey"`
	Next    string           `json:"next"`
}

// ClientForm is the JSON form of one client.
type ClientForm struct {
	Client   string         `json:"client"`
	Title    string         `json:"title"`
	Outcome  report.Outcome `json:"outcome"`
	Legs     []CellForm     `json:"legs"`
	Findings []ItemForm     `json:"findings"` // of neither leg
}

// CellForm is the JSON form of a client on a leg.
type CellForm struct {
	Leg      finding.Leg     `json:"leg"`
	Proto    evidence.Proto  `json:"proto"`
	Server   evidence.Server `json:"server"`
	State    report.State    `json:"state"`
	Findings []ItemForm      `json:"findings"`
}

func clientsForm(c *report.Clients, lang string) *ClientsForm {
	out := &ClientsForm{
		Schema: ClientsSchema, Command: c.Command, Outcome: c.Outcome, Exit: ExitCode(c.Outcome), Lang: lang, Address: c.Address, NoLogin: c.NoLogin,
		Clients: []ClientForm{}, Common: append([]report.Common{}, c.Common...), Trips: append([]*evidence.Trip{}, c.Trips...), Survey: c.Survey, Next: c.Next,
	}
	for _, one := range c.Clients {
		form := ClientForm{Client: one.Name, Title: clientTitle(one.Name, lang), Outcome: one.Outcome, Legs: []CellForm{}, Findings: Items(one.Items, one.Name, lang)}
		for _, cell := range one.Cells {
			form.Legs = append(form.Legs, CellForm{cell.Leg, cell.Proto, cell.Server, cell.State, Items(cell.Items, one.Name, lang)})
		}
		out.Clients = append(out.Clients, form)
	}
	return out
}

func clientTitle(name, lang string) string {
	if who, ok := persona.Find(persona.All(), name); ok {
		return text(who.Title).In(lang)
	}
	return name
}

var (
	clientsVerdict = map[report.Outcome]text{
		report.Works:     {EN: "Works: every client could use these settings, as far as can be seen from here.", JA: "正常: ここから確認できる範囲では、すべてのソフトでこの設定を使えます。"},
		report.Broken:    {EN: "Broken: {works} of {all} clients could use these settings.", JA: "エラー: この設定を使えるのは {all} 種類のソフトのうち {works} 種類です。"},
		report.Undecided: {EN: "Undecided: {works} of {all} clients could use these settings; of the others this run could not tell.", JA: "判定できません: この設定を使えるのは {all} 種類のソフトのうち {works} 種類です。ほかのソフトについては判断できませんでした。"},
	}
	clientsHead = text{EN: "Client", JA: "ソフト"}
	cellHead    = map[evidence.Proto]text{
		evidence.SMTP: {EN: "Sending", JA: "送信"},
		evidence.POP3: {EN: "Fetching, POP", JA: "受信（POP）"},
		evidence.IMAP: {EN: "Fetching, IMAP", JA: "受信（IMAP）"},
	}
	stateWord = map[report.State]text{
		report.StateWorks:    {EN: "works", JA: "使える"},
		report.StateExposed:  {EN: "in clear!", JA: "暗号化なし"},
		report.StateAsks:     {EN: "WARNS, asks", JA: "警告と確認"},
		report.StateFails:    {EN: "FAILS", JA: "使えない"},
		report.StateUnclear:  {EN: "undecided", JA: "判定できない"},
		report.StateUnset:    {EN: "cannot be set", JA: "設定できない"},
		report.StateUnspoken: {EN: "-", JA: "-"},
	}
	stateMeans = map[report.State]text{
		report.StateExposed:  {EN: "in clear!: it works, and everybody on the way can read the password.", JA: "暗号化なし: 動作しますが、経路の誰でもパスワードを読み取れます。"},
		report.StateAsks:     {EN: "WARNS, asks: the client refuses, and asks whether to go on. Who agrees SENDS THE PASSWORD to whoever answers.", JA: "警告と確認: 接続を拒否したうえで、続行するかを尋ねます。続行すると、応答した相手が誰であってもパスワードが送信されます。"},
		report.StateUnset:    {EN: "cannot be set: the client's settings do not offer this port or this encryption.", JA: "設定できない: このポートまたは暗号化方式は、そのソフトの設定画面では選べません。"},
		report.StateUnspoken: {EN: "-: the client does not fetch this way.", JA: "-: そのソフトはこの方式では受信しません。"},
	}
	commonHead = text{EN: "What works for all", JA: "すべてのソフトで使える設定"}
	commonLine = text{EN: "{what} ({who}):", JA: "{what}（{who}）:"}
	everybody  = text{EN: "all clients", JA: "すべてのソフト"}
	noCommon   = text{EN: "No setting was seen that works for all of them.", JA: "すべてのソフトで使える設定は見つかっていません。"}
	noCommonOf = text{EN: "{what}: no setting was seen that works for all.", JA: "{what}: すべてのソフトで使える設定は見つかっていません。"}
	loginLeft  = text{EN: "Nothing was logged in: \"works\" means up to the login.", JA: "ログインはしていません。「使える」は、ログインの直前までの確認です。"}
	saysWord   = text{EN: "{who} [{basis}]:", JA: "{who}［{basis}］:"}
)

// clients is the table, what each client says to the faults, and what works for all.
func (p *printer) clients(c *report.Clients) {
	works := 0
	for _, one := range c.Clients {
		if one.Outcome == report.Works {
			works++
		}
	}
	p.client = ""
	p.verdict(finding.Fill(clientsVerdict[c.Outcome].In(p.style.Lang), map[string]string{"works": fmt.Sprint(works), "all": fmt.Sprint(len(c.Clients))}))
	p.line(0, "%s", clean.Line(c.Address))
	p.gap()
	p.clientTable(c)
	if c.NoLogin {
		p.para(0, loginLeft.In(p.style.Lang))
	}
	p.clientCauses(c)
	p.forAll(c)
	p.next(c.Next)
}

// columnsOf are the legs that were looked at, in the order of the records.
func columnsOf(c *report.Clients) []report.Cell {
	var out []report.Cell
	for _, one := range c.Clients {
		for _, cell := range one.Cells {
			if !slices.ContainsFunc(out, func(old report.Cell) bool { return old.Proto == cell.Proto }) {
				out = append(out, cell)
			}
		}
	}
	return out
}

// clientRows is one row for each client after the head: its name, and how it stands
// on each leg.
func clientRows(c *report.Clients, lang string) [][]string {
	columns := columnsOf(c)
	rows := [][]string{{clientsHead.In(lang)}}
	for _, col := range columns {
		rows[0] = append(rows[0], cellHead[col.Proto].In(lang))
	}
	for _, one := range c.Clients {
		row := []string{clientTitle(one.Name, lang)}
		for _, col := range columns {
			word := "-"
			if i := slices.IndexFunc(one.Cells, func(cell report.Cell) bool { return cell.Proto == col.Proto }); i >= 0 {
				word = stateWord[one.Cells[i].State].In(lang)
			}
			row = append(row, word)
		}
		rows = append(rows, row)
	}
	return rows
}

func (p *printer) clientTable(c *report.Clients) {
	lang := p.style.Lang
	rows := clientRows(c, lang)
	Table(&p.b, rows, len(rows[0]))
	for _, s := range []report.State{report.StateAsks, report.StateExposed, report.StateUnset, report.StateUnspoken} {
		there := slices.ContainsFunc(c.Clients, func(one report.Client) bool {
			return slices.ContainsFunc(one.Cells, func(cell report.Cell) bool { return cell.State == s })
		})
		if there {
			p.para(0, stateMeans[s].In(lang))
		}
	}
}

// told is a fault, and what the clients say to it.
type told struct {
	form ItemForm
	says []string // "CLIENT [BASIS]:" and the words, in turn
	by   []string // the buttons of those who can be told to go on
}

// clientCauses are the faults, each once, with every client's words.
func (p *printer) clientCauses(c *report.Clients) {
	var list []*told
	lang := p.style.Lang
	for _, one := range c.Clients {
		for _, it := range itemsOfClient(one) {
			i := slices.IndexFunc(list, func(t *told) bool {
				return t.form.Code == it.Code && (t.form.Leg == it.Leg || it.Code == finding.TLSClickThrough)
			})
			if i < 0 {
				form := itemOf(it, "", lang)
				list = append(list, &told{form: form})
				i = len(list) - 1
			}
			list[i].add(one.Name, it, lang)
		}
	}
	if len(list) == 0 {
		return
	}
	p.head(whyHead)
	for _, t := range list {
		title := t.form.Title
		if len(t.by) > 0 {
			title = finding.Fill(docTitle(t.form.Code, lang), map[string]string{"button": strings.Join(t.by, "; ")})
		}
		p.labelled(1, severityColour(t.form.Severity), severityWord[t.form.Severity].In(lang), "["+string(t.form.Code)+"] "+title)
		if t.form.Fix != "" && t.form.Severity != finding.Note {
			p.labelled(2, "", fixWord.In(lang), t.form.Fix)
		}
		for i := 0; i+1 < len(t.says); i += 2 {
			p.para(2, t.says[i])
			p.quote(t.says[i+1])
		}
	}
}

func docTitle(code finding.Code, lang string) string {
	doc, _ := finding.Lookup(code)
	return doc.Title.In(lang)
}

func itemsOfClient(c report.Client) []report.Item {
	out := slices.Clone(c.Items)
	for _, cell := range c.Cells {
		out = append(out, cell.Items...)
	}
	return slices.DeleteFunc(out, func(it report.Item) bool {
		return !it.Severity.Decides() && it.Severity != finding.High && it.Code != finding.FeatureEnded
	})
}

// add notes what a client says first.
func (t *told) add(client string, it report.Item, lang string) {
	if b := it.Args.Text(finding.KeyButton); b != "" {
		if by := clientTitle(client, lang) + ": " + b; !slices.Contains(t.by, by) {
			t.by = append(t.by, by)
		}
	}
	for _, s := range it.Gmail {
		if s.Rank != phrasebook.First {
			continue
		}
		head := finding.Fill(saysWord.In(lang), map[string]string{"who": clientTitle(client, lang), "basis": basisWord[s.Basis].In(lang)})
		if words := s.In(lang); !slices.Contains(t.says, words) || !slices.Contains(t.says, head) {
			t.says = append(t.says, head, words)
		}
	}
}

// forAll are the settings that work for everybody who speaks their protocol.
func (p *printer) forAll(c *report.Clients) {
	lang := p.style.Lang
	p.head(commonHead)
	if len(c.Common) == 0 {
		p.para(1, noCommon.In(lang))
		return
	}
	for _, col := range columnsOf(c) {
		i := slices.IndexFunc(c.Common, func(one report.Common) bool { return one.Proto == col.Proto })
		what := cellHead[col.Proto].In(lang)
		if i < 0 {
			p.para(1, finding.Fill(noCommonOf.In(lang), map[string]string{"what": what}))
			continue
		}
		one := c.Common[i]
		who := everybody.In(lang)
		if len(one.Clients) < len(c.Clients) {
			var names []string
			for _, name := range one.Clients {
				names = append(names, clientTitle(name, lang))
			}
			who = strings.Join(names, ", ")
		}
		p.para(1, finding.Fill(commonLine.In(lang), map[string]string{"what": what, "who": who}))
		p.copied(p.server(one.Server.Host, one.Server.Port, one.Server.Security))
	}
}
