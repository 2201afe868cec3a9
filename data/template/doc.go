// Package template makes the workbook that an administration fills in, and reads it as the source of a
// package.
//
// # What the workbook is
//
// One sheet a table, in the order a controller works, each column of the schema under a Swedish heading;
// before them how it is done, an example that nobody reads, and the report's own data (the manifest).
// Over each heading, in a hidden row, stands the column's name in the package: columns may be moved, left
// out, or have columns of one's own put between them. The schemas decide everything: a new column of a
// table needs no code here.
//
// # What a cell means
//
// A listed value stands in words, and is read in words or as it stands in the package. A reference is
// written Title [id] and may be given so, as an id, or as a title that only one record has. A number has
// the decimals that its format fixes; in General those that are stored; written as text those that are
// written. Nothing is guessed: what could be two things is a fault, with sheet and cell.
//
// # What is new, and what was told before
//
// Records from earlier packages stand in grey with a fingerprint of their cells. One that has not been
// touched is not told again; one that has been changed is. What was to be expected of this report stands
// ready with its key; left without a value it is left out, which is told.
package template
