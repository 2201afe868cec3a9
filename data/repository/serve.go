package repository

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"time"

	"rodatraden/data/repository/layout"
)

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
		said, ok := layout.HeadersOf(rel)
		var f *os.File
		var err error = fs.ErrNotExist
		if ok {
			f, err = open(dir, rel)
		}
		if err != nil {
			status := http.StatusInternalServerError
			if errors.Is(err, fs.ErrNotExist) {
				status = http.StatusNotFound
			}
			h.Set("Cache-Control", layout.NoCache)
			http.Error(w, http.StatusText(status), status)
			return
		}
		defer f.Close()
		content, tag := io.ReadSeeker(f), path.Base(rel)
		if said.Fresh {
			data, err := io.ReadAll(io.LimitReader(f, layout.MaxSubscription))
			if err != nil {
				http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
				return
			}
			content, tag = bytes.NewReader(data), layout.Sum(data)
		}
		h.Set("Cache-Control", said.CacheControl)
		h.Set("Content-Type", said.ContentType)
		h.Set("ETag", `"`+tag+`"`)
		http.ServeContent(w, req, "", time.Time{}, content)
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
