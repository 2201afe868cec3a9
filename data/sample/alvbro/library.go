package alvbro

import (
	"fmt"
	"io/fs"
)

// Choice is how great a library is made, and of which chance. Its zero value is the demonstration's.
type Choice struct {
	Seed       uint64 // 1 where it is 0
	Years      int    // 1 to 10; 2 where it is 0
	Committees int    // 1 to 15; 3 where it is 0
}

// MostYears and MostCommittees are the greatest library that can be made.
const (
	MostYears      = 10
	MostCommittees = 15
)

// Demo is the choice that the program carries with it.
var Demo = Choice{Seed: 1, Years: 2, Committees: 3}

// Whole returns the choice with the demonstration's in place of what is 0.
func (c Choice) Whole() Choice {
	if c.Seed == 0 {
		c.Seed = Demo.Seed
	}
	if c.Years == 0 {
		c.Years = Demo.Years
	}
	if c.Committees == 0 {
		c.Committees = Demo.Committees
	}
	return c
}

// Check says whether such a library can be made.
func (c Choice) Check() error {
	c = c.Whole()
	if c.Years < 1 || c.Years > MostYears {
		return fmt.Errorf("years: %d is not 1 to %d", c.Years, MostYears)
	}
	if c.Committees < 1 || c.Committees > MostCommittees {
		return fmt.Errorf("committees: %d is not 1 to %d", c.Committees, MostCommittees)
	}
	return nil
}

// Source is a package's source: its folder's name, and its files.
type Source struct {
	Name      string
	Committee string
	Files     fs.FS
}

// Library is the sources of a choice, each committee's in the order that they are told, and what was
// planted in them.
type Library struct {
	Sources []Source
	Planted []Planted
}

// Make makes a library.
func Make(choice Choice) (Library, error) {
	if err := choice.Check(); err != nil {
		return Library{}, err
	}
	choice = choice.Whole()
	var l Library
	for _, c := range committees()[:min(choice.Committees, len(committees()))] {
		t := tell(c, choice)
		if t.script != nil {
			l.Sources = append(l.Sources, t.script.sources(choice.Years)...)
			l.Planted = append(l.Planted, t.script.planted(choice.Years)...)
		}
		for _, p := range t.out {
			l.Sources = append(l.Sources, Source{Name: p.manifest.Name, Committee: c.ID, Files: p.folder()})
		}
		l.Planted = append(l.Planted, t.planted...)
	}
	return l, nil
}

// Committees are the ids of all committees that there are catalogs of, in the order in which they are taken.
func Committees() (ids []string) {
	for _, c := range committees() {
		ids = append(ids, c.ID)
	}
	return ids
}
