// Package sheet reads workbooks and separated text from anywhere by a mapping file, which says what stands
// where and what it means. It guesses nothing while it reads: what the mapping does not say is not read, and
// everything that was read, left out or taken for granted is in the report. Suggest is what guesses, and it
// writes its guesses down as a mapping that a person can change.
//
// A mapping (TOML) has a source, dictionaries of names, and parts. A part is a block of rows in a sheet that
// becomes rows of one table. Each of its columns goes to a field of that table:
//
//	variance = "budget-minus-actual"     # the package's own rule, as in its datapackage.json
//	period = "2019-04"                   # what the file is about; Options.Period goes before it
//
//	[source]
//	id = "manad-{period}"
//	document = "Månadsuppföljning {month} {year}"
//
//	[names.line]                         # what a cell says, and what it is in the package
//	"Försörjningsstöd" = "forsorjningsstod"
//
//	[[part]]
//	table = "amounts"
//	sheet = "Ekonomi"
//	header_rows = [4, 5]
//	unit = "tkr"
//	costs = "positive"                   # what costs look like in the file
//	deficit = "minus"                    # what a deficit looks like in a variance
//	[[part.column]]
//	header = "Område"
//	field = "line"
//	[[part.column]]
//	header = "Budget helår"
//	field = "value"
//	set = { measure = "budget_year" }
//	[[part.total]]
//	name = "Summa"
//
// There are two shapes. Where several columns go to the field that holds the table's number, each of them
// makes a row of its own (a row a budget line, a column a measure or a month); what differs is in their
// set and period. Where one does, or none, a row of the file is a row of the table.
//
// # Places
//
// A header is found by its words: header rows, and the lines in a cell, are joined by spaces, merged cells
// hold for all their columns, and capital letters do not matter. What names a thing (a cell of a column that
// is no number) holds for all rows of its merged cells. A number in merged cells is one number.
//
// # Periods
//
// The period of an amount follows its measure: the year of a budget or a forecast for the year, the year so
// far of what is accumulated. Else it is the one that is imported. A column's period may be one of day, month,
// tertial, ytd, year and year_before, which make of the imported one what they say; header and sheet, which read
// it where it stands; or a period. A column that goes to the field period holds them row by row; a day there
// stands for its month, or for the grain that the column says. With only_period any date in the imported period
// counts, and what lies outside is left out.
//
// # Names
//
// A name is found in its dictionary (names.<field>, or the one that the column says) as it stands, but for
// spaces. A row whose name is not there is left out. Where the column says make, the name becomes a record of
// its own, with an id that follows it. In a part's set {sheet} stands for what the sheet's name is in the
// dictionary.
//
// # Signs
//
// A file's amounts come out with the signs of the package. Where costs look otherwise in the file than the
// package's rule makes them, every amount that is no variance changes sign; where the file writes a deficit
// with plus, every variance does. So that a deficit is minus, whatever the file does.
//
// # Numbers
//
// A number is taken as its cell shows it: with the decimals of its number format, and a percentage times a
// hundred. A cell without a fixed format gives the digits that it stores, at most six decimals. Digits that
// are text are read as written: decimal comma, spaces between thousands, a minus of any kind before or after.
// Words about a number ("cirka 34", "18,4 mkr") are kept in as_written, and nothing else is: a number's
// shown digits are its value. A figure in parentheses is an earlier one, and is never negative: it is left
// out, unless the column says what it is (parentheses).
//
// An empty cell is no row, unless the mapping says that it means that nothing was reported; a zero is a zero.
// Words in place of a number are the mapping's words.
//
// # Totals
//
// A total is compared with the rows above that it is the sum of, within what rounding may hide. A difference
// is told with both figures, and mends nothing.
package sheet
