package sie

// The codes of the findings, one a rule, each with two sentences in the translations,
// `check.<code>.wrong` and `check.<code>.do`.
const (
	// A file that is none.
	Empty    = "sie_empty"
	UTF16    = "sie_utf16"
	Binary   = "sie_binary"
	WebPage  = "sie_web_page"
	XML      = "sie_xml" // SIE 5, or other XML
	NotSIE   = "sie_not_sie"
	TooLarge = "sie_too_large"

	// A file that is broken.
	Truncated       = "sie_truncated"
	LastLine        = "sie_last_line"
	Nothing         = "sie_nothing" // no balance and no voucher
	LineUnknown     = "sie_line_unknown"
	QuoteOpen       = "sie_quote_open"
	FieldsMissing   = "sie_fields_missing"
	NumberForm      = "sie_number_form"
	NumberComma     = "sie_number_comma"
	MonthForm       = "sie_month_form"
	DateForm        = "sie_date_form"
	ObjectForm      = "sie_object_form"
	FigureTwice     = "sie_figure_twice"
	OutsideVoucher  = "sie_outside_voucher"
	VoucherOpen     = "sie_voucher_open"
	Unbalanced      = "sie_unbalanced"
	ChecksumDiffers = "sie_checksum_differs"

	// What the file says of itself.
	EncodingAssumed  = "sie_encoding_assumed"
	EncodingMixed    = "sie_encoding_mixed"
	FlagMissing      = "sie_flag_missing"
	FlagSet          = "sie_flag_set"
	TypeMissing      = "sie_type_missing"
	TypeUnknown      = "sie_type_unknown"
	YearMissing      = "sie_year_missing"
	YearForm         = "sie_year_form"
	YearAssumed      = "sie_year_assumed"
	AsAtMissing      = "sie_as_at_missing"
	AsAtUnreal       = "sie_as_at_unreal"
	AsAtEarlier      = "sie_as_at_earlier"
	ObjectUndeclared = "sie_object_undeclared"
	OutsideYear      = "sie_outside_year"

	// What was left out, and what was read.
	LabelUnknown   = "sie_label_unknown"
	FieldsExtra    = "sie_fields_extra"
	QuantityLeft   = "sie_quantity_left"
	ListMissing    = "sie_list_missing"
	BalanceLeft    = "sie_balance_left"
	VouchersLeft   = "sie_vouchers_left"
	RowsLeft       = "sie_rows_left" // #BTRANS and #RTRANS
	FileRead       = "sie_file_read"
	LineRead       = "sie_line_read"
	LineNought     = "sie_line_nought"
	OutcomeFrom    = "sie_outcome_from"
	ResultDiffers  = "sie_result_differs"
	AccountLeft    = "sie_account_left"
	AccountPart    = "sie_account_part"
	AccountTwice   = "sie_account_twice"
	SidesDiffer    = "sie_sides_differ"
	KeptLeft       = "sie_kept_left" // accounts of the balance sheet
	LineNoBudget   = "sie_line_no_budget"
	BudgetMissing  = "sie_budget_missing"
	OutcomeMissing = "sie_outcome_missing"
	PreviousYear   = "sie_previous_year"   // only the whole year before, not a part of it
	PreviousNone   = "sie_previous_none"   // nothing of the year before
	PreviousOther  = "sie_previous_other"  // its year began in another month
	PreviousOdd    = "sie_previous_odd"    // a year that is not twelve months
	ObjectsMissing = "sie_objects_missing" // the file has no figures by object
	LineEmpty      = "sie_line_empty"      // none of a line's accounts is in a file
	PeriodNoBooked = "sie_period_no_booked"

	// The period, and several files.
	PeriodMissing = "sie_period_missing"
	PeriodAssumed = "sie_period_assumed"
	PeriodForm    = "sie_period_form"
	PeriodStart   = "sie_period_start"
	PeriodOutside = "sie_period_outside"
	FilesOverlap  = "sie_files_overlap"
	YearsDiffer   = "sie_years_differ"
	FilesNone     = "sie_files_none"

	// The mapping.
	MapVariance   = "sie_map_variance"
	MapDecimals   = "sie_map_decimals"
	MapNoLines    = "sie_map_no_lines"
	MapID         = "sie_map_id"
	MapTwice      = "sie_map_twice"
	MapTitle      = "sie_map_title"
	MapKind       = "sie_map_kind"
	MapParent     = "sie_map_parent"
	MapCircle     = "sie_map_circle"
	MapNothing    = "sie_map_nothing"
	MapRange      = "sie_map_range"
	MapDimension  = "sie_map_dimension"
	AccountUnseen = "sie_account_unseen"
	ObjectUnseen  = "sie_object_unseen"

	// A suggested mapping.
	SuggestNone     = "sie_suggest_none"
	SuggestPeriod   = "sie_suggest_period"
	SuggestVariance = "sie_suggest_variance"
	SuggestLines    = "sie_suggest_lines"
	SuggestKind     = "sie_suggest_kind"
)
