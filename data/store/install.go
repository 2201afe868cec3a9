package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"rodatraden/data/database"
	"rodatraden/data/fault"
	"rodatraden/data/followup"
)

// Install adds a package to the library in one transaction: all of it, or nothing. manifestHash is
// the hash by which the repository names the manifest. Installing what is installed does nothing.
// The packages of a committee may come in any order; it is quickest in theirs.
//
// Faults: Content where the committee has another package of that id or name, Format where it has
// another of that order, or the package breaks the format; DiskFull; Locked.
func (l *Library) Install(ctx context.Context, repository, manifestHash string, p *followup.Package) error {
	name := p.Manifest.Name
	hash, err := l.manifestOf(ctx, repository, p.Manifest.ID)
	if err != nil {
		return err
	}
	if hash != "" && hash == manifestHash {
		return nil
	}
	s, err := l.stage(repository, manifestHash, p)
	if err != nil {
		return database.Wrap(ctx, opInstall, name, err)
	}
	err = l.write(ctx, opInstall, name, func(tx *sql.Tx) error {
		// Statements run without the context, which costs each of them a watcher; it is asked
		// between rows, and ends the transaction.
		i := &installation{Tx: tx, layout: l.layout, ctx: context.WithoutCancel(ctx), cancelled: ctx.Err, staged: s}
		return i.run()
	})
	if errors.Is(err, errInstalled) {
		return nil
	}
	return err
}

// errInstalled ends the transaction where another process was quicker.
var errInstalled = fault.New(opInstall, fault.Exists, "", nil)

// installation is one package on its way into the library.
type installation struct {
	*sql.Tx
	*staged
	layout    *layout
	ctx       context.Context
	cancelled func() error
	committee int64
	pkg       int64
	packages  map[int64]told // the committee's, with this one
	latest    bool           // no other package of the committee has a greater order
}

func (i *installation) exec(query string, args ...any) error {
	_, err := i.ExecContext(i.ctx, query, args...)
	return err
}

// number reads one integer; ok is false where there is no row.
func (i *installation) number(query string, args ...any) (n int64, ok bool, err error) {
	var v sql.NullInt64
	err = i.QueryRowContext(i.ctx, query, args...).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return v.Int64, v.Valid, err
}

// numbers reads a column of integers.
func (i *installation) numbers(query string, args ...any) ([]int64, error) {
	rows, err := i.QueryContext(i.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		all = append(all, n)
	}
	return all, rows.Err()
}

func (i *installation) run() error {
	if err := i.refuse(); err != nil {
		return err
	}
	if err := i.addCommittee(); err != nil {
		return err
	}
	replaced, err := i.addPackage()
	if err != nil {
		return err
	}
	if err := i.addDocuments(); err != nil {
		return err
	}
	stated := map[*table]*keys{}
	for _, t := range i.tables {
		if err := i.addRows(t, keysOf(stated, t.table)); err != nil {
			return err
		}
	}
	for _, w := range i.withdrawn {
		if err := i.withdraw(w, keysOf(stated, w.table)); err != nil {
			return err
		}
	}
	return i.decide(stated, replaced)
}

// refuse compares the package with those installed.
func (i *installation) refuse() error {
	var hash string
	err := i.QueryRowContext(i.ctx, "SELECT p.manifest FROM package p JOIN committee c ON c.id = p.committee"+
		" WHERE p.uuid = ? AND c.repository = ?", i.info.ID, i.info.Committee.Repository).Scan(&hash)
	switch {
	case err == nil && hash == i.manifest:
		return errInstalled
	case err == nil:
		return fault.New(opInstall, fault.Content, i.info.Name, errors.New("another manifest of this id is installed"))
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	const same = "SELECT p.id FROM package p JOIN committee c ON c.id = p.committee WHERE c.repository = ? AND c.code = ?"
	_, taken, err := i.number(same+" AND p.name = ?", i.info.Committee.Repository, i.info.Committee.ID, i.info.Name)
	if err == nil && taken {
		err = fault.New(opInstall, fault.Content, i.info.Name, errors.New("another package of this name is installed"))
	}
	if err != nil {
		return err
	}
	_, taken, err = i.number(same+" AND p.ord = ?", i.info.Committee.Repository, i.info.Committee.ID, i.info.Order)
	if err == nil && taken {
		err = fault.New(opInstall, fault.Format, i.info.Name, fmt.Errorf("another package of the order %d is installed", i.info.Order))
	}
	return err
}

func (i *installation) addCommittee() error {
	c := i.info.Committee
	if err := i.exec("INSERT INTO committee (repository, code) VALUES (?, ?) ON CONFLICT DO NOTHING", c.Repository, c.ID); err != nil {
		return err
	}
	id, _, err := i.number("SELECT id FROM committee WHERE repository = ? AND code = ?", c.Repository, c.ID)
	if err == nil && id >= maxCommittees {
		err = fault.New(opInstall, fault.Limit, i.info.Name, fmt.Errorf("more than %d committees", maxCommittees))
	}
	i.committee = id
	return err
}

// addPackage adds the package and sets, on it and on the one that it supersedes, until when each
// is known. It returns the id of the package that it thereby changed, or 0.
func (i *installation) addPackage() (replaced int64, err error) {
	until, ok, err := i.number("SELECT min(ord) FROM package WHERE committee = ? AND supersedes = ?", i.committee, i.info.ID)
	if err != nil {
		return 0, err
	}
	if !ok {
		until = forever
	}
	replaced, _, err = i.number("SELECT id FROM package WHERE committee = ? AND uuid = ? AND superseded_at > ?",
		i.committee, i.info.Supersedes, i.info.Order)
	if err != nil {
		return 0, err
	}
	if err := i.exec("UPDATE package SET superseded_at = ? WHERE id = ?", i.info.Order, replaced); err != nil {
		return 0, err
	}
	if err := i.exec("INSERT INTO package (committee, uuid, name, manifest, as_at, ord, supersedes, superseded_at, info)"+
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", i.committee, i.info.ID, i.info.Name, i.manifest, i.asAt, i.info.Order,
		i.info.Supersedes, until, string(i.json)); err != nil {
		return 0, err
	}
	return replaced, i.readClock()
}

// readClock reads the committee's packages, of which there are now one more.
func (i *installation) readClock() error {
	rows, err := i.QueryContext(i.ctx, "SELECT id, uuid, ord, superseded_at, as_at FROM package WHERE committee = ?", i.committee)
	if err != nil {
		return err
	}
	defer rows.Close()
	i.packages, i.latest = map[int64]told{}, true
	for rows.Next() {
		var p told
		var uuid string
		if err := rows.Scan(&p.id, &uuid, &p.order, &p.supersededAt, &p.asAt); err != nil {
			return err
		}
		i.packages[p.id] = p
		if uuid == i.info.ID {
			i.pkg = p.id
		}
		i.latest = i.latest && p.order <= i.info.Order
	}
	return rows.Err()
}

func (i *installation) addDocuments() error {
	for _, d := range i.documents {
		if err := i.exec("INSERT INTO document (package, name, path, media_type, hash, bytes) VALUES (?, ?, ?, ?, ?, ?)",
			i.pkg, d.name, d.path, d.mediaType, d.hash, d.bytes); err != nil {
			return err
		}
	}
	for hash, m := range i.markdown {
		if err := i.exec("INSERT INTO content (hash, body, words) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", hash, m.body, m.words); err != nil {
			return err
		}
	}
	return nil
}

// keys are the keys of one table that the package states, in the order of its file.
type keys struct {
	ids   []int64
	known map[string]int64 // by the key's cells, joined
}

func keysOf(all map[*table]*keys, t *table) *keys {
	k := all[t]
	if k == nil {
		k = &keys{known: map[string]int64{}}
		all[t] = k
	}
	return k
}

// key returns the id of a key, which it adds to the library where it is new; first is true where
// the package has not stated it before.
func (i *installation) key(t *table, k *keys, joined string, cells []string) (id int64, first bool, err error) {
	if id, ok := k.known[joined]; ok {
		return id, false, nil
	}
	args := make([]any, 0, len(cells)+1)
	args = append(args, i.committee)
	for _, c := range cells {
		args = append(args, c)
	}
	id, ok, err := i.number(t.findKey, args...)
	if err != nil {
		return 0, false, err
	}
	if !ok {
		done, err := i.ExecContext(i.ctx, t.insertKey, args...)
		if err != nil {
			return 0, false, err
		}
		if id, err = done.LastInsertId(); err != nil {
			return 0, false, err
		}
	}
	k.known[joined] = id
	k.ids = append(k.ids, id)
	return id, true, nil
}

func (i *installation) addRows(t stagedTable, k *keys) error {
	base := passageBase(i.committee, t.number)
	end := passageBase(i.committee, t.number+1)
	last, ok, err := i.number(t.lastPassage, base, end)
	if err != nil {
		return err
	}
	if !ok {
		last = base
	}
	columns := t.KeyColumns()
	cells := make([]string, len(columns))
	for n, row := range t.rows {
		if err := i.cancelled(); err != nil {
			return err
		}
		for j, c := range columns {
			cells[j] = row.cells[c]
		}
		key, _, err := i.key(t.table, k, t.KeyOf(row.cells), cells)
		if err != nil {
			return err
		}
		var passage any // NULL where the row has no words
		if !row.silent() {
			id, ok, err := i.number(t.findPassage, key, row.digest)
			if err != nil {
				return err
			}
			if !ok {
				last++
				id = last
				if err := i.addPassage(t.table, id, key, row); err != nil {
					return err
				}
			}
			passage = id
		}
		args := make([]any, 0, len(row.cells)+3)
		args = append(args, i.pkg<<rowBits|int64(n), key, passage)
		for c, cell := range row.cells {
			if !t.inKey[c] {
				args = append(args, cell)
			}
		}
		if err := i.exec(t.insertRow, args...); err != nil {
			return err
		}
	}
	return nil
}

func (i *installation) addPassage(t *table, id, key int64, row stagedRow) error {
	if err := i.exec(t.insertPassage, id, key, row.digest); err != nil {
		return err
	}
	for _, index := range []string{"passage_part", "passage_word"} {
		if err := i.exec("INSERT INTO "+index+" (rowid, title, body) VALUES (?, ?, ?)", id, row.title, row.body); err != nil {
			return err
		}
	}
	return nil
}

// withdraw notes an empty statement. A key that the package also states, which a check refuses, is
// stated.
func (i *installation) withdraw(w withdrawal, k *keys) error {
	id, first, err := i.key(w.table, k, w.table.joinKey(w.key), w.key)
	if err != nil || !first {
		return err
	}
	return i.exec(w.table.insertWithdrawal, id, i.pkg)
}

// decide says who wins from now on the keys that the package states, and those of the package that
// it replaced. All other keys are won as before.
func (i *installation) decide(stated map[*table]*keys, replaced int64) error {
	self := i.packages[i.pkg]
	for _, t := range i.layout.tables {
		anew := map[int64]bool{}
		if replaced != 0 {
			first := replaced << rowBits
			ids, err := i.numbers(t.statedBy, first, first+maxRows, replaced)
			if err != nil {
				return err
			}
			for _, key := range ids {
				anew[key] = true
			}
		}
		for _, key := range keysOf(stated, t).ids {
			switch {
			case anew[key]:
			case i.latest && self.supersededAt == forever:
				if err := i.append(t, key, self); err != nil {
					return err
				}
			default:
				anew[key] = true
			}
		}
		for key := range anew {
			if err := i.recompute(t, key); err != nil {
				return err
			}
		}
	}
	return nil
}

// append lets the committee's latest package win a key from its order on, unless a package of
// higher rank has it. Nothing before that can change, so that this costs the same however long the
// key's history is.
func (i *installation) append(t *table, key int64, self told) error {
	if err := i.cancelled(); err != nil {
		return err
	}
	var from, holder int64
	err := i.QueryRowContext(i.ctx, t.lastWon, key, forever).Scan(&from, &holder)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return err
	case !self.outranks(i.packages[holder]):
		return nil
	default:
		if err := i.exec(t.closeWon, self.order, key, forever); err != nil {
			return err
		}
	}
	return i.exec(t.insertWon, key, self.order, forever, self.id)
}

// recompute decides a key anew from every package that states it, and writes what differs.
func (i *installation) recompute(t *table, key int64) error {
	if err := i.cancelled(); err != nil {
		return err
	}
	ids, err := i.numbers(t.packagesOf, key, key)
	if err != nil {
		return err
	}
	stating := make([]told, len(ids))
	for n, id := range ids {
		stating[n] = i.packages[id]
	}
	before, err := i.won(t, key)
	if err != nil {
		return err
	}
	won := winners(stating)
	for _, s := range before {
		if !slices.Contains(won, s) {
			if err := i.exec(t.deleteWon, key, s.to); err != nil {
				return err
			}
		}
	}
	for _, s := range won {
		if !slices.Contains(before, s) {
			if err := i.exec(t.insertWon, key, s.from, s.to, s.pkg); err != nil {
				return err
			}
		}
	}
	return nil
}

// won reads the intervals of a key.
func (i *installation) won(t *table, key int64) ([]span, error) {
	rows, err := i.QueryContext(i.ctx, t.readWon, key)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []span
	for rows.Next() {
		var s span
		if err := rows.Scan(&s.from, &s.to, &s.pkg); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, rows.Err()
}
