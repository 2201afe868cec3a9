package template

// The codes of the findings. Each has two sentences in the translations, `check.<code>.wrong` and
// `check.<code>.do`; what they name stands in the finding's Args.
const (
	NotTemplate     = "template_none"           // no sheet of the workbook is one of ours
	SheetMissing    = "template_no_report"      // the sheet of the report's own data is gone
	ColumnTwice     = "template_column_twice"   // one column of the package under two headings
	ColumnGone      = "template_column_gone"    // and a record that it said something of has been changed
	BrokenCell      = "template_broken"         // #REF!, or a formula that nobody has worked out
	ValueUnknown    = "template_value"          // not one of the listed words
	NumberForm      = "template_number"         // not a number
	NumberDate      = "template_number_date"    // Excel has made a date of a number
	NumberDecimals  = "template_decimals"       // more than six, in General
	NumberRounded   = "template_rounded"        // taken as it is shown
	PeriodNumber    = "template_period_number"  // a number that is no year
	PeriodDate      = "template_period_date"    // a date whose format does not tell the period
	TextDate        = "template_text_date"      // Excel has made a date of a text
	ReferenceNone   = "template_reference"      // no record has that title
	ReferenceMany   = "template_reference_many" // several records have that title
	ExpectedMissing = "template_expected"       // an expected fact was left without a value
	KeyChanged      = "template_key_changed"    // what tells a known record from others has been changed
	NameMade        = "template_name_made"      // the report had no name of its own
	TableUnread     = "template_table_unread"   // a table in the folder beside has faults of its own
)

// maxDecimals is how many stored decimals are believed where no format says how many there are.
const maxDecimals = 6
