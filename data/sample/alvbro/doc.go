// Package alvbro makes the library of Älvbro, a municipality that does not exist: package sources
// for up to ten years of up to fifteen committees, the same bytes for the same seed on any machine.
//
// Three layers, each made of the one before it. A catalog says what there is to tell of a committee.
// The truth of each year is made of it by chance that is keyed by seed, committee and what it is
// for, so that a further committee or year changes no other. The reports then tell of the truth what
// was known on the day, as reports do: rounded, with forecasts that are late to see, and not all of it.
// What is wrong or hidden in them is planted by name (see traps.go) and listed in INLAGT.md.
//
// Socialnämnden's first two years are written by hand under assets/demo/alvbro; they are its
// chronicle, whatever the seed, and the generator goes on from May 2025.
//
// Money is whole tenths of a million kronor, and every other number whole units of its last decimal:
// nothing is computed in floating point, which machines round differently.
package alvbro
