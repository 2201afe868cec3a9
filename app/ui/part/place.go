package part

// Place is where a view stands: what is chosen on it, and how the window follows when that changes. What
// is nil is not done.
type Place struct {
	Argument string                // what is chosen, as Choose or Turn was told: a record, a filter
	Choose   func(argument string) // remembers what is chosen
	Turn     func(argument string) // opens what is chosen as a page of its own: in the narrow layout
	Back     func()                // from that page to the list
}
