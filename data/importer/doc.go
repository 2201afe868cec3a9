// Package importer holds what every import has in common: the rows that it makes, their ids, and how they
// come into the tables of a source folder. What reads one kind of file lies below: sheet, sie and kolada.
//
// An import is deterministic: the same files and the same mapping give the same rows. It may be done again:
// rows of the same source are replaced, and what a person has written beside them is kept.
package importer
