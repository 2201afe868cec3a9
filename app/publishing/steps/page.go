// Package steps makes what each step of the guided window says: plain structs, built by pure functions of
// what the publisher has come to. The window and its pictures draw the same structs. It knows no screen.
package steps

import (
	"strings"

	"rodatraden/app/page"
)

// Name is a place in the guided window.
type Name string

// The places. The five steps come in the order of Order; the others are reached from Home.
const (
	Home         Name = "home"
	Choose       Name = "choose"
	Review       Name = "review"
	Preview      Name = "preview"
	Publish      Name = "publish"
	Receipt      Name = "receipt"
	Place        Name = "place"        // where is published, when nowhere is yet
	Letter       Name = "letter"       // the words of the fingerprint
	Workbook     Name = "workbook"     // a workbook to fill in
	Subscription Name = "subscription" // a subscription file for readers
	Renew        Name = "renew"        // the signature
	Resume       Name = "resume"       // what was cut short
)

// Order is the steps of a publish.
var Order = []Name{Choose, Review, Preview, Publish, Receipt}

// Page is one place of the window.
type Page struct {
	Name     Name
	Headline string // a sentence with the finding
	Sub      string
	Notice   *page.StateNotice
	Act      Act     // of the notice; its text is Notice.Do
	Main     []Block // in one column
	Left     []Block // under them two, beside each other where there is room
	Right    []Block
	Back     bool   // there is a step before
	Call     *Press // calls off what is under way, in the place of Back
	Note     string // beside what leads on
	Next     *Press // the one button that leads on; nil where nothing does
}

// Act is something that can be done, by its name: what the window carries out. What it is done with stands
// after a stroke: "remove/2".
type Act string

// Cut returns an act's name and what it is done with.
func (a Act) Cut() (name, with string) {
	name, with, _ = strings.Cut(string(a), "/")
	return name, with
}

// Press is a button: what it says and does.
type Press struct {
	Act  Act
	Icon string // of the icons; may be empty
	Text string // a verb
}

// Block is one of the kinds below.
type Block interface{ block() }

// Section is the head of what stands under it.
type Section struct {
	Title string
	Right string     // beside the title; may be empty
	Mark  *page.Mark // in its place
}

// Prose is running text.
type Prose struct {
	Text  string
	Muted bool // a note, in the smaller letters
}

// Facts are labels with texts.
type Facts []page.NamedText

// Checks are things that hold, or do not.
type Checks []page.Check

// Words are those of a fingerprint, in the letter's order.
type Words []string

// Field is a line to write in.
type Field struct {
	Name   string // what is written is asked for by it
	Label  string
	Text   string
	Hint   string
	Secret bool // a passphrase
	Enter  Act  // what Enter does; may be empty
}

// Options are choices of which one holds.
type Options struct {
	Label   string
	Act     Act // with the number of the choice after a stroke
	Texts   []string
	Chosen  int
	Explain string // what the chosen one means; may be empty
}

// Presses are buttons beside each other.
type Presses []Press

// Row is a thing with a line under it, and perhaps what can be done with it.
type Row struct {
	Title string
	Under string
	Mark  *page.Mark
	Do    *Press
}

// Group is the head of rows of one kind.
type Group struct {
	Title string
	Count string
	First bool
}

// Found is something that a check found.
type Found struct {
	Mark  page.Mark // Fel, Varning, Besvarad
	Where string    // bladet Belopp, cell E7
	Wrong string
	Do    string
	Sides []page.NamedText
	Reply string // where a note answers a warning, or what the note says
	Jump  *Press // goes there
}

// Progress is how far something has come.
type Progress struct {
	Title string
	Sum   string
	Part  float64 // 0 to 1
}

// Shown is where a preview is drawn: the window draws the pages themselves.
type Shown struct {
	Pages  []string // by name, in the order of the navigation
	Titles []string
	At     int
	Of     []string // the packages, where there are several
	Which  int
	New    string // over the page as it will be
	Before string // over the page as it is published now; empty where nothing is
	Old    bool   // which of them a narrow window shows
}

func (Section) block()  {}
func (Prose) block()    {}
func (Facts) block()    {}
func (Checks) block()   {}
func (Words) block()    {}
func (Field) block()    {}
func (Options) block()  {}
func (Presses) block()  {}
func (Row) block()      {}
func (Group) block()    {}
func (Found) block()    {}
func (Progress) block() {}
func (Shown) block()    {}
