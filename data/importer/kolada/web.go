package kolada

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"rodatraden/data/fault"
	"rodatraden/data/patience"
	"rodatraden/data/repository/layout"
)

const (
	tries       = 5 // of one request
	longestWait = 2 * time.Minute
	mostBytes   = 32 << 20 // of one answer
	mostPages   = 1000     // of one list
	mostValues  = 200_000  // of one list
	userAgent   = "rodatraden-publish"
)

// trouble is why an answer did not come, with the finding that tells it to a person.
type trouble struct {
	code   string
	args   map[string]string
	status int // of HTTP
	err    *fault.Error
}

func (t *trouble) Error() string { return t.err.Error() }
func (t *trouble) Unwrap() error { return t.err }

func troubled(kind fault.Kind, code, address string, err error, args ...string) *trouble {
	t := &trouble{code: code, args: map[string]string{"Address": address}, err: fault.New("kolada.Read", kind, address, err)}
	for i := 0; i+1 < len(args); i += 2 {
		t.args[args[i]] = args[i+1]
	}
	return t
}

var errElsewhere = errors.New("sent somewhere that Kolada would not send us")

// web asks Kolada, one request at a time.
type web struct {
	base    *url.URL
	client  *http.Client
	now     func() time.Time
	backoff func() backoff.BackOff
	wait    func(context.Context, time.Duration) error
	stall   time.Duration
}

func newWeb(o Options) (*web, error) {
	text := o.Base
	if text == "" {
		text = Base
	}
	base, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || base.Host == "" || !layout.SafeScheme(base) || base.RawQuery != "" {
		return nil, fault.New("kolada.Read", fault.Usage, text, err)
	}
	w := &web{base: base, now: o.Now, backoff: o.Backoff, wait: o.Wait, stall: o.Stall}
	if w.now == nil {
		w.now = time.Now
	}
	if w.backoff == nil {
		w.backoff = func() backoff.BackOff { return backoff.NewExponentialBackOff() }
	}
	if w.wait == nil {
		w.wait = wait
	}
	if w.stall == 0 {
		w.stall = 30 * time.Second
	}
	client := http.Client{}
	if o.Client != nil {
		client = *o.Client
	}
	client.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if len(via) > 5 || req.URL.Host != base.Host || req.URL.Scheme != base.Scheme {
			return errElsewhere
		}
		return nil
	}
	w.client = &client
	return w, nil
}

// wait waits, or until the context ends.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// address makes an address of a path below the base.
func (w *web) address(path string) string { return w.base.String() + path }

// next is where a list goes on. Kolada behind a proxy may name itself by http; nobody else is asked.
func (w *web) next(from, ref string) (string, error) {
	at, err := url.Parse(from)
	if err == nil {
		at, err = at.Parse(ref)
	}
	if err != nil || at.Hostname() != w.base.Hostname() || at.User != nil ||
		at.Host != w.base.Host && (w.base.Port() != "" || at.Port() != "80" && at.Port() != "443") ||
		at.Scheme != "http" && at.Scheme != "https" || !strings.HasPrefix(at.Path, w.base.Path+"/") {
		return "", troubled(fault.Intercepted, Elsewhere, from, errElsewhere, "Next", ref)
	}
	at.Scheme, at.Host, at.Fragment = w.base.Scheme, w.base.Host, ""
	return at.String(), nil
}

// get asks for an address until it is answered, a bounded number of times. known is what was answered
// before, or nil; it is the answer again where it has not changed.
func (w *web) get(ctx context.Context, address string, known *kept) (*kept, error) {
	pause := w.backoff()
	for try := 1; ; try++ {
		answer, after, err := w.once(ctx, address, known)
		if err == nil {
			return answer, nil
		}
		if ctx.Err() != nil {
			return nil, fault.New("kolada.Read", fault.Offline, address, ctx.Err())
		}
		next := pause.NextBackOff()
		if after > 0 {
			next = after
		}
		if after < 0 || try == tries || next == backoff.Stop || next > longestWait {
			return nil, err
		}
		if werr := w.wait(ctx, next); werr != nil {
			return nil, fault.New("kolada.Read", fault.Offline, address, werr)
		}
	}
}

// never says that a request is not worth another try.
const never = -1

// once asks for an address. after is how long the server asks to be left alone, 0 where it does not say,
// and never where it will not answer otherwise.
func (w *web) once(ctx context.Context, address string, known *kept) (answer *kept, after time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, never, troubled(fault.Usage, ServerFault, address, err, "Status", err.Error())
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "application/json")
	if known != nil {
		if known.ETag != "" {
			req.Header.Set("If-None-Match", known.ETag)
		}
		if known.LastModified != "" {
			req.Header.Set("If-Modified-Since", known.LastModified)
		}
	}
	res, err := patience.Do(w.client, req, w.stall)
	if err != nil {
		if foreign(err) {
			return nil, never, troubled(fault.Intercepted, Intercepted, address, err)
		}
		return nil, never, troubled(fault.Offline, Unreachable, address, err)
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusNotModified && known != nil {
		again := *known
		again.Fetched = w.now().UTC().Truncate(time.Second)
		return &again, 0, nil
	}
	if res.StatusCode != http.StatusOK {
		wait, _ := patience.RetryAfter(res.Header, w.now())
		switch {
		case res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable:
			return nil, wait, troubled(fault.HTTP, Throttled, address, errors.New(res.Status), "Seconds", strconv.Itoa(int(wait.Seconds())))
		case res.StatusCode < 500:
			wait = never
		}
		t := troubled(fault.HTTP, ServerFault, address, errors.New(res.Status), "Status", strconv.Itoa(res.StatusCode))
		t.status = res.StatusCode
		return nil, wait, t
	}
	raw, err := io.ReadAll(io.LimitReader(res.Body, mostBytes+1))
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	switch {
	case err != nil:
		return nil, 0, troubled(fault.Offline, Unreachable, address, err)
	case len(raw) > mostBytes:
		return nil, never, troubled(fault.Limit, TooLarge, address, fmt.Errorf("more than %d bytes", mostBytes), "Limit", "32 MB")
	case !isJSON(res.Header, raw):
		return nil, never, troubled(fault.Intercepted, Intercepted, address, errors.New("a page in the place of an answer"))
	}
	return &kept{
		Address: address, Fetched: w.now().UTC().Truncate(time.Second), ETag: res.Header.Get("ETag"),
		LastModified: res.Header.Get("Last-Modified"), Answer: json.RawMessage(raw),
	}, 0, nil
}

// foreign reports whether somebody else than Kolada answers.
func foreign(err error) bool {
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	return errors.Is(err, errElsewhere) || errors.As(err, &verification) || errors.As(err, &record) ||
		errors.As(err, &authority) || errors.As(err, &host)
}

// isJSON reports whether an answer can be one of Kolada's: not what a network that wants a login gives.
func isJSON(h http.Header, raw []byte) bool {
	begin := bytes.TrimSpace(raw)
	if len(begin) == 0 || begin[0] == '<' {
		return false
	}
	kind, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if h.Get("Content-Type") == "" || err != nil {
		return true
	}
	return strings.HasSuffix(kind, "json") || kind == "text/plain" || kind == "application/octet-stream"
}
