package followup

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/schema"
)

// profile is the Data Package standard that a built package follows.
const profile = "https://datapackage.org/profiles/2.0/datapackage.json"

// BuildOptions are what a build needs beyond its source. The zero value is ready.
type BuildOptions struct {
	Known   []*Package // the packages of the repository that it will join, see CheckAgainst
	Now     time.Time  // `created` where the source states none; the present where it is zero
	Replace bool       // put a new build in the place of an old one
}

// Build checks a source and writes the built package to out: a folder, or a ZIP where out ends in
// .zip. It is written beside out under another name and takes its place whole. With any fault
// nothing is written, and the error is of the kind Faults; Exists where out is there already and
// may not be replaced. The same source and options give the same bytes.
func Build(src, out string, opt BuildOptions) (*Package, Report, error) {
	const op = "followup.Build"
	if _, err := os.Lstat(out); err == nil && !opt.Replace {
		return nil, Report{}, fault.New(op, fault.Exists, out, nil)
	}
	var b *built
	r, err := openFolder(op, src, func(f folder) (r *reading, err error) {
		r, b, err = build(f, out, opt)
		return r, err
	})
	if err != nil {
		return nil, Report{}, err
	}
	return b.placed(op, src, out, r)
}

// BuildTo is Build for a source in a file system, such as one that is made of a workbook.
func BuildTo(src fs.FS, out string, opt BuildOptions) (*Package, Report, error) {
	const op = "followup.BuildTo"
	if _, err := os.Lstat(out); err == nil && !opt.Replace {
		return nil, Report{}, fault.New(op, fault.Exists, out, nil)
	}
	r, b, err := build(fsFolder{src}, out, opt)
	if err != nil {
		return nil, Report{}, local(op, out, err)
	}
	return b.placed(op, "", out, r)
}

// build reads a source and writes what it makes of it; what is built is nil where there are faults.
func build(src folder, out string, opt BuildOptions) (*reading, *built, error) {
	r, err := read(src)
	if err != nil || r.p == nil {
		return r, nil, err
	}
	b, err := r.compose(opt)
	if b == nil || err != nil {
		return r, nil, err
	}
	return r, b, b.write(out)
}

// placed is the answer of a build whose files are at out; b is nil where there were faults.
func (b *built) placed(op, src, out string, r *reading) (*Package, Report, error) {
	if b == nil {
		return nil, r.report(), fault.New(op, fault.Faults, src, nil)
	}
	b.p.Files = FolderFiles(out)
	if isZip(out) {
		b.p.Files = zipFiles(out)
	}
	return b.p, r.report(), nil
}

// BuildFS checks a source in a file system and builds the package in memory. Its documents are
// read from fsys when they are opened.
func BuildFS(fsys fs.FS, opt BuildOptions) (*Package, Report, error) {
	const op = "followup.BuildFS"
	r, err := read(fsFolder{fsys})
	if err != nil {
		return nil, Report{}, local(op, "", err)
	}
	var b *built
	if r.p != nil {
		if b, err = r.compose(opt); err != nil {
			return nil, Report{}, local(op, "", err)
		}
	}
	if b == nil {
		return nil, r.report(), fault.New(op, fault.Faults, "", nil)
	}
	b.p.Files = b
	return b.p, r.report(), nil
}

// built is a built package whose files are in memory or, the documents, still in the source.
type built struct {
	p       *Package
	content map[string][]byte // by path
	source  folder
}

// Open implements Files.
func (b *built) Open(r Resource) (io.ReadCloser, error) {
	if content, there := b.content[r.Path]; there {
		return Verified(io.NopCloser(bytes.NewReader(content)), r), nil
	}
	f, err := b.source.open(r.Path)
	if err != nil {
		return nil, local("followup.Open", r.Path, err)
	}
	return Verified(f, r), nil
}

// compose makes the built package of a source that has been read, or returns nil where there are
// faults. The package is checked against those that it will join.
func (r *reading) compose(opt BuildOptions) (*built, error) {
	if r.built {
		r.fault(PropertyUnknown, place{file: ManifestName, row: r.lines["resources"], column: "resources"},
			"Property", "resources", "Suggestion", "")
	}
	r.findings = append(r.findings, CheckAgainst(r.p, opt.Known).Findings...)
	if r.faults() {
		return nil, nil
	}
	p := &Package{Manifest: r.p.Manifest}
	m := &p.Manifest
	m.Schema = profile
	for _, q := range opt.Known {
		if m.Created == "" && same(r.p, q) { // nothing has changed since it was published
			m.Created = q.Manifest.Created
		}
	}
	if m.Created == "" {
		now := opt.Now
		if now.IsZero() {
			now = time.Now()
		}
		m.Created = now.UTC().Truncate(time.Second).Format(time.RFC3339)
	}
	if r.p.supersedes != "" {
		if q := named(r.p, opt.Known, r.p.supersedes); q != nil {
			m.Followup.Supersedes = q.Manifest.ID
		}
	}
	m.Resources = nil
	b := &built{p: p, content: map[string][]byte{}, source: r.folder}
	tables := r.p.Tables
	if len(tables) == 0 && len(r.documents) == 0 {
		// Data Package wants a resource; a package that only withdraws another has none of its own.
		tables = []Table{{Schema: schema.MustGet("withdrawn")}}
	}
	for _, t := range tables {
		content, err := t.Canonical()
		if err != nil {
			return nil, err
		}
		res := Resource{
			Name: t.Schema.Name, Path: t.Schema.Name + ".csv", Type: "table", Format: "csv",
			MediaType: "text/csv", Encoding: "utf-8", Schema: t.Schema.Published(),
			Bytes: int64(len(content)),
		}
		sum := sha256.Sum256(content)
		res.Hash = hashOf(sum[:])
		b.content[res.Path] = content
		m.Resources = append(m.Resources, res)
		if len(t.Rows) > 0 {
			p.Tables = append(p.Tables, Table{Schema: t.Schema, Rows: t.Rows})
		}
	}
	for _, d := range r.documents {
		if d.content != nil {
			b.content[d.resource.Path] = d.content
		}
		m.Resources = append(m.Resources, d.resource)
	}
	var err error
	if p.raw, err = m.encode(); err != nil {
		return nil, err
	}
	if len(p.raw) > MaxManifestBytes {
		return nil, fault.New("followup.Build", fault.Limit, ManifestName, errors.New(LimitManifest))
	}
	return b, nil
}

// encode gives the one form of a manifest: the order of our own fields, two spaces, LF at the end.
func (m Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// write writes the package to out, whole or not at all.
func (b *built) write(out string) (err error) {
	const op = "followup.Build"
	parent := filepath.Dir(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return local(op, parent, err)
	}
	part, err := os.MkdirTemp(parent, "."+filepath.Base(out)+".part-")
	if err != nil {
		return local(op, parent, err)
	}
	defer os.RemoveAll(part)
	if err := os.Chmod(part, 0o755); err != nil {
		return local(op, part, err)
	}
	made := filepath.Join(part, "package")
	if isZip(out) {
		err = b.writeZip(made)
	} else {
		err = b.writeFolder(made)
	}
	if err != nil {
		return local(op, out, err)
	}
	return replace(op, made, out, part)
}

func (b *built) writeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return b.each(func(name string, content io.Reader) error {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return writeFile(file, content)
	})
}

func (b *built) writeZip(file string) error {
	r, w := io.Pipe()
	go func() {
		z := newZipWriter(w)
		err := b.each(func(name string, content io.Reader) error {
			f, err := z.create(name)
			if err != nil {
				return err
			}
			_, err = io.Copy(f, content)
			return err
		})
		w.CloseWithError(errors.Join(err, z.close()))
	}()
	err := writeFile(file, r)
	r.CloseWithError(errors.Join(err, io.ErrClosedPipe))
	return err
}

// each visits the files of the package, the manifest first.
func (b *built) each(visit func(name string, content io.Reader) error) error {
	if err := visit(ManifestName, bytes.NewReader(b.p.raw)); err != nil {
		return err
	}
	for _, res := range b.p.Manifest.Resources {
		f, err := b.Open(res)
		if err != nil {
			return err
		}
		if err := errors.Join(visit(res.Path, f), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes a file that is on the disk when it returns.
func writeFile(name string, content io.Reader) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, content); err != nil {
		f.Close()
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// replace puts made in the place of out. What was there is kept in part until the new is there.
func replace(op, made, out, part string) error {
	old := filepath.Join(part, "old")
	err := os.Rename(out, old)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return local(op, out, err)
	}
	had := err == nil
	if err := os.Rename(made, out); err != nil {
		if had {
			err = errors.Join(err, os.Rename(old, out))
		}
		return local(op, out, err)
	}
	return nil
}

// named returns the known package of p's committee with a name, or nil.
func named(p *Package, known []*Package, name string) *Package {
	for _, q := range known {
		if q.Manifest.Name == name && strings.EqualFold(q.Manifest.Followup.Committee.ID, p.Manifest.Followup.Committee.ID) {
			return q
		}
	}
	return nil
}
