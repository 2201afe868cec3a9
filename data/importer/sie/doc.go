// Package sie reads SIE 4, the Swedish exchange format of bookkeeping (https://sie.se/format/; types 1 to 4
// and 4I), into the economy of a follow-up package. Scanner gives the records of a file one by one, File is
// what a whole file says, and Read makes budget lines and amounts of one or several files by a mapping, which
// says which accounts, and which of their objects, make which line. No account has a meaning of its own:
// what the mapping does not name is not read, and is told with its amount. Suggest writes a mapping from what
// stands in a file.
//
// A mapping (TOML):
//
//	variance = "budget-minus-actual"   # the package's own rule, as in its datapackage.json
//	period = "2019-04"                 # Options.Period goes before it
//	amount_unit = "tkr"                # kr, tkr or mkr
//	decimals = 0
//	months = false                     # true states the outcome to the end of every month before, too
//	total_dimension = 1                # see Totals
//
//	[source]
//	id = "bokforing-{period}"
//	document = "Bokföring {month} {year}"
//
//	[[line]]
//	id = "namnden"
//	title = "Nämnden totalt"
//	kind = "net"                       # cost, income or net
//
//	[[line]]
//	id = "forsorjningsstod"
//	parent = "namnden"
//	title = "Försörjningsstöd"
//	kind = "cost"
//	accounts = ["4510-4599", "46*", "5811"]
//	except = ["4530"]
//	[line.objects]
//	1 = ["100-199", "2*"]              # dimension 1, kostnadsställe
//
// A line without accounts is the sum of its parts. An entry is one account or object, a beginning followed by
// *, or a range, both ends included: of numbers by their value, of other texts by their order where they are
// as long as its ends.
//
// # Signs
//
// In a SIE file debit is plus and credit is minus. Where the package's rule is budget-minus-actual, costs and
// nets come out with the file's sign and incomes with the other, so that both are positive; where it is
// actual-minus-budget-costs-negative, everything changes sign.
//
// # Totals
//
// A balance of an account is in a file once as its total and again for each of its objects, which are seen
// from several sides: a kostnadsställe, a project, the two together. So for each account, month and kind of
// balance the total row is the total. Where there is none, it is the sum of the rows for objects that are
// seen from the same side; where there are several sides, their sums must be equal, or the mapping must say
// which one is complete (total_dimension). What a line takes of objects follows the same rule, from its own
// dimensions on. Rows of vouchers are each money of their own, and are added.
package sie
