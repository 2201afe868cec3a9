// Package part holds the widgets that the pages are built of: key figure, status mark, row of what
// changed, table, statement, chart, button, picker and the page that scrolls.
//
// # How a part is built
//
// A part is made for one Env: one language, one theme, one width class. Where one of these changes
// the page is built anew, which takes milliseconds; a part itself never changes its looks. What a
// part shows comes from the structs of app/page, and every word from the localizer.
//
// # Height follows width
//
// A page is a column of blocks. A Block answers HeightAt(width), and whoever lays it out gives it
// that height. Text is broken into lines by our own measure and drawn as single-line texts, each on
// a whole-pixel baseline.
//
// # Keyboard and touch
//
// Everything that can be pressed can have the focus, shows it with a ring, and answers Enter and
// Space. Rows of one list are a Group: Up, Down, Home and End move between them. What is pressed is
// at least 40 high, 44 in the narrow layout; a row of a dense table is the exception that the
// design names.
package part
