package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"sync"

	"rodatraden/data/fault"
	"rodatraden/data/model"
)

// committee is what a snapshot knows of one committee's packages. It is shared between readers and
// never changed, but for the index that grows under its lock.
type committee struct {
	id       int64
	packages []*model.Package // by rank
	byID     map[int64]*model.Package

	mu    sync.Mutex
	index map[int]*tableIndex // by the table's number; read on first use
}

// querier is a transaction, for reading.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// committee returns the scope's committee as this snapshot knows it.
func (v *view) committee(s Scope) (*committee, error) {
	if c := v.library.remembered(v.generation, s.path()); c != nil {
		return c, nil
	}
	c := &committee{}
	err := v.QueryRowContext(v.ctx, "SELECT id FROM committee WHERE repository = ? AND code = ?",
		s.Repository, s.Committee).Scan(&c.id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New("store.Committee", fault.NotFound, s.path(), nil)
	}
	if err != nil {
		return nil, err
	}
	if err := c.load(v.ctx, v, s.Repository); err != nil {
		return nil, err
	}
	v.library.remember(v.generation, s.path(), c)
	return c, nil
}

func (l *Library) remembered(generation uint64, path string) *committee {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of != generation {
		return nil
	}
	return l.committees[path]
}

func (l *Library) remember(generation uint64, path string, c *committee) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.committees == nil || l.of < generation {
		l.committees, l.of = map[string]*committee{}, generation
	}
	if l.of == generation {
		l.committees[path] = c
	}
}

func (c *committee) load(ctx context.Context, q querier, repository string) error {
	rows, err := q.QueryContext(ctx, "SELECT id, superseded_at, info FROM package WHERE committee = ?", c.id)
	if err != nil {
		return err
	}
	defer rows.Close()
	c.byID = map[int64]*model.Package{}
	for rows.Next() {
		var id, supersededAt int64
		var info []byte
		if err := rows.Scan(&id, &supersededAt, &info); err != nil {
			return err
		}
		p := &model.Package{}
		if err := json.Unmarshal(info, p); err != nil {
			return err
		}
		if supersededAt != forever {
			p.SupersededAt = supersededAt
		}
		c.byID[id] = p
		c.packages = append(c.packages, p)
	}
	slices.SortFunc(c.packages, byRank)
	return rows.Err()
}

func byRank(p, q *model.Package) int {
	switch {
	case p.Less(*q):
		return -1
	case q.Less(*p):
		return 1
	}
	return 0
}

// Committees returns every committee of which something is installed, by municipality and name,
// as its latest package (by order) names it.
func (l *Library) Committees(ctx context.Context) ([]model.Committee, error) {
	var all []model.Committee
	err := l.read(ctx, "store.Committees", l.path, func(v *view) error {
		rows, err := v.QueryContext(ctx, "SELECT info, max(ord) FROM package GROUP BY committee")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var info []byte
			var order int64
			var p model.Package
			if err := rows.Scan(&info, &order); err != nil {
				return err
			}
			if err := json.Unmarshal(info, &p); err != nil {
				return err
			}
			all = append(all, p.Committee)
		}
		return rows.Err()
	})
	slices.SortFunc(all, func(a, b model.Committee) int {
		return slices.Compare(
			[]string{a.Municipality.Name, a.Name, a.Repository, a.ID},
			[]string{b.Municipality.Name, b.Name, b.Repository, b.ID})
	})
	return all, err
}

// Packages returns every installed package of the committee by rank, superseded ones too. They are
// shared and must not be changed.
func (l *Library) Packages(ctx context.Context, repository, committee string) ([]*model.Package, error) {
	s := Scope{Repository: repository, Committee: committee}
	var all []*model.Package
	err := l.read(ctx, "store.Packages", s.path(), func(v *view) error {
		c, err := v.committee(s)
		if err == nil {
			all = slices.Clone(c.packages)
		}
		return err
	})
	return all, err
}

// manifestOf returns the hash of an installed package's manifest; "" where it is not installed.
func (l *Library) manifestOf(ctx context.Context, repository, id string) (hash string, err error) {
	err = l.read(ctx, "store.Install", repository, func(v *view) error {
		err := v.QueryRowContext(ctx, "SELECT p.manifest FROM package p JOIN committee c ON c.id = p.committee"+
			" WHERE p.uuid = ? AND c.repository = ?", id, repository).Scan(&hash)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return hash, err
}

// Installed returns the repository's installed packages: the hash of the manifest by the
// package's id.
func (l *Library) Installed(ctx context.Context, repository string) (map[string]string, error) {
	all := map[string]string{}
	err := l.read(ctx, "store.Installed", repository, func(v *view) error {
		rows, err := v.QueryContext(ctx, "SELECT p.uuid, p.manifest FROM committee c JOIN package p ON p.committee = c.id"+
			" WHERE c.repository = ?", repository)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id, hash string
			if err := rows.Scan(&id, &hash); err != nil {
				return err
			}
			all[id] = hash
		}
		return rows.Err()
	})
	return all, err
}
