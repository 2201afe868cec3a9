package page

import (
	"errors"
	"slices"
	"testing"
	"time"

	"rodatraden/data/fault"
	"rodatraden/data/model"
)

// packageOf is a package of a month of 2025: order, month, and the order of the package that replaces it.
func packageOf(name string, order int64, month int, replacedAt int64) *model.Package {
	end := model.Date{Year: 2025, Month: month}.Last()
	return &model.Package{
		Name: name, ID: "id-" + name, Title: "Månadsuppföljning " + name, Kind: model.Monthly, Extent: model.Full, Order: order,
		From: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), To: end, AsAt: end, SupersededAt: replacedAt, Rows: 1,
		Variance: "budget-minus-actual", Committee: model.Committee{Repository: "r", ID: "c", Name: "Nämnden"},
	}
}

// corrected is February, March, April, and then a March that replaces the first.
func corrected() []*model.Package {
	return []*model.Package{
		packageOf("feb", 1, 2, 0), packageOf("mar", 2, 3, 9), packageOf("apr", 3, 4, 0), packageOf("mar-2", 9, 3, 0),
	}
}

func TestChoosingStates(t *testing.T) {
	for _, c := range []struct {
		name, compare string
		want          string
		at            int64
		against       string
		againstAt     int64
	}{
		{"latest", "previous", "apr", 9, "mar-2", 9},
		{"", "", "apr", 9, "mar-2", 9},
		{"apr", "previous", "apr", 3, "mar", 2}, // the correction was not told yet
		{"mar-2", "previous", "mar-2", 9, "feb", 1},
		{"mar-2", "mar", "mar-2", 9, "mar", 2}, // against what it replaces
		{"mar", "previous", "mar", 2, "feb", 1},
		{"apr", "none", "apr", 3, "", 0},
		{"feb", "previous", "feb", 1, "", 0},
		{"latest", "feb", "apr", 9, "feb", 1},
	} {
		got, err := Choose(corrected(), c.name, c.compare)
		if err != nil {
			t.Errorf("%s against %s: %v", c.name, c.compare, err)
			continue
		}
		against := ""
		if got.Compare != nil {
			against = got.Compare.Name
		}
		if got.Package.Name != c.want || got.At != c.at || against != c.against || got.CompareAt != c.againstAt {
			t.Errorf("%s against %s: %s at %d against %q at %d", c.name, c.compare, got.Package.Name, got.At, against, got.CompareAt)
		}
	}
}

func TestANameThatIsNotThereIsToldWithThoseNearIt(t *testing.T) {
	for _, c := range []struct{ name, compare, path, near string }{
		{"marr", "previous", "marr", "mar"},
		{"apr", "febr", "febr", "feb"},
		{"apr", "mar-2", "mar-2", "mar"}, // told after April
		{"feb", "apr", "apr", ""},        // nothing ranks below February
		{"apr", "apr", "apr", "mar"},
	} {
		_, err := Choose(corrected(), c.name, c.compare)
		if fault.KindOf(err) != fault.NotFound || fault.PathOf(err) != c.path {
			t.Errorf("%s against %s: %v", c.name, c.compare, err)
			continue
		}
		var near *NearError
		if errors.As(err, &near) != (c.near != "") || near != nil && near.Names[0] != c.near {
			t.Errorf("%s against %s: near %v, want %q first", c.name, c.compare, near, c.near)
		}
	}
	var many []*model.Package
	for i := range 20 {
		many = append(many, packageOf(string(rune('a'+i))+"-2025-monthly", int64(i+1), 1+i%12, 0))
	}
	_, err := Choose(many, "c-2025", "none")
	var near *NearError
	if !errors.As(err, &near) || len(near.Names) != nearNames || !slices.Contains(near.Names, "c-2025-monthly") {
		t.Errorf("near: %v", err)
	}
	if _, err := Choose(nil, "latest", "previous"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no packages: %v", err)
	}
}
