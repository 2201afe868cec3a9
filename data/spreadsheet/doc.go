// Package spreadsheet reads workbooks (.xlsx) and separated text (.csv, .tsv, .txt) cell by cell: what
// stands in each cell, how it is shown, and on which row and column, so that a fault can name its place.
// It says nothing of what the cells mean.
//
// Nothing in a file is run, followed or fetched: macros are refused, formulas give the value that is
// stored beside them, and links to other workbooks are not looked at.
package spreadsheet
