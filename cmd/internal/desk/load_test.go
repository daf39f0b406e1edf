package desk

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// people is how many sit at one desk at once.
const people = 20

// TestTwentyPeople: each has a run of the own and sees its end; a page in time,
// which the figures of .ci/long bound; and whoever goes leaves no stream behind.
func TestTwentyPeople(t *testing.T) {
	if !long {
		t.Parallel()
	}
	d := newDesk(t, Config{Lab: true})
	d.unlimited()
	var mu sync.Mutex
	var took []time.Duration
	var done int
	timed := func(one *testDesk, path string) string {
		began := time.Now()
		page, res := one.get(t, path)
		mu.Lock()
		defer mu.Unlock()
		took = append(took, time.Since(began))
		if res.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, res.Status)
		}
		return page
	}
	var all sync.WaitGroup
	for i := range people {
		one := *d
		one.browser = person(t)
		all.Go(func() {
			timed(&one, "/")
			path := one.newCase(t, url.Values{"lab": {[]string{"healthy", "expired"}[i%2]}})
			run := one.newRun(t, path, asShown(timed(&one, path)))
			timed(&one, run)
			if i == 0 {
				left(t, &one, run)
			}
			if events, _ := one.get(t, run+"/events"); !strings.HasSuffix(events, "data: \"done\"\n\n") {
				t.Errorf("%.200q", events)
			}
			page := timed(&one, run)
			timed(&one, run+"/result.html")
			mu.Lock()
			defer mu.Unlock()
			if strings.Contains(page, `<h1 class="`+[]string{"works", "broken"}[i%2]+`">`) {
				done++
			}
		})
	}
	all.Wait()
	if done != people {
		t.Errorf("%d of %d have their result", done, people)
	}
	// This desk's own streams; other tests have theirs.
	stream := fmt.Sprintf("(*Desk).events(%p", d.Desk)
	gone := func() bool {
		stacks := make([]byte, 8<<20)
		return !strings.Contains(string(stacks[:runtime.Stack(stacks, true)]), stream)
	}
	for end := time.Now().Add(time.Minute); !gone() && time.Now().Before(end); {
		runtime.Gosched()
	}
	if !gone() {
		t.Error("a stream is left although nobody is there")
	}
	slices.Sort(took)
	t.Logf("%d people, %d pages: p95 %d (at most 100) ms, the whole process %d (at most 200) MiB", people, len(took), took[len(took)*95/100].Milliseconds(), peak(t))
}

// left opens a stream and goes away in the middle of it.
func left(t *testing.T, one *testDesk, run string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, one.url+run+"/events", nil)
	if err != nil {
		t.Error(err)
		return
	}
	res, err := one.browser.Do(r)
	if err != nil {
		t.Error(err)
		return
	}
	res.Body.Close()
}

// peak is the most memory that the process has had, in MiB; 0 where the system
// does not tell.
func peak(t *testing.T) (mib int) {
	t.Helper()
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if _, err := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &mib); err == nil {
			return mib >> 10
		}
	}
	return 0
}

// endless is a form that is larger than any; it counts what is read of it.
type endless struct {
	head *strings.Reader
	size int
	read int
}

func (e *endless) Read(p []byte) (int, error) {
	n, err := e.head.Read(p)
	if err != nil {
		for n = range p {
			p[n] = 'x'
		}
		n, err = len(p), nil
	}
	if e.read += n; e.read > e.size {
		return n, io.EOF
	}
	return n, err
}

// TestLargePastes: of 50 MB no more is read than a form may have, and the answer
// says what to do.
func TestLargePastes(t *testing.T) {
	t.Parallel()
	d := newDesk(t, Config{Lab: true})
	d.unlimited()
	var all sync.WaitGroup
	for i := range people {
		all.Go(func() {
			body := &endless{head: strings.NewReader("paste="), size: 50_000_000}
			r := httptest.NewRequest(http.MethodPost, "http://localhost"+[]string{"/cases", "/cases/x/runs", "/login"}[i%3], body)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			w := httptest.NewRecorder()
			d.ServeHTTP(w, r)
			want := http.StatusRequestEntityTooLarge
			if i%3 == 2 { // nobody has to come in here
				want = w.Code
			}
			if w.Code != want || body.read > maxBody+64<<10 {
				t.Errorf("%s: %d, %d octets were read", r.URL.Path, w.Code, body.read)
			}
		})
	}
	all.Wait()
	t.Logf("%d pastes of 50 MB at once: the whole process %d (at most 200) MiB", people, peak(t))
}
