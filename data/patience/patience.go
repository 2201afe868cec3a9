// Package patience asks web servers: a server that falls silent is given up, and one that asks to be left
// alone is.
package patience

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
)

// ErrSilent is the error of a request, or of reading its answer, when nothing has come for a while.
var ErrSilent = errors.New("the server fell silent")

// Do sends a request. The answer, and its body, end with ErrSilent when nothing has come for so long. The body
// must be closed.
func Do(client *http.Client, req *http.Request, silence time.Duration) (*http.Response, error) {
	ctx, cancel := context.WithCancelCause(req.Context())
	watch := time.AfterFunc(silence, func() { cancel(ErrSilent) })
	res, err := client.Do(req.WithContext(ctx))
	if err != nil {
		watch.Stop()
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		cancel(nil)
		return nil, err
	}
	res.Body = &body{ReadCloser: res.Body, ctx: ctx, cancel: cancel, watch: watch, silence: silence}
	return res, nil
}

type body struct {
	io.ReadCloser
	ctx     context.Context
	cancel  context.CancelCauseFunc
	watch   *time.Timer
	silence time.Duration
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.watch.Reset(b.silence)
	}
	if err != nil && err != io.EOF {
		if cause := context.Cause(b.ctx); cause != nil {
			err = cause
		}
	}
	return n, err
}

func (b *body) Close() error {
	b.watch.Stop()
	b.cancel(nil)
	return b.ReadCloser.Close()
}

// mostSeconds is what fits a time; nobody waits for half as long.
const mostSeconds = 1_000_000

// RetryAfter reads how long a server asks to be left alone (RFC 9110, section 10.2.3): seconds, or a time. ok is
// false where it does not say.
func RetryAfter(h http.Header, now time.Time) (wait time.Duration, ok bool) {
	given := h.Get("Retry-After")
	if s, err := strconv.Atoi(given); err == nil && s >= 0 {
		return time.Duration(min(s, mostSeconds)) * time.Second, true
	}
	if at, err := http.ParseTime(given); err == nil {
		return max(0, at.Sub(now)), true
	}
	return 0, false
}
