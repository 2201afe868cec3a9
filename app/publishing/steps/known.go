package steps

import (
	"time"

	"rodatraden/app/i18n"
	"rodatraden/app/page"
	"rodatraden/data/fault"
)

// Known is what the publisher has come to: everything that the pages are made of.
type Known struct {
	Now      time.Time
	Standing *Standing // nil until it has been read
	Wrong    *Trouble  // what went wrong last on the place that is shown; nil where nothing did
	Said     string    // what came of something that was asked for; empty where nothing was
	Busy     string    // what is under way, in words; empty where nothing is
	Dialogs  bool      // files can be chosen in a dialog

	Files   []string // that are chosen
	Batch   *Batch   // what they hold; nil until they have been read
	Changed bool     // a file has changed since it was read
	More    bool     // every finding is listed
	Shown   Shown    // of the preview
	First   bool     // nothing of the committee is published: the preview stands alone
	Seen    bool     // the preview has been looked at
	Sending *Sending // nil before a publish begins
	Receipt *Receipted
	Written map[string]string // what is written in the fields, by name
	Options map[string]int    // what is chosen, by name
}

// Trouble is what went wrong, in sentences.
type Trouble struct {
	Kind  fault.Kind
	Wrong string
	Do    string
}

// Standing is how the publishing stands.
type Standing struct {
	Address      string // where is published; empty where nowhere has been chosen
	There        bool   // a repository lies there
	Keys         string // the folder of keys
	Municipality string // empty before the first package
	Presidium    bool   // published to the presidium alone
	Words        []string
	Committees   []Committee
	Signatures   []Signature
	Warnings     []Warning // of what ends within thirty days, or has, and of keys that are missing
	Waiting      *Waiting  // nil where nothing was cut short
	Last         string    // the address that subscription files name; may be empty
}

// Committee is a committee that something is published of.
type Committee struct {
	ID     string
	Name   string
	Latest string // the title of its newest package
	AsAt   string // yyyy-mm-dd; may be empty
	Count  int
}

// Signature is one of the repository's signatures.
type Signature struct {
	Role      string // root, targets, snapshot, timestamp, or a committee's ID
	Expires   time.Time
	Threshold int
	Keys      int
}

// Warning is something about the signatures that must be seen to.
type Warning struct {
	Worry   string // expired, expiring or keys_missing
	Role    string // as Signature has it
	Expires time.Time
	Keys    []string // their names
}

// Waiting is a publish that was cut short.
type Waiting struct {
	ID        string
	Titles    []string
	Since     time.Time
	Published bool // readers see it; the receipt is missing
}

// Batch is what the chosen files hold.
type Batch struct {
	Packages []Package
}

// Package is one of them.
type Package struct {
	File      string // its name
	Path      string
	Title     string // empty where it could not be made a package of
	Committee string
	ID        string // of the committee
	AsAt      string
	Presidium bool
	Workbook  bool
	Published bool // it is published already
	Checked   page.Checked
	Trouble   *Trouble // why the file could not be read at all
	Faults    int
	Warnings  int
	Answered  int
}

// Wanted is what a workbook is asked for. What is empty follows from what is published.
type Wanted struct{ Committee, Name, Municipality, Code, Period string }

// Sending is how far a publish has come.
type Sending struct {
	Renewing           bool // no package: the signature alone
	Step               string
	Files, OfFiles     int
	Bytes, OfBytes     int64
	Stopping, Finished bool
}

// Receipted is what a receipt tells.
type Receipted struct {
	When     time.Time
	Until    time.Time // the signature holds
	Address  string
	Words    []string
	Packages []Sent
	Earlier  int    // of what was asked for, published before just as it is
	Path     string // where the receipt is kept
}

// Sent is one published package.
type Sent struct {
	Committee, Title, Name, SHA256 string
	Bytes                          int64
}

// Faults counts what stops.
func (b *Batch) Faults() int {
	return b.sum(func(p Package) int { return p.Faults + one(p.Trouble != nil) })
}

// Warnings counts what should be looked at.
func (b *Batch) Warnings() int { return b.sum(func(p Package) int { return p.Warnings }) }

// Answered counts the warnings that a note answers.
func (b *Batch) Answered() int { return b.sum(func(p Package) int { return p.Answered }) }

// New counts the packages that are not published already.
func (b *Batch) New() int { return b.sum(func(p Package) int { return one(!p.Published) }) }

func (b *Batch) sum(of func(Package) int) int {
	n := 0
	for _, p := range b.Packages {
		n += of(p)
	}
	return n
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Ready reports whether a step can be gone to.
func (k Known) Ready(n Name) bool {
	there := k.Standing != nil && k.Standing.There
	switch n {
	case Home, Place:
		return true
	case Review:
		return there && k.Batch != nil
	case Preview:
		return there && k.Batch != nil && len(k.Batch.Packages) > 0 && k.readable()
	case Publish:
		return there && k.Batch != nil && k.Batch.Faults() == 0 && k.Batch.New() > 0 && k.Receipt == nil
	case Receipt:
		return k.Receipt != nil
	case Resume:
		return there && k.Standing.Waiting != nil
	}
	return there
}

// readable reports whether any package could be made of the files.
func (k Known) readable() bool {
	for _, p := range k.Batch.Packages {
		if p.Title != "" {
			return true
		}
	}
	return false
}

// Mark tells how a step stands beside its name: done, where one is, what stops, or not yet.
func (k Known) Mark(n Name) page.MarkKind {
	done := func(yes bool) page.MarkKind {
		if yes {
			return page.MarkDone
		}
		return page.MarkNotYet
	}
	switch n {
	case Choose:
		return done(len(k.Files) > 0 && k.Batch != nil)
	case Review:
		if k.Batch != nil && k.Batch.Faults() > 0 {
			return page.MarkNotDone
		}
		return done(k.Batch != nil)
	case Preview:
		return done(k.Seen)
	case Publish, Receipt:
		return done(k.Receipt != nil)
	}
	return page.MarkNotYet
}

// Stop tells beside a step's name what stops there; "" where nothing does.
func (k Known) Stop(n Name, l *i18n.Localizer) string {
	if n == Review && k.Batch != nil && k.Batch.Faults() > 0 {
		return l.Text("steps.faults", "Count", k.Batch.Faults())
	}
	return ""
}

// Build makes a place's page.
func Build(n Name, k Known, l *i18n.Localizer) *Page {
	b := builder{k, l}
	var p *Page
	switch n {
	case Choose:
		p = b.choose()
	case Review:
		p = b.review()
	case Preview:
		p = b.preview()
	case Publish:
		p = b.publish()
	case Receipt:
		p = b.receipt()
	case Place:
		p = b.place()
	case Letter:
		p = b.letter()
	case Workbook:
		p = b.workbook()
	case Subscription:
		p = b.subscription()
	case Renew:
		p = b.renew()
	case Resume:
		p = b.resume()
	default:
		n, p = Home, b.home()
	}
	p.Name = n
	b.notice(p)
	return p
}

// builder is what the pages are made with.
type builder struct {
	k Known
	l *i18n.Localizer
}

func (b builder) text(id string, args ...any) string { return b.l.Text("steps."+id, args...) }

func (b builder) press(act Act, icon string, args ...any) *Press {
	name, with := act.Cut()
	if name == "go" {
		name += "." + with
	}
	return &Press{Act: act, Icon: icon, Text: b.text("do."+name, args...)}
}

// notice puts on a page what went wrong, or what came of what was asked for.
func (b builder) notice(p *Page) {
	switch t := b.k.Wrong; {
	case t != nil && t.Kind == fault.Offline:
		p.Notice = &page.StateNotice{Icon: "offline", Title: t.Wrong, Text: t.Do}
	case t != nil:
		p.Notice = &page.StateNotice{Mark: page.MarkNotDone, Title: t.Wrong, Text: t.Do}
	case b.k.Said != "" && p.Notice == nil:
		p.Notice = &page.StateNotice{Mark: page.MarkDone, Title: b.k.Said}
	}
}

func (b builder) field(name string, secret bool, enter Act) Field {
	f := Field{Name: name, Label: b.text("field." + name), Text: b.k.Written[name], Secret: secret, Enter: enter}
	if id := "steps.hint." + name; b.l.Has(id) {
		f.Hint = b.l.Text(id)
	}
	return f
}
