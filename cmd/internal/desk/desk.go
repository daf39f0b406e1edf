// Package desk is the page for support: a pasted mail in, Gmail's two dialogs as
// the customer sees them, a run that is watched while it goes on, and its
// result with the reply to send. A run is a use case of the house: package
// ticket where there are a customer's words, else package job; nothing is
// judged here.
//
// What comes from a form reaches a server through the guard alone, which looks
// at the address of every dial. The resolver, the roots and the lab's scenario
// are the desk's own. Proof comes from the hosting company's test mailboxes. No
// password is asked for in a browser, unless the domain is listed for it.
package desk

import (
	"context"
	"embed"
	"html/template"
	"io/fs"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"harness/client/account"
	"harness/cmd/internal/job"
	"harness/cmd/internal/profile"
	"harness/cmd/internal/sweep"
	"harness/fixtures/scenario"
	"harness/verify/certs"
)

// Config is how a desk is set up. Its zero limits are the usual ones.
type Config struct {
	Env     job.Env        // the network as it is; its Dial is put behind the guard
	Allow   []netip.Prefix // networks that may be dialled although they are not public
	Lab     bool           // scenarios of the lab are offered
	Margins certs.Margins
	Now     func() time.Time // nil: time.Now

	Profile  *profile.Profile                              // nil: none
	Files    fs.FS                                         // where the profile's inventory is
	Password func(profile.Account) (account.Secret, error) // of a test mailbox; nil: none is used
	Logins   []string                                      // domains whose customers' passwords may be typed, A-labels; none: no password is asked for
	Refusals *job.Refusals                                 // of logins with either; nil: they are not counted

	Quote   func(words ...string) string // a command line as a shell reads it
	Fleet   func() (*sweep.Index, error) // the results of a sweep, as they stand now; nil: none are shown
	History *History                     // of finished runs; nil: none is kept
	Door    Door                         // who may come in
	Hosts   []string                     // that the desk is called by in a browser, without ports; none: loopback's names
}

// The bounds. A desk is for the people of one company.
const (
	maxBody    = 2 << 20          // of a form, in bytes: a mail without its attachments
	maxHeld    = 32 << 20         // of all pastes that are kept, in bytes
	maxCases   = 400              // that are kept
	maxRuns    = 200              // that are kept, the finished ones
	runsAtOnce = 3                //
	maxWaiting = 60               // runs in the queue
	maxTime    = 4 * time.Minute  // of one run
	perUser    = 20               // runs a minute
	perTarget  = 8                // runs a minute to servers of one domain
	maxLooks   = 120              // conversations shown while a run goes on
	lifetime   = 12 * time.Hour   // of a case that nobody opens
	tries      = 2                // of the advised settings, with a password
	ticking    = 20 * time.Second // a sign of life on an open stream
)

//go:embed pages
var files embed.FS

// Desk serves the pages.
type Desk struct {
	cfg   Config
	ctx   context.Context
	stop  context.CancelFunc
	runs  sync.WaitGroup
	queue *queue
	users *limiter
	hosts *limiter
	store store
	pages map[string]*template.Template
	mux   http.Handler

	scenarios []scenario.Scenario // of the lab; none where it is not offered

	inside inside
	knocks *limiter
}

// New makes a desk; Close ends its runs.
func New(ctx context.Context, cfg Config) (*Desk, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	d := &Desk{
		cfg: cfg, queue: newQueue(runsAtOnce, maxWaiting), store: store{now: cfg.Now},
		users: &limiter{now: cfg.Now}, hosts: &limiter{now: cfg.Now},
		inside: inside{now: cfg.Now}, knocks: &limiter{now: cfg.Now},
	}
	var err error
	if d.pages, err = readPages(); err != nil {
		return nil, err
	}
	if cfg.Lab {
		d.scenarios = scenario.All() // all are made anew with each call
	}
	d.ctx, d.stop = context.WithCancel(ctx)
	d.mux = d.routes()
	if cfg.History != nil {
		d.runs.Go(d.forget)
	}
	return d, nil
}

// Close ends every run and waits for it.
func (d *Desk) Close() {
	d.stop()
	d.runs.Wait()
}

// ServeHTTP serves the pages.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

func (d *Desk) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.start)
	mux.HandleFunc("GET "+loginPath, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", http.StatusSeeOther) }) // whoever is in
	mux.HandleFunc("GET /fleet", d.fleet)
	mux.HandleFunc("GET /fleet/{key}", d.target)
	mux.HandleFunc("GET /history", d.domains)
	mux.HandleFunc("GET /history/{domain}", d.past)
	mux.HandleFunc("GET /history/{domain}/compare", d.compared)
	mux.HandleFunc("GET /history/{domain}/{id}", d.entry)
	mux.HandleFunc("POST /cases", d.open)
	mux.HandleFunc("GET /cases/{id}", d.dialogs)
	mux.HandleFunc("POST /cases/{id}/runs", d.begin)
	mux.HandleFunc("GET /runs/{id}", d.show)
	mux.HandleFunc("GET /runs/{id}/events", d.events)
	mux.HandleFunc("POST /runs/{id}/cancel", d.cancel)
	mux.HandleFunc("GET /runs/{id}/result.html", d.download)
	mux.HandleFunc("GET /runs/{id}/ticket.json", d.ticketJSON)
	mux.HandleFunc("GET /runs/{id}/diagnosis/{n}", d.diagnosisJSON)
	mux.HandleFunc("GET /style.css", asset("style.css", "text/css; charset=utf-8"))
	mux.HandleFunc("GET /desk.js", asset("desk.js", "text/javascript; charset=utf-8"))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { d.fail(w, r, http.StatusNotFound, "gone") })
	return d.safe(http.NewCrossOriginProtection().Handler(d.guarded(mux)))
}
