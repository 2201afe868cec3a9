package kolada

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/fault"
)

// Query says what is asked of Kolada.
type Query struct {
	KPIs         []string // N31807
	Municipality string   // the committee's own, by number or name: its values are those of the unit all
	Compare      []string // others, by number or name; 0000 is Riket
	Groups       []string // groups of municipalities, G176426: Kolada's own mean of their members
	Similar      []string // areas of groups of those like Municipality: IFO, socioekonomi; AllSimilar is every one
	Years        []int    // none is every year that Kolada has
	Mapping      Mapping  // what Kolada does not know about the key figures; may be zero
}

// AllSimilar stands in Query.Similar for the groups of every area.
const AllSimilar = "all"

// mostYears is how many years may be asked for.
const mostYears = 200

// Years reads years as a person writes them: 2015-2025, 2019, or several of these parted by commas. They
// come in order, each once. What cannot be read is a fault.Error of the kind Usage whose Path is the text.
func Years(text string) ([]int, error) {
	wrong := func(err error) ([]int, error) { return nil, fault.New("kolada.Years", fault.Usage, text, err) }
	var out []int
	for _, part := range strings.Split(strings.NewReplacer("–", "-", "−", "-").Replace(text), ",") {
		first, last, span := strings.Cut(strings.TrimSpace(part), "-")
		from, err := year(first)
		to := from
		if err == nil && span {
			to, err = year(last)
		}
		if err != nil {
			return wrong(err)
		}
		if to < from {
			return wrong(fmt.Errorf("%d comes after %d", from, to))
		}
		if to-from >= mostYears {
			return wrong(errors.New("too many years"))
		}
		for y := from; y <= to; y++ {
			out = append(out, y)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func year(text string) (int, error) {
	text = strings.TrimSpace(text)
	n, err := strconv.Atoi(text)
	if err == nil && (len(text) != 4 || n < 1000) {
		err = fmt.Errorf("%q is no year", text)
	}
	return n, err
}
