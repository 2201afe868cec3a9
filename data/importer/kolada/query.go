package kolada

// Query says what is asked of Kolada.
type Query struct {
	KPIs         []string // N31807
	Municipality string   // the committee's own, four digits: its values are those of the unit all
	Compare      []string // others, four digits; 0000 is Riket
	Groups       []string // groups of municipalities, G176426: their members are added to Compare
	Similar      bool     // add the groups of those like Municipality that have the latest year in their title
	Years        []int
	Mapping      Mapping // what Kolada does not know about the key figures; may be zero
}

// Years reads years as a person writes them: 2015-2025, 2019, or several of these parted by commas.
func Years(text string) ([]int, error) { panic("not built") }
