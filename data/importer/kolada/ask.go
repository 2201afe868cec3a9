package kolada

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// asker asks for whole lists, of the network or of what was kept of it.
type asker struct {
	*web
	cache, offline string
	age            time.Duration
	progress       func(done, of int, what string)
	done, of       int
	found          *followup.Collector
	oldest         time.Time // of the answers used
	old            bool      // that answers are old has been told
}

// list asks for a list and returns it whole: every page from the network, or every page from the cache,
// never some of each, for a list may have changed between.
func (a *asker) list(ctx context.Context, path string) ([]json.RawMessage, error) {
	address := a.address(path)
	if a.progress != nil {
		a.progress(a.done, max(a.of, a.done+1), address)
	}
	a.done++
	if a.offline != "" {
		values, pages, err := a.walk(address, a.carried)
		a.used(err, pages)
		return values, err
	}
	young := func(address string) (*kept, error) {
		k, err := readKept(a.cache, address)
		if err != nil || k == nil || a.now().Sub(k.Fetched) > a.age || k.Fetched.After(a.now()) {
			return nil, errNotKept
		}
		return k, nil
	}
	if values, pages, err := a.walk(address, young); err == nil {
		a.used(nil, pages)
		return values, nil
	}
	values, pages, err := a.walk(address, func(address string) (*kept, error) {
		known, err := readKept(a.cache, address)
		if err != nil {
			known = nil // what is broken is asked for again
		}
		return a.get(ctx, address, known)
	})
	if err == nil {
		for _, k := range pages {
			if a.cache != "" {
				if err := writeKept(a.cache, k); err != nil {
					return nil, err
				}
			}
		}
		a.used(nil, pages)
		return values, nil
	}
	var t *trouble
	if ctx.Err() != nil || !errors.As(err, &t) || t.status >= 400 && t.status < 500 || t.code == TooLarge {
		return nil, err
	}
	values, pages, kerr := a.walk(address, func(address string) (*kept, error) {
		k, err := readKept(a.cache, address)
		if err != nil || k == nil {
			return nil, errNotKept
		}
		return k, nil
	})
	if kerr != nil {
		return nil, err
	}
	a.used(nil, pages)
	if !a.old {
		a.old = true
		a.found.Add(followup.Finding{Severity: followup.Assumed, Code: Old, File: source, Args: map[string]string{
			"Date": pages[0].Fetched.Format(time.DateOnly), "Address": address,
		}})
	}
	return values, nil
}

var errNotKept = errors.New("not kept")

// carried is an answer in the folder that is read where there is no network.
func (a *asker) carried(address string) (*kept, error) {
	k, err := readKept(a.offline, address)
	file := cacheFile(a.offline, address)
	switch {
	case err != nil:
		return nil, troubled(fault.LocalCorrupt, OfflineBroken, address, err, "File", filepath.Base(file), "Folder", a.offline)
	case k == nil:
		return nil, troubled(fault.NotFound, OfflineMissing, address, nil, "File", filepath.Base(file), "Folder", a.offline)
	}
	return k, nil
}

// used remembers how old the oldest answer is.
func (a *asker) used(err error, pages []*kept) {
	if err != nil {
		return
	}
	for _, k := range pages {
		if a.oldest.IsZero() || k.Fetched.Before(a.oldest) {
			a.oldest = k.Fetched
		}
	}
}

// walk follows a list from its first page to its last.
func (a *asker) walk(address string, get func(address string) (*kept, error)) ([]json.RawMessage, []*kept, error) {
	var values []json.RawMessage
	var pages []*kept
	seen := map[string]bool{}
	for address != "" {
		if seen[address] || len(pages) == mostPages {
			return nil, nil, troubled(fault.Format, Loop, address, errors.New("the list does not end"), "Pages", strconv.Itoa(len(pages)))
		}
		seen[address] = true
		k, err := get(address)
		if err != nil {
			return nil, nil, err
		}
		p, err := readPage(k.Answer)
		if err != nil {
			return nil, nil, troubled(fault.Format, AnswerForm, address, err, "Cause", err.Error())
		}
		values, pages = append(values, p.values...), append(pages, k)
		if len(values) > mostValues {
			return nil, nil, troubled(fault.Limit, TooLarge, address, fmt.Errorf("more than %d values", mostValues), "Limit", strconv.Itoa(mostValues))
		}
		if p.next == "" {
			break
		}
		if address, err = a.next(address, p.next); err != nil {
			return nil, nil, err
		}
	}
	return values, pages, nil
}

// ask asks for a list of one kind of things.
func ask[T any](ctx context.Context, a *asker, path string) ([]T, error) {
	raw, err := a.list(ctx, path)
	if err != nil {
		return nil, err
	}
	values, err := readAll[T](raw)
	if err != nil {
		return nil, troubled(fault.Format, AnswerForm, a.address(path), err, "Cause", err.Error())
	}
	return values, nil
}
