package part

// Judging is the reader's own verdicts on what the auditors recommend.
type Judging interface {
	Verdict(record string) (verdict, comment string) // empty where there is none
	Judge(record, verdict, comment string)
}
