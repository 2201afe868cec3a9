package kolada

import (
	"rodatraden/data/followup"
	"rodatraden/data/importer"
)

// Mapping is what a mapping file says of key figures, by their Kolada id:
//
//	[kpi.N31807]
//	id        = "langvarigt-bistand"    # the id of an indicator that is there already
//	subject   = "goals:fler-till-arbete"
//	title     = "Långvarigt ekonomiskt bistånd"
//	unit      = "%"                     # unit of measure
//	direction = "down"                  # up, down or none
//	nature    = "indicator"             # or key_figure
//	timing    = "during"
//	topic     = "staffing"
//	decimals  = 1
//
// What a key figure does not say follows Kolada.
type Mapping struct {
	KPI map[string]Figure `toml:"kpi"`
}

// Figure is what a mapping says of one key figure.
type Figure struct {
	ID        string `toml:"id"`
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
	var m Mapping
	report, err := importer.ReadMapping(path, &m)
	return m, report, err
}
