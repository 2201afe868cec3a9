// Package kolada imports key figures from Kolada, the open database of Swedish municipalities and regions
// (https://api.kolada.se/v3), as indicators and observations. Källa: Kolada.
//
// # What it keeps
//
// A value is the decimal that the answer holds, digit for digit, up to the nine decimals of the format. A
// value that is missing has a status and no number, and is never 0; 0.0 is a value. A year that Kolada says
// nothing about gets no row, for it is not known to be missing. Women, men and the whole (the part all) are
// rows of their own.
//
// The committee's own municipality is the unit all; others are units outside. Nothing is computed: the
// value of a group of municipalities is Kolada's own, an unweighted mean of those that have one, and says
// so. Kolada's colours are ranks, and are not imported. That years may not compare is told to the one who
// imports and makes no series break by itself: a description's wording is for a person to judge.
//
// Nothing in the rows depends on the day they were fetched, so that an import done again changes only what
// Kolada has changed; the report tells the day. Every source, whether of a key figure or of whom it is
// for, is its own, so that an import of other key figures leaves the first ones.
//
// # The cache
//
// Every answer is kept in a folder as one file in JSON, with the properties address, fetched (a time stamp),
// etag, last_modified and answer (as it came). Its name is the beginning of the address and a part of its
// hash. Young answers are used without asking; old ones are asked about again, and used with a word about
// their age when the network fails. A list of several pages is used from the cache as a whole or not at
// all: pages of different days are never put together.
//
// The same folder is what Options.Offline reads. Somebody with a network makes it by the same import with
// Options.Cache; carried to a computer without one it answers the same query, and what it lacks is told by
// address and file name.
package kolada
