// Package loop is how a window does what takes time, and comes back to the UI goroutine with what came of
// it.
package loop

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Loop is how it is done. What is nil is done as a window does it; where headless, at once.
type Loop struct {
	Go    func(work func())                                   // starts work that may take time
	Do    func(then func())                                   // carries something out on the UI goroutine, in order
	After func(wait time.Duration, then func()) (stop func()) // calls then, on any goroutine, unless stopped
}

// Of returns a Loop with nothing left out. Headless, nobody waits at a screen.
func Of(l Loop, headless bool) Loop {
	if l.Go == nil {
		l.Go = func(work func()) { go work() }
		if headless {
			l.Go = func(work func()) { work() }
		}
	}
	if l.Do == nil {
		l.Do = fyne.Do
		if headless {
			l.Do = func(then func()) { then() }
		}
	}
	if l.After == nil {
		l.After = func(wait time.Duration, then func()) func() {
			timer := time.AfterFunc(wait, then)
			return func() { timer.Stop() }
		}
		if headless {
			l.After = func(time.Duration, func()) func() { return func() {} }
		}
	}
	return l
}

// Lingering is how long a window that closes waits for what does not stop when it is asked to: a file on a
// network that does not answer. What is under way and does heed stops at once.
const Lingering = 5 * time.Second

// Running is the work that a window has under way. The zero Running has none; it is used on the UI goroutine.
type Running struct {
	all    sync.WaitGroup
	closed bool
}

// Background does work that may take time, and then what the work returns, on the UI goroutine. What has
// been closed does neither.
func (r *Running) Background(l Loop, work func() (then func())) {
	if r.closed {
		return
	}
	r.all.Add(1)
	l.Go(func() {
		defer r.all.Done()
		then := work()
		l.Do(func() {
			if !r.closed {
				then()
			}
		})
	})
}

// Closed reports whether Close has been called.
func (r *Running) Closed() bool { return r.closed }

// Close lets nothing more begin.
func (r *Running) Close() { r.closed = true }

// Wait waits for what is under way, and reports whether it stopped in time.
func (r *Running) Wait() bool {
	stopped := make(chan struct{})
	go func() {
		r.all.Wait()
		close(stopped)
	}()
	select {
	case <-stopped:
		return true
	case <-time.After(Lingering):
		return false
	}
}
