package page

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"rodatraden/data/fault"
	"rodatraden/data/model"
)

// The words that choose a state without naming a package.
const (
	Latest   = "latest"   // of greatest rank among those not replaced
	Previous = "previous" // next lower rank
	None     = "none"     // compared with nothing
)

// Choice is the two states that a page tells of: a package with what was known at a time, and
// what it is compared with.
type Choice struct {
	Package   *model.Package
	At        int64          // the library's time: what was told after it is not on the page
	Compare   *model.Package // nil where compared with nothing
	CompareAt int64
	Packages  []*model.Package // every package of the committee, by rank
}

// Choose finds the states that are asked for among all packages of a committee. packageName is a
// name or "latest"; an empty one is "latest". compareName is a name, "previous" or "none"; an
// empty one is "previous".
//
// A name is about that package, knowing what was known at its order. "latest" is about the package
// of greatest rank that is not replaced, knowing everything. A page is compared with what ranks
// below it and was told by then, at that package's own order.
//
// A name that is not there is a fault of kind NotFound, whose cause is a *NearError.
func Choose(packages []*model.Package, packageName, compareName string) (Choice, error) {
	const op = "page.Choose"
	all := slices.Clone(packages)
	slices.SortFunc(all, func(a, b *model.Package) int {
		if c := a.AsAt.Compare(b.AsAt); c != 0 {
			return c
		}
		return cmp.Compare(a.Order, b.Order)
	})
	c := Choice{Packages: all}
	if packageName == "" || packageName == Latest {
		for _, p := range all {
			c.At = max(c.At, p.Order)
			if p.SupersededAt == 0 {
				c.Package = p
			}
		}
	} else if p := named(all, packageName); p != nil {
		c.Package, c.At = p, p.Order
	}
	if c.Package == nil {
		return Choice{}, fault.New(op, fault.NotFound, packageName, near(all, packageName))
	}
	earlier := c.Comparable()
	switch compareName {
	case None:
	case "", Previous:
		for _, p := range earlier {
			if p.KnownAt(c.At) {
				c.Compare = p
			}
		}
	default:
		c.Compare = named(earlier, compareName)
		if c.Compare == nil {
			return Choice{}, fault.New(op, fault.NotFound, compareName, near(earlier, compareName))
		}
	}
	if c.Compare != nil {
		c.CompareAt = c.Compare.Order
	}
	return c, nil
}

// Comparable returns the packages that the chosen one can be compared with, by rank: those that
// rank below it and had been told by then, replaced or not.
func (c Choice) Comparable() []*model.Package {
	var out []*model.Package
	for _, p := range c.Packages {
		if p.Order <= c.At && p.Less(*c.Package) {
			out = append(out, p)
		}
	}
	return out
}

// NearError says which packages have names like the one that was not found.
type NearError struct {
	Names []string // nearest first, at most five; every name where there are no more
}

// Error lists the names.
func (e *NearError) Error() string { return "near: " + strings.Join(e.Names, ", ") }

const nearNames = 5

func near(packages []*model.Package, name string) error {
	if len(packages) == 0 {
		return errors.New("no packages")
	}
	names := make([]string, len(packages))
	away := make(map[string]int, len(packages))
	for i, p := range packages {
		names[i] = p.Name
		away[p.Name] = distance(strings.ToLower(name), p.Name)
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(away[a], away[b]) })
	return &NearError{Names: names[:min(nearNames, len(names))]}
}

// distance counts the letters that must be added, taken away or changed to make a into b; letters
// added at the ends count less than a fault in the middle, so that a part of a name is near.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			step := diagonal
			if a[i] != b[j] {
				step++
			}
			diagonal = row[j+1]
			row[j+1] = min(step, row[j+1]+1, row[j]+1)
		}
	}
	d := 2 * row[len(b)]
	if a != "" && strings.Contains(b, a) {
		d -= len(b)
	}
	return d
}

func named(packages []*model.Package, name string) *model.Package {
	i := slices.IndexFunc(packages, func(p *model.Package) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return packages[i]
}
