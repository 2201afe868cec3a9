package i18n

import "strings"

// Value writes a value out of a column's list in words, or as it stands where there are none.
func (l *Localizer) Value(table, column, value string) string {
	if id, ok := l.valueID(table, column, value); ok {
		return l.Text(id)
	}
	return value
}

// valueID is the message that has a value's words: the column's own, those of every column of that
// name, or those that the pages have for it.
func (l *Localizer) valueID(table, column, value string) (id string, ok bool) {
	_, companion, _ := strings.Cut(column, "_") // the status of one number of several: amount_status
	for _, id := range []string{
		"page.value." + table + "." + column + "." + value, "page.value." + column + "." + value,
		"page.value." + companion + "." + value, "page.fact_name." + value,
		"page." + strings.TrimSuffix(table, "s") + "." + value,
	} {
		if l.Has(id) {
			return id, true
		}
	}
	return "", false
}
