package kolada

// The codes of what is told of an import. Each has two sentences in the translations, `check.<code>.wrong`
// and `check.<code>.do`; what they name stands in the finding's Args. A finding's File is Kolada, or the
// mapping file; its Column is the key figure.
const (
	// What is asked.
	QueryEmpty          = "kolada_query_empty"
	KPIForm             = "kolada_kpi_form"
	KPIUnknown          = "kolada_kpi_unknown"
	MunicipalityUnknown = "kolada_municipality_unknown"
	GroupUnknown        = "kolada_group_unknown"
	SimilarUnknown      = "kolada_similar_unknown"

	// What the answers hold.
	Fetched         = "kolada_fetched"
	Old             = "kolada_old"
	Discontinued    = "kolada_discontinued"
	Comparability   = "kolada_comparability"
	NotFinal        = "kolada_not_final"
	UnitUnknown     = "kolada_unit_unknown"
	Rounded         = "kolada_rounded"
	NoValues        = "kolada_no_values"
	Unasked         = "kolada_unasked"
	GenderUnknown   = "kolada_gender_unknown"
	StatusUnknown   = "kolada_status_unknown"
	StatusWithValue = "kolada_status_with_value"
	NullNoStatus    = "kolada_null_no_status"
	ValueForm       = "kolada_value_form"
	PeriodForm      = "kolada_period_form"
	Twice           = "kolada_twice"

	// What kept the answers from coming.
	Unreachable    = "kolada_unreachable"
	Throttled      = "kolada_throttled"
	ServerFault    = "kolada_server_fault"
	Intercepted    = "kolada_intercepted"
	Elsewhere      = "kolada_elsewhere"
	Loop           = "kolada_loop"
	TooLarge       = "kolada_too_large"
	AnswerForm     = "kolada_answer_form"
	OfflineMissing = "kolada_offline_missing"
	OfflineBroken  = "kolada_offline_broken"
)
