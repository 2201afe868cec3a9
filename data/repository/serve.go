package repository

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"time"

	"rodatraden/data/repository/layout"
)

const (
	immutable = "public, max-age=31536000, immutable"
	fresh     = "no-cache"
)

var served = []struct {
	path    *regexp.Regexp
	cache   string
	content string
}{
	{regexp.MustCompile(`^metadata/timestamp\.json$`), fresh, "application/json"},
	{regexp.MustCompile(`^metadata/[0-9]+\.[a-z0-9-]+\.json$`), immutable, "application/json"},
	{regexp.MustCompile(`^targets/[a-z0-9-]+/([a-z0-9._-]+/)?[0-9a-f]{64}\.(index|datapackage)\.json$`), immutable, "application/json"},
	{regexp.MustCompile(`^blobs/[0-9a-f]{2}/[0-9a-f]{64}$`), immutable, "application/octet-stream"},
	{regexp.MustCompile(`^[A-Za-z0-9_-]+\` + layout.SubscriptionExt + `$`), fresh, "application/json"},
}

// Handler serves a published folder as a host should: only what belongs to a repository (and
// subscription files beside it), what never changes as immutable, the timestamp to be asked for each
// time, entity tags, and ranges. It is meant for this computer, to try a repository out.
func Handler(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		if req.Method != http.MethodGet && req.Method != http.MethodHead {
			h.Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		rel := strings.TrimPrefix(req.URL.Path, "/")
		for _, s := range served {
			if !s.path.MatchString(rel) || path.Clean(rel) != rel {
				continue
			}
			f, err := open(dir, rel)
			if errors.Is(err, fs.ErrNotExist) {
				break
			}
			if err != nil {
				h.Set("Cache-Control", fresh)
				http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
				return
			}
			defer f.Close()
			content, tag := io.ReadSeeker(f), path.Base(rel)
			if s.cache == fresh {
				data, err := io.ReadAll(io.LimitReader(f, layout.MaxSubscription))
				if err != nil {
					http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
					return
				}
				content, tag = bytes.NewReader(data), layout.Sum(data)
			}
			h.Set("Cache-Control", s.cache)
			h.Set("Content-Type", s.content)
			h.Set("ETag", `"`+tag+`"`)
			http.ServeContent(w, req, "", time.Time{}, content)
			return
		}
		// The next root is asked for before it exists: that there is none must not be remembered.
		h.Set("Cache-Control", fresh)
		http.Error(w, http.StatusText(http.StatusNotFound), http.StatusNotFound)
	})
}

// open opens a regular file under dir and nothing that a link would lead to outside of it.
func open(dir, rel string) (*os.File, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.Open(rel)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrNotExist
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}
