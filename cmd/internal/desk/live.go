package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"harness/cmd/internal/job"
)

// livePage is a run while it goes on.
type livePage struct {
	ID, Case string
	Phase    phase
	Looks    []look
	Fault    string
	T        map[string]string
}

// show is a run: its steps while it goes on, then its result.
func (d *Desk) show(w http.ResponseWriter, r *http.Request) {
	one := d.store.run(r.PathValue("id"))
	if one == nil {
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	looks, at, _ := one.seen(0)
	if at == done {
		d.write(w, r, http.StatusOK, "result", frame{Title: "result", Body: d.resultOf(one, d.lang(w, r))})
		return
	}
	page := livePage{ID: one.id, Case: one.of.id, Phase: at, Looks: looks}
	if at == failed {
		page.Fault = reason(one.result.fault)
		if errors.Is(one.result.fault, job.ErrSpent) {
			page.Fault = texts(d.lang(w, r))["spent"]
		}
	}
	page.T = texts(d.lang(w, r))
	d.write(w, r, http.StatusOK, "live", frame{Title: string(at), Body: page, Reload: !at.over()})
}

// events tells a browser of each step as it ends, and of the end. Each event has
// a number, so that a browser which comes back goes on where it was.
func (d *Desk) events(w http.ResponseWriter, r *http.Request) {
	one := d.store.run(r.PathValue("id"))
	if one == nil {
		http.NotFound(w, r)
		return
	}
	n, _ := strconv.Atoi(r.Header.Get("Last-Event-ID"))
	n = max(0, n)
	t := texts(d.lang(w, r))
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	alive := time.NewTicker(ticking)
	defer alive.Stop()
	for {
		looks, at, changed := one.seen(n)
		for _, l := range looks {
			n++
			var b bytes.Buffer
			if err := d.pages["live"].ExecuteTemplate(&b, "look", lookPart{l, t}); err != nil {
				return
			}
			line, err := json.Marshal(b.String()) // one line, whatever a server said
			if err != nil {
				return
			}
			fmt.Fprintf(w, "id: %d\nevent: look\ndata: %s\n\n", n, line)
		}
		if at.over() {
			fmt.Fprintf(w, "event: end\ndata: %q\n\n", at)
			out.Flush()
			return
		}
		if at == running {
			fmt.Fprintf(w, "event: phase\ndata: %q\n\n", t["running"])
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-alive.C:
			fmt.Fprint(w, ": still there\n\n")
		case <-r.Context().Done():
			return
		case <-d.ctx.Done():
			return
		}
	}
}

type lookPart struct {
	L look
	T map[string]string
}

// Parts are the looks as the page's part shows them.
func (p livePage) Parts() []lookPart {
	var list []lookPart
	for _, l := range p.Looks {
		list = append(list, lookPart{l, p.T})
	}
	return list
}

// cancel ends a run.
func (d *Desk) cancel(w http.ResponseWriter, r *http.Request) {
	one := d.store.run(r.PathValue("id"))
	if one == nil {
		d.fail(w, r, http.StatusNotFound, "gone")
		return
	}
	one.stop()
	for { // so that the page which follows tells the end
		_, at, changed := one.seen(0)
		if at.over() {
			break
		}
		select {
		case <-changed:
			continue
		case <-r.Context().Done():
		}
		break
	}
	http.Redirect(w, r, "/runs/"+one.id, http.StatusSeeOther)
}
