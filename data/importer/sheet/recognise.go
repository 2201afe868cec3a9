package sheet

import (
	"regexp"
	"slices"
	"strings"

	"rodatraden/data/model"
)

// role is what a column seems to be.
type role string

// The roles that a header's words tell.
const (
	roleName      role = "name"
	roleMeasure   role = "measure" // figures of one measure of money
	roleIndicator role = "indicator"
	rolePeriod    role = "period"
	roleValue     role = "value"
	rolePart      role = "part"
	roleNote      role = "note"
	roleUnit      role = "amount_unit"
	roleMonth     role = "month" // figures of one period
)

var (
	roleWords = []struct {
		role  role
		words []string
	}{
		{roleIndicator, []string{"mått", "indikator", "nyckeltal", "styrtal", "måttnamn", "mätetal"}},
		{rolePeriod, []string{"period", "datum", "månad", "år", "tid", "mätperiod", "mätdatum"}},
		{roleValue, []string{"värde", "utfall", "resultat", "belopp"}},
		{rolePart, []string{"kön", "del", "åldersgrupp", "kategori"}},
		{roleNote, []string{"kommentar", "kommentarer", "notering", "anmärkning", "analys"}},
		{roleName, []string{"enhet", "område", "verksamhet", "verksamhetsområde", "avdelning", "ansvar", "benämning", "konto", "rad", "post", "organisation", "namn", "förvaltning"}},
		{roleUnit, []string{"valuta", "måttenhet", "beloppsenhet"}},
	}
	bracketForm = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)
	wordForm    = regexp.MustCompile(`[\pL.]+`)
)

// roleOf tells a column by its whole header.
func roleOf(header string) role {
	text := strings.Trim(strings.Join(strings.Fields(bracketForm.ReplaceAllString(alike(header), " ")), " "), " :.")
	for _, r := range roleWords {
		if slices.Contains(r.words, text) {
			return r.role
		}
	}
	return ""
}

// measureOf tells the measure of money by a header's words. sure is false where the words fit others too; an
// unsure variance can be any.
func measureOf(header string) (m model.Measure, sure bool) {
	text := alike(header)
	words := wordForm.FindAllString(text, -1)
	has := func(starts ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool {
			return slices.ContainsFunc(starts, func(s string) bool { return strings.HasPrefix(w, s) })
		})
	}
	outside := wordForm.FindAllString(bracketForm.ReplaceAllString(text, " "), -1)
	// Shares, changes, single months and what was said the last time are other things.
	earlier := slices.ContainsFunc(outside, func(w string) bool {
		return strings.HasPrefix(w, "föreg") || strings.HasPrefix(w, "förra") || strings.HasPrefix(w, "tidigare") || strings.HasPrefix(w, "fjol")
	})
	if strings.ContainsRune(text, '%') || has("procent", "andel", "förändr", "förbruk", "antal") ||
		slices.ContainsFunc(outside, func(w string) bool { return strings.HasPrefix(w, "månad") }) ||
		earlier && !has("utfall", "redovisat", "bokfört", "periodutfall", "ackutfall") || earlier && has("avvik", "diff") {
		return "", false
	}
	soFar := has("ack", "period", "jan") || strings.Contains(text, "t.o.m") || has("tom")
	year := has("helår", "årsbudget", "årsprognos", "årsutfall") || strings.Contains(text, "hela året")
	switch {
	case has("avvik", "differens", "diff"):
		switch {
		case has("prognos", "årsprognos") || year:
			return model.VarianceForecast, true
		case soFar || has("utfall"):
			return model.VarianceYTD, true
		}
		return model.VarianceForecast, false
	case has("prognos", "helårsprognos", "årsprognos"):
		return model.ForecastYear, true
	case has("ramförändring", "ramjustering"):
		return model.FrameChange, true
	case has("budget", "periodbudget", "årsbudget", "helårsbudget"):
		if soFar || has("periodbudget") {
			return model.BudgetYTD, true
		}
		return model.BudgetYear, year
	case has("utfall", "redovisat", "bokfört", "periodutfall", "ackutfall"):
		switch {
		case has("föreg", "fjol", "förra") || strings.Contains(text, "fg år") || strings.Contains(text, "f.g. år"):
			return model.OutcomeYTDPrevious, soFar
		case year:
			return model.OutcomeYear, true
		}
		return model.OutcomeYTD, soFar
	}
	return "", false
}

// isTotal reports whether a row's name says that it is a sum.
func isTotal(name string) bool {
	words := wordForm.FindAllString(alike(name), -1)
	return slices.ContainsFunc(words, func(w string) bool {
		return strings.HasPrefix(w, "summa") || strings.HasPrefix(w, "total") || strings.HasPrefix(w, "delsumma") || w == "sum"
	})
}
