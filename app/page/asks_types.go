package page

// Ask is one thing to ask about, as a rule found it in what is known. It claims nothing.
type Ask struct {
	ID      string   `json:"id"`     // of the rule and the record: the same from package to package
	Rule    string   `json:"rule"`   // the rule's id, as package review lists them
	Record  string   `json:"record"` // table:id of what it hangs on
	Title   string   `json:"title"`  // what a person would call the record
	Page    string   `json:"page"`   // where the record is read
	Kind    string   `json:"kind"`   // Övrigt eller oförklarat
	Text    string   `json:"text"`   // the question
	Reason  string   `json:"reason"` // in figures, as sentences
	Records []string `json:"records"`
	Source  *Source  `json:"source"`
	Package string   `json:"package"` // the package that told last of it
	Facts   string   `json:"facts"`   // a digest of what it rests on: what is silenced speaks again when that differs
}
