package notes

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
)

// act is what a revision does.
type act string

// Only an edit says that the reader has seen what the entry said, conflicts too.
const (
	edit    act = "edit"
	remove  act = "delete"
	restore act = "restore"
	move    act = "move"
)

// revision is one edit of one entry. It never changes.
type revision struct {
	ID      string   `json:"id"` // the hash of the rest
	Entry   string   `json:"entry"`
	Parents []string `json:"parents,omitempty"` // sorted
	Device  string   `json:"device"`
	Time    int64    `json:"time"` // in microseconds since 1970
	Act     act      `json:"act"`
	Content string   `json:"content"` // JSON as it was hashed

	said *content // of Content, once it has been read
}

// content is all that an edit leaves an entry saying.
type content struct {
	Kind    Kind    `json:"kind"`
	About   About   `json:"about,omitzero"`
	Title   string  `json:"title,omitempty"`
	Text    string  `json:"text,omitempty"`
	To      string  `json:"to,omitempty"`
	State   State   `json:"state,omitempty"`
	Answer  string  `json:"answer,omitempty"`
	Verdict Opinion `json:"verdict,omitempty"`
	Rule    string  `json:"rule,omitempty"`
	Facts   string  `json:"facts,omitempty"`
	Place   string  `json:"place"`
}

// newRevision makes a revision that says c.
func newRevision(entry string, parents []string, device string, time int64, a act, c content) (*revision, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	r := &revision{Entry: entry, Parents: slices.Sorted(slices.Values(parents)), Device: device, Time: time, Act: a,
		Content: string(raw), said: &c}
	r.ID = r.hash()
	return r, nil
}

// hash names the revision by all that it says. A revision can therefore not name one that was made
// after it, and two devices can never have two revisions of one name.
func (r *revision) hash() string {
	h := sha256.New()
	words := append([]string{r.Entry, r.Device, fmt.Sprint(r.Time), string(r.Act), r.Content}, r.Parents...)
	for _, w := range words {
		fmt.Fprintf(h, "%d:%s", len(w), w)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// read returns what the revision says.
func (r *revision) read() (content, error) {
	if r.said == nil {
		r.said = &content{}
		if err := json.Unmarshal([]byte(r.Content), r.said); err != nil {
			r.said = nil
			return content{}, fmt.Errorf("revision %s: %w", r.ID, err)
		}
	}
	return *r.said, nil
}

// parseContent reads what comes from outside, which may say nothing but what this program knows.
func parseContent(raw string) (c content, err error) {
	d := json.NewDecoder(strings.NewReader(raw))
	d.DisallowUnknownFields()
	if err = d.Decode(&c); err != nil {
		return c, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return c, errors.New("more than one value")
	}
	return c, nil
}

// sizes that no reader's words reach, and that what comes from outside may not pass.
const (
	longestText = 1 << 20 // of any one field, in bytes
	mostParents = 1 << 10
)

// errTooLong is why an entry is not kept.
var errTooLong = errors.New("longer than any note")

// check returns what is wrong with what an entry says.
func (c content) check() error {
	if !slices.Contains(Kinds(), c.Kind) {
		return fmt.Errorf("no kind of entry: %q", c.Kind)
	}
	if !slices.Contains([]State{"", NotAsked, Asked, Answered}, c.State) {
		return fmt.Errorf("no state of a question: %q", c.State)
	}
	if !slices.Contains([]Opinion{"", Done, Partly, NotDone, NotAssessable}, c.Verdict) {
		return fmt.Errorf("no verdict: %q", c.Verdict)
	}
	if !validPlace(c.Place) {
		return fmt.Errorf("no place: %q", c.Place[:min(len(c.Place), 20)])
	}
	for _, p := range c.texts() {
		if len(*p) > longestText {
			return errTooLong
		}
	}
	return nil
}

// texts are all texts that come from outside.
func (c *content) texts() []*string {
	a := &c.About
	return []*string{&c.Title, &c.Text, &c.To, &c.Answer, &c.Rule, &c.Facts, &a.Repository, &a.Committee, &a.Ref, &a.Package,
		&a.Copy.Kind, &a.Copy.Title, &a.Copy.Text, &a.Copy.Source, &a.Copy.Package, &a.Copy.When, &a.Copy.Digest}
}

// check returns what is wrong with a revision that comes from outside.
func (r *revision) check() error {
	if r.ID != r.hash() {
		return errors.New("a revision does not say what its name says")
	}
	for _, id := range []string{r.Entry, r.Device} {
		if u, err := uuid.Parse(id); err != nil || u.String() != id {
			return fmt.Errorf("no id: %q", id[:min(len(id), 40)])
		}
	}
	if !slices.Contains([]act{edit, remove, restore, move}, r.Act) {
		return fmt.Errorf("nothing that can be done: %q", r.Act)
	}
	if len(r.Parents) > mostParents || !slices.IsSorted(r.Parents) || len(slices.Compact(slices.Clone(r.Parents))) != len(r.Parents) {
		return errors.New("a revision's parents are in disorder")
	}
	if len(r.Parents) == 0 && r.Act != edit {
		return errors.New("a revision of nothing")
	}
	if !utf8.ValidString(r.Content) {
		return errors.New("not text")
	}
	c, err := parseContent(r.Content)
	if err != nil {
		return err
	}
	r.said = &c
	return c.check()
}
