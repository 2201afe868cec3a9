package page

import (
	"rodatraden/data/syncing"
)

// Asked is what a reader who subscribes has come to.
type Asked struct {
	Busy      bool   // the file is being read
	Wrong, Do string // what was wrong with it, in sentences; empty where nothing was

	Read       bool // what follows stands in the file, on its own word
	File       string
	Name       string
	Address    string
	Mirrors    []string
	Committees []string
	Words      []string

	Compared bool            // the reader says that the words are those of the letter
	Fetch    *Fetch          // nil before anything is fetched
	Status   *syncing.Status // of the subscription when it is followed; nil before
}

// Subscribing is the page on which one subscribes: the file, the words, the fetching.
type Subscribing struct {
	Headline string
	Sub      string
	Step     int // the one the reader is at, from 1
	Steps    []string
	Notice   *StateNotice
	Letter   *Letter // nil before a file has been read
	Checks   []Check
	Offer    []NamedText // what the file says is to be fetched; until something is
	Fetching *Fetching   // nil before

	Reading  bool   // the file is being read
	CallOff  string // what is done where the words differ; empty where they have been compared
	CanPause bool
	CanGoOn  bool
	CanRead  bool
	Foot     string // beside what leads to reading
}

// StateNotice is a band that tells of the state of something, and what can be done about it.
type StateNotice struct {
	Icon  string // of the icons; empty where Mark is
	Mark  MarkKind
	Title string
	Text  string
	Do    string // the verb of the button; empty where nothing can be done here
}

// Letter is the words to compare with those that came by another way.
type Letter struct {
	Title    string
	Words    []string // in the letter's order
	Compared *Mark    // nil until the reader says so
	Hint     string
}

// Check is one thing about a subscription, with how it is known.
type Check struct {
	Mark  MarkKind
	Label string
	Runs  []Passage
}

// Fetching is how far the packages have come.
type Fetching struct {
	Title string
	Sum   string  // 3 av 5 paket · 21 av 34 MB
	Part  float64 // 0 to 1
	Rows  []FetchRow
}

// FetchRow is one package on its way.
type FetchRow struct {
	Title  string
	Beside string  // Signatur giltig
	Size   string  // 9 MB; 1 av 8 MB
	Part   float64 // 0 to 1 where it shall be drawn; less where not
	Mark   Mark
}
