package syncing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"

	"rodatraden/data/fault"
	"rodatraden/data/patience"
	"rodatraden/data/repository/layout"
)

const (
	tries        = 4 // of a request that is answered with 5xx or 429
	longestWait  = 30 * time.Second
	mostRedirect = 5
	userAgent    = "rodatraden"
)

var errRedirect = errors.New("sent somewhere that a repository would not send us")

// checkRedirect follows a few redirects, as object stores and CDNs give them, never from https to
// http, and to this computer only from this computer.
func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > mostRedirect || !layout.SafeScheme(req.URL) || req.URL.Scheme == "http" && via[0].URL.Scheme != "http" {
		return fmt.Errorf("%w: %s", errRedirect, req.URL.Redacted())
	}
	return nil
}

// get asks for url and returns the answer, whatever its status, but for 5xx and 429, which are tried
// again and then are fault.HTTP. The body is cut off when the server falls silent. Path is what the
// fault is about.
func (c *Client) get(ctx context.Context, op, url, path string, header http.Header) (*http.Response, error) {
	try := func() (*http.Response, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return nil, backoff.Permanent(fault.New(op, fault.Usage, path, err))
		}
		for k, v := range header {
			req.Header[k] = v
		}
		req.Header.Set("User-Agent", userAgent)
		res, err := patience.Do(c.web, req, c.stall)
		if err != nil {
			return nil, backoff.Permanent(fault.New(op, webKind(err), path, err))
		}
		if res.StatusCode < 500 && res.StatusCode != http.StatusTooManyRequests {
			return res, nil
		}
		wait, given := patience.RetryAfter(res.Header, c.now())
		_ = res.Body.Close()
		err = fault.New(op, fault.HTTP, path, fmt.Errorf("%s", res.Status))
		switch {
		case wait > longestWait:
			return nil, backoff.Permanent(err)
		case given:
			return nil, errors.Join(err, backoff.RetryAfter(int(wait/time.Second)))
		}
		return nil, err
	}
	res, err := backoff.Retry(ctx, try, backoff.WithBackOff(c.backoff()), backoff.WithMaxTries(tries), backoff.WithMaxElapsedTime(0))
	if err == nil {
		return res, nil
	}
	if ctx.Err() != nil {
		return nil, fault.New(op, fault.Offline, path, ctx.Err())
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return nil, f
	}
	return nil, fault.New(op, fault.Offline, path, err)
}

// small asks for a file of at most limit bytes and returns its content. A web page in its place is
// fault.Intercepted, every status but 200 and those in also is fault.HTTP.
func (c *Client) small(ctx context.Context, op, url, path string, limit int64, header http.Header, also ...int) (*http.Response, []byte, error) {
	res, err := c.get(ctx, op, url, path, header)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		for _, s := range also {
			if res.StatusCode == s {
				return res, nil, nil
			}
		}
		return nil, nil, fault.New(op, fault.HTTP, path, fmt.Errorf("%s", res.Status))
	}
	data, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	switch {
	case err != nil:
		return nil, nil, fault.New(op, fault.Offline, path, err)
	case isPage(res.Header, data) || len(data) == 0:
		return nil, nil, fault.New(op, fault.Intercepted, path, fmt.Errorf("a web page in the place of %s", path))
	case int64(len(data)) > limit:
		return nil, nil, fault.New(op, fault.Limit, path, fmt.Errorf("more than %d bytes", limit))
	}
	return res, data, nil
}

// isPage tells whether an answer is a web page: what captive portals give, and hosts in the place of
// a file that they do not have.
func isPage(h http.Header, begin []byte) bool {
	begin = bytes.TrimSpace(bytes.TrimPrefix(begin, []byte("\xef\xbb\xbf")))
	html := strings.HasPrefix(strings.ToLower(h.Get("Content-Type")), "text/html")
	return html && !bytes.HasPrefix(begin, []byte("{")) || bytes.HasPrefix(begin, []byte("<"))
}
