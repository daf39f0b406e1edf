package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"harness/verify/render"
)

// completionCmd writes what a shell completes by.
type completionCmd struct {
	Shell string `arg:"" placeholder:"bash|zsh|fish|powershell" help:"Whose: bash, zsh, fish or powershell."`
}

func (c *completionCmd) Run(a *app) error {
	write, ok := map[string]func(io.Writer, []completes){"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion, "powershell": powershellCompletion}[c.Shell]
	if !ok {
		return oneOf("SHELL", c.Shell, "bash", "zsh", "fish", "powershell")
	}
	list, err := a.grammar()
	if err != nil {
		return err
	}
	write(a.stdout, list)
	return nil
}

// manCmd writes the manual page.
type manCmd struct{}

func (manCmd) Run(a *app) error {
	list, err := a.grammar()
	if err != nil {
		return err
	}
	manual(a.stdout, list)
	return nil
}

// completes is a command of the grammar, "" the program itself.
type completes struct {
	path, help, detail string
	words              []string // the commands below
	args               string   // as the usage shows them
	flags              []*kong.Flag
}

// grammar lists the program and its commands, in the order of the help.
func (a *app) grammar() ([]completes, error) {
	parser, err := kong.New(new(cli), kong.Name("harness"), kong.Description(about.EN), helpVars(a.formats))
	if err != nil {
		return nil, err
	}
	var holes []string // kong fills them in while it parses
	for name, value := range helpVars(a.formats) {
		holes = append(holes, "${"+name+"}", value)
	}
	filled := strings.NewReplacer(holes...)
	var out []completes
	var walk func(n *kong.Node, path string)
	walk = func(n *kong.Node, path string) {
		c := completes{path: path, help: n.Help, detail: n.Detail}
		for _, group := range n.AllFlags(true) {
			for _, f := range group {
				f.PlaceHolder, f.Help = filled.Replace(f.PlaceHolder), filled.Replace(f.Help)
				if f.Name == "format" && f.PlaceHolder == "NAME" { // the help lists them in its text
					f.PlaceHolder = strings.Join(render.Names(a.formats), "|")
				}
				c.flags = append(c.flags, f)
			}
		}
		for _, p := range n.Positional {
			c.args += " " + p.Summary()
		}
		for _, child := range n.Children {
			c.words = append(c.words, child.Name)
		}
		out = append(out, c)
		for _, child := range n.Children {
			walk(child, strings.TrimSpace(path+" "+child.Name))
		}
	}
	walk(parser.Model.Node, "")
	return out, nil
}

// choices are the words that a flag takes, by its placeholder; none: any.
func choices(f *kong.Flag) []string {
	all := f.FormatPlaceHolder()
	words := strings.Split(all, "|")
	if len(words) < 2 || strings.ToLower(all) != all {
		return nil
	}
	return words
}

// offered is what a command completes with where no value is being typed.
func (c *completes) offered() string {
	words := slices.Clone(c.words)
	for _, f := range c.flags {
		words = append(words, "--"+f.Name)
	}
	return strings.Join(words, " ")
}

func bashCompletion(w io.Writer, list []completes) {
	fmt.Fprint(w, "# bash completion of harness; harness completion bash wrote it\n_harness() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} word path=\n"+
		"\tfor word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n\t\tcase \"$path $word\" in\n")
	var paths []string
	for _, c := range list[1:] {
		paths = append(paths, `" `+c.path+`"`)
	}
	fmt.Fprintf(w, "\t\t%s) path=\"$path $word\" ;;\n\t\tesac\n\tdone\n\tcase \"$prev\" in\n", strings.Join(paths, " | "))
	var names []string
	all := map[string][]string{} // of all commands that have the flag
	for _, c := range list {
		for _, f := range c.flags {
			for _, word := range choices(f) {
				if all[f.Name] == nil {
					names = append(names, f.Name)
				}
				if !slices.Contains(all[f.Name], word) {
					all[f.Name] = append(all[f.Name], word)
				}
			}
		}
	}
	for _, name := range names {
		fmt.Fprintf(w, "\t--%s)\n\t\tmapfile -t COMPREPLY < <(compgen -W %q -- \"$cur\")\n\t\treturn\n\t\t;;\n", name, strings.Join(all[name], " "))
	}
	fmt.Fprint(w, "\tesac\n\tcase \"$path\" in\n")
	for _, c := range list {
		fmt.Fprintf(w, "\t%q) mapfile -t COMPREPLY < <(compgen -W %q -- \"$cur\") ;;\n", strings.TrimRight(" "+c.path, " "), c.offered())
	}
	fmt.Fprint(w, "\tesac\n}\ncomplete -o default -F _harness harness\n")
}

// zshCompletion lets zsh read bash's (zshcompsys(1), bashcompinit).
func zshCompletion(w io.Writer, list []completes) {
	fmt.Fprint(w, "#compdef harness\nautoload -U +X compinit bashcompinit && compinit && bashcompinit\nfunction mapfile { local line; COMPREPLY=(); while IFS= read -r line; do COMPREPLY+=(\"$line\"); done; }\n")
	bashCompletion(w, list)
}

func fishCompletion(w io.Writer, list []completes) {
	quote := func(s string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'" }
	fmt.Fprintln(w, "# fish completion of harness; harness completion fish wrote it")
	for _, c := range list {
		when := "__fish_use_subcommand"
		if c.path != "" {
			var parts []string
			for word := range strings.FieldsSeq(c.path) {
				parts = append(parts, "__fish_seen_subcommand_from "+word)
			}
			when = strings.Join(parts, "; and ")
		}
		for _, word := range c.words {
			i := slices.IndexFunc(list, func(o completes) bool { return o.path == strings.TrimSpace(c.path+" "+word) })
			fmt.Fprintf(w, "complete -c harness -f -n %s -a %s -d %s\n", quote(when), word, quote(list[i].help))
		}
		for _, f := range c.flags {
			value := ""
			switch words := choices(f); {
			case words != nil:
				value = " -x -a " + quote(strings.Join(words, " "))
			case !f.IsBool():
				value = " -r"
			}
			fmt.Fprintf(w, "complete -c harness -n %s -l %s%s -d %s\n", quote(when), f.Name, value, quote(f.Help))
		}
	}
}

func powershellCompletion(w io.Writer, list []completes) {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	fmt.Fprint(w, "# PowerShell completion of harness; harness completion powershell wrote it\n$harnessWords = @{\n")
	for _, c := range list {
		fmt.Fprintf(w, "  %s = %s\n", quote(c.path), quote(c.offered()))
	}
	fmt.Fprint(w, `}
Register-ArgumentCompleter -Native -CommandName harness -ScriptBlock {
  param($word, $tree, $at)
  $path = ''
  foreach ($e in $tree.CommandElements | Select-Object -Skip 1) {
    $next = "$path $e".Trim()
    if ($harnessWords.ContainsKey($next)) { $path = $next }
  }
  $harnessWords[$path].Split(' ') | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`)
}

// manual is harness(1) in the macros of man(7).
func manual(w io.Writer, list []completes) {
	text := func(s string) string {
		s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
		lines := strings.Split(s, "\n")
		for i, l := range lines {
			if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") { // else it would be a macro
				lines[i] = `\&` + l
			}
		}
		return strings.Join(lines, "\n")
	}
	fmt.Fprintf(w, ".TH HARNESS 1 \"\" \"harness %s\"\n.SH NAME\nharness \\- acts as Gmail does towards a mail server\n.SH SYNOPSIS\n.B harness\nCOMMAND [FLAG...]\n.SH DESCRIPTION\n%s\n.SH COMMANDS\n", version, text(about.EN))
	for _, c := range list[1:] {
		if len(c.words) > 0 {
			continue
		}
		fmt.Fprintf(w, ".SS %q\n%s\n", "harness "+c.path+c.args, text(c.help))
		if c.detail != "" {
			fmt.Fprintf(w, ".PP\n.nf\n%s\n.fi\n", text(c.detail))
		}
		for _, f := range c.flags {
			if f.Name == "help" {
				continue
			}
			value := ""
			if !f.IsBool() {
				value = "=" + f.FormatPlaceHolder()
			}
			fmt.Fprintf(w, ".TP\n.B %s\n%s\n", text("--"+f.Name+value), text(f.Help))
		}
	}
}
