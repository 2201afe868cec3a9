package shell

// Version is what the program calls itself; FyneApp.toml says the same.
const Version = "0.1.0"

// Place is somewhere in the program: a page about one package compared with another, and for the
// pages that need it a record or the words searched for.
type Place struct {
	Page       string // overview, economy, search or record
	Repository string
	Committee  string
	Package    string // a name, or latest
	Compare    string // a name, previous or none
	Argument   string // the record's table:id, or the words
}

// trail is where the reader has been, for back and forward.
type trail struct {
	places []Place
	at     int // the place that is shown; meaningless while places is empty
}

// push goes to a place: what lay ahead is forgotten. The place that is shown already is not
// pushed twice.
func (t *trail) push(p Place) {
	if len(t.places) > 0 && t.places[t.at] == p {
		return
	}
	if len(t.places) > 0 {
		t.places = t.places[:t.at+1]
	}
	t.places = append(t.places, p)
	t.at = len(t.places) - 1
}

// step moves by −1 or 1 and reports whether there was anywhere to go.
func (t *trail) step(by int) (Place, bool) {
	to := t.at + by
	if to < 0 || to >= len(t.places) {
		return Place{}, false
	}
	t.at = to
	return t.places[to], true
}

func (t *trail) canStep(by int) bool { return t.at+by >= 0 && t.at+by < len(t.places) }
