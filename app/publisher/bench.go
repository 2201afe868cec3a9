package publisher

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"rodatraden/app/checked"
	"rodatraden/app/export"
	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/app/publishing"
	"rodatraden/app/publishing/steps"
	"rodatraden/app/terminal"
	"rodatraden/app/ui/guided"
	"rodatraden/data/fault"
	"rodatraden/data/repository"
	"rodatraden/data/repository/layout"
	"rodatraden/data/template"
)

// bench is the publisher's desk as the window asks it: it remembers what was read, and the passphrase only as
// long as something is signed.
type bench struct {
	home publishing.Home
	now  func() time.Time
	work int // publishing.Config.WorkFactor

	mu     sync.Mutex
	config publishing.Config
	desk   *publishing.Desk // nil until it is needed
	batch  *publishing.Batch
	as     map[string]time.Time // when the files that were read were changed last
	last   publishing.Receipt
	secret string
}

// newBench returns the bench of a home, which publishes where it did last, unless another place is named.
func newBench(h publishing.Home, c Config) *bench {
	last := h.ReadLast()
	b := &bench{home: h, now: c.Now, work: c.WorkFactor, as: map[string]time.Time{}}
	if b.now == nil {
		b.now = time.Now
	}
	b.config = publishing.Config{Home: h.Dir(), Repository: last.Repository, Keys: last.Keys, L: i18n.New(c.Language), Now: c.Now, WorkFactor: c.WorkFactor}
	if c.Repository != "" {
		b.config.Repository, b.config.Keys = whole(c.Repository), ""
	}
	if c.Keys != "" {
		b.config.Keys = c.Keys
	}
	b.config.Passphrase = func(string, bool) (string, error) {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.secret == "" {
			return "", fault.New("publisher", fault.Secret, "", errors.New("no passphrase"))
		}
		return b.secret, nil
	}
	return b
}

// whole is an address that means the same wherever the program is started next.
func whole(address string) string {
	if strings.Contains(address, "://") {
		return address
	}
	if path, err := filepath.Abs(address); err == nil {
		return path
	}
	return address
}

// open returns the desk of the place.
func (b *bench) open(ctx context.Context) (*publishing.Desk, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.desk != nil {
		return b.desk, nil
	}
	d, err := publishing.Open(ctx, b.config)
	if err == nil {
		b.desk = d
	}
	return d, err
}

// with opens the desk and lends it a passphrase while something is done.
func (b *bench) with(ctx context.Context, secret string, do func(*publishing.Desk) error) error {
	d, err := b.open(ctx)
	if err != nil {
		return err
	}
	b.lend(secret)
	defer b.lend("")
	return do(d)
}

func (b *bench) lend(secret string) {
	b.mu.Lock()
	b.secret = secret
	b.mu.Unlock()
}

// remember keeps where is published, for the next time.
func (b *bench) remember(change func(*publishing.Last)) error {
	last := b.home.ReadLast()
	change(&last)
	return b.home.WriteLast(last)
}

// Speak implements guided.Desk.
func (b *bench) Speak(l *i18n.Localizer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.config.L, b.desk = l, nil
}

// Now implements guided.Desk.
func (b *bench) Now() time.Time { return b.now() }

// Folder implements guided.Desk: the user's documents, where there are any.
func (b *bench) Folder() string { return documents() }

// Standing implements guided.Desk.
func (b *bench) Standing(ctx context.Context) (*steps.Standing, error) {
	d, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	s, err := d.Standing(ctx)
	out := &steps.Standing{Address: s.Address, There: s.There, Keys: s.Keys, Municipality: s.Municipality.Name, Presidium: s.Audience == layout.Presidium, Words: s.Fingerprint, Last: b.home.ReadLast().Address}
	for _, c := range s.Committees {
		if c.Retired || c.Packages == 0 {
			continue
		}
		one := steps.Committee{ID: c.ID, Name: c.Name, Count: c.Packages}
		if c.Latest != nil {
			one.Latest, one.AsAt = c.Latest.Title, c.Latest.AsAt
		}
		out.Committees = append(out.Committees, one)
	}
	for _, r := range s.Roles {
		out.Signatures = append(out.Signatures, steps.Signature{Role: r.Name, Expires: r.Expires, Threshold: r.Threshold, Keys: r.Keys})
	}
	for _, w := range s.Warnings {
		out.Warnings = append(out.Warnings, steps.Warning{Worry: string(w.Worry), Role: w.Role, Expires: w.Expires, Keys: w.Keys})
	}
	for _, w := range s.Waiting {
		if w.Repository != s.Address {
			continue
		}
		out.Waiting = &steps.Waiting{ID: w.ID, Since: w.Began, Published: w.Published}
		for _, p := range w.Packages {
			out.Waiting.Titles = append(out.Waiting.Titles, p.Title)
		}
		break
	}
	return out, err
}

// Open implements guided.Desk.
func (b *bench) Open(_ context.Context, address string) error {
	address = whole(address)
	b.mu.Lock()
	if address != b.config.Repository {
		b.config.Repository, b.config.Keys, b.desk, b.batch = address, "", nil, nil
	}
	keys := b.config.Keys
	b.mu.Unlock()
	return b.remember(func(l *publishing.Last) { l.Repository, l.Keys = address, keys })
}

// Make implements guided.Desk.
func (b *bench) Make(ctx context.Context, address, passphrase string, full bool) error {
	if err := b.Open(ctx, address); err != nil {
		return err
	}
	return b.with(ctx, passphrase, func(d *publishing.Desk) error {
		return d.Init(ctx, repository.InitOptions{Full: full})
	})
}

// Read implements guided.Desk.
func (b *bench) Read(ctx context.Context, files []string) (*steps.Batch, error) {
	d, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	as := changes(files)
	batch, err := d.Read(ctx, files)
	if err != nil {
		return nil, err
	}
	for _, r := range batch.Packages() {
		maps.Copy(as, changes([]string{r.Path}))
	}
	b.mu.Lock()
	b.batch, b.as = batch, as
	l := b.config.L
	b.mu.Unlock()
	_ = b.remember(func(last *publishing.Last) { last.Files = files })
	return told(batch, l), nil
}

// Reread implements guided.Desk.
func (b *bench) Reread(_ context.Context, l *i18n.Localizer) *steps.Batch {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.batch == nil {
		return nil
	}
	return told(b.batch, l)
}

// told tells what was read.
func told(batch *publishing.Batch, l *i18n.Localizer) *steps.Batch {
	out := &steps.Batch{}
	for _, r := range batch.Packages() {
		p := steps.Package{
			File: filepath.Base(r.Path), Path: r.Path, Workbook: publishing.IsWorkbook(r.Path), Published: r.Published,
			Checked: checked.Of(l, filepath.Base(r.Path), r.Path, r.Report),
			Faults:  r.Report.Faults(), Warnings: r.Report.Warnings(), Answered: r.Report.Answered(),
		}
		if r.Package != nil {
			m := r.Package.Manifest
			p.Title, p.Committee, p.ID, p.AsAt = m.Title, m.Followup.Committee.Name, m.Followup.Committee.ID, m.Followup.AsAt
			p.Presidium = m.Followup.Audience == "presidium"
		}
		if r.Problem != nil {
			wrong, do := terminal.Sentences(l, r.Problem)
			p.Trouble = &steps.Trouble{Kind: fault.KindOf(r.Problem), Wrong: wrong, Do: do}
		}
		out.Packages = append(out.Packages, p)
	}
	return out
}

// changes returns when files were changed last; of a folder, what lies in it.
func changes(paths []string) map[string]time.Time {
	out := map[string]time.Time{}
	for _, path := range paths {
		_ = filepath.WalkDir(path, func(at string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone: that is told of too
			}
			if info, err := e.Info(); err == nil && !e.IsDir() {
				out[at] = info.ModTime()
			}
			return nil
		})
	}
	return out
}

// Changed implements guided.Desk.
func (b *bench) Changed() bool {
	b.mu.Lock()
	as := b.as
	b.mu.Unlock()
	for path, was := range as {
		info, err := os.Stat(path)
		if err != nil || !info.ModTime().Equal(was) {
			return true
		}
	}
	return false
}

// read returns what was read.
func (b *bench) read() (*publishing.Batch, *i18n.Localizer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.batch, b.config.L
}

// Annotate implements guided.Desk.
func (b *bench) Annotate(_ context.Context, at int, to string) error {
	batch, l := b.read()
	r := batch.Packages()[at]
	return template.Annotate(r.Path, to, r.Report, checked.BookWords{Localizer: l})
}

// Report implements guided.Desk.
func (b *bench) Report(_ context.Context, to string) error {
	batch, l := b.read()
	var answers []page.Checked
	for _, r := range batch.Packages() {
		if r.Problem == nil {
			answers = append(answers, checked.Of(l, filepath.Base(r.Path), r.Path, r.Report))
		}
	}
	var out bytes.Buffer
	if err := export.CheckHTML(&out, l, answers); err != nil {
		return err
	}
	return terminal.WriteFile(to, out.Bytes())
}

// Publish implements guided.Desk.
func (b *bench) Publish(ctx context.Context, passphrase string, progress func(steps.Sending)) (*steps.Receipted, error) {
	batch, l := b.read()
	var out *steps.Receipted
	err := b.with(ctx, passphrase, func(d *publishing.Desk) error {
		r, err := d.Publish(ctx, batch, following(l, progress))
		out = b.receipted(r, err)
		return err
	})
	return out, err
}

// Resume implements guided.Desk.
func (b *bench) Resume(ctx context.Context, passphrase string, progress func(steps.Sending)) (*steps.Receipted, error) {
	_, l := b.read()
	var out *steps.Receipted
	err := b.with(ctx, passphrase, func(d *publishing.Desk) error {
		id, err := b.waiting(ctx)
		if err != nil {
			return err
		}
		r, err := d.Resume(ctx, id, following(l, progress))
		out = b.receipted(r, err)
		return err
	})
	return out, err
}

// waiting is what was cut short where is published.
func (b *bench) waiting(ctx context.Context) (string, error) {
	s, err := b.Standing(ctx)
	if err != nil {
		return "", err
	}
	if s.Waiting == nil {
		return "", fault.New("publisher", fault.NotFound, s.Address, nil)
	}
	return s.Waiting.ID, nil
}

// following tells how far a publish has come in the steps' words.
func following(l *i18n.Localizer, progress func(steps.Sending)) func(publishing.Progress) {
	return func(p publishing.Progress) {
		progress(steps.Sending{Step: l.Text("steps.sending." + string(p.Step)), Files: p.Files, OfFiles: p.AllFiles, Bytes: p.Bytes, OfBytes: p.AllBytes})
	}
}

// receipted keeps a receipt and tells it.
func (b *bench) receipted(r publishing.Receipt, err error) *steps.Receipted {
	if err != nil {
		return nil
	}
	b.mu.Lock()
	b.last = r
	b.mu.Unlock()
	out := &steps.Receipted{When: r.Done, Until: r.Expires, Address: r.Repository, Words: r.Fingerprint, Earlier: len(r.Earlier), Path: filepath.Join(b.home.Receipts(), r.ID+".txt")}
	for _, p := range r.Packages {
		out.Packages = append(out.Packages, steps.Sent{Committee: p.CommitteeName, Title: p.Title, Name: p.Name, SHA256: p.SHA256, Bytes: p.Bytes})
	}
	return out
}

// Discard implements guided.Desk.
func (b *bench) Discard(ctx context.Context) error {
	id, err := b.waiting(ctx)
	if err != nil {
		return err
	}
	d, err := b.open(ctx)
	if err != nil {
		return err
	}
	return d.Discard(id)
}

// Renew implements guided.Desk.
func (b *bench) Renew(ctx context.Context, passphrase string) (left int, err error) {
	err = b.with(ctx, passphrase, func(d *publishing.Desk) error {
		done, err := d.Refresh(ctx)
		left = len(done.Due)
		return err
	})
	return left, err
}

// SaveReceipt implements guided.Desk.
func (b *bench) SaveReceipt(_ context.Context, to string) error {
	b.mu.Lock()
	r, l := b.last, b.config.L
	b.mu.Unlock()
	var out bytes.Buffer
	if strings.EqualFold(filepath.Ext(to), ".html") {
		sheet := export.Facts{Title: r.Title(l), Over: r.Municipality.Name}
		sheet.Parts = append(sheet.Parts, export.FactsPart{Rows: facts(r.Facts(l))})
		for _, p := range r.Packages {
			sheet.Parts = append(sheet.Parts, export.FactsPart{Title: p.Title, Rows: facts(p.Told(l))})
		}
		if err := export.FactsHTML(&out, l, sheet); err != nil {
			return err
		}
	} else if err := r.Text(&out, l); err != nil {
		return err
	}
	return terminal.WriteFile(to, out.Bytes())
}

func facts(all []publishing.Fact) []page.NamedText {
	var out []page.NamedText
	for _, f := range all {
		out = append(out, page.NamedText{Label: f.Label, Text: f.Text})
	}
	return out
}

// SaveLetter implements guided.Desk.
func (b *bench) SaveLetter(ctx context.Context, to string) error {
	s, err := b.Standing(ctx)
	if err != nil {
		return err
	}
	_, l := b.read()
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n\n", l.Text("steps.letter.words"))
	half := (len(s.Words) + 1) / 2
	fmt.Fprintf(&out, "%s\n%s\n\n%s\n", strings.Join(s.Words[:half], "  "), strings.Join(s.Words[half:], "  "), l.Text("steps.letter.why"))
	return terminal.WriteFile(to, []byte(out.String()))
}

// Workbook implements guided.Desk.
func (b *bench) Workbook(ctx context.Context, w steps.Wanted, to string) error {
	d, err := b.open(ctx)
	if err != nil {
		return err
	}
	_, err = d.Workbook(ctx, publishing.WorkbookAsk{Committee: w.Committee, CommitteeName: w.Name, Municipality: w.Code, MunicipalityName: w.Municipality, Period: w.Period}, to)
	return err
}

// Subscribe implements guided.Desk.
func (b *bench) Subscribe(ctx context.Context, address string, mirrors []string, to string) error {
	d, err := b.open(ctx)
	if err != nil {
		return err
	}
	if err := d.Subscription(ctx, address, mirrors, to); err != nil {
		return err
	}
	return b.remember(func(l *publishing.Last) { l.Address, l.Mirrors = address, mirrors })
}

// Preview implements guided.Desk.
func (b *bench) Preview(ctx context.Context) (guided.Preview, error) {
	d, err := b.open(ctx)
	if err != nil {
		return nil, err
	}
	batch, _ := b.read()
	p, err := d.Preview(ctx, batch)
	if err != nil {
		return nil, err
	}
	return preview{p}, nil
}
