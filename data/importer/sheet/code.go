package sheet

// The codes of the findings, one a rule. Each has two sentences in the translations,
// `check.<code>.wrong` and `check.<code>.do`; what they name stands in the finding's Args.
const (
	// The mapping.
	MappingMissing = "sheet_mapping_missing" // a word that must be there is not
	MappingTable   = "sheet_mapping_table"   // no such table
	MappingField   = "sheet_mapping_field"   // the table has no such column
	MappingRows    = "sheet_mapping_rows"    // rows that cannot be in that order
	MappingPeriod  = "sheet_mapping_period"  // no period
	MappingNames   = "sheet_mapping_names"   // a dictionary that is not there
	MappingMake    = "sheet_mapping_make"    // nothing can be made of what the column names

	// Sheets and columns.
	SheetMissing       = "sheet_missing"
	SheetHidden        = "sheet_hidden"         // left out
	SheetHiddenRead    = "sheet_hidden_read"    // the mapping names it
	FileUnused         = "sheet_file_unused"    // no part is for the file
	ColumnMissing      = "sheet_column_missing" // the file lacks a column
	ColumnTwice        = "sheet_column_twice"   // two columns bear the header
	ColumnUnused       = "sheet_column_unused"  // the mapping says nothing of it
	ColumnNotThere     = "sheet_column_not_there"
	HeaderNumber       = "sheet_header_number" // the header holds a figure: it has swallowed a row
	UnitContradicts    = "sheet_unit_contradicts"
	UnitFromFile       = "sheet_unit_from_file"
	UnitMissing        = "sheet_unit_missing"
	CostsNegated       = "sheet_costs_negated"
	VariancesNegated   = "sheet_variances_negated"
	PeriodMissing      = "sheet_period_missing"
	PeriodNotInHeader  = "sheet_period_not_in_header"
	SourcePeriodUnsaid = "sheet_source_period"

	// Rows.
	RowsRead      = "sheet_read"
	RowsNone      = "sheet_rows_none"
	RowsLimit     = "sheet_rows_limit"
	RowSkipped    = "sheet_row_skipped"
	RowHidden     = "sheet_row_hidden"
	RowHiddenRead = "sheet_row_hidden_read"
	RowNoNumbers  = "sheet_row_no_numbers"
	RowNameless   = "sheet_row_nameless"
	ReadingEnded  = "sheet_reading_ended"
	NameUnknown   = "sheet_name_unknown"
	NameAlike     = "sheet_name_alike"
	NameMade      = "sheet_name_made"
	PeriodOther   = "sheet_period_other"
	KeyTwice      = "sheet_key_twice"
	MergedName    = "sheet_merged_name"
	TotalRow      = "sheet_total_row"
	TotalDiffers  = "sheet_total_differs"
	TotalMissing  = "sheet_total_missing"
	TotalPart     = "sheet_total_part" // a row that it should be the sum of is not there

	// Cells.
	CellBroken        = "sheet_cell_broken"
	CellForm          = "sheet_cell_form" // a cell that its field cannot hold
	CellControl       = "sheet_cell_control"
	PeriodForm        = "sheet_period_form"
	DateGrain         = "sheet_date_grain"
	NumberForm        = "sheet_number_form"
	NumberAmbiguous   = "sheet_number_ambiguous"
	NumberDate        = "sheet_number_date"
	NumberDecimals    = "sheet_number_decimals"
	NumberRounded     = "sheet_number_rounded"
	NumberText        = "sheet_number_text"
	NumberWords       = "sheet_number_words"
	NumberScaled      = "sheet_number_scaled"
	NumberMerged      = "sheet_number_merged"
	Percent           = "sheet_percent"
	PercentMoney      = "sheet_percent_money"
	UnitInCell        = "sheet_unit_in_cell"
	UnitWord          = "sheet_unit_word"
	Parentheses       = "sheet_parentheses"
	ParenthesesFormat = "sheet_parentheses_format"
	BlankAbsent       = "sheet_blank_absent"
	BlankNotReported  = "sheet_blank_not_reported"
	WordAbsent        = "sheet_word_absent"
	WordText          = "sheet_word_text"
	WordStatus        = "sheet_word_status"

	// What Suggest guesses.
	GuessMapping         = "sheet_guess_mapping"
	GuessNothing         = "sheet_guess_nothing"
	GuessSheet           = "sheet_guess_sheet"
	GuessHeader          = "sheet_guess_header"
	GuessSource          = "sheet_guess_source"
	GuessPeriod          = "sheet_guess_period"
	GuessPeriodUnknown   = "sheet_guess_period_unknown"
	GuessUnit            = "sheet_guess_unit"
	GuessUnitUnknown     = "sheet_guess_unit_unknown"
	GuessCosts           = "sheet_guess_costs"
	GuessCostsUnknown    = "sheet_guess_costs_unknown"
	GuessVariance        = "sheet_guess_variance"
	GuessVarianceUnknown = "sheet_guess_variance_unknown"
	GuessRule            = "sheet_guess_rule"
	GuessMeasure         = "sheet_guess_measure"
	GuessMonths          = "sheet_guess_months"
	GuessTable           = "sheet_guess_table"
	GuessMake            = "sheet_guess_make"
	GuessTotal           = "sheet_guess_total"
	GuessTotalUnsure     = "sheet_guess_total_unsure"
	GuessRepeated        = "sheet_guess_repeated"
	GuessUnused          = "sheet_guess_unused"
)
