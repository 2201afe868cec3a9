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
// out, unless the column says what it is.
package sheet
