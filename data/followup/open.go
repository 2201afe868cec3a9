package followup

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"rodatraden/data/fault"
	"rodatraden/data/schema"
)

// Open reads a package, a source or a built one, from a folder or a ZIP, and checks everything
// that needs no library. All faults are told at once in the Report; the error is only for what
// could not be read at all: NotFound, Local, Usage. Where the Report has faults the package is
// what could be read of it, fit for further checks and nothing else; it is nil where there is no
// manifest to read by.
func Open(path string) (*Package, Report, error) {
	r, err := openFolder("followup.Open", path, func(f folder) (*reading, error) { return read(f) })
	if err != nil {
		return nil, Report{}, err
	}
	if r.p != nil {
		r.p.Files = FolderFiles(path)
		if isZip(path) {
			r.p.Files = zipFiles(path)
		}
	}
	return r.p, r.report(), nil
}

// OpenFS is Open for a file system, such as one embedded.
func OpenFS(fsys fs.FS) (*Package, Report, error) {
	r, err := read(fsFolder{fsys})
	if err != nil {
		return nil, Report{}, local("followup.OpenFS", "", err)
	}
	if r.p != nil {
		r.p.Files = FSFiles(fsys)
	}
	return r.p, r.report(), nil
}

func isZip(path string) bool { return strings.HasSuffix(strings.ToLower(path), ".zip") }

// openFolder opens a folder or a ZIP for as long as use needs it.
func openFolder(op, path string, use func(folder) (*reading, error)) (*reading, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, local(op, path, err)
	}
	var r *reading
	switch {
	case info.IsDir():
		root, err := os.OpenRoot(path)
		if err != nil {
			return nil, local(op, path, err)
		}
		defer root.Close()
		r, err = use(fsFolder{root.FS()})
		return r, local(op, path, err)
	case info.Mode().IsRegular() && isZip(path):
		f, err := os.Open(path)
		if err != nil {
			return nil, local(op, path, err)
		}
		defer f.Close()
		archive, err := zip.NewReader(f, info.Size())
		if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // each path is checked anyway
			r := &reading{collector: &collector{}}
			r.fault(ZipBroken, place{file: ManifestName})
			return r, nil
		}
		r, err = use(&zipFolder{r: archive, packed: info.Size()})
		return r, local(op, path, err)
	}
	return nil, fault.New(op, fault.Usage, path, errors.New("neither a folder nor a .zip file"))
}

// reading is a package while it is read and checked.
type reading struct {
	*collector
	folder    folder
	files     map[string]int64 // the length of each file that is there
	built     bool             // not a source
	p         *Package
	lines     map[string]int // of the manifest's properties
	overrides []*override
	documents []document // of a source, by path
}

// document is a document or a text of a source, as the built package will list it.
type document struct {
	resource Resource
	content  []byte // of a text, in canonical form; nil for a document, which stays as it is
}

// read reads and checks a package. The error is one of the disk; all else is findings.
func read(f folder) (*reading, error) {
	r := &reading{collector: &collector{}, folder: f, files: map[string]int64{}}
	list, err := f.entries(r.collector)
	if err != nil {
		return nil, err
	}
	r.checkEntries(list)
	if _, there := r.files[ManifestName]; !there {
		r.fault(ManifestMissing, place{file: ManifestName})
		return r, nil
	}
	raw, err := r.bytes(ManifestName, MaxManifestBytes)
	if err != nil || raw == nil {
		return r, err
	}
	if format, newer := newerFormat(raw); newer {
		r.fault(FormatUnknown, place{file: ManifestName, column: "followup.format", value: format},
			"Found", format, "Highest", strconv.Itoa(Format))
		return r, nil
	}
	r.built = listsResources(raw)
	m, lines, ok := decodeManifest(r.collector, raw, !r.built)
	if !ok {
		return r, nil
	}
	r.lines = lines
	r.p = &Package{Manifest: m, Files: fsFiles{}}
	manifestCheck{r.collector, lines, !r.built}.check(m)
	if r.built {
		r.p.raw = raw
		err = r.readBuilt()
	} else {
		r.identify()
		err = r.readSource()
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(r.p.Tables, func(a, b Table) int { return cmp.Compare(a.Schema.Order, b.Schema.Order) })
	r.checkManifestPrivacy()
	r.checkWhole()
	return r, nil
}

// checkEntries checks the names and lengths of the files, and keeps those that may be read.
func (r *reading) checkEntries(list []entry) {
	slices.SortFunc(list, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	lower := map[string]string{}
	var total int64
	count := 0
	for _, e := range list {
		at := place{file: shorten(e.path)}
		if code := checkPath(e.path); code != "" {
			r.fault(code, at, "Limit", strconv.Itoa(MaxPathLength))
			continue
		}
		if other, there := lower[strings.ToLower(e.path)]; there {
			r.fault(FileTwice, at, "Other", other)
			continue
		}
		lower[strings.ToLower(e.path)] = e.path
		if e.path != ManifestName && e.path != overridesName {
			count++
			total += e.bytes
			if e.bytes > MaxFileBytes {
				r.fault(LimitFile, at, "Limit", megabytes(MaxFileBytes), "Found", megabytes(e.bytes))
				continue
			}
		}
		r.files[e.path] = e.bytes
	}
	whole := place{file: ManifestName}
	if count > MaxFiles {
		r.fault(LimitFiles, whole, "Limit", strconv.Itoa(MaxFiles), "Found", strconv.Itoa(count))
	}
	if total > MaxPackageBytes {
		r.fault(LimitPackage, whole, "Limit", megabytes(MaxPackageBytes), "Found", megabytes(total))
		clear(r.files)
		for _, e := range list { // what is too large is not read
			if e.path == ManifestName {
				r.files[e.path] = e.bytes
			}
		}
	}
}

// bytes reads a file. It returns nil and no error where a finding says why there are none.
func (r *reading) bytes(name string, limit int64) ([]byte, error) {
	raw, err := readAll(r.folder, name, limit)
	var corrupt flate.CorruptInputError
	at := place{file: name}
	_, zipped := r.folder.(*zipFolder)
	switch {
	case err == nil && raw == nil:
		return []byte{}, nil
	case err == nil:
		return raw, nil
	case errors.Is(err, errTooLarge) && name == ManifestName:
		r.fault(LimitManifest, at, "Limit", megabytes(MaxManifestBytes), "Found", megabytes(r.files[name]))
	case errors.Is(err, errTooLarge):
		r.fault(LimitFile, at, "Limit", megabytes(MaxFileBytes), "Found", megabytes(r.files[name]))
	case errors.Is(err, errRatio):
		r.fault(LimitZipRatio, at, "Limit", strconv.Itoa(MaxZipRatio))
	case errors.Is(err, errPackage):
		r.fault(LimitPackage, at, "Limit", megabytes(MaxPackageBytes), "Found", megabytes(MaxPackageBytes+1))
	case zipped && (errors.Is(err, zip.ErrFormat) || errors.Is(err, zip.ErrChecksum) || errors.Is(err, zip.ErrAlgorithm) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.As(err, &corrupt)):
		r.fault(ZipBroken, at)
	default:
		return nil, err
	}
	return nil, nil
}

// newerFormat reports whether a manifest says that it is of a format above this program's.
func newerFormat(raw []byte) (format string, newer bool) {
	var peek struct {
		Followup struct {
			Format json.Number `json:"format"`
		} `json:"followup"`
	}
	if json.Unmarshal(bytes.TrimPrefix(raw, []byte("\uFEFF")), &peek) != nil {
		return "", false
	}
	n, err := peek.Followup.Format.Int64()
	return peek.Followup.Format.String(), err == nil && n > Format
}

// listsResources tells a built package from a source.
func listsResources(raw []byte) bool {
	var peek struct {
		Resources []json.RawMessage `json:"resources"`
	}
	_ = json.Unmarshal(bytes.TrimPrefix(raw, []byte("\uFEFF")), &peek) // what is wrong is told later
	return len(peek.Resources) > 0
}

// namespace is that of the ids that are made of names.
var namespace = uuid.NewSHA1(uuid.NameSpaceDNS, []byte("package.rodatraden.se"))

// DeriveID gives the id of a package whose source states none: the same for the same
// municipality, committee and name, always.
func DeriveID(municipality, committee, name string) string {
	return uuid.NewSHA1(namespace, []byte(municipality+"/"+committee+"/"+name)).String()
}

// identify gives a source the ids that it leaves out.
func (r *reading) identify() {
	m := &r.p.Manifest
	f := &m.Followup
	if m.ID == "" && m.Name != "" {
		m.ID = DeriveID(f.Municipality.Code, f.Committee.ID, m.Name)
	}
	if _, err := uuid.Parse(f.Supersedes); f.Supersedes != "" && err != nil {
		r.p.supersedes = f.Supersedes
		f.Supersedes = DeriveID(f.Municipality.Code, f.Committee.ID, f.Supersedes)
	}
}

// readSource reads the tables and documents that lie in a source's folder.
func (r *reading) readSource() error {
	if _, there := r.files[overridesName]; there {
		raw, err := r.bytes(overridesName, MaxManifestBytes)
		if err != nil {
			return err
		}
		if raw != nil {
			r.overrides = readOverrides(r.collector, raw)
		}
	}
	var tables []string
	for _, t := range schema.All() {
		tables = append(tables, t.Name+".csv")
		if _, there := r.files[t.Name+".csv"]; !there {
			continue
		}
		raw, err := r.bytes(t.Name+".csv", MaxFileBytes)
		if err != nil {
			return err
		}
		if raw != nil {
			r.addTable(readTable(r.collector, t, t.Name+".csv", raw, true))
		}
	}
	var names []string
	for name := range r.files {
		names = append(names, name)
	}
	slices.Sort(names)
	resources := map[string]string{}
	for _, name := range names {
		if name == ManifestName || name == overridesName || slices.Contains(tables, name) {
			continue
		}
		folder, _, inFolder := strings.Cut(name, "/")
		text := inFolder && folder == "texts" && mediaType(name) == "text/markdown"
		if !text && !(inFolder && folder == "documents" && mediaType(name) != "") {
			r.fault(FileUnknown, place{file: name}, "Suggestion", nearest(name, tables))
			continue
		}
		resource := resourceName(name)
		if other, there := resources[resource]; there {
			r.fault(FileTwice, place{file: name}, "Other", other)
			continue
		}
		resources[resource] = name
		raw, err := r.bytes(name, MaxFileBytes)
		if err != nil {
			return err
		}
		if raw == nil {
			continue
		}
		d := document{resource: Resource{Name: resource, Path: name, Format: "pdf", MediaType: mediaType(name)}}
		if d.resource.MediaType == "text/markdown" {
			d.resource.Format, d.resource.Encoding = "md", "utf-8"
		}
		r.checkDocument(d.resource, raw)
		if text {
			raw = canonicalText(raw)
			d.content = raw
		}
		sum := sha256.Sum256(raw)
		d.resource.Hash, d.resource.Bytes = hashOf(sum[:]), int64(len(raw))
		r.documents = append(r.documents, d)
		r.p.documents = append(r.p.documents, d.resource)
	}
	return nil
}

// canonicalText gives a text the one form that it is published in: no byte order mark, LF, NFC.
func canonicalText(raw []byte) []byte {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	raw = bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n"))
	return []byte(composed(string(raw)))
}

// addTable adds a table that holds any rows, and looks for personal numbers in it.
func (r *reading) addTable(t *Table) {
	if t == nil {
		return
	}
	for n, row := range t.Rows {
		for i, cell := range row {
			if enoughDigits(cell) {
				r.checkPersonal(t.at(n, t.Schema.Fields[i].Name), cell)
			}
		}
	}
	if len(t.Rows) > 0 {
		r.p.Tables = append(r.p.Tables, *t)
	}
}

// checkDocument checks what a document or a text holds.
func (r *reading) checkDocument(res Resource, raw []byte) {
	at := place{file: res.Path}
	r.checkPersonal(at, res.Path)
	if len(raw) == 0 {
		r.fault(FileEmpty, at)
		return
	}
	if res.MediaType == "application/pdf" {
		if !IsPDF(raw) {
			r.fault(NotPDF, at)
			return
		}
		seen := map[string]bool{}
		pdfTexts(raw, func(text string) {
			if !seen[text] && enoughDigits(text) {
				seen[text] = true
				r.checkPersonal(at, text)
			}
		})
		return
	}
	text, ok := decodeText(r.collector, res.Path, raw)
	if !ok {
		return
	}
	checkMarkdown(r.collector, res.Path, text)
	for n, line := range bytes.Split(text, []byte{'\n'}) {
		if enoughDigits(string(line)) {
			r.checkPersonal(place{file: res.Path, row: n + 1}, string(line))
		}
	}
}

// readBuilt reads the files that a built package lists, and compares them with what it says.
func (r *reading) readBuilt() error {
	listed := map[string]bool{ManifestName: true}
	checkResources(r.collector, r.lines, r.p.Manifest.Resources)
	for _, res := range r.p.Manifest.Resources {
		if checkPath(res.Path) != "" || listed[res.Path] {
			continue // told
		}
		listed[res.Path] = true
		at := place{file: res.Path}
		size, there := r.files[res.Path]
		if !there {
			r.fault(FileMissing, at)
			continue
		}
		if size != res.Bytes {
			r.fault(SizeDiffers, at, "Listed", strconv.FormatInt(res.Bytes, 10), "Found", strconv.FormatInt(size, 10))
		}
		raw, err := r.bytes(res.Path, MaxFileBytes)
		if err != nil {
			return err
		}
		if raw == nil {
			continue
		}
		sum := sha256.Sum256(raw)
		if got := hashOf(sum[:]); got != res.Hash && hashForm.MatchString(res.Hash) {
			r.fault(HashDiffers, at, "Listed", res.Hash, "Found", got)
		}
		if t := tableOf(res); t != nil {
			r.addTable(readTable(r.collector, t, res.Path, raw, false))
		} else if res.MediaType != "" && mediaType(res.Path) == res.MediaType {
			r.checkDocument(res, raw)
		}
	}
	for name := range r.files {
		if !listed[name] {
			r.fault(FileUnlisted, place{file: name})
		}
	}
	return nil
}

// tableOf returns the schema of a resource that is a table of this format, or nil.
func tableOf(r Resource) *schema.Table {
	if r.Type != "table" {
		return nil
	}
	t, _ := schema.Get(r.Name)
	return t
}

// checkResources checks a built manifest's list: forms, names and limits.
func checkResources(c *collector, lines map[string]int, all []Resource) {
	names, paths := map[string]bool{}, map[string]bool{}
	var total int64
	for i, res := range all {
		path := "resources." + strconv.Itoa(i)
		at := func(property, value string) place {
			p := join(path, property)
			line := lines[p]
			if line == 0 {
				line = lines[path]
			}
			return place{file: ManifestName, row: line, column: p, value: value}
		}
		if code := checkPath(res.Path); code != "" {
			c.fault(code, at("path", res.Path), "Limit", strconv.Itoa(MaxPathLength))
		} else if res.Path == ManifestName || paths[strings.ToLower(res.Path)] {
			c.fault(ResourceTwice, at("path", res.Path), "Value", res.Path)
		}
		paths[strings.ToLower(res.Path)] = true
		if !resourceForm(res.Name) {
			c.fault(ResourceForm, at("name", res.Name))
		} else if names[res.Name] {
			c.fault(ResourceTwice, at("name", res.Name), "Value", res.Name)
		}
		names[res.Name] = true
		if !hashForm.MatchString(res.Hash) {
			c.fault(HashForm, at("hash", res.Hash))
		}
		switch {
		case res.Bytes < 0:
			c.fault(SizeDiffers, at("bytes", strconv.FormatInt(res.Bytes, 10)), "Listed", strconv.FormatInt(res.Bytes, 10), "Found", "0")
		case res.Bytes > MaxFileBytes:
			c.fault(LimitFile, at("bytes", strconv.FormatInt(res.Bytes, 10)), "Limit", megabytes(MaxFileBytes), "Found", megabytes(res.Bytes))
		default:
			total += res.Bytes
		}
		if res.Type == "table" && len(res.Schema) == 0 {
			c.fault(SchemaMissing, at("schema", ""), "Table", res.Name)
		}
	}
	if len(all) > MaxFiles {
		c.fault(LimitFiles, place{file: ManifestName}, "Limit", strconv.Itoa(MaxFiles), "Found", strconv.Itoa(len(all)))
	}
	if total > MaxPackageBytes {
		c.fault(LimitPackage, place{file: ManifestName}, "Limit", megabytes(MaxPackageBytes), "Found", megabytes(total))
	}
}

// resourceForm is the form of a resource's name in the tables that refer to it.
func resourceForm(name string) bool {
	t := schema.MustGet("documents")
	p := t.Fields[t.Column("resource")].Pattern
	return name != "" && len(name) <= MaxPathLength && (p == nil || p.MatchString(name)) || tableName(name)
}

func tableName(name string) bool {
	_, ok := schema.Get(name)
	return ok
}

// checkManifestPrivacy looks for personal numbers in what the manifest says in words.
func (r *reading) checkManifestPrivacy() {
	m := r.p.Manifest
	say := map[string]string{
		"name": m.Name, "title": m.Title, "followup.reason": m.Followup.Reason,
		"followup.committee.name": m.Followup.Committee.Name,
	}
	if m.Followup.Meeting != nil {
		say["followup.meeting.item"] = m.Followup.Meeting.Item
	}
	for i, s := range m.Sources {
		say[fmt.Sprintf("sources.%d.title", i)] = s.Title
		say[fmt.Sprintf("sources.%d.path", i)] = s.Path
	}
	for i, s := range m.Contributors {
		say[fmt.Sprintf("contributors.%d.title", i)] = s.Title
	}
	paths := make([]string, 0, len(say))
	for path := range say {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		r.checkPersonal(place{file: ManifestName, row: r.lines[path], column: path}, say[path])
	}
}

// checkWhole checks what concerns several files of the package.
func (r *reading) checkWhole() {
	r.checkEmpty()
	checkDocuments(r.collector, r.p, r.p.Documents())
	checkWithdrawn(r.collector, r.p, !r.built)
	if !r.faultsIn("budget_lines", "amounts", "causes") { // figures that are wrong do not add up
		lines := linesOf(r.p)
		if knowsItsLines(r.p, lines) {
			checkParts(r.collector, r.p, lines)
			checkVariances(r.collector, r.p, lines)
		}
		checkCauses(r.collector, r.p)
	}
	checkOral(r.collector, r.p)
	checkConsistency(r.collector, r.p)
	for _, o := range r.overrides {
		if !o.used {
			r.warn(OverrideUnused, place{file: overridesName, row: o.line, column: "value", value: o.value})
		}
	}
}

// faultsIn reports whether a fault was found in one of the tables.
func (r *reading) faultsIn(tables ...string) bool {
	return slices.ContainsFunc(r.findings, func(f Finding) bool {
		return f.Severity == Fault && slices.Contains(tables, strings.TrimSuffix(f.File, ".csv"))
	})
}

// checkEmpty holds an empty package to its one purpose: to withdraw another, with a reason.
func (r *reading) checkEmpty() {
	if len(r.p.Tables) > 0 || len(r.p.Documents()) > 0 {
		return
	}
	f := r.p.Manifest.Followup
	switch {
	case r.faults() && len(r.files) > 1:
		// Files that could not be read are no empty package.
	case f.Supersedes == "":
		r.fault(PackageEmpty, place{file: ManifestName})
	case strings.TrimSpace(f.Reason) == "":
		r.fault(ReasonMissing, place{file: ManifestName, column: "followup.reason"})
	}
}
