package finding

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// declared are all codes of codes.go, read from its syntax tree so that a code
// without a doc cannot hide.
func declared(t *testing.T) []Code {
	t.Helper()
	var codes []Code
	for _, value := range constants(t, "codes.go") {
		codes = append(codes, Code(value))
	}
	if len(codes) < 90 {
		t.Fatalf("only %d codes found in codes.go", len(codes))
	}
	return codes
}

func TestEveryCodeHasOneDoc(t *testing.T) {
	t.Parallel()
	count := map[Code]int{}
	for _, d := range All() {
		count[d.Code]++
	}
	for _, code := range declared(t) {
		if count[code] != 1 {
			t.Errorf("%s has %d docs, want 1", code, count[code])
		}
		delete(count, code)
	}
	for code := range count {
		t.Errorf("%s has a doc but does not stand in codes.go", code)
	}
}

// asRead are the docs for a client without remarks and for Gmail.
func asRead() []Doc {
	var out []Doc
	for _, d := range All() {
		out = append(out, d.For(""), d.For(Gmail))
	}
	return out
}

// The facts name no client; what a remark says stands only for its client.
func TestFactsNameNoClient(t *testing.T) {
	t.Parallel()
	for _, d := range All() {
		plain, gmail := d.For("another"), d.For(Gmail)
		texts := [][4]Text{{d.Title, plain.Title, gmail.Title, d.Gmail.Title}, {d.Why, plain.Why, gmail.Why, d.Gmail.Why}, {d.Fix, plain.Fix, gmail.Fix, d.Gmail.Fix}}
		for _, text := range texts {
			fact, read, remarked, remark := text[0], text[1], text[2], text[3]
			for _, word := range []string{"Gmail", "Google"} {
				if strings.Contains(fact.EN+fact.JA, word) {
					t.Errorf("%s: the fact names %s: %q %q", d.Code, word, fact.EN, fact.JA)
				}
			}
			if read != fact {
				t.Errorf("%s: another client reads %q, the fact is %q", d.Code, read.EN, fact.EN)
			}
			if remark == (Text{}) && remarked != fact || remark != (Text{}) && remarked == fact {
				t.Errorf("%s: Gmail's users read %q", d.Code, remarked.EN)
			}
			if strings.Contains(remarked.EN+remarked.JA, "{fact}") {
				t.Errorf("%s: the fact is not put into %q", d.Code, remarked.EN)
			}
		}
	}
}

func TestDocsAreComplete(t *testing.T) {
	t.Parallel()
	kebab := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	severities := map[Severity]bool{Broken: true, Undecided: true, High: true, Warning: true, Note: true}
	keys := constants(t, "args.go")
	for _, d := range asRead() {
		if !kebab.MatchString(string(d.Code)) {
			t.Errorf("%q is not kebab-case", d.Code)
		}
		if !severities[d.Severity] {
			t.Errorf("%s has severity %q", d.Code, d.Severity)
		}
		for name, text := range map[string]Text{"title": d.Title, "why": d.Why, "fix": d.Fix} {
			for lang, s := range map[string]string{"en": text.EN, "ja": text.JA} {
				if strings.TrimSpace(s) == "" || s != strings.TrimSpace(s) {
					t.Errorf("%s: %s in %s is empty or has spaces round it", d.Code, name, lang)
				}
				checkHoles(t, keys, d.Code, s)
				end := strings.TrimRight(s, "]）)")
				if name == "title" && (strings.HasSuffix(end, ".") || strings.HasSuffix(end, "。")) {
					t.Errorf("%s: title in %s ends with a full stop", d.Code, lang)
				}
				if name != "title" && !strings.HasSuffix(end, ".") && !strings.HasSuffix(end, "。") &&
					!strings.HasSuffix(end, "}") {
					t.Errorf("%s: %s in %s is no sentence: %q", d.Code, name, lang, s)
				}
			}
			if !hasJapanese(text.JA) || hasJapanese(text.EN) {
				t.Errorf("%s: %s is in the wrong language", d.Code, name)
			}
			if english := EnglishIn(text.JA); english != "" {
				t.Errorf("%s: %s in Japanese has English in it: %q", d.Code, name, english)
			}
		}
	}
}

// constants are the strings in a file of this package, read from its syntax
// tree so that none can hide.
func constants(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			value, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, value)
		}
		return true
	})
	return values
}

// Every hole has a key, and no key stands twice.
func TestKeys(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, k := range constants(t, "args.go") {
		if known[k] {
			t.Errorf("key %s stands twice", k)
		}
		known[k] = true
	}
	for _, d := range asRead() {
		for _, text := range []Text{d.Title, d.Why, d.Fix} {
			for _, m := range regexp.MustCompile(`\{([a-z0-9_]+)\}`).FindAllStringSubmatch(text.EN+text.JA, -1) {
				if !known[m[1]] {
					t.Errorf("%s has a hole {%s} that is no key", d.Code, m[1])
				}
			}
		}
	}
}

func checkHoles(t *testing.T, keys []string, code Code, s string) {
	t.Helper()
	args := map[string]string{}
	for _, k := range keys {
		args[k] = "VALUE"
	}
	full := Fill(s, args)
	if strings.ContainsAny(full, "{}[]?") {
		t.Errorf("%s: filled with everything, braces or unknown holes remain: %q", code, full)
	}
	bare := Fill(s, map[string]string{"host": "mail.example.test"})
	if strings.ContainsAny(bare, "{}[]?") {
		t.Errorf("%s: filled with the host alone, holes remain: %q", code, bare)
	}
	for _, bad := range []string{"  ", "( )", "()", "（）", " .", " ,", "::"} {
		if strings.Contains(bare, bad) {
			t.Errorf("%s: filled with the host alone there is %q: %q", code, bad, bare)
		}
	}
}

func TestDependsOnIsAcyclic(t *testing.T) {
	t.Parallel()
	var visit func(code Code, path []Code)
	visit = func(code Code, path []Code) {
		for _, seen := range path {
			if seen == code {
				t.Fatalf("%s depends on itself: %v", code, path)
			}
		}
		d, ok := Lookup(code)
		if !ok {
			t.Fatalf("%v leads to %s, which has no doc", path, code)
		}
		for _, cause := range d.DependsOn {
			visit(cause, append(path[:len(path):len(path)], code))
		}
	}
	for _, d := range All() {
		visit(d.Code, nil)
	}
}

// Advice that harms is never given.
func TestNoHarmfulAdvice(t *testing.T) {
	t.Parallel()
	for _, d := range asRead() {
		for _, s := range []string{d.Title.EN, d.Why.EN, d.Fix.EN} {
			for _, bad := range []string{"password is correct", "disable ssl", "disable tls", "delete the account", "delete the entry", "add it anew"} {
				if strings.Contains(strings.ToLower(s), bad) {
					t.Errorf("%s says %q", d.Code, bad)
				}
			}
		}
		if d.Code != PlaintextPassword && strings.Contains(d.Fix.JA, "保護されていない接続") {
			t.Errorf("%s sends people to the unsecured connection", d.Code)
		}
		for _, s := range []string{d.Title.JA, d.Why.JA, d.Fix.JA} {
			if strings.Contains(s, "パスワードは正しい") || strings.Contains(s, "パスワードは合って") {
				t.Errorf("%s claims that the password is right", d.Code)
			}
		}
	}
}

func hasJapanese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han)
	})
}

func TestEnglishIn(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"サーバー名を確認します。":                           "",
		"This is an English sentence. サーバー名":     "This is an English sentence",
		"`harness diagnose --no-login HOST` で確認": "",
		"Postfix の smtpd_tls_auth_only を設定します":   "",
		"「the password was refused」と表示されます":      "the password was refused",
	} {
		if got := EnglishIn(s); got != want {
			t.Errorf("EnglishIn(%q) = %q, want %q", s, got, want)
		}
	}
}
