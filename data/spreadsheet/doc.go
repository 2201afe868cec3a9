// Package spreadsheet reads workbooks (.xlsx) and separated text (.csv, .tsv, .txt) cell by cell: what
// stands in each cell, how it is shown, and on which row and column, so that a fault can name its place.
// It says nothing of what the cells mean.
package spreadsheet

import _ "github.com/xuri/excelize/v2"
