package desk

import (
	"bytes"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"strings"

	"harness/verify/finding"
)

// readPages reads every page with its frame.
func readPages() (map[string]*template.Template, error) {
	pages := map[string]*template.Template{}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		base := strings.TrimSuffix(strings.TrimPrefix(name, "pages/"), ".html")
		if base == "frame" || base == "parts" {
			continue
		}
		if pages[base], err = template.ParseFS(files, "pages/frame.html", "pages/parts.html", name); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// frame is what every page has.
type frame struct {
	Lang   string
	Other  string // the other language
	Title  string
	T      map[string]string // the desk's own texts
	Switch string            // the page in the other language
	Style  template.CSS      // of a page that stands alone; "": the desk's file
	Reload bool              // without a script the page asks again
	Body   any
}

// write writes a page.
func (d *Desk) write(w http.ResponseWriter, r *http.Request, status int, name string, f frame) {
	f.Lang = d.lang(w, r)
	f.Other, f.T = other(f.Lang), texts(f.Lang)
	query := r.URL.Query()
	query.Set("lang", f.Other)
	f.Switch = (&url.URL{Path: r.URL.Path, RawQuery: query.Encode()}).String()
	if t, ok := f.T[f.Title]; ok {
		f.Title = t
	}
	var b bytes.Buffer
	if err := d.pages[name].ExecuteTemplate(&b, "frame", f); err != nil {
		http.Error(w, "the page could not be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// fail says why there is no page; what is a key of the desk's texts.
func (d *Desk) fail(w http.ResponseWriter, r *http.Request, status int, what string) {
	if r.Method != http.MethodGet { // the form's own address is no page
		r.URL.Path, r.URL.RawQuery = "/", ""
	}
	d.write(w, r, status, "error", frame{Title: what, Body: what})
}

// langCookie keeps the language that was chosen.
const langCookie = "lang"

// lang is the language of a page: the one that was asked for, which is kept;
// else the browser's.
func (d *Desk) lang(w http.ResponseWriter, r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); lang == finding.EN || lang == finding.JA {
		http.SetCookie(w, &http.Cookie{Name: langCookie, Value: lang, Path: "/", HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode})
		return lang
	}
	if c, err := r.Cookie(langCookie); err == nil && (c.Value == finding.EN || c.Value == finding.JA) {
		return c.Value
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") { // in the order of browsers, the best first
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		switch base, _, _ := strings.Cut(strings.ToLower(tag), "-"); base {
		case finding.EN, finding.JA:
			return base
		}
	}
	return finding.EN
}

func other(lang string) string {
	if lang == finding.JA {
		return finding.EN
	}
	return finding.JA
}

// asset serves a file of the desk.
func asset(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		data, err := files.ReadFile("pages/" + name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "no-cache")
		w.Write(data)
	}
}
