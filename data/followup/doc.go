// Package followup reads, checks and writes follow-up packages (uppföljningspaket).
//
// # What a package is
//
// A package is a Frictionless Data Package v2: datapackage.json, CSV tables and documents, as a
// folder or as a ZIP of it. It states what one committee was told on one occasion. There are two
// forms. A source is what a publisher writes: a manifest without resources, tables with the
// columns in any order, documents/ and texts/. A built package is what Build makes of it: every
// table with its whole schema, every file with its hash and length. The same source always gives
// the same bytes.
//
// # Three ways in
//
// Open reads a source or a built package and checks everything that can be checked without a
// library, telling all faults at once. CheckAgainst checks it against the packages that it will
// join: references, order, and that a record's id stays its own. ReadVerified is the reader's way:
// a manifest whose signature holds, and content by hash. It refuses with a fault.Error and warns
// of nothing.
//
// # Strict in writing, tolerant in reading
//
// In a source an unknown property, column or file is a fault: it is most often misspelt. In a
// built package of this format they are passed over, so that a later minor change of the format
// can be read. A higher format is refused.
//
// # Faults and warnings
//
// A Finding with the severity Fault stops the package. A figure that does not add up is a Warning
// that tells both figures: a report is published as it was told, and never corrected in passing.
// A note in the row that a warning points at answers it, whatever it was written for: the note is
// published with the figure, and the Finding tells it as its Answer. One rule holds for all of them, see
// Finding.Reply; what concerns the package as a whole is answered by the reason in its manifest.
// People read the sentences `check.<code>.wrong` and `check.<code>.do` of the translations.
package followup
