// Package store keeps the library: what every installed package states, what held at every moment
// of the library's time, and an index of its words, in one SQLite file.
//
// The library is derived. The packages are the truth, and the file can be deleted and built again
// from them; a program whose tables differ from the file's empties it, and the caller installs
// the packages anew.
//
// # Time
//
// Time in the library is a package's order. Known at T are the packages with order ≤ T that no
// package with order ≤ T supersedes. The rows of one key in one package are one statement, which
// replaces as a whole that of every package of lower rank; rank is (as_at, order). A withdrawal is
// an empty statement. Only packages of the same committee in the same repository meet.
//
// The winning statements are kept as intervals: which package's statement of a key wins from one
// moment until another. Current reads them, and so costs the same at every moment. History reads
// the rows themselves, since a statement that never won was told all the same. Installing a package
// recomputes the intervals of its own keys and of those of the package that it replaces, and of no
// others; the same packages installed in any order give the same library.
//
// # Threads
//
// A Library may be used by several goroutines, and the file by several processes. There is one
// writer and a pool of readers; each call reads one snapshot, and never waits for the writer.
package store
