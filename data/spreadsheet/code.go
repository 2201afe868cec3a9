package spreadsheet

import "rodatraden/data/followup"

// The codes of the findings. Each has two sentences in the translations, `check.<code>.wrong` and
// `check.<code>.do`; what they name stands in the finding's Args.
const (
	// The file is no workbook that can be read.
	FileEmpty   = "workbook_empty"
	Encrypted   = "workbook_encrypted"
	OldExcel    = "workbook_xls"
	Binary      = "workbook_xlsb"
	OpenDoc     = "workbook_ods"
	Macro       = "workbook_macro"
	WebPage     = "workbook_web_page"
	Unknown     = "workbook_unknown"
	Damaged     = "workbook_damaged"
	NoWorkbook  = "workbook_missing"
	NoSheets    = "workbook_no_sheets"
	Named       = "workbook_named"   // its content is of another sort than its name says
	LimitFile   = "workbook_file"    // beyond MaxBytes
	LimitUnpack = "workbook_unpack"  // unpacks beyond what is reasonable
	LimitRows   = "workbook_rows"    // beyond MaxRows
	LimitColumn = "workbook_columns" // beyond followup.MaxColumns
	LimitCell   = "workbook_cell"    // beyond followup.MaxCellUnits

	// Separated text.
	Encoding      = "workbook_encoding"   // taken to be Windows-1252
	SeparatorSeen = "workbook_separator"  // more than one could be it
	Unreadable    = "workbook_unreadable" // UTF-8 with bytes that are none
	QuoteOpen     = "workbook_quote"      // opened, never closed
)

// The limits of what is read. The limits of columns and cells are those of the format.
const (
	MaxBytes = 500_000_000            // of a file as it lies on the disk
	MaxRows  = followup.MaxRows + 100 // that hold something in one sheet: a table and the lines above it
)
