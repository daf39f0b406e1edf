package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"harness/verify/render"
	"harness/verify/report"
)

// formFile is a file that a result is written to.
type formFile struct {
	form render.Format
	name string
}

// files reads --output.
func (o *output) files(a *app) ([]formFile, error) {
	var list []formFile
	for _, given := range o.Output {
		name, file, ok := strings.Cut(given, "=")
		form, known := render.Find(a.formats, name)
		if !ok || name == "" || file == "" || !known {
			err := badUsage("for example --output junit=report.xml", "--output: %q is not NAME=FILE", given)
			return nil, hinted(err, "NAME is one of %s", strings.Join(render.Names(a.formats), ", "))
		}
		list = append(list, formFile{form, file})
	}
	return list, nil
}

// plain takes the values without NAME= out of --output.
func (o *output) plain(a *app) []string {
	var out []string
	o.Output = slices.DeleteFunc(o.Output, func(given string) bool {
		name, _, ok := strings.Cut(given, "=")
		_, known := render.Find(a.formats, name)
		if ok && name != "" && known {
			return false
		}
		out = append(out, given)
		return true
	})
	return out
}

// forOthers are the forms that leave out the letter and what was said: whoever
// may read the directory may read the file, as monitors and web servers must.
var forOthers = []string{"junit", "prometheus", "nagios", "github", "markdown", "csv"}

// writeForm writes a result to a file. What stood there is replaced as a whole,
// so that nobody reads half of it; what is no regular file is written into.
func writeForm(a *app, to formFile, r report.Result, style render.Style) (err error) {
	mode := os.FileMode(0o600) // the letter and the addresses are the customer's
	if slices.Contains(forOthers, to.form.Name()) {
		mode = 0o644
	}
	if info, err := os.Lstat(to.name); err == nil && !info.Mode().IsRegular() || err != nil && !errors.Is(err, os.ErrNotExist) {
		return writeInto(a, to, r, style, mode)
	}
	f, err := os.CreateTemp(filepath.Dir(to.name), ".harness-*")
	if err != nil { // the file may be ours to write where its directory is not
		return writeInto(a, to, r, style, mode)
	}
	err = to.form.Write(f, r, style)
	err = errors.Join(err, f.Chmod(mode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), to.name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

func writeInto(a *app, to formFile, r report.Result, style render.Style, mode os.FileMode) error {
	f, err := blocking(a, func() (*os.File, error) { return os.OpenFile(to.name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode) })
	if err != nil {
		return err
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		f.Chmod(mode) // one that stood there may be open to all; Windows has no such bits
	}
	return errors.Join(to.form.Write(f, r, style), f.Close())
}

// summarise appends the summary of a form that has one to the file that the
// environment names for it.
func summarise(a *app, f render.Format, r report.Result, style render.Style) error {
	s, ok := f.(interface {
		Summary() (variable string, form render.Format)
	})
	if !ok {
		return nil
	}
	variable, form := s.Summary()
	name := a.getenv(variable)
	if name == "" {
		return nil
	}
	out, err := blocking(a, func() (*os.File, error) { return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644) })
	if err != nil {
		return err
	}
	return errors.Join(form.Write(out, r, style), out.Close())
}

// refuser is a form that has its own way to say that nothing could be run.
type refuser interface {
	Refuse(w io.Writer, why string) int
}

// refuserIn is the form of --format in a command line that may be wrong
// otherwise, nil if it has no way of its own.
func (a *app) refuserIn(args []string) refuser {
	for i, arg := range args {
		name, ok := strings.CutPrefix(arg, "--format=")
		if arg == "--format" && i+1 < len(args) {
			name, ok = args[i+1], true
		}
		if !ok {
			continue
		}
		if f, found := render.Find(a.formats, name); found {
			r, _ := f.(refuser)
			return r
		}
	}
	return nil
}
