package followup

import "strings"

// The codes of the findings, one a rule. Each has two sentences in the translations,
// `check.<code>.wrong` and `check.<code>.do`; what they name stands in the finding's Args.
const (
	MoreAlike = "more_alike" // further findings with the code, file and column of those before

	// The manifest.
	ManifestMissing     = "manifest_missing"
	ManifestJSON        = "manifest_json"
	PropertyTwice       = "property_twice"
	PropertyUnknown     = "property_unknown"
	PropertyNotText     = "property_not_text"
	PropertyNotInteger  = "property_not_integer"
	PropertyNotBoolean  = "property_not_boolean"
	PropertyNotObject   = "property_not_object"
	PropertyNotList     = "property_not_list"
	PropertyRequired    = "property_required"
	PropertyEnum        = "property_enum"
	FormatUnknown       = "format_unknown"
	NameForm            = "name_form"
	NameReserved        = "name_reserved"
	UUIDForm            = "uuid_form"
	MunicipalityForm    = "municipality_form"
	CommitteeForm       = "committee_form"
	CommitteeReserved   = "committee_reserved"
	DateForm            = "date_form"
	SpanIncomplete      = "span_incomplete"
	SpanOrder           = "span_order"
	AsAtNotPeriodEnd    = "as_at_not_period_end"
	OrderForm           = "order_form"
	CreatedForm         = "created_form"
	PublishedForm       = "published_form"
	PublishedBasisWrong = "published_basis_wrong"
	AddressNotHTTPS     = "address_not_https"
	LicenseForm         = "license_form"
	PackageEmpty        = "package_empty"
	ReasonMissing       = "reason_missing"

	// Files.
	FileUnknown    = "file_unknown"
	FileNotRegular = "file_not_regular"
	FileTwice      = "file_twice"
	FileEmpty      = "file_empty"
	FileMissing    = "file_missing"
	FileUnlisted   = "file_unlisted"
	FileUnused     = "file_unused"
	HashForm       = "hash_form"
	HashDiffers    = "hash_differs"
	SizeDiffers    = "size_differs"
	SchemaMissing  = "schema_missing"
	ResourceTwice  = "resource_twice"
	ResourceForm   = "resource_form"
	PathCharacters = "path_characters"
	PathTooLong    = "path_too_long"
	PathOutside    = "path_outside"
	PathReserved   = "path_reserved"
	ZipBroken      = "zip_broken"
	ZipMethod      = "zip_method"
	NotPDF         = "not_pdf"

	// Limits.
	LimitManifest = "limit_manifest"
	LimitFile     = "limit_file"
	LimitPackage  = "limit_package"
	LimitFiles    = "limit_files"
	LimitRows     = "limit_rows"
	LimitColumns  = "limit_columns"
	LimitCell     = "limit_cell"
	LimitNesting  = "limit_nesting"
	LimitZipRatio = "limit_zip_ratio"

	// Text and CSV.
	EncodingUTF16    = "encoding_utf16"
	EncodingLatin1   = "encoding_latin1"
	LineEnding       = "line_ending"
	ControlCharacter = "control_character"
	Garbled          = "garbled"
	Separator        = "separator"
	Quote            = "quote"
	RowLength        = "row_length"
	RowEmpty         = "row_empty"
	ColumnUnnamed    = "column_unnamed"
	ColumnTwice      = "column_twice"
	ColumnUnknown    = "column_unknown"
	ColumnMissing    = "column_missing"

	// Cells.
	Required      = "required"
	SpacesAround  = "spaces_around"
	Enum          = "enum"
	PeriodForm    = "period_form"
	PeriodUnreal  = "period_unreal"
	IDForm        = "id_form"
	ReferenceForm = "reference_form"
	Pattern       = "pattern"
	NumberForm    = "number_form"
	DecimalComma  = "decimal_comma"
	IntegerForm   = "integer_form"
	BooleanForm   = "boolean_form"

	// Keys and references.
	KeyTwice           = "key_twice"
	IDTwice            = "id_twice"
	ReferenceMissing   = "reference_missing"
	ReferenceTable     = "reference_table"
	ResourceMissing    = "resource_missing"
	MediaTypeDiffers   = "media_type_differs"
	WithdrawnTable     = "withdrawn_table"
	WithdrawnKey       = "withdrawn_key"
	WithdrawnAndStated = "withdrawn_and_stated"
	WithdrawnUnknown   = "withdrawn_unknown"

	// Numbers.
	ValueUnexpected    = "value_unexpected"
	ValueMissing       = "value_missing"
	StatusMissing      = "status_missing"
	UnitMissing        = "unit_missing"
	AsWrittenDiffers   = "as_written_differs"
	AsWrittenSign      = "as_written_sign"
	AsWrittenPrecision = "as_written_precision"
	ApproximateMissing = "approximate_missing"

	// Arithmetic.
	PartsDiffer     = "parts_differ"
	VarianceDiffers = "variance_differs"
	CausesDiffer    = "causes_differ"
	SavingsDiffer   = "savings_differ"
	RealisedBeyond  = "realised_beyond"
	PartsBeyond     = "parts_beyond"
	SharesDiffer    = "shares_differ"

	// What contradicts itself.
	EndBeforeStart = "end_before_start"
	BetweenForm    = "between_form"
	BeyondScale    = "beyond_scale"
	UnitOfMeasure  = "unit_of_measure"
	ShareBeyond    = "share_beyond"
	ParentCycle    = "parent_cycle"

	// Completeness. A note in the row answers each.
	OralOnly                    = "oral_only"
	OralCollaboration           = "oral_collaboration"
	BreakWithoutReason          = "break_without_reason"
	GoalWithoutIndicator        = "goal_without_indicator"
	TargetOlder                 = "target_older"
	SavingWithoutAmount         = "saving_without_amount"
	SavingWithoutEffectDate     = "saving_without_effect_date"
	SavingWithoutImpact         = "saving_without_impact"
	InterventionWithoutResult   = "intervention_without_result"
	RecommendationWithoutAnswer = "recommendation_without_answer"
	RecommendationWithoutOwner  = "recommendation_without_owner"
	RecommendationWithoutDate   = "recommendation_without_date"
	ControlWithoutResult        = "control_without_result"

	// Privacy.
	FewPeople      = "few_people"
	PersonalNumber = "personal_number"
	OverrideReason = "override_reason"
	OverrideUnused = "override_unused"

	// Markdown.
	RawHTML      = "raw_html"
	RemoteImage  = "remote_image"
	LocalImage   = "local_image"
	LinkNotHTTPS = "link_not_https"

	// Against the library that the package will join.
	NameTaken           = "name_taken"
	IDTaken             = "id_taken"
	OrderTaken          = "order_taken"
	OrderPast           = "order_past"
	SupersedesItself    = "supersedes_itself"
	SupersedesUnknown   = "supersedes_unknown"
	SupersedesTwice     = "supersedes_twice"
	SupersedesOrder     = "supersedes_order"
	AsAtChanged         = "as_at_changed"
	MunicipalityDiffers = "municipality_differs"
	AudienceDiffers     = "audience_differs"
	IDChanged           = "id_changed"
	IDReused            = "id_reused"
	PackageUnknown      = "package_unknown"
	LeftDangling        = "left_dangling"
)

// limitCode reports whether a code says that a limit of the format is passed.
func limitCode(code string) bool { return strings.HasPrefix(code, "limit_") }
