package diagram

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPicturesToLookAt writes every chart, in every theme, to the folder that DIAGRAM_PICTURES
// names. It is for eyes, and skipped without the folder.
func TestPicturesToLookAt(t *testing.T) {
	dir := os.Getenv("DIAGRAM_PICTURES")
	if dir == "" {
		t.Skip("DIAGRAM_PICTURES names no folder")
	}
	for name, d := range map[string]struct {
		d Diagram
		s Spec
	}{
		"journey":          {trollhattan(), Spec{W: 680, H: 186}},
		"journey-150":      {trollhattan(), Spec{W: 680, H: 150}},
		"journey-772":      {trollhattan(), Spec{W: 772, H: 205}},
		"journey-gaps":     {gapsInTheJourney(), Spec{W: 680, H: 180}},
		"journey-above":    {surplusJourney(), Spec{W: 680, H: 180}},
		"journey-rows":     {trollhattan(), Spec{W: 240, H: 240}},
		"causes":           {trollhattanCauses(), Spec{W: 438, H: 130}},
		"causes-five":      {alvbroCauses(), Spec{W: 438, H: 132}},
		"causes-miss":      {missingCauses(), Spec{W: 438, H: 180}},
		"causes-narrow":    {alvbroCauses(), Spec{W: 220, H: 300}},
		"bars":             {alvbroAreas(), Spec{W: 680, H: 165}},
		"bars-180":         {alvbroAreas(), Spec{W: 680, H: 180}},
		"bars-missing":     {missingAreas(), Spec{W: 680, H: 180}},
		"bars-narrow":      {alvbroAreas(), Spec{W: 300, H: 300}},
		"year":             {alvbroYear(), Spec{W: 438, H: 175}},
		"year-180":         {alvbroYear(), Spec{W: 438, H: 180}},
		"year-narrow":      {alvbroYear(), Spec{W: 220, H: 200}},
		"year-gaps":        {missingMonths(), Spec{W: 680, H: 220}},
		"large-journey":    {trollhattan(), Spec{W: 772, H: 300, TextScale: 2}},
		"large-bars":       {alvbroAreas(), Spec{W: 772, H: 420, TextScale: 2}},
		"large-year":       {alvbroYear(), Spec{W: 772, H: 360, TextScale: 2}},
		"large-causes":     {trollhattanCauses(), Spec{W: 772, H: 300, TextScale: 2}},
		"forty-bars":       {manyAreas(40), Spec{W: 1142, H: 700}},
		"year-reports":     {yearOfReports(), Spec{W: 680, H: 180}},
		"spark":            {trend(), Spec{W: 230, H: 60}},
		"savings":          {decided(), Spec{W: 568, H: 228}},
		"savings-states":   {realised(), Spec{W: 568, H: 300}},
		"savings-narrow":   {realised(), Spec{W: 230, H: 500}},
		"indicator":        {persons(), Spec{W: 750, H: 136}},
		"indicator-breaks": {parted(), Spec{W: 750, H: 160}},
		"indicator-holes":  {holes(), Spec{W: 750, H: 160}},
		"indicator-narrow": {persons(), Spec{W: 300, H: 200}},
		"large-indicator":  {persons(), Spec{W: 772, H: 300, TextScale: 2}},
		"full-indicator":   {parted(), full("Färre individer i hushåll med försörjningsstöd", "Antal individer")},
		"full-savings":     {realised(), full("Beslutat 18 400 tkr, realiserat 7 400 tkr", "Besparingsåtgärder, tkr")},
		"full-journey":     {trollhattan(), full("Helårsprognosen vände i april men ligger kvar på −18 mkr", "Prognostiserad avvikelse mot budget 2019 vid varje rapport, mkr")},
		"full-causes":      {trollhattanCauses(), full("Orsakerna räcker längre än −18 mkr", "mkr, helår 2019")},
		"full-bars":        {costs(), full("Placeringskostnader och försörjningsstöd driver underskottet", "Nettokostnad per verksamhetsområde, mkr. Helår 2019, prognos per april")},
		"full-year":        {yearWithGaps(), full("Utfallet drar ifrån budgeten efter maj: prognos −7,6 mkr på helåret", "Ackumulerad nettokostnad 2021, mkr. Prognos från oktober streckad")},
	} {
		for theme, th := range map[string]*Theme{"light": &Light, "dark": &Dark, "contrast": &ContrastLight, "contrast-dark": &ContrastDark} {
			for scale, k := range map[string]float64{"": 1, "@2": 2} {
				d.s.Theme, d.s.Scale = th, k
				png, err := PNG(d.d, d.s)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name+"-"+theme+scale+".png"), png, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		svg, err := SVG(d.d, Spec{W: d.s.W, H: d.s.H, Title: d.s.Title, Sub: d.s.Sub, Foot: d.s.Foot})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".svg"), svg, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Logf("%-14s fits %v, at least %d high", name, d.d.Fits(d.s), MinHeight(d.d, d.s))
	}
}

func full(title, sub string) Spec {
	return Spec{W: 1600, H: 600, TextScale: 1.4, Title: title, Sub: sub,
		Foot: "Källa: månadsuppföljning februari och mars, delårsrapport april 2019. Minus är underskott."}
}
