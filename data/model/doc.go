// Package model holds the domain: one-sentence definitions of what a follow-up states.
//
//	Committee   a nämnd, which gets follow-ups from its administration
//	Package     what one committee was told on one occasion (uppföljningspaket)
//	Record      one row of a table as one package states it
//	Quantity    a number as reported: value, unit, precision, and whether it is there at all
//	Period      a point or span of time, exact or approximate
//	Unit        a part of the organisation
//	BudgetLine  a row of the economy: the committee, an area or a post
//	Amount      budget, outcome, forecast or variance of a line for a period
//	Cause       what is said to explain a variance
//	Assumption  what a forecast rests on, or says is uncertain
//	Decision    what a body decided or ordered
//	Source      where a fact stands: a document and a section
//	Document    a report, a protocol or another paper
//
// In every variance minus is a deficit (underskott), whatever sign world the report uses.
package model
