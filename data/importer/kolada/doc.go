// Package kolada imports key figures from Kolada, the open database of Swedish municipalities and regions
// (https://api.kolada.se/v3), as indicators and observations. Källa: Kolada.
//
// # What it keeps
//
// A value is the decimal that the answer holds, digit for digit. A value that is missing has a status and
// no number, and is never 0; 0.0 is a value. Women, men and the whole are rows of their own. Nothing is
// computed: a group of municipalities is shown by its members' values, not by a mean of our own. Kolada's
// colours are ranks, and are not imported. Nothing in the rows depends on the day they were fetched, so that
// an import done again changes only what Kolada has changed; the report tells the day.
//
// # The cache
//
// Every answer is kept in a folder as one file, whose name follows its address. Young answers are used
// without asking; old ones are asked about again, and used with a word about their age when the network
// fails. The same folder, carried to a computer without a network, is what Options.Offline reads.
package kolada
