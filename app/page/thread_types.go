package page

import "rodatraden/data/notes"

// Thread is Röda tråden: ten levels from focus area to decision, with every record of each, and every
// link between them that the material states. All of it stands in the page, so that choosing another
// alternative, or following another record, asks for nothing: Through does it.
type Thread struct {
	Head
	Levels []ThreadLevel `json:"levels"`          // ten, in their order
	Ties   []ThreadTie   `json:"ties"`            // between records of levels beside each other
	Chain  ThreadChain   `json:"chain"`           // the one that is shown where no record is followed
	Empty  string        `json:"empty,omitempty"` // said where nothing of any level is told

	state *threadState
	all   []Ask // what there is to ask about anywhere
}

// Take keeps what there is to ask about, and on the page what is asked about the broken links of its chain.
func (p *Thread) Take(asks []Ask) {
	p.all = asks
	p.Asks = p.AsksOf(&p.Chain)
}

// AsksOf are the questions about the broken links of a chain, one about each: that of a rule which rests on
// what states the link, or else how its two steps belong together.
func (p *Thread) AsksOf(c *ThreadChain) []Ask {
	out := []Ask{}
	for _, i := range c.Broken() {
		link := c.Links[i]
		if found := About(p.all, link.Record); link.Record != "" && len(found) > 0 {
			out = append(out, found[0])
			continue
		}
		from, to := c.Steps[i].Node, c.Steps[i+1].Node
		if from == nil || to == nil {
			continue
		}
		l := p.state.l
		rule := "thread-link>" + to.Record
		out = append(out, Ask{
			ID: AskID(rule, from.Record), Rule: rule, Record: from.Record, Title: from.Name, Page: "thread",
			Kind: l.Text("review.kind.broken_link"), Text: l.Text("thread.ask.question", "From", from.Title, "To", to.Title),
			Reason: link.Text, Records: []string{from.Record, to.Record, link.Record}, Source: link.Source,
			Facts: notes.Digest(from.Record, to.Record, link.Text),
		})
	}
	return out
}

// ThreadLevel is one of the ten levels.
type ThreadLevel struct {
	Level    string       `json:"level"` // focus_area …
	Title    string       `json:"title"`
	Nodes    []ThreadNode `json:"nodes"`    // those that can be chosen among, then those that are only followed
	Standing int          `json:"standing"` // how many, from the first, can be chosen among
}

// ThreadNode is one record on its level.
type ThreadNode struct {
	Record string  `json:"record"`
	Title  string  `json:"title"`
	Sub    string  `json:"sub"`
	Mark   Mark    `json:"mark"`   // of what is missing in it; without text where nothing is
	Figure *Figure `json:"figure"` // the number that the title tells; null where it tells none
	Name   string  `json:"name"`   // all of what it is called, for where it stands alone
	Source *Source `json:"source"`
}

// ThreadTie is a link between two records of levels beside each other.
type ThreadTie struct {
	From   string    `json:"from"`
	To     string    `json:"to"`
	Grade  LinkGrade `json:"grade"`
	Record string    `json:"record"` // what states it
}

// ThreadChain is one thread through the ten levels.
type ThreadChain struct {
	Headline string       `json:"headline"`
	Sub      string       `json:"sub"`
	Gaps     Gaps         `json:"gaps"`             // links that were to be stated
	Followed string       `json:"record,omitempty"` // the record that was followed here
	At       int          `json:"at"`               // the step that it belongs to; −1 where none is
	Note     string       `json:"note,omitempty"`   // said where the record followed belongs to no level
	Steps    []ChainStep  `json:"steps"`            // ten
	Links    []ThreadLink `json:"links"`            // nine, each from a step to the next
	Chosen   int          `json:"chosen"`           // the link that is told of first
}

// ChainStep is a chain's place on one level.
type ChainStep struct {
	Number string        `json:"number"`
	Level  string        `json:"level"`
	Title  string        `json:"title"`
	Node   *ThreadNode   `json:"node"`   // null where nothing of the level is told
	Absent Mark          `json:"absent"` // then in its place
	Sub    string        `json:"sub"`    // and what is known of the level all the same
	Others *ThreadOthers `json:"others"` // what could stand there instead; null where nothing could
}

// ThreadOthers is what could stand in a step's place.
type ThreadOthers struct {
	Records []string `json:"records"`
	Names   []string `json:"names"` // what each is called
	Forms   []string `json:"forms"` // what they are called together, the fullest first: for where there is room
	Mark    Mark     `json:"mark"`  // what is missing, said after the words
}

// ThreadLink is a chain's link from a step to the next.
type ThreadLink struct {
	From   int       `json:"from"` // the step, counted from one
	To     int       `json:"to"`
	Grade  LinkGrade `json:"grade"`
	Title  string    `json:"title"` // Länk 5 till 6: belagd
	Text   string    `json:"text"`  // what the material says of it, or that it says nothing
	Source *Source   `json:"source"`
	Record string    `json:"record,omitempty"` // what states it
}

// Records are those that a chain stands on.
func (c *ThreadChain) Records() []string {
	out := []string{}
	for _, s := range c.Steps {
		if s.Node != nil {
			out = append(out, s.Node.Record)
		}
	}
	return out
}

// Broken are the links of a chain that are asked about.
func (c *ThreadChain) Broken() []int {
	var out []int
	for i, l := range c.Links {
		if l.Grade == LinkBroken {
			out = append(out, i)
		}
	}
	return out
}

// Records are those that the thread can be led through by name: all of every level.
func (p *Thread) Records() []string {
	out := []string{}
	for _, level := range p.Levels {
		for _, n := range level.Nodes {
			out = append(out, n.Record)
		}
	}
	return out
}
