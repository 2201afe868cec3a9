// Package notes keeps what a reader writes: notes, questions, bookmarks, read marks, verdicts and
// saved searches, in a database of their own.
//
// The notes are precious. Nothing that happens to the library touches them: an entry hangs on a
// record by repository, committee and reference, which outlive every package, and keeps a copy of
// what the record said. A call that changes something has it on the disk before it returns.
//
// # Revisions
//
// An entry is never written over. Every edit is a revision, which names the revisions it was made
// from and is itself named by the hash of all it says. What is read is worked out from the set of
// an entry's revisions and from nothing else; taking in another device's notes, or a backup, is
// therefore the union of two sets: in any order, any number of times, it gives the same.
//
// Where two devices have edited the same entry apart, each field has the value of who changed it
// last, and what the others wrote there stands in Entry.Conflict until the reader edits the entry.
// An entry is deleted where every device that knows of its latest edits has deleted it: an edit
// made apart from a deletion wins over it.
//
// What two devices can only mean as one thing has one id on both: the question that a review rule
// raises about a record, the verdict on it, its bookmark, that it has been read.
//
// # Backups
//
// A backup is a whole copy of the database under a name with its date and its device. It is made
// before the tables are changed for a new version of the program, and whenever the caller asks. The
// folder may be a synced one: nothing half comes to lie there under such a name, and other devices'
// backups are left alone.
package notes
