package kolada

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rodatraden/data/followup"
	"rodatraden/data/importer"
	"rodatraden/data/schema"
)

// Mapping is what a mapping file says of key figures, by their Kolada id, and of the words and
// municipalities of Kolada:
//
//	[kpi.N31807]
//	title     = "Andel invånare med ekonomiskt bistånd"
//	subject   = "goals:fler-till-arbete"
//	unit      = "%"                     # unit of measure
//	direction = "down"                  # up, down or none
//	nature    = "indicator"             # or key_figure
//	timing    = "during"
//	decimals  = 1                       # round to; without it every digit of the answer is kept
//
//	[kpi.N31816]
//	indicator = "langvarigt-bistand"    # an indicator that is there already: only its values are imported
//
//	[status]
//	Missing = "not_reported"            # what the words of Kolada's status mean, where it has new ones
//
//	[unit]
//	1480 = "goteborg"                   # a unit that is there already
//
// What it does not say follows Kolada.
type Mapping struct {
	KPI    map[string]Figure `toml:"kpi"`
	Status map[string]string `toml:"status"`
	Unit   map[string]string `toml:"unit"`
}

// Figure is what a mapping says of one key figure.
type Figure struct {
	Indicator string `toml:"indicator"`
	Subject   string `toml:"subject"`
	Title     string `toml:"title"`
	Unit      string `toml:"unit"`
	Direction string `toml:"direction"`
	Nature    string `toml:"nature"`
	Timing    string `toml:"timing"`
	Topic     string `toml:"topic"`
	Decimals  *int   `toml:"decimals"`
}

// ReadMapping reads a mapping file. What is wrong with it is told in the report; the error is for a file
// that could not be read.
func ReadMapping(path string) (Mapping, followup.Report, error) {
	return importer.ReadMapping(path, DecodeMapping)
}

// DecodeMapping is ReadMapping for the bytes of a file.
func DecodeMapping(file string, raw []byte) (Mapping, followup.Report) {
	var m Mapping
	report := importer.DecodeMapping(file, raw, &m)
	return m, followup.Join(report, m.check(file, importer.PlacesOf(raw)))
}

var (
	kpiForm   = regexp.MustCompile(`^[A-Z][0-9]{5}$`)
	placeForm = regexp.MustCompile(`^([0-9]{4}|G[0-9]+)$`)
)

// figure is what the mapping says of a key figure.
func (m Mapping) figure(kpi string) Figure { return m.KPI[kpi] }

// check tells what a mapping says that no table takes.
func (m Mapping) check(file string, places importer.Places) followup.Report {
	c := importer.NewChecker(file, places)
	wrong := func(code, at, value string, allowed ...string) {
		c.Put(code, at, "Value", value, "Allowed", strings.Join(allowed, ", "))
	}
	for _, kpi := range slices.Sorted(maps.Keys(m.KPI)) {
		if !kpiForm.MatchString(kpi) {
			wrong(importer.MappingLike, "kpi."+kpi, kpi, "N31807", "U30446")
		}
		f := m.KPI[kpi]
		for _, cell := range []struct{ name, column, value string }{
			{"indicator", "id", f.Indicator}, {"subject", "subject", f.Subject}, {"direction", "direction", f.Direction},
			{"nature", "nature", f.Nature}, {"timing", "timing", f.Timing}, {"topic", "topic", f.Topic},
		} {
			example := "langvarigt-bistand"
			if cell.name == "subject" {
				example = "goals:fler-till-arbete"
			}
			c.Cell("kpi."+kpi+"."+cell.name, cell.value, "indicators", cell.column, example)
		}
		if f.Decimals != nil && (*f.Decimals < 0 || *f.Decimals > mostDecimals) {
			wrong(importer.MappingValue, "kpi."+kpi+".decimals", strconv.Itoa(*f.Decimals), "0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
		}
	}
	observations := schema.MustGet("observations")
	for _, word := range slices.Sorted(maps.Keys(m.Status)) {
		if allowed := observations.Fields[observations.Column("status")].Enum; !slices.Contains(allowed, m.Status[word]) {
			wrong(importer.MappingValue, "status."+word, m.Status[word], allowed...)
		}
	}
	unit := observations.Fields[observations.Column("unit")]
	for _, place := range slices.Sorted(maps.Keys(m.Unit)) {
		if !placeForm.MatchString(place) {
			wrong(importer.MappingLike, "unit."+place, place, "1480", "G176426")
		}
		if !unit.Pattern.MatchString(m.Unit[place]) {
			wrong(importer.MappingLike, "unit."+place, m.Unit[place], "goteborg")
		}
	}
	return c.Report()
}
